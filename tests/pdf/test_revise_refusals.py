"""What a signer may not do to a file."""

from collections.abc import Mapping

import pytest

from bot.domain.errors import InputRefused, NotAllowed, Refusal
from bot.pdf.evidence.revise import preview
from tests.pdf.chain import charlies_act, sealed_sample, sign, stamp


def _values(**changes: str | None) -> Mapping[str, str]:
    named = {f"customer-{name}": value for name, value in changes.items()}
    merged = {**charlies_act().values, **named}
    return {name: value for name, value in merged.items() if value is not None}


REFUSED: list[tuple[Mapping[str, object], type[Refusal], str]] = [
    ({"values": _values(name=None)}, InputRefused, "value.missing"),
    ({"values": _values(name="  ")}, InputRefused, "value.missing"),
    ({"values": _values(date="24.11.2026 " * 9)}, InputRefused, "value.too-wide"),
    ({"values": _values(name="x" * 201)}, InputRefused, "text.too-long"),
    ({"values": _values(name="東京")}, InputRefused, "text.script"),
    ({"values": _values(name="a\u202eb")}, InputRefused, "text.script"),
    ({"values": _values(received="false")}, InputRefused, "value.missing"),
    ({"values": _values(received="perhaps")}, InputRefused, "value.check-box"),
    ({"values": _values(condition="Splendid")}, InputRefused, "value.choice"),
    ({"pictures": {}}, InputRefused, "value.missing"),
    (
        {"pictures": {"customer-signature": b"GIF89a"}},
        InputRefused,
        "picture.unreadable",
    ),
    ({"values": {**_values(), "bank": "mine"}}, NotAllowed, "act.not-yours"),
    ({"values": {**_values(), "journal": "[]"}}, NotAllowed, "act.not-yours"),
    ({"values": {**_values(), "evidence.customer": "x"}}, NotAllowed, "act.not-yours"),
    (
        {"pictures": {**charlies_act().pictures, "director-stamp": stamp()}},
        NotAllowed,
        "act.not-yours",
    ),
    ({"role": "mallory"}, NotAllowed, "act.no-signature"),
    ({"role": "sender"}, NotAllowed, "act.no-signature"),
    ({"role": ""}, NotAllowed, "act.no-signature"),
]


@pytest.mark.parametrize(("changes", "kind", "key"), REFUSED)
def test_what_is_missing_foreign_or_wrong_is_refused(
    changes: Mapping[str, object], kind: type[Refusal], key: str
) -> None:
    """Abuse row 14."""
    for do in (sign, preview):
        with pytest.raises(kind) as refused:
            do(sealed_sample().director, charlies_act(**changes))
        assert refused.value.key == key


def test_nobody_signs_twice() -> None:
    with pytest.raises(NotAllowed) as refused:
        sign(sealed_sample().customer, charlies_act())
    assert refused.value.key == "act.already-signed"
