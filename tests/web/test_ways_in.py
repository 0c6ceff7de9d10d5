"""Ways in are guarded. The numbers are the rows of the table of abuses."""

import re

import pytest

from bot.domain import events as e
from bot.domain.fields import CUSTOMER, DIRECTOR, Kind
from tests.web.conftest import NewVisitor
from tests.web.papers import COMPANY, USUAL, place
from tests.web.world import World

BOTH = (
    *USUAL,
    place(Kind.DATE, 2, role=DIRECTOR),
    place(Kind.TEXT, 1, role=DIRECTOR),
    place(Kind.SIGNATURE, 0, role=DIRECTOR),
)


def other(letter: str) -> str:
    return "B" if letter == "A" else "A"


async def test_row_01_a_changed_link_looks_like_any_unknown_one(
    world: World, visitor: NewVisitor
) -> None:
    envelope = await world.sent()
    link = await world.link(envelope)
    mallory = visitor(envelope)
    answers = set()
    for address in (
        link[:-1] + other(link[-1]),
        f"{world.url}/s/made-up",
        f"{world.url}/sign/{envelope.id}/customer",
        f"{world.url}/sign/{envelope.id}/director",
        f"{world.url}/sign/no-such/customer",
        f"{world.url}/nowhere",
    ):
        async with mallory.http.get(address) as answer:
            answers.add((answer.status, await answer.text()))
    assert len(answers) == 1
    status, text = answers.pop()
    assert status == 404
    assert envelope.drafted.title not in text


async def test_row_01_guessing_links_is_counted(
    world: World, visitor: NewVisitor
) -> None:
    mallory = visitor(await world.sent())
    statuses = []
    for number in range(62):
        async with mallory.http.get(f"/s/guess-{number}") as answer:
            statuses.append(answer.status)
    assert statuses[:60] == [404] * 60
    assert statuses[60:] == [429] * 2


async def test_row_02_a_session_opens_no_other_signers_page(
    world: World, visitor: NewVisitor
) -> None:
    mine, others = (
        await world.sent(title="Mine"),
        await world.sent(BOTH, title="Theirs"),
    )
    mallory = visitor(mine)
    await mallory.enter()
    cookies = {c.key: c.value for c in mallory.http.cookie_jar}
    header = {"Cookie": "; ".join(f"{k}={v}" for k, v in cookies.items())}
    for path in ("", "/preview", "/document.pdf", "/page/0.webp", "/picture/x.png"):
        for role in (CUSTOMER, DIRECTOR):
            url = f"/sign/{others.id}/{role}{path}"
            async with mallory.http.get(url, headers=header) as answer:
                assert answer.status == 404
                assert "Theirs" not in await answer.text()
    for act in ("code", "identify", "fields", "sign", "decline"):
        url = f"/sign/{others.id}/{CUSTOMER}/{act}"
        async with mallory.http.post(url, headers=header) as answer:
            assert answer.status == 404
    assert not (await world.now(others)).ended


async def test_nothing_confidential_before_the_code(
    world: World, visitor: NewVisitor
) -> None:
    envelope = await world.sent(title="Secret merger")
    charlie = visitor(envelope)
    status, text = await charlie.follow()
    assert status == 200
    assert "Secret merger" not in text
    assert "1,234.50" not in text
    assert "Charlie" not in text
    for path in ("/preview", "/document.pdf", "/page/0.webp", "/preview/0.webp"):
        status, text = await charlie.get(path)
        assert status == 409
        assert "Secret merger" not in text
    assert (await charlie.post("/sign", {"consent": "yes"}))[0] == 409


async def test_row_06_after_signing_there_is_a_copy_and_no_second_signature(
    world: World, visitor: NewVisitor
) -> None:
    envelope = await world.sent()
    charlie = visitor(envelope)
    await charlie.enter()
    await charlie.fill()
    await charlie.sign()
    again = visitor(envelope)
    text = await again.enter()
    assert "You have signed" in text
    status, text = await again.post_raw(
        "/sign",
        {
            "csrf": "x",
            "consent": "yes",
        },
    )
    assert status == 403
    token = await charlie.csrf()
    assert not token  # the copy has no form left
    assert len(await world.events(envelope, e.Signed)) == 1


async def test_row_07_replaced_expired_and_taken_back_links_are_gone(
    world: World, visitor: NewVisitor
) -> None:
    at = world.clock()
    replaced = await world.sent(title="Secret")
    old = visitor(replaced)
    old_link = await world.link(replaced)
    await old.enter()
    new_address = e.Readdressed(
        at=at, by="person:1", role=CUSTOMER, contact="d•••@example.com", channels=()
    )
    change = world.pages.envelopes.change
    await change(replaced.id, lambda envelope: envelope.readdress(new_address))
    status, text = await old.get()
    assert (status, "replaced by a newer" in text) == (410, True)
    async with old.http.get(old_link) as answer:
        assert answer.status == 410
        text = await answer.text()
    assert "<h1>This link is no longer valid</h1>" in text
    assert f'<p class="brand"><bdi>{COMPANY}</bdi></p>' in text
    expired = await world.sent(title="Secret")
    late = visitor(expired)
    await late.enter()
    await change(expired.id, lambda envelope: e.Expired(at=at, by=e.BOT))
    status, text = await late.get()
    assert (status, "time for signing" in text) == (410, True)
    taken = await world.sent(title="Secret")
    await change(
        taken.id, lambda envelope: envelope.take_back("mistake", at=at, by="person:1")
    )
    status, text = await visitor(taken).follow()
    assert (status, "took this document back" in text) == (410, True)
    assert "Secret" not in text
    assert "mistake" not in text


async def test_row_18_every_page_forbids_frames_and_foreign_scripts(
    world: World, visitor: NewVisitor
) -> None:
    charlie = visitor(await world.sent())
    await charlie.enter()
    paths = ("", "/preview", "/page/0.webp", "/document.pdf", "/nowhere")
    pages = [charlie.path + path for path in paths]
    for path in (*pages, "/verify", "/v/none", "/healthz", "/s/none"):
        async with charlie.http.get(path) as answer:
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "script-src 'self';" in policy
            assert "frame-ancestors 'none'" in policy
            assert "unsafe" not in policy
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Referrer-Policy"] == "same-origin"
            assert answer.headers["Cache-Control"] == "no-store"
            text = await answer.text(errors="replace")
        assert not re.search(r"<script(?![^>]* src=)|<style|\sstyle=|\son\w+=", text)


async def test_the_link_is_exchanged_for_a_cookie_of_that_one_page(
    world: World, visitor: NewVisitor
) -> None:
    envelope = await world.sent()
    link = await world.link(envelope)
    async with visitor(envelope).http.get(link, allow_redirects=False) as answer:
        assert answer.status == 303
        assert answer.headers["Location"] == f"/sign/{envelope.id}/customer"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        cookie = answer.headers["Set-Cookie"]
    assert f"Path=/sign/{envelope.id}/customer" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    token = link.rsplit("/", 1)[1]
    assert len(token) * 6 >= 128
    assert token not in cookie


async def test_identifying_gives_a_new_session(
    world: World, visitor: NewVisitor
) -> None:
    envelope = await world.sent()
    planted, charlie = visitor(envelope), visitor(envelope)
    await planted.follow()
    fixed = {c.key: c.value for c in planted.http.cookie_jar}
    await charlie.follow()
    header = {"Cookie": f"link={fixed['link']}"}
    await charlie.enter()
    status, text = await planted.get(headers=header)
    assert (status, "Send me a code" in text) == (200, True)


async def test_opening_the_link_again_asks_for_no_second_code(
    world: World, visitor: NewVisitor
) -> None:
    charlie = visitor(await world.sent())
    await charlie.enter()
    _, text = await charlie.follow()
    assert "Fill in" in text


async def test_the_address_is_what_the_nearest_proxy_saw(
    world: World, visitor: NewVisitor
) -> None:
    envelope = await world.sent()
    charlie = visitor(envelope, address="6.6.6.6, 203.0.113.9, 127.0.0.7")
    await charlie.enter()
    opened = (await world.now(envelope)).opened[CUSTOMER]
    assert opened.trace.address == "203.0.113.9"
    assert opened.trace.agent == "Visitor/1.0"


async def test_row_40_no_secret_is_logged(
    world: World, visitor: NewVisitor, capsys: pytest.CaptureFixture[str]
) -> None:
    envelope = await world.sent()
    charlie = visitor(envelope)
    await charlie.enter()
    await charlie.get("?lang=en&secret=shush")
    link = await world.link(envelope)
    secrets = {link.rsplit("/", 1)[1], world.code(envelope), "shush"}
    secrets |= {cookie.value for cookie in charlie.http.cookie_jar}
    logged = capsys.readouterr().out
    assert "/s/{token}" in logged
    assert not [secret for secret in secrets if secret in logged]
