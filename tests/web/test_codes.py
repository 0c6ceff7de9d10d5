"""Codes prove who somebody is. The numbers are the rows of the table of abuses."""

from datetime import timedelta

from bot.domain import events as e
from bot.domain.fields import CUSTOMER
from bot.services.identifying import CODE_LIFE, CODE_TRIES
from tests.web.conftest import NewVisitor
from tests.web.world import World


async def test_row_08_five_wrong_codes_burn_the_right_one(
    world: World, visitor: NewVisitor
) -> None:
    envelope = await world.sent()
    mallory = visitor(envelope)
    await mallory.follow()
    await mallory.post("/code")
    right = world.code(envelope)
    wrong = f"{(int(right) + 1) % 10**6:06d}"
    for _ in range(CODE_TRIES):
        status, text = await mallory.post("/identify", {"code": wrong})
        assert status == 422
        assert "not the code" in text
    status, text = await mallory.post("/identify", {"code": right})
    assert (status, "ask for a new one" in text) == (422, True)
    assert len(await world.events(envelope, e.Rejected)) == CODE_TRIES + 1
    await mallory.post("/code")
    status, _ = await mallory.post("/identify", {"code": world.code(envelope)})
    assert status == 200


async def test_row_09_a_code_works_once_for_its_own_envelope_and_not_late(
    world: World, visitor: NewVisitor
) -> None:
    mine, others = await world.sent(), await world.sent()
    charlie, mallory = visitor(mine), visitor(others)
    await charlie.enter()
    used = world.code(mine)
    await mallory.follow()
    assert (await mallory.post("/identify", {"code": used}))[0] == 422
    again = visitor(mine)
    await again.follow()
    assert (await again.post("/identify", {"code": used}))[0] == 422
    await again.post("/code")
    world.clock.ahead += CODE_LIFE + timedelta(seconds=1)
    try:
        status, text = await again.post("/identify", {"code": world.code(mine)})
    finally:
        world.clock.ahead = timedelta()
    assert (status, "too old" in text) == (422, True)


async def test_row_10_one_address_is_not_bombed_with_codes(
    world: World, visitor: NewVisitor
) -> None:
    envelope = await world.sent()
    statuses = []
    for _ in range(7):
        mallory = visitor(envelope)
        await mallory.follow()
        statuses.append((await mallory.post("/code"))[0])
    assert statuses == [200] * 5 + [429] * 2
    assert len(world.post.codes[(envelope.id, CUSTOMER)]) == 5
