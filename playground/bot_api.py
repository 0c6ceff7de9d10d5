"""The Bot API over HTTP: token, method, faults, answer."""

import asyncio
import re
from collections.abc import Mapping
from typing import Any, Final

from aiogram.methods import TelegramMethod
from aiohttp import web
from pydantic import BaseModel

from playground.calls import Upload, multipart_fields, typed
from playground.errors import ApiError, bad_request, too_many_requests
from playground.faults import Fault, FaultKind
from playground.methods import HANDLERS, METHODS
from playground.telegram import Telegram

TOKEN: Final = re.compile(r"\d+:[\w-]+$")


class BotApi:
    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram

    def routes(self) -> list[web.RouteDef]:
        return [
            web.route("*", "/bot{token}/{method}", self.call),
            web.get("/file/bot{token}/{path:.+}", self.download),
        ]

    async def call(self, request: web.Request) -> web.StreamResponse:
        try:
            self._check_token(request)
            cls = _method_class(request.match_info["method"])
            fields, uploads = await _read(request)
            fault = self._fault(cls.__api_method__, fields)
            if fault and fault.kind is FaultKind.LOST:
                return _cut(request)
            if fault and fault.kind is FaultKind.GATEWAY:
                page = "<html><h1>502 Bad Gateway</h1></html>"
                return web.Response(status=502, text=page, content_type="text/html")
            result = await self._suffering(fault, cls, fields, uploads)
            if fault and fault.kind is FaultKind.DROP:
                return _cut(request)
        except ApiError as refusal:
            return web.json_response(refusal.body(), status=refusal.code)
        return web.json_response({"ok": True, "result": plain(result)})

    async def download(self, request: web.Request) -> web.StreamResponse:
        try:
            self._check_token(request)
            stored = self._telegram.files.by_path(request.match_info["path"])
            if stored is None:
                raise ApiError(404, "Not Found")
        except ApiError as refusal:
            return web.json_response(refusal.body(), status=refusal.code)
        return web.Response(body=stored.data, content_type="application/octet-stream")

    async def execute(
        self, name: str, fields: Mapping[str, Any], uploads: Mapping[str, Upload]
    ) -> Any:
        """Run one method by name; the way of a method inside a webhook's answer."""
        cls = _method_class(name)
        self._telegram.rates.check(cls.__api_method__, _chat_id(fields))
        call: Any = typed(cls, fields, uploads)
        try:
            return await HANDLERS[cls](self._telegram, call)
        finally:
            self._telegram.faults.done(cls.__api_method__)

    def _check_token(self, request: web.Request) -> None:
        token = request.match_info["token"]
        if not TOKEN.match(token):
            raise ApiError(404, "Not Found")
        if token != self._telegram.token:
            raise ApiError(401, "Unauthorized")

    def _fault(self, method: str, fields: Mapping[str, Any]) -> Fault | None:
        return self._telegram.faults.take(method, _chat_id(fields))

    async def _suffering(
        self,
        fault: Fault | None,
        cls: type[TelegramMethod[Any]],
        fields: Mapping[str, Any],
        uploads: Mapping[str, Upload],
    ) -> Any:
        name = cls.__api_method__
        match fault:
            case Fault(kind=FaultKind.ERROR):
                raise ApiError(fault.code, fault.description)
            case Fault(kind=FaultKind.RATE):
                raise too_many_requests(fault.retry_after)
            case Fault(kind=FaultKind.SLOW):
                await asyncio.sleep(fault.seconds)
            case Fault(kind=FaultKind.REORDER):
                await self._telegram.faults.overtaken(name, fault.seconds)
            case Fault(kind=FaultKind.DUPLICATE):
                await self.execute(name, fields, uploads)
            case _:
                pass
        return await self.execute(name, fields, uploads)


def plain(result: Any) -> Any:
    """aiogram's types as the JSON that Telegram would send."""
    if isinstance(result, BaseModel):
        return result.model_dump(mode="json", by_alias=True, exclude_none=True)
    if isinstance(result, list):
        return [plain(one) for one in result]
    return result


def _method_class(name: str) -> type[TelegramMethod[Any]]:
    if (cls := METHODS.get(name.lower())) is None:
        raise ApiError(404, "Not Found")
    return cls


async def _read(request: web.Request) -> tuple[dict[str, Any], dict[str, Upload]]:
    fields: dict[str, Any] = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.content_type == "application/json" and request.can_read_body:
        try:
            body = await request.json()
        except ValueError as error:
            raise bad_request("can't parse JSON object") from error
        fields |= {name: value for name, value in body.items() if value is not None}
    elif request.content_type.startswith("multipart/"):
        form, uploads = await multipart_fields(await request.multipart())
        fields |= form
    elif request.can_read_body:
        fields |= dict(await request.post())
    return fields, uploads


def _chat_id(fields: Mapping[str, Any]) -> int | None:
    try:
        return int(fields["chat_id"])
    except (KeyError, TypeError, ValueError):
        return None


def _cut(request: web.Request) -> web.StreamResponse:
    """Close the connection without a word, as a failing network does."""
    if request.transport:
        request.transport.abort()
    return web.Response()
