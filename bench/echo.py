"""The least a bot can do: it answers and keeps nothing.

`python -m bench.echo TOKEN API` runs it.
"""

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, Message


async def answer(message: Message) -> None:
    """Say the same."""
    await message.answer(message.text or "a file")


async def answer_button(query: CallbackQuery, bot: Bot) -> None:
    """Say which button it was."""
    await bot.send_message(query.from_user.id, query.data or "a button")
    await query.answer()


def main(token: str, api: str) -> None:
    """Answer until terminated."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(api))
    dispatcher = Dispatcher()
    dispatcher.message.register(answer)
    dispatcher.callback_query.register(answer_button)
    asyncio.run(dispatcher.start_polling(Bot(token, session=session)))


if __name__ == "__main__":
    main(*sys.argv[1:])
