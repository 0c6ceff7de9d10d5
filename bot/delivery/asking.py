"""Letters that ask for something: a signature, or a code typed back."""

from datetime import timedelta

from bot.delivery.letter import Letter, Link, Occasion
from bot.texts import Texts


def invite(it: Occasion, token: str) -> Letter:
    """Ask for a signature: who, for what, until when, and how."""
    t = it.t
    return _request(
        it,
        token,
        t("Please sign: {title}", title=it.title),
        t("Your signature, please"),
        t("{sender} asks you to sign “{title}”.", sender=it.sender, title=it.title),
    )


def remind(it: Occasion, token: str) -> Letter:
    """Ask again, and say that it is a reminder."""
    t = it.t
    return _request(
        it,
        token,
        t("Reminder: please sign {title}", title=it.title),
        t("A reminder: your signature, please"),
        t(
            "{sender} is still waiting for your signature on “{title}”.",
            sender=it.sender,
            title=it.title,
        ),
    )


def code(it: Occasion, digits: str, life: timedelta) -> Letter:
    """Give a code. Subject and preview stay without it: they show on locked screens."""
    t = it.t
    minutes = int(life.total_seconds() // 60)
    return Letter(
        subject=t("Your code for signing"),
        preview=_valid(t, minutes),
        heading=t("Your code"),
        lead=t(
            "With this code you prove that this mailbox is yours. Type it on the page "
            "or in the chat where you were asked for it, to read and sign “{title}”.",
            title=it.title,
        ),
        code=digits,
        notes=(
            _valid(t, minutes),
            t(
                "Nobody will ever ask you for this code, neither by phone nor by "
                "message. Please do not share it."
            ),
        ),
        why=t(
            "You are receiving this because somebody opened the link that you were "
            "sent for this document. If it was not you, please ignore this e-mail: "
            "nobody gets any further without the code."
        ),
    )


def _valid(t: Texts, minutes: int) -> str:
    return t.n(
        "The code is valid for {count} minute and only once.",
        "The code is valid for {count} minutes and only once.",
        minutes,
    )


def _request(it: Occasion, token: str, subject: str, heading: str, lead: str) -> Letter:
    t = it.t
    prepared = it.envelope.prepared
    until = it.moment(prepared.deadline) if prepared else ""
    return Letter(
        subject=subject,
        preview=lead,
        heading=heading,
        lead=lead,
        facts=it.facts,
        button=Link(text=t("Read and sign"), url=it.addresses.page(token)),
        deadline=t("Please sign by {time}.", time=until) if until else "",
        also=Link(text=t("Or sign in Telegram"), url=it.addresses.in_chat(token)),
        notes=(
            t(
                "Before anything confidential is shown, we send a code to this "
                "address. You need no account, and you can also decline on the page."
            ),
            t("The link is yours alone. Please do not forward this mail."),
        ),
        why=t(
            "You are receiving this because {sender} asked you to sign this document.",
            sender=it.sender,
        ),
    )
