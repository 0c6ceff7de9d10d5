"""What is drawn and typed survives: lost connections, turning, zooming, closing."""

from playwright.async_api import expect

from bot.domain.fields import CUSTOMER
from tests.web.conftest import Identify
from tests.web.hand import draw, ink, saved
from tests.web.world import World


async def test_a_lost_connection_loses_nothing(
    world: World, identified: Identify
) -> None:
    envelope = await world.sent()
    page = await identified(envelope)
    await page.context.set_offline(True)
    await page.get_by_role("textbox", name="Place").fill("Köln")
    await draw(page)
    await expect(page.get_by_text("No connection.")).to_be_visible()
    await page.get_by_role("button", name="Preview").click()
    await expect(page.get_by_text("No connection.")).to_be_visible()
    assert "/preview" not in page.url
    await page.context.set_offline(False)
    await saved(page)
    values = (await world.desk.form(envelope.id, CUSTOMER)).values
    assert values["customer-text-1"] == "Köln"
    assert "customer-signature-0" in values
    assert await page.evaluate("localStorage.length") == 0


async def test_what_could_not_be_saved_comes_back_with_the_page(
    world: World, identified: Identify
) -> None:
    envelope = await world.sent()
    page = await identified(envelope)
    await page.route("**/fields", lambda route: route.abort())
    await page.get_by_role("textbox", name="Place").fill("Köln")
    await draw(page)
    await expect(page.get_by_text("No connection.")).to_be_visible()
    assert not (await world.desk.form(envelope.id, CUSTOMER)).values
    again = await page.context.new_page()
    await page.close()
    await again.goto(f"{world.url}/sign/{envelope.id}/customer")
    await expect(again.get_by_role("textbox", name="Place")).to_have_value("Köln")
    await saved(again)
    assert await ink(again)
    values = (await world.desk.form(envelope.id, CUSTOMER)).values
    assert set(values) == {"customer-text-1", "customer-signature-0"}


async def test_turning_and_zooming_keep_the_drawing(
    world: World, identified: Identify
) -> None:
    page = await identified(await world.sent())
    await draw(page)
    await saved(page)
    upright = await ink(page)
    assert upright
    pad = page.locator("[data-pad]")
    narrow = await pad.evaluate("canvas => canvas.width")
    await page.set_viewport_size({"width": 844, "height": 390})
    await expect(pad).not_to_have_js_property("width", narrow)
    across = await ink(page)
    assert [round(edge, 1) for edge in across] == [round(edge, 1) for edge in upright]
    await page.set_viewport_size({"width": 390, "height": 844})
    await expect(pad).to_have_js_property("width", narrow)
    back = await ink(page)
    assert max(abs(a - b) for a, b in zip(back, upright, strict=True)) < 0.02
    await page.get_by_role("button", name="Undo").click()
    assert not await ink(page)
    await saved(page)


async def test_a_scribble_of_one_dot_is_refused_with_a_hint(
    world: World, identified: Identify
) -> None:
    """Row 25 of the abuses."""
    page = await identified(await world.sent())
    await page.locator("[data-pad]").scroll_into_view_if_needed()
    await page.locator("[data-pad]").tap()
    await expect(page.get_by_text("draw a little more")).to_be_visible()
    await page.get_by_role("button", name="Preview").click()
    problems = page.get_by_role("alert").filter(has_text="missing")
    await expect(problems).to_contain_text("Signature")
