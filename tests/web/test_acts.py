"""Every act is guarded. The numbers are the rows of the table of abuses."""

import asyncio
from dataclasses import replace

import pytest

from bot.domain import events as e
from bot.domain.fields import CUSTOMER, DIRECTOR, Kind
from tests.web.conftest import NewVisitor
from tests.web.papers import USUAL, place
from tests.web.visitor import hidden, problem
from tests.web.world import World

BOTH = (
    *USUAL,
    place(Kind.DATE, 2, role=DIRECTOR),
    place(Kind.TEXT, 1, role=DIRECTOR),
    place(Kind.SIGNATURE, 0, role=DIRECTOR),
)


async def test_row_12_two_browsers_press_sign_at_once(
    world: World, visitor: NewVisitor
) -> None:
    envelope = await world.sent()
    one, two = visitor(envelope), visitor(envelope)
    await one.enter()
    await two.enter()
    await one.fill()
    answers = await asyncio.gather(one.sign(), two.sign())
    assert [status for status, _ in answers] == [200, 200]
    assert all("You have signed" in text for _, text in answers)
    assert len(await world.events(envelope, e.Signed)) == 1


async def test_row_13_nobody_signs_before_his_turn(
    world: World, visitor: NewVisitor
) -> None:
    envelope = await world.sent(BOTH)
    charlie = visitor(envelope)
    text = await charlie.enter()
    assert "Not your turn yet" in text
    token = charlie.token()
    for act in ("fields", "sign", "decline"):
        form = {"csrf": token, "consent": "yes", "reason": "no", "shown": "0" * 64}
        keep = {"csrf": token} if act == "fields" else form
        status, text = await charlie.post_raw(f"/{act}", keep)
        assert status == 409
        assert "not your turn" in problem(text)
    now = await world.now(envelope)
    assert not now.signed
    assert not now.ended


async def test_row_14_nobody_fills_in_what_is_not_his(
    world: World, visitor: NewVisitor, capsys: pytest.CaptureFixture[str]
) -> None:
    envelope = await world.sent(BOTH)
    bob = visitor(envelope, DIRECTOR)
    await bob.enter()
    for form in (
        {"customer-text-1": "mine"},
        {"customer-signature-0.how": "type", "customer-signature-0.typed": "Bob"},
        {"only": "customer-text-1", "customer-text-1": "mine"},
        {"no-such-field": "x"},
    ):
        status, text = await bob.post("/fields", form)
        assert status == 409
        assert "not yours" in problem(text)
    assert not (await world.desk.form(envelope.id, CUSTOMER)).values
    assert "not-your-field" in capsys.readouterr().out


async def test_row_16_a_signature_counts_only_for_what_was_shown(
    world: World, visitor: NewVisitor
) -> None:
    envelope = await world.sent()
    charlie = visitor(envelope)
    await charlie.enter()
    await charlie.fill()
    status, text = await charlie.sign(shown="0" * 64)
    assert (status, "no longer the one" in text) == (409, True)
    _, preview = await charlie.get("/preview")
    seen = {name: hidden(preview, name) for name in ("shown", "entered")}
    await charlie.post(
        "/fields", {"only": "customer-text-1", "customer-text-1": "Bonn"}
    )
    status, text = await charlie.post("/sign", seen | {"consent": "yes"})
    assert (status, "has changed since" in text) == (409, True)
    assert not await world.events(envelope, e.Signed)
    assert (await charlie.sign())[0] == 200


async def test_row_17_a_foreign_site_achieves_nothing(
    world: World, visitor: NewVisitor
) -> None:
    envelope = await world.sent()
    charlie = visitor(envelope)
    await charlie.enter()
    await charlie.fill()
    _, preview = await charlie.get("/preview")
    form = {name: hidden(preview, name) for name in ("csrf", "shown", "entered")}
    form["consent"] = "yes"
    evil = {"Origin": "https://evil.example"}
    cross = {"Sec-Fetch-Site": "cross-site"}
    null = {"Origin": "null"}
    for headers in (evil, cross, null):
        status, _ = await charlie.post_raw("/sign", form, headers=headers)
        assert status == 403
    for token in ("", "0" * 32):
        status, _ = await charlie.post_raw("/sign", form | {"csrf": token})
        assert status == 403
    stranger = visitor(await world.sent())
    await stranger.enter()
    foreign = form | {"csrf": await stranger.csrf()}
    assert (await charlie.post_raw("/sign", foreign))[0] == 403
    assert not await world.events(envelope, e.Signed)
    assert (await charlie.post_raw("/sign", form))[0] == 200


async def test_row_17_a_link_preview_counts_for_nothing(
    world: World, visitor: NewVisitor
) -> None:
    envelope = await world.sent()
    link = await world.link(envelope)
    robot = visitor(envelope)
    for _ in range(3):
        async with robot.http.head(link, allow_redirects=False) as answer:
            assert answer.status == 303
        async with robot.http.get(link) as answer:
            assert answer.status == 200
    for path in ("/sign", "/code", "/identify", "/decline", "/fields"):
        assert (await robot.get(path))[0] == 404
    assert (await world.now(envelope)).version == envelope.version
    assert (envelope.id, CUSTOMER) not in world.post.codes


async def test_the_name_that_was_entered_is_offered_as_signature(
    world: World, visitor: NewVisitor
) -> None:
    name = replace(USUAL[1], id="customer-name", label="Name")
    charlie = visitor(await world.sent((name, USUAL[2])))
    await charlie.enter()
    await charlie.post("/fields", {"only": name.id, name.id: "Carla Winter"})
    _, text = await charlie.get()
    assert 'customer-signature-0.typed" value="Carla Winter"' in text
