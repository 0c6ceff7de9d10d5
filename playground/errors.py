"""What the Bot API says when it refuses, word for word as Telegram says it."""

from typing import Final

ACTION_BOT_WAS_BLOCKED: Final = "Forbidden: bot was blocked by the user"
CANNOT_INITIATE: Final = "Forbidden: bot can't initiate conversation with a user"
DEACTIVATED: Final = "Forbidden: user is deactivated"
WEBHOOK_IS_ACTIVE: Final = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
OTHER_GET_UPDATES: Final = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)
NOT_MODIFIED: Final = (
    "message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message"
)
QUERY_TOO_OLD: Final = (
    "query is too old and response timeout expired or query ID is invalid"
)
WRONG_FILE: Final = "wrong file identifier/HTTP URL specified"
FILE_UNAVAILABLE: Final = "wrong file_id or the file is temporarily unavailable"


class ApiError(Exception):
    """A refusal of the Bot API: its HTTP status, its text, when to come again."""

    def __init__(
        self, code: int, description: str, *, retry_after: int | None = None
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after

    def body(self) -> dict[str, object]:
        """The JSON answer that carries this refusal."""
        answer: dict[str, object] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        if self.retry_after is not None:
            answer["parameters"] = {"retry_after": self.retry_after}
        return answer


def bad_request(text: str) -> ApiError:
    return ApiError(400, f"Bad Request: {text}")


def too_many_requests(retry_after: int) -> ApiError:
    return ApiError(
        429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after
    )


class PlayError(Exception):
    """A person tried something that his Telegram would not let him do."""
