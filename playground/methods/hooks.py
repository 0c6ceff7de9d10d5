"""Methods that choose how updates reach the bot."""

from aiogram.methods import DeleteWebhook, GetWebhookInfo, SetWebhook
from aiogram.types import WebhookInfo

from playground.calls import Call
from playground.telegram import Telegram


async def set_webhook(telegram: Telegram, call: Call[SetWebhook]) -> bool:
    wish = call.method
    telegram.updates.allow(wish.allowed_updates)
    if wish.drop_pending_updates:
        telegram.updates.clear()
    telegram.webhook.set(
        wish.url,
        secret=wish.secret_token or "",
        connections=wish.max_connections or 40,
    )
    return True


async def delete_webhook(telegram: Telegram, call: Call[DeleteWebhook]) -> bool:
    if call.method.drop_pending_updates:
        telegram.updates.clear()
    telegram.webhook.set("")
    return True


async def webhook_info(telegram: Telegram, call: Call[GetWebhookInfo]) -> WebhookInfo:
    hook = telegram.webhook
    return WebhookInfo(
        url=hook.url,
        has_custom_certificate=False,
        pending_update_count=len(telegram.updates),
        ip_address="127.0.0.1" if hook.url else None,
        last_error_date=hook.last_error_at,
        last_error_message=hook.last_error or None,
        max_connections=hook.connections if hook.url else None,
        allowed_updates=telegram.updates.allowed,
    )
