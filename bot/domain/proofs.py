"""How signers proved who they are, as the records of a journal tell it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.fields import mask


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """How one signer proved who he is."""

    method: str
    """Of `bot.domain.events.Identified`."""
    contact: str
    """Through which address or account, masked."""


def proofs(records: Sequence[Mapping[str, Any]]) -> dict[str, Proof]:
    """Return the proof of each signature by the SHA-256 of its certificate.

    Raises KeyError, TypeError or ValueError for what is no journal.
    """
    contacts: dict[str, str] = {}
    identified: dict[str, Proof] = {}
    found: dict[str, Proof] = {}
    for record in records:
        data = record["data"]
        match record["event"]:
            case "Prepared":
                contacts = {each["role"]: each["contact"] for each in data["signers"]}
            case "Readdressed":
                contacts[data["role"]] = data["contact"]
                identified.pop(data["role"], None)
            case "Identified":
                identified[data["role"]] = _proof(data, contacts)
            case "Signed" if data["role"] in identified:
                found[data["certificate"]] = identified[data["role"]]
    return found


def _proof(data: Mapping[str, Any], contacts: Mapping[str, str]) -> Proof:
    if data["method"] == "telegram":
        contact = mask(str(data["trace"]["account"]))
    else:
        contact = contacts.get(data["role"], "")
    return Proof(method=data["method"], contact=contact)
