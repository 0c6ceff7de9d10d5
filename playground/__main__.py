"""Runs the playground alone: `python -m playground`."""

import argparse
import asyncio
import sys

from playground.app import TOKEN, Playground


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m playground")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--smtp-port", type=int, default=8025)
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--bot-username", default="chatsign_bot")
    wish = parser.parse_args()
    playground = Playground(**vars(wish))
    try:
        asyncio.run(_run(playground))
    except KeyboardInterrupt:
        sys.exit(0)


async def _run(playground: Playground) -> None:
    async with playground:
        sys.stdout.write(
            f"Chats and mailbox: {playground.url}\n"
            f"Bot API:           {playground.url}/bot{playground.token}/METHOD\n"
            f"SMTP:              {playground.host}:{playground.smtp_port}\n"
        )
        sys.stdout.flush()
        await asyncio.Event().wait()


if __name__ == "__main__":
    main()
