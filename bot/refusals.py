"""The English text of every refusal: what is wrong, and what to do about it."""


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "mark only"
    """Mark a message for the catalogues without translating it here."""
    return message


REFUSALS: dict[str, str] = {
    "not-found": N_("There is nothing here for you. Perhaps the link is mistyped?"),
    "text.empty": N_("That was empty. Please type it again."),
    "text.too-long": N_("That is too long: at most {limit} characters fit."),
    "text.script": N_(
        "“{char}” cannot be printed. Please use Latin, Greek or Cyrillic letters."
    ),
    "date.unreadable": N_("I can't read that date. Please type it like {example}."),
    "date.far": N_("{date} is more than ten years away. Is the year right?"),
    "number.unreadable": N_("That is not a number I can read. Digits only, please."),
    "iban.wrong": N_("{iban} is not a valid IBAN. Please check the digits."),
    "email.wrong": N_("{email} is not a valid e-mail address. Please check it."),
    "phone.wrong": N_(
        "{phone} is not a valid phone number. Please type it with the country code, "
        "like +49 171 1234567."
    ),
    "order.missing": N_("The order has no “{entry}”. Please add it and send it again."),
    "order.wrong": N_("“{value}” is no good value for “{entry}” in the order."),
    "order.not-positive": N_("“{entry}” is {value}: it must be more than zero."),
    "order.currency": N_("“{currency}” is no currency I know. Try EUR, USD or CHF."),
    "order.too-many-lines": N_(
        "The order has {count} lines; at most {limit} fit. Please split it."
    ),
    "file.too-much": N_(
        "This file expands to more than can be processed. Please send another copy."
    ),
}
