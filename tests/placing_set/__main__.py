"""Score a locator on the set: ours, or any that writes the lines of `chatsign locate`."""

import argparse
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bot.domain.fields import Box

from . import documents, pictures
from .place import Document
from .score import Proposal, Score, Verdict, judge, total, wrong_kinds


@dataclass(frozen=True, slots=True)
class Said:
    """A proposal out of a line of JSON."""

    page: int
    kind: str
    party: str | None
    label: str
    box: Box


def main() -> None:
    """Read the arguments, and print the table."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.placing_set", description=__doc__
    )
    parser.add_argument("-v", action="store_true", help="every miss and false proposal")
    parser.add_argument(
        "--only", default="", help="documents whose name has this in it"
    )
    parser.add_argument(
        "--pictures", type=Path, help="write pages, true green, proposed red"
    )
    parser.add_argument(
        "--write", type=Path, help="write the PDFs and truths.json; no score"
    )
    parser.add_argument(
        "--lines", type=Path, help="score the lines of `chatsign locate --json`"
    )
    options = parser.parse_args()
    chosen = [it for it in documents() if options.only in it.name]
    if options.write:
        return write(chosen, options.write)
    said = read(options.lines) if options.lines else None
    verdicts = []
    for document in chosen:
        proposals = said.get(document.name, []) if said is not None else ours(document)
        verdicts.append(judge(document, proposals))
        if options.pictures:
            options.pictures.mkdir(parents=True, exist_ok=True)
            pictures.draw(document, proposals, options.pictures)
    report(verdicts, verbose=options.v)
    return None


def ours(document: Document) -> list[Proposal]:
    """Ask our own locator."""
    from bot.pdf.placing.locate import locate

    return list(locate(document.data, ignore_form=document.ignore_form))


def write(chosen: Iterable[Document], folder: Path) -> None:
    """Write files to judge from outside; those to locate with --ignore-form lie apart."""
    truths = {}
    for document in chosen:
        file = (
            folder
            / ("ignore_form" if document.ignore_form else "")
            / f"{document.name}.pdf"
        )
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(document.data)
        truths[str(file.relative_to(folder))] = [asdict(it) for it in document.places]
    text = json.dumps(truths, ensure_ascii=False, indent=1)
    (folder / "truths.json").write_text(text, encoding="utf-8")


def read(file: Path) -> dict[str, list[Proposal]]:
    """Read the lines of `chatsign locate --json`, by the names of documents."""
    lines = (json.loads(line) for line in file.read_text("utf-8").splitlines() if line)
    return {Path(line["file"]).stem: list(_said(line["fields"])) for line in lines}


def _said(fields: Iterable[dict[str, Any]]) -> Iterator[Proposal]:
    for it in fields:
        x1, y1, x2, y2 = it["box"]
        yield Said(it["page"], it["kind"], it["party"], it["label"], (x1, y1, x2, y2))


def report(verdicts: list[Verdict], *, verbose: bool) -> None:
    """Print the table, and with `verbose` what was wrong."""
    if verbose:
        for verdict in verdicts:
            _tell(verdict)
    groups = sorted({verdict.document.group for verdict in verdicts})
    for group in groups if len(groups) > 1 else []:
        _table(group, total(it for it in verdicts if it.document.group == group))
    _table("whole set", total(verdicts))


def _tell(verdict: Verdict) -> None:
    name = verdict.document.name
    for place in verdict.missed:
        print(
            f"{name} p{place.page + 1}: missed {place.kind} {place.party} {place.label!r}"
        )
    for it in verdict.wrong:
        print(f"{name} p{it.page + 1}: false {it.kind} {it.party} {it.label!r}")
    for place, it in verdict.wrong_party:
        print(
            f"{name} p{it.page + 1}: {it.kind} {place.label!r} {place.party}, not {it.party}"
        )
    for it in verdict.over_text:
        print(f"{name} p{it.page + 1}: over text {it.kind} {it.label!r}")
    for kinds, count in wrong_kinds(verdict).items():
        print(f"{name}: {count} × {kinds}")


def _table(title: str, score: Score) -> None:
    print(
        f"\n{title}: {score.documents} documents, {score.over_text} proposals over text"
    )
    print(
        f"{'kind':<10}{'true':>6}{'found':>7}{'false':>7}{'recall':>8}{'prec.':>8}{'party':>8}"
    )
    for kind, it in sorted(score.kinds.items(), key=lambda pair: pair[0] == "all"):
        print(
            f"{kind:<10}{it.true:>6}{it.found:>7}{it.wrong:>7}"
            f"{it.recall:>8.3f}{it.precision:>8.3f}{it.party:>8.3f}"
        )


if __name__ == "__main__":
    main()
