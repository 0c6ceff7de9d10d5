"""The good files that the verifier's tests start from."""

from functools import cache

from pyhanko.sign.fields import MDPPerm

from tests.pdf import chain, foreign


@cache
def good(kind: str) -> bytes:
    """Return a signed file: `sealed`, `unsealed` or `approval`."""
    stages = chain.sealed_sample()
    return {
        "sealed": lambda: stages.sealed,
        "unsealed": lambda: stages.director,
        "approval": lambda: foreign.sign(foreign.form(), "Mallory"),
        "certified": lambda: foreign.sign(
            foreign.form(), "Mallory", certify=MDPPerm.FILL_FORMS
        ),
    }[kind]()


def authorities() -> tuple[bytes, ...]:
    """Return the certificates of the sample's installation."""
    return chain.sealed_sample().keys.authority_certificates
