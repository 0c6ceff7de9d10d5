"""The persons of the playground: their account, and their side of the chat."""

from dataclasses import dataclass, field

from aiogram.types import Chat, Message, ReplyKeyboardMarkup, User

from playground.changes import Changes


@dataclass(slots=True, kw_only=True)
class Entry:
    """One message in a chat, as it stands now."""

    message: Message
    change: int
    """The playground's change number when the message last changed."""
    edited: bool = False
    """Its content changed; a new keyboard alone is no edit to the eye."""
    deleted: bool = False


@dataclass(slots=True, kw_only=True)
class Notice:
    """What a bot answered to a pressed button: a toast, an alert or a link."""

    query_id: str
    change: int
    text: str
    alert: bool
    url: str


@dataclass(slots=True, kw_only=True)
class Person:
    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str = "en"
    phone: str | None = None
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    change: int = 0
    news: Changes = field(default_factory=Changes)
    """Wakes only those who wait for this person's chat."""
    entries: dict[int, Entry] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)
    keyboard: ReplyKeyboardMarkup | None = None
    asked_to_reply: bool = False
    action: str = ""
    action_until: float = 0.0
    pinned: int | None = None
    start_payload: str | None = None
    """A deep link was opened, START is not pressed yet."""

    def user(self) -> User:
        return User(
            id=self.id,
            is_bot=False,
            first_name=self.first_name,
            last_name=self.last_name,
            username=self.username,
            language_code=self.language_code,
        )

    def chat(self) -> Chat:
        return Chat(
            id=self.id,
            type="private",
            first_name=self.first_name,
            last_name=self.last_name,
            username=self.username,
        )

    @property
    def name(self) -> str:
        return " ".join(filter(None, [self.first_name, self.last_name]))
