"""Walks through every stage an envelope can reach, and draws what it found.

`python -m tests.domain.diagram` prints the diagram for the README.
"""

from datetime import timedelta

from bot.domain.envelope import Envelope, Stage
from bot.domain.fields import Signer
from bot.domain.folding import apply
from tests.domain.samples import NOW, ORDERS, decisions, drafted

Transition = tuple[str, str, str]
"""Stage before, event, stage after."""
_TICK = timedelta(hours=1)
"""Long enough between two decisions that the sender may nudge again."""


def transitions() -> set[Transition]:
    """Return every transition that the code makes, found by making it."""
    found = {("[*]", "Drafted", Stage.DRAFT.value)}
    for signers in ORDERS.values():
        found |= _walk(signers)
    return found


def _walk(signers: tuple[Signer, ...]) -> set[Transition]:
    found: set[Transition] = set()
    start = apply("E1", None, drafted())
    known, waiting = {_place(start)}, [start]
    while waiting:
        envelope = waiting.pop()
        at = NOW + _TICK * envelope.version
        for event in decisions(envelope, signers, at):
            after = apply("E1", envelope, event)
            found.add((envelope.stage.value, type(event).__name__, after.stage.value))
            if _place(after) not in known:
                known.add(_place(after))
                waiting.append(after)
    return found


def _place(envelope: Envelope) -> tuple[object, ...]:
    """Return what later decisions depend on; the rest makes no difference."""
    return (
        bool(envelope.prepared),
        bool(envelope.sent),
        frozenset(role for about, role, _ in envelope.done if about == "invite"),
        frozenset(envelope.identified),
        frozenset(envelope.opened),
        frozenset(envelope.signed),
        type(envelope.ended),
        bool(envelope.sealed),
        bool(envelope.archived),
    )


def draw(found: set[Transition]) -> str:
    """Return the Mermaid diagram: arrows between stages, notes on what keeps one."""
    lines = ["stateDiagram-v2"]
    lines += [f'    state "{stage}" as {_id(stage)}' for stage in Stage if " " in stage]
    stages = ["[*]", *(stage.value for stage in Stage)]
    for before in stages:
        for after in stages:
            events = sorted(e for b, e, a in found if (b, a) == (before, after))
            if events and before != after:
                label = ", ".join(events)
                lines.append(f"    {_id(before)} --> {_id(after)}: {label}")
    for stage in Stage:
        kept = sorted(e for b, e, a in found if b == a == stage)
        if kept:
            lines.append(f"    note right of {_id(stage)}: {', '.join(kept)}")
    return "\n".join(lines)


def _id(stage: str) -> str:
    return stage.replace(" ", "_")


if __name__ == "__main__":
    print(f"```mermaid\n{draw(transitions())}\n```")
