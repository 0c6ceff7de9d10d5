"""The `chatsign` command. Imports lazily: most commands need little of the program,
and mistakes are told before all of it is there."""

from pathlib import Path

import click


@click.group()
@click.version_option(package_name="chatsign")
def main() -> None:
    """A signing assistant that lives in your chat."""


@main.command()
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="One JSON object per file, each on its own line.",
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
    from bot.commands.verify import verify_files

    context.exit(verify_files(files, authorities, as_json=as_json))


@main.command()
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="One JSON object per file, each on its own line.",
)
@click.option(
    "--ignore-form",
    is_flag=True,
    help="Leave a form that is in the file out of account.",
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.pass_context
def locate(
    context: click.Context, files: tuple[Path, ...], as_json: bool, ignore_form: bool
) -> None:
    """Say where PDFs want something filled in or signed, and by whom.

    Works offline, without database or configuration. The exit code is 1 if a file
    cannot be read.
    """
    from bot.commands.locate import locate_files

    context.exit(locate_files(files, ignore_form=ignore_form, as_json=as_json))


@main.command()
def serve() -> None:
    """Run the bot, the pages and the sweep, as the environment says."""
    from bot.commands.configured import read_settings, require_service_port

    settings = read_settings()
    require_service_port(settings)
    from bot.commands.serve import serve as run

    run(settings)


@main.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65534),
    metavar="PORT",
    default=8090,
    show_default=True,
    help="Where the chats are; the bot's own pages take the port after it.",
)
@click.option(
    "--script",
    type=click.Choice(["delivery-note", "contract", "photos"]),
    help="A story that plays itself, and then ends.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("out"),
    show_default=True,
    help="Where a script leaves its results.",
)
@click.pass_context
def demo(context: click.Context, port: int, script: str | None, out: Path) -> None:
    """Try it here: a messenger, a mailbox, the bot and its pages.

    Needs no settings, reaches nothing outside this machine and keeps nothing. With
    --script the exit code says whether all was well.
    """
    from bot.commands.configured import require_demo_ports

    require_demo_ports(port)
    from bot.commands.demo import run_demo

    context.exit(run_demo(port, script, out))


@main.command()
def owner() -> None:
    """Print what the owner sends to the bot first, once: /start CODE."""
    from bot.commands.configured import read_settings

    settings = read_settings()
    from bot.commands.serve import print_owner_code

    print_owner_code(settings)


@main.command()
@click.pass_context
def doctor(context: click.Context) -> None:
    """Check keys, sealing, database, files, mail, bot token and fonts."""
    from bot.commands.configured import read_settings

    settings = read_settings()
    from bot.commands.doctor import examine

    context.exit(examine(settings))


@main.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Write journal, files and keys into one archive.

    For installations on SQLite and a folder; the service may run meanwhile.
    """
    from bot.commands.backup import back_up
    from bot.commands.configured import read_settings

    back_up(read_settings(), file)


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Restore an archive into an empty data folder."""
    from bot.commands.backup import restore as put_back
    from bot.commands.configured import read_settings

    put_back(read_settings(), file)


if __name__ == "__main__":
    main()
