"""aiogram whose models are built when they are first used; import this before aiogram.

At its own import aiogram builds every model of the Bot API, which takes longer than all
the rest of a start; a run uses few of them. docs/adr/0009 says what this relies on.
"""

from typing import Any

from pydantic import BaseModel

_rebuild: Any = BaseModel.__dict__["model_rebuild"]


def _not_yet(cls: type[BaseModel], /, **_: Any) -> None:
    """Leave a model as it is: pydantic asks again when somebody uses it."""


def _build(cls: type[BaseModel], /, **options: Any) -> Any:
    """Build a model; its annotations name what `aiogram.types` holds."""
    return _rebuild.__func__(cls, **{"_types_namespace": vars(types), **options})


BaseModel.model_rebuild = classmethod(_not_yet)  # type: ignore[assignment, method-assign]
try:
    from aiogram import types
    from aiogram.methods.base import Response, TelegramMethod
finally:
    BaseModel.model_rebuild = _rebuild  # type: ignore[method-assign]

for _base in (types.TelegramObject, TelegramMethod, Response):
    _base.model_rebuild = classmethod(_build)  # type: ignore[assignment, method-assign]
