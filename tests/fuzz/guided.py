"""`python -m tests.fuzz.guided DIR [OPTION …]`: damage that coverage guides.

The options are those of libFuzzer."""

import sys
from pathlib import Path
from random import Random

import atheris

with atheris.instrument_imports(
    include=[
        "bot.pdf.verifying",
        "pyhanko.pdf_utils",
        "pyhanko.sign.diff_analysis",
        "pyhanko.sign.validation.pdf_embedded",
    ]
):
    from tests.fuzz.__main__ import keep
    from tests.fuzz.mutations import mutated
    from tests.fuzz.oracle import Oracle
    from tests.fuzz.seeds import authorities, seeds

_BLIND = 0.2
"""Share of mutations that libFuzzer makes, which knows nothing of PDF."""


def main() -> None:
    """Put the real files into the folder, and begin."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in seeds().items():
        (folder / name).write_bytes(data)
    others = list(seeds().values())
    oracle = Oracle(seeds(), authorities())

    def try_out(data: bytes) -> None:
        try:
            oracle.check(data)
        except Exception as error:
            keep(data, error)
            raise

    def mutate(data: bytes, longest: int, seed: int) -> bytes:
        chance = Random(seed)
        if chance.random() < _BLIND:
            return bytes(atheris.Mutate(data, longest))
        return mutated(data, chance, others)[:longest]

    atheris.Setup(
        [*sys.argv, "-timeout=20", "-rss_limit_mb=2048", "-max_len=400000"],
        try_out,
        custom_mutator=mutate,
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
