"""What the bot sends arrives as a person sees it, and back."""

from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    BotCommand,
    BotCommandScopeChat,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    KeyboardButton,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)

from playground.client import Person, Refused, World

SIGN = InlineKeyboardMarkup(
    inline_keyboard=[
        [InlineKeyboardButton(text="✍️ Sign", callback_data="sign:7")],
        [InlineKeyboardButton(text="Open", url="http://127.0.0.1/x")],
    ]
)


async def test_html_becomes_text_with_entities(bot: Bot, alice: Person) -> None:
    text = " 🖋 <b>Bold <i>both</i></b> &lt;3 https://a.test/x\n/help "
    sent = await bot.send_message(alice.id, text, parse_mode="HTML")

    assert sent.text == "🖋 Bold both <3 https://a.test/x\n/help"
    found = {one.type: one.extract_from(sent.text) for one in sent.entities or []}
    assert found == {
        "bold": "Bold both",
        "italic": "both",
        "url": "https://a.test/x",
        "bot_command": "/help",
    }
    seen = await alice.last()
    assert "<b>Bold <i>both</i></b> &lt;3 <a href=" in seen.html


async def test_links_with_dangerous_schemes_are_not_links(
    bot: Bot, alice: Person
) -> None:
    text = '<a href="javascript:alert(1)">click</a><code class="x">&lt;img&gt;</code>'
    await bot.send_message(alice.id, text, parse_mode="HTML")
    assert (await alice.last()).html == "click<code>&lt;img&gt;</code>"
    forged = MessageEntity(type="text_link", offset=0, length=5, url="javascript:x")
    await bot.send_message(alice.id, "click", entities=[forged])
    assert (await alice.last()).html == "click"
    await bot.send_message(alice.id, '<a href="a.test">a</a>', parse_mode="HTML")
    assert '<a href="http://a.test"' in (await alice.last()).html


async def test_pressing_asks_the_bot_and_shows_its_answer(
    bot: Bot, alice: Person
) -> None:
    await bot.send_message(alice.id, "Please sign", reply_markup=SIGN)
    pressed = await alice.press("Sign")
    update = (await bot.get_updates())[-1]
    query = update.callback_query
    assert query is not None
    assert (query.data, query.from_user.id) == ("sign:7", alice.id)

    await bot.answer_callback_query(query.id, "Signed!", show_alert=True)
    answer = await alice.answer(pressed)
    assert (answer.text, answer.alert) == ("Signed!", True)
    assert (await alice.press("Open")).url == "http://127.0.0.1/x"
    with pytest.raises(Refused, match="no button 'Decline'"):
        await alice.press("Decline")


async def test_an_edit_without_keyboard_removes_it(bot: Bot, alice: Person) -> None:
    sent = await bot.send_message(alice.id, "1 of 2", reply_markup=SIGN)
    kept = await alice.last()
    await bot.edit_message_text(
        "2 of 2", chat_id=alice.id, message_id=sent.message_id, reply_markup=SIGN
    )
    assert (await alice.wait_for("2 of 2", after=kept)).labels == ["✍️ Sign", "Open"]
    await bot.edit_message_text("Done", chat_id=alice.id, message_id=sent.message_id)
    last = await alice.last()
    assert (last.text, last.labels, last.edited) == ("Done", [], True)

    with pytest.raises(TelegramBadRequest, match="message is not modified: specified"):
        await bot.edit_message_text(
            "Done", chat_id=alice.id, message_id=sent.message_id
        )


async def test_media_caption_and_keyboard_can_be_edited(
    bot: Bot, alice: Person
) -> None:
    file = BufferedInputFile(b"%PDF-1", "draft.pdf")
    sent = await bot.send_document(alice.id, file, caption="Draft", reply_markup=SIGN)
    where: dict[str, Any] = {"chat_id": alice.id, "message_id": sent.message_id}
    await bot.edit_message_caption(caption="Final", reply_markup=SIGN, **where)
    await bot.edit_message_reply_markup(reply_markup=None, **where)
    assert (await alice.last()).labels == []
    await bot.edit_message_media(
        InputMediaDocument(media=BufferedInputFile(b"%PDF-2", "final.pdf")), **where
    )
    last = await alice.last()
    assert last.document is not None
    assert (last.document.name, last.text) == ("final.pdf", "")
    assert await alice.download(last) == b"%PDF-2"


async def test_reply_keyboard_and_contact(bot: Bot, alice: Person) -> None:
    keys = [[KeyboardButton(text="Share my number", request_contact=True)]]
    await bot.send_message(
        alice.id,
        "Your number?",
        reply_markup=ReplyKeyboardMarkup(keyboard=keys, one_time_keyboard=True),
    )
    await alice.press("Share my number")
    await alice.share_contact("+15550100", "Bob")
    own, foreign = [one.message for one in (await bot.get_updates())[-2:]]
    assert own is not None
    assert own.contact is not None
    assert (own.contact.user_id, own.contact.phone_number) == (alice.id, "+493012345")
    assert foreign is not None
    assert foreign.contact is not None
    assert (foreign.contact.user_id, foreign.contact.first_name) == (None, "Bob")

    assert (await alice.state())["keyboard"] is None
    await bot.send_message(alice.id, "Thanks", reply_markup=ReplyKeyboardRemove())
    with pytest.raises(Refused):
        await alice.press("Share my number")


async def test_a_deep_link_starts_with_its_payload(bot: Bot, world: World) -> None:
    bob = await world.person("Bob", username="bob")
    await bob.open_link("https://t.me/chatsign_bot?start=i-a_B9")
    message = (await bot.get_updates())[-1].message
    assert message is not None
    assert message.text == "/start i-a_B9"
    assert message.entities is not None
    assert message.entities[0].type == "bot_command"
    assert message.from_user is not None
    assert message.from_user.username == "bob"
    for link in ("https://t.me/other_bot?start=x", "x" * 65, "a b"):
        with pytest.raises(Refused):
            await bob.open_link(link)


async def test_forwarding_names_who_wrote_first(
    bot: Bot, alice: Person, world: World
) -> None:
    bob = await world.person("Bob")
    await bot.send_document(alice.id, BufferedInputFile(b"%PDF", "note.pdf"))
    await bob.forward(await alice.last(), of=alice)
    message = (await bot.get_updates())[-1].message
    assert message is not None
    assert message.document is not None
    assert message.document.file_name == "note.pdf"
    assert message.forward_origin is not None
    assert message.forward_origin.type == "user"
    assert (await bob.last()).forwarded_from == "Chatsign"

    await bot.forward_message(alice.id, bob.id, (await bob.last()).id)
    copy = await bot.copy_message(bob.id, alice.id, (await alice.last()).id)
    last = await bob.last()
    assert (last.id, last.forwarded_from) == (copy.message_id, None)


async def test_reply_pin_delete_action(bot: Bot, alice: Person) -> None:
    question = await alice.last()
    sent = await bot.send_message(
        alice.id, "Hello", reply_parameters=ReplyParameters(message_id=question.id)
    )
    assert (await alice.last()).reply_to == question.id
    await bot.pin_chat_message(alice.id, sent.message_id)
    await bot.send_chat_action(alice.id, "typing")
    state = await alice.state()
    assert (state["pinned"], state["action"]) == (sent.message_id, "typing")
    await bot.delete_message(alice.id, sent.message_id)
    assert [one.text for one in await alice.chat()] == ["/start"]
    assert (await alice.state())["pinned"] is None


async def test_commands_by_scope_and_language(bot: Bot, world: World) -> None:
    bob = await world.person("Bob", language="de")
    await bot.set_my_commands([BotCommand(command="help", description="Help")])
    await bot.set_my_commands(
        [BotCommand(command="help", description="Hilfe")], language_code="de"
    )
    assert (await bob.state())["commands"] == [
        {"command": "help", "description": "Hilfe"}
    ]
    await bot.set_my_commands(
        [BotCommand(command="inbox", description="Inbox")],
        scope=BotCommandScopeChat(chat_id=bob.id),
    )
    assert [one["command"] for one in (await bob.state())["commands"]] == ["inbox"]
    assert (await bot.get_my_commands(language_code="de"))[0].description == "Hilfe"
    await bot.delete_my_commands(scope=BotCommandScopeChat(chat_id=bob.id))
    await bot.set_my_description("I sign")
    await bot.set_my_short_description("sign")
    await bot.set_chat_menu_button()
    assert (await bob.state())["description"] == "I sign"
    assert (await bot.get_my_description()).description == "I sign"
    assert (await bot.get_chat(bob.id)).first_name == "Bob"


async def test_a_person_edits_and_a_failed_wait_shows_the_chat(
    bot: Bot, alice: Person
) -> None:
    sent = await alice.send("Helo")
    await alice.edit(sent, "Hello")
    edited = (await bot.get_updates())[-1].edited_message
    assert edited is not None
    assert edited.text == "Hello"
    with pytest.raises(AssertionError, match=r"#\d+ Alice Ames: 'Hello' \(edited\)"):
        await alice.wait_for("Welcome", timeout=0.1)
