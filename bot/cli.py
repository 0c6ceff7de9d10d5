"""The `chatsign` command. Imports lazily: most commands need little of the program."""

from pathlib import Path

import click


@click.group()
@click.version_option(package_name="chatsign")
def main() -> None:
    """A signing assistant that lives in your chat."""


@main.command()
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON object a file and line."
)
@click.option(
    "--authority",
    "authorities",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Certificate (PEM or DER) that vouches for a service; may be repeated.",
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.pass_context
def verify(
    context: click.Context,
    files: tuple[Path, ...],
    authorities: tuple[Path, ...],
    as_json: bool,
) -> None:
    """Say of PDFs whether they are as they were signed.

    Works offline, without database or configuration. The exit code is that of the worst
    file: 0 intact, 1 extended or unfinished, 2 altered or broken, 3 unsigned,
    4 unreadable.
    """
    from bot.verify_command import verify_files

    context.exit(verify_files(files, authorities, as_json=as_json))


if __name__ == "__main__":
    main()
