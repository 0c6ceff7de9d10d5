"""All attacks on signed files, each with the verdict due: import this for the table.

`ATTACKS` holds the verdicts on three kinds of files: our own sealed one (nothing may
change), one on its way (only prepared fields may be filled), and a stranger's with a
plain approval signature.
"""

from tests.pdf import (
    attacks_by_freeing,
    attacks_by_others,
    attacks_by_saving,
    attacks_by_wrapping,
    attacks_on_byte_ranges,
    attacks_on_contents,
    attacks_on_fields,
    attacks_on_pages,
    attacks_on_permissions,
    attacks_on_signatures,
    attacks_with_notes,
    attacks_with_tails,
)
from tests.pdf.forging import ATTACKS, Attack, Forge

__all__ = ["ATTACKS", "Attack", "attack_named"]

# Each of them registers its attacks when it is imported.
_MODULES = (
    attacks_by_freeing,
    attacks_by_others,
    attacks_by_saving,
    attacks_by_wrapping,
    attacks_on_byte_ranges,
    attacks_on_contents,
    attacks_on_fields,
    attacks_on_pages,
    attacks_on_permissions,
    attacks_on_signatures,
    attacks_with_notes,
    attacks_with_tails,
)


def attack_named(name: str) -> Forge:
    """Return one way to forge."""
    return next(attack.forge for attack in ATTACKS if attack.name == name)
