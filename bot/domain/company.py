"""The company that sends: what its letterhead and its bank details say."""

from dataclasses import dataclass

from bot.domain.values import BankDetails


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """The profile the owner fills in once; one company an installation."""

    name: str = ""
    address: tuple[str, ...] = ()
    bank: BankDetails | None = None
    logo: bytes | None = None
    """PNG, already cleaned by `bot.images`."""

    @property
    def missing(self) -> str | None:
        """The first part that is still to be filled in, by the name it is asked for."""
        parts = {
            "name": self.name,
            "address": self.address,
            "iban": self.bank,
            "logo": self.logo,
        }
        return next((part for part, value in parts.items() if not value), None)
