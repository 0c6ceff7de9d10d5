"""Who fills in what and where, decided in the chat without any page."""

import pytest

from bot.domain.fields import CUSTOMER, DIRECTOR, SENDER, Field, Kind
from tests import paperwork as paper
from tests.paperwork import offers, press, refusal, speak, told
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def field(stage: Stage, id: str, name: str) -> Field:
    """One place of a draft as it is kept."""
    envelope = await stage.app.parts.envelopes.get(id)
    fields = await stage.app.parts.placing.fields(envelope)
    return next(one for one in fields if one.id == name)


async def test_a_place_is_added_moved_and_handed_over(stage: Stage) -> None:
    alice = stage.story.alice
    id, places = await paper.placed(stage)
    pressed = await press(alice, places, "more")
    offered = await alice.wait_for(offers("add", id), after=pressed)
    pressed = await alice.press(f"add:{id}:customer:text", offered)
    shown = await alice.wait_for(offers("spot", id), after=pressed)
    assert shown.photo
    assert "Signature page" in shown.text
    assert (await field(stage, id, "customer-text")).page == 2

    sent = await alice.send("1 C5")
    shown = await alice.wait_for("Page 1 of 2", after=sent)
    box = (await field(stage, id, "customer-text")).box
    assert box[:2] == pytest.approx((0.2, 1 - 5 / 14), abs=0.001)

    for act, change in (("r", (0.02, 0)), ("u", (0, 0.02)), ("more", (0, 0))):
        before = (await field(stage, id, "customer-text")).box
        pressed = await alice.press(f"spot:{id}:customer-text:{act}", shown)
        shown = await alice.wait_for(offers("spot", id), after=pressed)
        box = (await field(stage, id, "customer-text")).box
        assert box[0] - before[0] == pytest.approx(change[0], abs=0.001)
        assert box[1] - before[1] == pytest.approx(change[1], abs=0.001)
        wider = (box[2] - box[0]) / (before[2] - before[0])
        assert wider == pytest.approx(1.2 if act == "more" else 1, abs=0.01)

    pressed = await alice.press(f"spot:{id}:customer-text:{SENDER}", shown)
    shown = await alice.wait_for(lambda m: "✅ we" in m.labels, after=pressed)
    pressed = await alice.press(f"spot:{id}:customer-text:need", shown)
    shown = await alice.wait_for(lambda m: "▫️ May stay empty" in m.labels, pressed)
    now = await field(stage, id, "customer-text")
    assert (now.role, now.required) == (SENDER, False)

    pressed = await alice.press("👌 Done", shown)
    places = await alice.wait_for(offers("placed", id), after=pressed)
    assert "Page 1 of 2" in places.text
    assert places.id == shown.id, "one message is edited"


async def test_a_place_is_removed_and_pages_are_turned(stage: Stage) -> None:
    alice = stage.story.alice
    id, places = await paper.placed(stage)
    assert "7 places" in places.text
    pressed = await alice.press(f"spot:{id}:sender-bank", places)
    shown = await alice.wait_for("Bank details", after=pressed)
    pressed = await alice.press("🗑 Remove", shown)
    places = await alice.wait_for("6 places", after=pressed)
    pressed = await press(alice, places, "more")
    offered = await alice.wait_for(offers("add", id), after=pressed)
    pressed = await alice.press(f"add:{id}:{DIRECTOR}:{Kind.DATE}", offered)
    shown = await alice.wait_for("Signature page", after=pressed)
    pressed = await alice.press("👌 Done", shown)
    added = await alice.wait_for("Signature page, added", after=pressed)
    pressed = await alice.press("◀️ Page 2", added)
    await alice.wait_for("Page 2 of 2", after=pressed)
    pressed = await press(alice, added, "placed")
    await alice.wait_for("which date", after=pressed)


@pytest.mark.parametrize("language", ["en", "de"])
async def test_wrong_squares_and_buttons_lose_nothing(
    stage: Stage, language: str
) -> None:
    alice = stage.story.alice
    await speak(alice, language)
    id, places = await paper.placed(stage)
    pressed = await alice.press(f"spot:{id}:customer-signature", places)
    shown = await alice.wait_for(offers("spot", id), after=pressed)
    before = await stage.form(id, SENDER)
    for text, key, params in (
        ("somewhere", "square.unreadable", {}),
        ("K3", "square.unreadable", {}),
        ("B0", "square.unreadable", {}),
        ("B30", "square.unknown", {"last": "J14"}),
        ("9 B3", "square.no-page", {"pages": 2}),
    ):
        sent = await alice.send(text)
        await told(alice, sent, refusal(language, key, **params))
    for data, key in (
        (f"spot:{id}:customer-signature:explode", "button-old"),
        (f"spot:{id}:customer-signature:{SENDER}", "places.not-theirs"),
        (f"add:{id}:mallory:text", "button-old"),
        (f"add:{id}:{CUSTOMER}:tattoo", "button-old"),
        (f"spots:{id}:99", "button-old"),
    ):
        pressed = await alice.forge(data, shown)
        await told(alice, pressed, refusal(language, key))
    assert (await stage.form(id, SENDER))["fields"] == before["fields"]
    await speak(alice, "en")
