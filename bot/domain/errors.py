"""Refusals: what the product will not do, as a key and parameters, never a text.

    Refusal                 a person asked for something that cannot be done
    ├── InputRefused        what was typed or sent cannot be used; ask again
    ├── NotAllowed          the envelope's stage does not allow it
    └── NotFound            unknown or forbidden: both look the same
    TransportError          a message could not be handed over; says whether to retry

The texts for the keys stand in `bot.texts`; every edge translates them once.
"""


class Refusal(Exception):
    """A request that is answered with a clear text and changes nothing."""

    def __init__(self, key: str, **params: object) -> None:
        super().__init__(key, params)
        self.key = key
        self.params = params

    def __reduce__(self) -> tuple[object, ...]:
        # Refusals cross from worker processes to the service by pickle.
        return (_restore, (type(self), self.key, self.params))


def _restore(kind: type[Refusal], key: str, params: dict[str, object]) -> Refusal:
    return kind(key, **params)


class InputRefused(Refusal):
    """What was typed or sent cannot be used; the question stays open."""


class NotAllowed(Refusal):
    """The envelope stands where this may not happen (any more)."""


class NotFound(Refusal):
    """Nothing there that this person may see."""

    def __init__(self, key: str = "not-found", **params: object) -> None:
        super().__init__(key, **params)


class TransportError(Exception):
    """A channel did not take a message; `permanent` when trying again cannot help."""

    def __init__(self, reason: str, *, permanent: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent
