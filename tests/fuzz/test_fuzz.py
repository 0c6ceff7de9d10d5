"""Files damaged in any way are answered, and never called better than they are."""

from collections.abc import Sequence
from functools import cache
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.pdf.verifying.raw import traces
from bot.pdf.verifying.verdict import Integrity, Verdict
from bot.pdf.verifying.verify import verify
from tests.fuzz.mutations import MUTATIONS, mutated
from tests.fuzz.oracle import Oracle, Wrong
from tests.fuzz.seeds import authorities, seeds


@cache
def oracle() -> Oracle:
    return Oracle(seeds(), authorities())


@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@given(name=st.sampled_from(sorted(seeds())), chance=st.randoms())
def test_no_mutation_is_called_better_than_it_is(name: str, chance: Random) -> None:
    others = list(seeds().values())
    oracle().check(mutated(seeds()[name], chance, others))


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda m: m.__name__.strip("_"))
def test_each_kind_of_mutation_does_something(mutation: object) -> None:
    assert callable(mutation)
    data, chance = seeds()["approval"], Random(1)
    made = {mutation(data, chance, [seeds()["plain"]]) for _ in range(20)}
    assert len(made - {data}) > 1 or mutation.__name__ == "_prepend"


def test_the_real_files_stand_the_test() -> None:
    for data in seeds().values():
        oracle().check(data)


def test_a_careless_verifier_is_found_out() -> None:
    """The oracle can fail: of a verifier that looks no further than the last end."""

    def careless(data: bytes, known: Sequence[bytes]) -> Verdict:
        return verify(data[: max((t.end for t in traces(data)), default=0)], known)

    with pytest.raises(Wrong):
        Oracle(seeds(), authorities(), careless).check(seeds()["approval"] + b"more")


def test_a_forgiving_verifier_is_found_out() -> None:
    """And of one that takes a broken signature for a good one."""
    good = seeds()["approval"]

    def forgiving(data: bytes, known: Sequence[bytes]) -> Verdict:
        verdict = verify(data, known)
        return verify(good) if verdict.integrity is Integrity.BROKEN else verdict

    strict = Oracle({"approval": good}, (), forgiving)
    with pytest.raises(Wrong):
        strict.check(good[:20] + bytes([good[20] ^ 1]) + good[21:])
