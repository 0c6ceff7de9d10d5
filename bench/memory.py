"""The memory that sealing a file takes when it is done as the service does it.

`python -m bench.memory FOLDER` seals FOLDER/signed.pdf and prints the peaks.
"""

import asyncio
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from bench.closed import COMPANY, NOW, signed, story
from bench.processes import peaks
from bench.samples import plan
from bot.domain.company import Company
from bot.domain.folding import replay
from bot.keys import Keys
from bot.services.sealing import Sealing
from bot.workers import Workers
from storage.blobs import Blobs
from storage.database import Database
from storage.journal import Journal
from storage.people import People

HEAD = f"{'peak memory, MB':<44}{'service':>10}{'largest worker':>16}{'workers':>11}"


def told(when: str, pid: int) -> str:
    """Return a line with the peaks of a process and its workers."""
    own, others = peaks(pid)
    return f"{when:<44}{own:10d}{max(others, default=0):16d}{len(others):11d}"


def while_sealing(sample: str, folder: Path) -> str:
    """Return the peaks of a process that only seals this sample."""
    (folder / "signed.pdf").write_bytes(signed(sample, _keys(folder)))
    command = [sys.executable, "-m", "bench.memory", str(folder)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)  # noqa: S603
    return done.stdout.rstrip()


async def _seal(folder: Path) -> None:
    database = Database.open(f"sqlite+aiosqlite:///{folder / 'chatsign.db'}")
    workers = Workers(warm=("bot.pdf.evidence.seal", "bot.pdf.verifying.verify"))
    try:
        await database.migrate()
        journal, people = Journal(database), People(database)
        await people.save_company(Company(name=COMPANY))
        blobs = Blobs.open(str(folder / "blobs"))
        data = (folder / "signed.pdf").read_bytes()
        events = story(data)
        envelope = replay(plan().envelope, events)
        await journal.append(envelope, events)
        await blobs.put(data)
        size = len(data) / 1e6
        del data
        sealing = Sealing(
            journal=journal,
            people=people,
            blobs=blobs,
            workers=workers,
            keys=_keys(folder),
            clock=_noon,
        )
        await sealing.seal(envelope)
        print(told(f"while sealing {size:.0f} MB", os.getpid()))
    finally:
        workers.close()
        await database.close()


def _noon() -> datetime:
    return NOW


def _keys(folder: Path) -> Keys:
    return Keys.open(folder / "keys", "bench", COMPANY, NOW)


if __name__ == "__main__":
    asyncio.run(_seal(Path(sys.argv[1])))
