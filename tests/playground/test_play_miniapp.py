"""Mini App launches are signed as Telegram signs them; aiogram is the judge."""

from urllib.parse import parse_qs, urlsplit

from aiogram import Bot
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, WebAppInfo
from aiogram.utils.web_app import safe_parse_webapp_init_data
from aiogram.utils.web_app_signature import check_webapp_signature

from playground import Playground
from playground.client import Person


async def test_a_launch_is_signed_twice(
    bot: Bot, alice: Person, playground: Playground
) -> None:
    app = WebAppInfo(url="http://127.0.0.1:1/place?e=7")
    button = InlineKeyboardButton(text="Place the fields", web_app=app)
    await bot.send_message(
        alice.id, "Open", reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]])
    )
    address = (await alice.press("Place")).url
    assert address is not None
    assert address.startswith("http://127.0.0.1:1/place?e=7#")
    data = parse_qs(urlsplit(address).fragment)["tgWebAppData"][0]

    launch = safe_parse_webapp_init_data(playground.token, data)
    assert launch.user is not None
    assert (launch.user.id, launch.user.first_name) == (alice.id, "Alice")
    key = bytes.fromhex(playground.web_app_key)
    assert check_webapp_signature(bot.id, data, key)
    assert not check_webapp_signature(bot.id, data.replace("Alice", "Mallory"), key)
