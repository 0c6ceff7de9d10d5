"""The real files that are mutated: ours in all stages, strangers', and the corpus."""

from collections.abc import Mapping
from functools import cache

from pyhanko.sign.fields import MDPPerm

from tests.pdf import chain, foreign
from tests.pdf.attacks import attack_named
from tests.pdf.foreign import sign
from tests.pdf.signed_files import authorities, good
from tests.pdf.test_verify_corpus import CORPUS

__all__ = ["authorities", "seeds"]


@cache
def seeds() -> Mapping[str, bytes]:
    """Return the files by name; ours come first."""
    approval, certified = good("approval"), good("certified")
    filled_in = attack_named("value of a field changed")
    found = {
        "sealed": good("sealed"),
        "unsealed": good("unsealed"),
        "customer": chain.sealed_sample().customer,
        "prepared": chain.sealed_sample().prepared,
        "approval": approval,
        "certified": certified,
        "twice": sign(approval, "Trudy", stamped=True),
        "thrice, visible": sign(sign(approval, "Trudy"), "Peggy", box=(9, 9, 99, 99)),
        "closed": sign(foreign.form(), "Trudy", certify=MDPPerm.NO_CHANGES),
        "RSA": sign(foreign.form(), "Trudy", bits=2048),
        "filled in later": filled_in(approval),
        "certified, filled in later": filled_in(certified),
        "plain": foreign.form(),
    }
    corpus = sorted(CORPUS.glob("*.pdf"))
    return found | {file.name: file.read_bytes() for file in corpus}
