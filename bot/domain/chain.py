"""The hash chain that ties each journal record to the one before it."""

import hashlib
import json
from collections.abc import Mapping, Sequence

GENESIS = "0" * 64
"""What the first record of an envelope names as its predecessor."""

_LINKS = frozenset({"prev_hash", "hash"})


def canonical(record: Mapping[str, object]) -> str:
    """Return the one text form of a record, without its links, that is hashed.

    This form is stored for ever in sealed files: it must never change.
    """
    kept = {key: value for key, value in record.items() if key not in _LINKS}
    return json.dumps(kept, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def link(prev_hash: str, record: Mapping[str, object]) -> str:
    """Return the record's hash, 64 hexadecimal digits."""
    return hashlib.sha256((prev_hash + canonical(record)).encode()).hexdigest()


def first_broken(records: Sequence[Mapping[str, object]]) -> int | None:
    """Return the index of the first record that does not follow from the one before
    it, or None when the chain holds from its beginning."""
    prev_hash = GENESIS
    for index, record in enumerate(records):
        if record.get("prev_hash") != prev_hash:
            return index
        if record.get("hash") != link(prev_hash, record):
            return index
        prev_hash = str(record["hash"])
    return None
