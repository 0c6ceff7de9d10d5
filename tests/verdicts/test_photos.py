"""A photo of a document: which one it is, whether its page is ours, what to do now."""

from io import BytesIO

import pytest
import segno
from PIL import Image

from playground.person import Person
from playground.seen import Change, Message
from tests import paperwork as paper
from tests.paperwork import datas, offers, refusal, told
from tests.pdf.reprints import PRICE, price_forged
from tests.pdf.snapshots import MESSENGER, Shot, page_picture, photograph
from tests.stage import Stage
from tests.verdicts.conftest import Document

pytestmark = pytest.mark.asyncio(loop_scope="module")


def on_a_desk(data: bytes, page: int = 0) -> bytes:
    """A phone's photo of a printed page, as the messenger passes it on."""
    return photograph(page_picture(data, page, 200), Shot(longest=2 * MESSENGER))


def code(text: str) -> bytes:
    """A square code on white."""
    file = BytesIO()
    segno.make(text).save(file, kind="png", scale=12, border=6)
    return file.getvalue()


async def answer(person: Person, sent: Change) -> Message:
    """What the bot says to a picture."""
    return await person.wait_for(lambda m: m.text[:1] in "🔎🔴⚪", after=sent)


async def test_a_party_is_told_which_document_it_is(
    stage: Stage, document: Document
) -> None:
    """Sent as a photo, and as a file by one who is asked what other files are for."""
    title = document.envelope.drafted.title
    bob, alice = stage.story.bob, stage.story.alice
    seen = await answer(bob, await bob.photo(on_a_desk(document.sealed)))
    assert seen.text.startswith(f"🔎 Dieser Code gehört zu „{title}“, versiegelt am")
    assert "sieht die Seite aus wie das Original" in seen.text
    assert seen.text.endswith("ob es verändert wurde.")
    sent = await alice.document(
        "scan.png", code(f"{stage.url}/v/{document.envelope.id}")
    )
    seen = await answer(alice, sent)
    assert seen.text.startswith(f"🔎 This code belongs to “{title}”, sealed on")
    pressed = await alice.press("📄 Sealed PDF", seen)
    file = await alice.wait_for(lambda m: m.document is not None, after=pressed)
    assert await alice.download(file) == document.sealed


async def test_a_stranger_is_not_told_what_it_is(
    stage: Stage, document: Document
) -> None:
    mallory = stage.story.mallory
    seen = await answer(mallory, await mallory.photo(on_a_desk(document.sealed, 1)))
    assert seen.text.startswith("🔎 This code belongs to a document that was sealed")
    assert "Send me the PDF itself" in seen.text
    assert document.envelope.drafted.title not in seen.text
    assert not seen.labels


async def test_another_price_on_the_photo_is_boxed_for_parties(
    stage: Stage, document: Document
) -> None:
    photo = on_a_desk(price_forged(document.sealed))
    alice, mallory = stage.story.alice, stage.story.mallory
    sent = await alice.photo(photo)
    seen = await answer(alice, sent)
    assert seen.text.startswith("🔴 ")
    assert f"• Page 1: not “{PRICE}” as in the original" in seen.text
    picture = await alice.wait_for("What looks different is boxed", after=seen)
    assert picture.photo
    seen = await answer(mallory, await mallory.photo(photo))
    assert "• Page 1: something is different there" in seen.text
    assert PRICE not in seen.text
    after = [m for m in await mallory.chat() if m.id > seen.id]
    assert not after


async def test_pictures_without_a_code_of_ours(stage: Stage) -> None:
    mallory = stage.story.mallory
    without = refusal("en", "picture.no-code")
    for data in (
        stage.story.samples["blank-photo.jpg"],
        code("https://shop.example.com/menu"),
    ):
        await told(mallory, await mallory.document("picture.png", data), without)
        await told(mallory, await mallory.photo(data), without)
    await told(
        mallory,
        await mallory.document("photo.png", b"no picture"),
        refusal("en", "image.format"),
    )


async def test_a_code_that_names_nothing_sealed(stage: Stage) -> None:
    """Whether it is made up or on its way looks the same, but to its parties."""
    mallory, alice = stage.story.mallory, stage.story.alice
    underway = await paper.sent(stage)
    for id in ("7K3M9-QX2BT", underway.id):
        sent = await mallory.photo(code(f"{stage.url}/v/{id}"))
        seen = await answer(mallory, sent)
        assert seen.text.startswith(f"⚪️ No sealed document with the number {id}")
    sent = await alice.photo(code(f"{stage.url}/v/{underway.id}"))
    seen = await answer(alice, sent)
    assert "“contract”, which is not sealed yet" in seen.text


@pytest.mark.slow
async def test_a_photo_for_a_signature_stays_one(
    stage: Stage, document: Document
) -> None:
    """Dave is asked for his signature: no code, and no waiting, turns that round."""
    asked = await paper.sent(stage, customer="Dave Dorn")
    dave = await stage.world.person("Dave", language="en")
    message = await paper.come_to_chat(stage, asked, dave)
    early = await dave.photo(stage.story.samples["signature-photo.jpg"])
    shown = await dave.wait_for(offers("open", asked.id), after=early)
    assert "Is this picture meant for a document" in shown.text
    seen = await answer(dave, await dave.photo(on_a_desk(document.sealed)))
    assert "sealed here" in seen.text, "a code of ours asks about that document"
    pressed = await dave.press(f"sign:{asked.id}:customer", message)
    await dave.wait_for("🖊", after=pressed)
    sent = await dave.photo(stage.story.samples["signature-photo.jpg"])
    taken = await dave.wait_for(offers("again", asked.id), after=sent)
    assert "verify" not in {data.split(":")[0] for data in datas(taken)}


async def test_a_picture_with_too_many_pixels_is_refused(stage: Stage) -> None:
    file = BytesIO()
    Image.new("1", (6000, 6000)).save(file, "PNG")
    sent = await stage.story.mallory.document("large.png", file.getvalue())
    await told(stage.story.mallory, sent, refusal("en", "image.too-large", millions=25))
