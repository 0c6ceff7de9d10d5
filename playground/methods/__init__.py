"""The Bot API methods the playground knows, by aiogram's class for each."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from aiogram import methods as m

from playground.calls import Call
from playground.methods import asking, editing, hooks, profiles, sending
from playground.telegram import Telegram

Handler = Callable[[Telegram, Call[Any]], Awaitable[Any]]

HANDLERS: Final[dict[type[m.TelegramMethod[Any]], Handler]] = {
    m.GetMe: asking.get_me,
    m.GetUpdates: asking.get_updates,
    m.GetFile: asking.get_file,
    m.GetChat: asking.get_chat,
    m.AnswerCallbackQuery: asking.answer_query,
    m.SetWebhook: hooks.set_webhook,
    m.DeleteWebhook: hooks.delete_webhook,
    m.GetWebhookInfo: hooks.webhook_info,
    m.SendMessage: sending.send_message,
    m.SendDocument: sending.send_document,
    m.SendPhoto: sending.send_photo,
    m.SendMediaGroup: sending.send_media_group,
    m.SendChatAction: sending.send_chat_action,
    m.ForwardMessage: sending.forward_message,
    m.CopyMessage: sending.copy_message,
    m.EditMessageText: editing.edit_text,
    m.EditMessageCaption: editing.edit_caption,
    m.EditMessageMedia: editing.edit_media,
    m.EditMessageReplyMarkup: editing.edit_markup,
    m.DeleteMessage: editing.delete_message,
    m.DeleteMessages: editing.delete_messages,
    m.PinChatMessage: editing.pin_message,
    m.UnpinChatMessage: editing.unpin_message,
    m.UnpinAllChatMessages: editing.unpin_all,
    m.SetMyCommands: profiles.set_commands,
    m.GetMyCommands: profiles.get_commands,
    m.DeleteMyCommands: profiles.delete_commands,
    m.SetMyName: profiles.set_name,
    m.GetMyName: profiles.get_name,
    m.SetMyDescription: profiles.set_description,
    m.GetMyDescription: profiles.get_description,
    m.SetMyShortDescription: profiles.set_short,
    m.GetMyShortDescription: profiles.get_short,
    m.SetChatMenuButton: profiles.set_menu_button,
    m.GetChatMenuButton: profiles.get_menu_button,
}
METHODS: Final = {cls.__api_method__.lower(): cls for cls in HANDLERS}
"""Method names are case-insensitive, as with Telegram."""
