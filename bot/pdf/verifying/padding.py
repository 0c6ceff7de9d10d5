"""What stands behind a signature in the room left for it, where nobody signs."""

from asn1crypto import cms


def is_padded(contents: bytes, gap: bytes) -> bool:
    """Say whether there is something else than zeros, or a digit was written anew.

    Takes the signature with its padding, and the hexadecimal string as it stands. One
    program writes all digits in one case.
    """
    used = len(cms.ContentInfo.load(contents).dump())
    one_case = gap in {gap.lower(), gap.upper()}
    return bool(contents[used:].strip(b"\0")) or not one_case
