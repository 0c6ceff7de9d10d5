"""What a file is prepared for: its fields, its signers and what the sender wrote."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.fields import SENDER, Field, Kind, Signer


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything preparation needs to know about an envelope."""

    envelope: str
    title: str
    verify_url: str
    language: str
    """Of the strip, the signature page and the evidence page."""
    company: str
    """Whose seal closes the file."""
    fields: tuple[Field, ...]
    signers: tuple[Signer, ...]
    values: Mapping[str, tuple[str, ...]]
    """The printed lines of the sender's fields, by field id; a check box: `true`."""
    zone: str = "Europe/Berlin"
    """Of the times that are printed beside UTC."""

    @property
    def signing_fields(self) -> tuple[Field, ...]:
        """The fields that stay fields. A natural person is never asked for a stamp,
        and a place that no signer fills is none."""
        stampers = {signer.role for signer in self.signers if signer.company}
        roles = {signer.role for signer in self.signers}
        return tuple(
            field
            for field in self.fields
            if field.role in roles
            and (field.kind is not Kind.STAMP or field.role in stampers)
        )

    @property
    def sender_fields(self) -> tuple[Field, ...]:
        """The fields that are drawn into the page at preparation."""
        return tuple(field for field in self.fields if field.role == SENDER)
