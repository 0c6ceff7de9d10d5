"""What the verifier says about a file: the values of the answer."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from bot.domain.proofs import Proof
from bot.pdf.verifying.answers import CHANGES, NOTICES, OWN_FIELDS, PROOFS, REASONS


class Integrity(StrEnum):
    """Whether a file or a signature is as it was signed."""

    INTACT = "intact"
    EXTENDED = "extended"
    UNFINISHED = "unfinished"
    ALTERED = "altered"
    BROKEN = "broken"
    UNSIGNED = "unsigned"
    UNREADABLE = "unreadable"


class Origin(StrEnum):
    """Who vouches for a file."""

    THIS_SERVICE = "this-service"
    OTHER = "other"
    NONE = "none"


class SignatureKind(StrEnum):
    """Whose mark a signature is."""

    SIGNATURE = "signature"
    SEAL = "seal"
    TIMESTAMP = "timestamp"


class Covers(StrEnum):
    """How much of the file a signature vouches for."""

    FILE = "file"
    REVISION = "revision"
    NONE = "none"


class Level(StrEnum):
    """How far a signature follows PAdES (ETSI EN 319 142-1)."""

    B_B = "B-B"
    B_T = "B-T"
    B_LT = "B-LT"
    B_LTA = "B-LTA"


class ChangeKind(StrEnum):
    """What became different after a signature."""

    VALUE = "value"
    APPEARANCE = "appearance"
    FIELD_ADDED = "field-added"
    FIELD_REMOVED = "field-removed"
    FORM_CHANGED = "form-changed"
    TITLE = "title"
    ANNOTATION_ADDED = "annotation-added"
    ANNOTATION_CHANGED = "annotation-changed"
    ANNOTATION_REMOVED = "annotation-removed"
    PAGE_ADDED = "page-added"
    PAGE_REMOVED = "page-removed"
    PAGE_MOVED = "page-moved"
    PAGE_CHANGED = "page-changed"
    SIGNATURE_REMOVED = "signature-removed"
    BYTES_ADDED = "bytes-added"
    OTHER = "other"


EXIT_CODES: Mapping[Integrity, int] = {
    Integrity.INTACT: 0,
    Integrity.EXTENDED: 1,
    Integrity.UNFINISHED: 1,
    Integrity.ALTERED: 2,
    Integrity.BROKEN: 2,
    Integrity.UNSIGNED: 3,
    Integrity.UNREADABLE: 4,
}
"""The exit code of `chatsign verify`; of several files, the highest counts."""

_BRIEF = 60
"""Characters of a value that a line for people shows."""

Translate = Callable[..., str]
"""Such as `bot.texts.Texts`: takes a message and its parameters."""


def in_english(message: str, /, **params: object) -> str:
    """Fill in a message without translating it."""
    return message.format_map(params) if params else message


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One signature, seal or timestamp found in a file."""

    field: str
    kind: SignatureKind
    signer: str
    """As the certificate names him; a name proves nothing unless `trusted`."""
    signed_at: datetime | None
    integrity: Integrity
    covers: Covers
    trusted: bool
    """The certificate was issued under one of the pinned authorities."""
    algorithm: str
    level: Level | None = None
    """None for what follows PAdES at no level."""
    end: int = 0
    """Where the signed bytes end: the file up to there is the signed revision."""
    certificate: str = ""
    """SHA-256 of the signer's certificate."""
    proof: Proof | None = None
    """How he proved who he is, where a journal of this service tells it."""

    @property
    def is_genuine(self) -> bool:
        """It verifies, under a certificate of this service."""
        return self.trusted and self.integrity is Integrity.INTACT

    def proven(self, texts: Translate) -> str:
        """Say how the signer proved who he is; empty when nobody knows."""
        if self.proof is None or self.proof.method not in PROOFS:
            return ""
        contact = self.proof.contact
        return texts(PROOFS[self.proof.method], contact=contact, account=contact)

    def as_json(self) -> dict[str, object]:
        """Return the signature in the documented form."""
        at = self.signed_at and self.signed_at.astimezone(UTC).isoformat()
        return {
            "field": self.field,
            "kind": self.kind.value,
            "signer": self.signer,
            "signed_at": at and at.replace("+00:00", "Z"),
            "integrity": self.integrity.value,
            "covers": self.covers.value,
            "trusted": self.trusted,
            "algorithm": self.algorithm,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference between what was signed and the file as it is."""

    kind: ChangeKind
    page: int | None = None
    """From 0, in the file as it is; of removed pages, as it was."""
    field: str = ""
    old: str = ""
    new: str = ""

    def as_json(self) -> dict[str, object]:
        """Return the change in the documented form; what does not apply is null."""
        return {
            "page": self.page,
            "kind": self.kind.value,
            "field": self.field or None,
            "old": self.old or None,
            "new": self.new or None,
        }

    def text(self, texts: Translate) -> str:
        """Return a line for people; long values are shortened."""
        old, new = _brief(self.old), _brief(self.new)
        params = {"field": self.field, "old": old, "new": new}
        return texts(self._message, **_for_people(params, texts))

    @property
    def _message(self) -> str:
        lacking = [name for name in ("old", "new") if not getattr(self, name)]
        names = ["both", *lacking] if len(lacking) == 2 else lacking
        keys = [f"{self.kind}-without-{name}" for name in names]
        return next((CHANGES[k] for k in keys if k in CHANGES), CHANGES[self.kind])


def _for_people(params: Mapping[str, object], texts: Translate) -> Mapping[str, object]:
    """Name the fields that have no label of their own."""
    own = OWN_FIELDS.get(str(params.get("field")))
    return {**params, "field": texts(own)} if own else params


def _brief(value: str) -> str:
    line = " ".join(value.split())
    return line if len(line) <= _BRIEF else line[: _BRIEF - 1] + "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something to know beside the answer."""

    key: str
    params: Mapping[str, object] = field(default_factory=dict)

    def text(self, texts: Translate) -> str:
        """Return a sentence for people."""
        return texts(NOTICES[self.key], **_for_people(self.params, texts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The whole answer about one file."""

    integrity: Integrity
    origin: Origin = Origin.NONE
    envelope: str | None = None
    """The id that the file itself names; it proves nothing unless `origin` does."""
    reason_key: str
    params: Mapping[str, object] = field(default_factory=dict)
    signatures: tuple[Signature, ...] = ()
    changes: tuple[Change, ...] = ()
    notices: tuple[Notice, ...] = ()
    journal: tuple[int, str] | None = None
    """Of a good journal in the file: how many records, and the hash of the last."""

    def reason(self, texts: Translate = in_english) -> str:
        """Return the one sentence that answers."""
        return texts(REASONS[self.reason_key], **_for_people(self.params, texts))

    def as_json(self, file: str) -> dict[str, object]:
        """Return the documented form, in English."""
        return {
            "file": file,
            "integrity": self.integrity.value,
            "origin": self.origin.value,
            "envelope": self.envelope,
            "reason": self.reason(),
            "signatures": [signature.as_json() for signature in self.signatures],
            "changes": [change.as_json() for change in self.changes],
            "notices": [
                notice.text(in_english) for notice in (*self.notices, *self.levels)
            ],
        }

    @property
    def levels(self) -> Iterator[Notice]:
        """The PAdES level of each signature, but for what all of ours have."""
        for each in self.signatures:
            if each.level and not (each.trusted and each.level is Level.B_B):
                params = {"field": each.field, "level": each.level.value}
                yield Notice(key="level", params=params)

    @property
    def remarks(self) -> tuple[Notice, ...]:
        """The notices for people who were told that the file is a stranger's."""
        if self.origin is Origin.THIS_SERVICE:
            return self.notices
        return tuple(each for each in self.notices if each.key != "not-identified")

    @property
    def exit_code(self) -> int:
        """The exit code of `chatsign verify` for this file alone."""
        return EXIT_CODES[self.integrity]
