"""aiogram's models are built when they are used, and then they are whole."""

from itertools import chain

import pytest
from aiogram import methods, types
from pydantic import BaseModel


def test_a_model_is_built_at_its_first_use() -> None:
    unused = types.GiveawayWinners
    assert not unused.__pydantic_complete__
    chat = {"id": 1, "type": "channel"}
    winner = {"id": 2, "is_bot": False, "first_name": "Charlie"}
    said = unused.model_validate(
        {
            "chat": chat,
            "giveaway_message_id": 3,
            "winners_selection_date": 4,
            "winner_count": 1,
            "winners": [winner],
        }
    )
    assert said.chat == types.Chat(**chat)
    assert said.winners == [types.User(**winner)]


@pytest.mark.slow
def test_every_model_can_be_built() -> None:
    names = chain(
        (getattr(types, name) for name in types.__all__),
        (getattr(methods, name) for name in methods.__all__),
    )
    models = [each for each in names if isinstance(each, type(BaseModel))]
    assert len(models) > 400
    for model in models:
        model.model_rebuild()
        assert model.__pydantic_complete__, model
