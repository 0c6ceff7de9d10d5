"""The report of a scripted scenario: each step, who did it, and how long it took."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(slots=True, kw_only=True)
class Step:
    """One step of the scenario."""

    step: str
    who: str
    seconds: float = 0.0
    ok: bool = False
    problem: str = ""


@dataclass(slots=True)
class Report:
    """Collects the steps and leaves them in a folder, also when one fails."""

    folder: Path
    steps: list[Step] = field(default_factory=list)

    @contextmanager
    def step(self, who: str, what: str) -> Iterator[None]:
        """Time one step; what goes wrong in it ends the scenario."""
        step = Step(step=what, who=who)
        self.steps.append(step)
        begun = time.perf_counter()
        print(f"{len(self.steps):>3}  {who:<9}{what} … ", end="", flush=True)
        try:
            yield
            step.ok = True
        except BaseException as problem:
            step.problem = f"{type(problem).__name__}: {problem}"
            raise
        finally:
            step.seconds = round(time.perf_counter() - begun, 3)
            print(f"{'ok' if step.ok else 'FAILED'}, {step.seconds:.2f} s", flush=True)
            self.write()

    def write(self) -> None:
        """Write report.json."""
        content = {
            "ok": all(step.ok for step in self.steps),
            "seconds": round(sum(step.seconds for step in self.steps), 3),
            "steps": [asdict(step) for step in self.steps],
        }
        path = self.folder / "report.json"
        path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n")
