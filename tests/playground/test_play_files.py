"""Files: bytes kept for documents, photos recompressed, limits, albums."""

import io
from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramEntityTooLarge
from aiogram.types import BufferedInputFile, InputMediaDocument, InputMediaPhoto
from PIL import Image

from playground.client import Person, Refused
from playground.files import DOWNLOAD_LIMIT, PHOTO_LIMIT, UPLOAD_LIMIT


async def newest(bot: Bot) -> Any:
    return (await bot.get_updates(offset=-1))[-1].message


async def test_a_document_keeps_bytes_and_name(bot: Bot, alice: Person) -> None:
    data = bytes(range(256)) * 40
    await alice.document("Größe 1.pdf", data, caption="see https://a.test")
    message = await newest(bot)
    document = message.document
    assert (document.file_name, document.mime_type, document.file_size) == (
        "Größe 1.pdf",
        "application/pdf",
        len(data),
    )
    assert message.caption_entities[0].type == "url"
    out = await bot.download(document)
    assert out is not None
    assert out.read() == data

    again = await bot.send_document(alice.id, document.file_id)
    assert again.document is not None
    assert again.document.file_name == "Größe 1.pdf"
    assert await alice.download(await alice.last()) == data


async def test_a_photo_is_recompressed_and_loses_its_exif(
    bot: Bot, alice: Person, picture: Any
) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the phone was turned
    exif[0x010F] = "Maker"
    await alice.photo(picture(3000, 2000, "JPEG", exif=exif, quality=95))
    sizes = (await newest(bot)).photo
    assert [(one.width, one.height) for one in sizes] == [
        (60, 90),
        (213, 320),
        (533, 800),
        (853, 1280),
    ]
    out = await bot.download(sizes[-1])
    assert out is not None
    with Image.open(io.BytesIO(out.read())) as image:
        assert (image.format, image.size) == ("JPEG", (853, 1280))
        assert not dict(image.getexif())
    file = await bot.get_file(sizes[0].file_id)
    assert file.file_path is not None
    assert file.file_path.startswith("photos/")

    again = await bot.send_photo(alice.id, sizes[0].file_id)
    assert again.photo is not None
    assert len(again.photo) == len(sizes)
    with pytest.raises(TelegramBadRequest, match="can't use file of type Photo"):
        await bot.send_document(alice.id, sizes[0].file_id)


async def test_small_and_broken_photos(bot: Bot, alice: Person, picture: Any) -> None:
    await alice.photo(picture(50, 40))
    assert [(one.width, one.height) for one in (await newest(bot)).photo] == [(50, 40)]
    with pytest.raises(Refused, match="not a photo"):
        await alice.photo(b"%PDF-1.7")
    broken = BufferedInputFile(picture(300, 300)[:200], "x.png")
    with pytest.raises(TelegramBadRequest, match="IMAGE_PROCESS_FAILED"):
        await bot.send_photo(alice.id, broken)
    thin = BufferedInputFile(picture(2100, 100), "x.png")
    with pytest.raises(TelegramBadRequest, match="PHOTO_INVALID_DIMENSIONS"):
        await bot.send_photo(alice.id, thin)


async def test_sizes_at_the_limits(bot: Bot, alice: Person) -> None:
    await alice.document("big.pdf", b"x" * (DOWNLOAD_LIMIT + 1))
    with pytest.raises(TelegramBadRequest, match="file is too big"):
        await bot.get_file((await newest(bot)).document.file_id)
    await alice.document("fits.pdf", b"x" * DOWNLOAD_LIMIT)
    assert await bot.get_file((await newest(bot)).document.file_id)
    over = BufferedInputFile(b"x" * (UPLOAD_LIMIT + 1), "x.pdf")
    with pytest.raises(TelegramEntityTooLarge, match="Request Entity Too Large"):
        await bot.send_document(alice.id, over)
    heavy = BufferedInputFile(b"x" * (PHOTO_LIMIT + 1), "x.jpg")
    with pytest.raises(TelegramBadRequest, match="is too big for a photo"):
        await bot.send_photo(alice.id, heavy)
    with pytest.raises(TelegramBadRequest, match="file must be non-empty"):
        await bot.send_document(alice.id, BufferedInputFile(b"", "x.pdf"))


async def test_albums_are_separate_updates_of_one_group(
    bot: Bot, alice: Person, picture: Any
) -> None:
    files = [("1.png", picture(400, 300)), ("2.png", picture(300, 400))]
    sent = await alice.album(files, caption="both", photos=True)
    updates = [one.message for one in await bot.get_updates(offset=-2)]
    assert {one.media_group_id for one in updates if one} == {sent[0].album}
    assert [one.caption for one in updates if one] == ["both", None]

    media: list[Any] = [
        InputMediaDocument(media=BufferedInputFile(b"a", "a.pdf"), caption="A"),
        InputMediaDocument(media=BufferedInputFile(b"b", "b.pdf")),
    ]
    back = await bot.send_media_group(alice.id, media)
    assert [one.document.file_name for one in back if one.document] == [
        "a.pdf",
        "b.pdf",
    ]
    assert back[0].media_group_id == back[1].media_group_id
    media[1] = InputMediaPhoto(media=BufferedInputFile(picture(9, 9), "x.png"))
    with pytest.raises(TelegramBadRequest, match="can't be mixed"):
        await bot.send_media_group(alice.id, media)
