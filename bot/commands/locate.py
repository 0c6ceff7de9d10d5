"""`chatsign locate`: where files want something filled in, in worker processes."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from bot.commands.each_file import each_file
from bot.domain.errors import Refusal
from bot.domain.placing import Located
from bot.texts import texts
from bot.workers import JobFailed, Workers

_SECONDS = 60.0


def locate_files(files: Sequence[Path], *, ignore_form: bool, as_json: bool) -> int:
    """Print what is found in each file, in their order; returns 1 if one cannot be
    read."""

    def tell(file: Path, found: dict[str, Any]) -> int:
        _print(file, found, as_json=as_json)
        return int("error" in found)

    return asyncio.run(
        each_file(
            files,
            lambda workers, file: _locate_one(workers, file, ignore_form),
            tell,
            warm="bot.pdf.placing.locate",
        )
    )


async def _locate_one(
    workers: Workers, file: Path, ignore_form: bool
) -> dict[str, Any]:
    try:
        pages, found = await workers.run(
            locate_file, str(file), ignore_form, seconds=_SECONDS
        )
    except Refusal as refusal:
        return {"error": texts("en").refusal(refusal)}
    except (OSError, JobFailed) as error:
        return {"error": str(error)}
    return {"pages": pages, "fields": [_as_json(one) for one in found]}


def locate_file(file: str, ignore_form: bool) -> tuple[int, tuple[Located, ...]]:
    """Read one file and find its places; runs in a worker process."""
    from bot.pdf.intake.text_layer import read_words, scans_to_read, with_words
    from bot.pdf.placing.locate import locate
    from bot.pdf.render import page_count

    data = Path(file).read_bytes()
    words = {page: read_words(data, page) for page in scans_to_read(data)}
    found = locate(with_words(data, words), ignore_form=ignore_form)
    return page_count(data), found


def _as_json(one: Located) -> dict[str, Any]:
    found = asdict(one)
    return {
        key: found[key]
        for key in ("page", "kind", "party", "label", "box", "score", "required")
    } | ({"choices": list(one.choices)} if one.choices else {})


def _print(file: Path, found: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        shown = {"file": str(file), "pages": 0, "fields": [], **found}
        click.echo(json.dumps(shown, ensure_ascii=False))
        return
    click.echo(click.style(str(file), bold=True))
    if "error" in found:
        click.echo(click.style(f"  {found['error']}", fg="red"))
        return
    for one in found["fields"]:
        party = one["party"] or "?"
        where = f"p. {one['page'] + 1}"
        click.echo(f"  {where:6} {one['kind']:10} {party:9} {one['label']}")
