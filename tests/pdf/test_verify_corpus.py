"""Files of three open projects get the verdicts that their own tests assert."""

import csv
from pathlib import Path

import pytest

from bot.pdf.verifying.verify import verify

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"

COMPATIBLE = {
    "unsigned": {"unsigned"},
    "intact": {"intact"},
    "intact-or-extended": {"intact", "extended"},
    "modified": {"altered", "broken"},
    "not-covered": {"altered"},
    "broken": {"broken"},
    "unsupported": {"unreadable"},
    "malformed": {"unreadable"},
    "encrypted": {"unreadable"},
}


def manifest() -> list[object]:
    file = CORPUS / "manifest.tsv"
    if not file.exists():
        reason = "the corpus is not there"
        return [pytest.param("", "", marks=pytest.mark.skip(reason=reason))]
    with file.open(encoding="utf-8") as lines:
        return [
            pytest.param(row["file"], row["expected"], id=row["file"])
            for row in csv.DictReader(lines, delimiter="\t")
        ]


@pytest.mark.parametrize(("file", "expected"), manifest())
def test_each_file_gets_a_compatible_verdict(file: str, expected: str) -> None:
    verdict = verify((CORPUS / file).read_bytes())
    assert verdict.integrity in COMPATIBLE[expected], verdict
