"""Letters that tell how it went: signed by all, or not, or in trouble."""

from bot.delivery.letter import (
    Letter,
    Link,
    Occasion,
    SignedBy,
    is_ours,
    name_of,
    reason_of,
)
from bot.domain import events as e
from bot.domain.fields import SENDER, Signer


def deliver(it: Occasion, link: str = "") -> Letter:
    """Hand over the sealed file: attached, or by `link` when it is too large."""
    t = it.t
    return Letter(
        subject=t("Signed by all: {title}", title=it.title),
        preview=t("The sealed document, who signed when, and how to check it."),
        heading=t("Signed by all"),
        lead=_enclosed(it, link),
        button=_fetch(it, link) if link else None,
        signers=tuple(_signed_by(it, signer) for signer in it.envelope.signers),
        fingerprint=it.envelope.document,
        notes=(
            t(
                "Whoever holds the file can check whether it was altered: send it to "
                "@{bot} in Telegram, or open the page below.",
                bot=it.addresses.bot_username,
            ),
        ),
        check=Link(text=t("Check a file"), url=it.addresses.verify),
        why=_why(it),
    )


def ended(it: Occasion) -> Letter:
    """Tell that an envelope will not be signed, by whose decision, and why."""
    t = it.t
    match it.envelope.ended:
        case e.Declined() as declined:
            name = name_of(it.envelope.signer(declined.role))
            # What one side says among itself is not for the other side.
            told = it.ours or not is_ours(declined.role)
            return _told(
                it,
                t("Declined: {title}", title=it.title),
                t("Declined"),
                t("{name} has declined to sign “{title}”.", name=name, title=it.title),
                quote=reason_of(declined.reason) if told else "",
            )
        case e.TakenBack() as taken:
            return _told(
                it,
                t("Taken back: {title}", title=it.title),
                t("Taken back"),
                t(
                    "{sender} has taken back “{title}”. Nothing is left for you to do.",
                    sender=it.sender,
                    title=it.title,
                ),
                quote=reason_of(taken.reason),
            )
        case _:
            return _told(
                it,
                t("Not signed in time: {title}", title=it.title),
                t("Not signed in time"),
                _late(it),
            )


def unreachable(it: Occasion, role: str) -> Letter:
    """Tell the sender that no channel took an invitation."""
    t = it.t
    signer = it.envelope.signer(role)
    return _told(
        it,
        t("Not reached: {title}", title=it.title),
        t("Somebody could not be reached"),
        t(
            "{name} ({contact}) could not be reached about “{title}”. Please check the "
            "address. You can change it in the chat; the old link stops working then.",
            name=name_of(signer),
            contact=signer.contact,
            title=it.title,
        ),
    )


def undelivered(it: Occasion, role: str) -> Letter:
    """Tell the sender that no channel took the sealed file for a signer."""
    t = it.t
    return _told(
        it,
        t("Not delivered: {title}", title=it.title),
        t("Somebody lacks the sealed file"),
        t(
            "Everybody has signed “{title}”, and it is sealed, but the sealed file "
            "could not be delivered to {name}. Please pass it on; you find it in the "
            "chat.",
            title=it.title,
            name=name_of(it.envelope.signer(role)),
        ),
    )


def seal_failed(it: Occasion) -> Letter:
    """Tell the sender that the closing seal is late, and that nothing is lost."""
    t = it.t
    return _told(
        it,
        t("Not sealed yet: {title}", title=it.title),
        t("Everybody has signed, but the seal is missing"),
        t(
            "Everybody has signed “{title}”, but the closing seal could not be "
            "applied. Nothing is lost, and we keep trying. Whoever runs the service "
            "can find the cause with “chatsign doctor”.",
            title=it.title,
        ),
    )


def _told(
    it: Occasion, subject: str, heading: str, lead: str, *, quote: str = ""
) -> Letter:
    chat = Link(text=it.t("Open the chat"), url=it.addresses.chat)
    return Letter(
        subject=subject,
        preview=lead,
        heading=heading,
        lead=lead,
        quote=quote,
        facts=it.facts,
        button=chat if it.party.role == SENDER else None,
        why=_why(it),
    )


def _late(it: Occasion) -> str:
    t = it.t
    names = ", ".join(name_of(signer) for signer in it.envelope.turn)
    if it.party.role == SENDER:
        return t(
            "The deadline for “{title}” has passed. Not signed: {names}.",
            title=it.title,
            names=names,
        )
    return t(
        "The deadline for “{title}” has passed before everybody had signed. Nothing is "
        "left for you to do.",
        title=it.title,
    )


def _enclosed(it: Occasion, link: str) -> str:
    t = it.t
    if not link:
        return t(
            "Everybody has signed “{title}”. The sealed file is attached.",
            title=it.title,
        )
    return t(
        "Everybody has signed “{title}”. The sealed file is too large for an e-mail; "
        "you can get it with the button below at any time.",
        title=it.title,
    )


def _fetch(it: Occasion, link: str) -> Link:
    if it.party.role == SENDER:
        return Link(text=it.t("Open the chat"), url=link)
    return Link(text=it.t("Download the signed file"), url=link)


def _signed_by(it: Occasion, signer: Signer) -> SignedBy:
    t = it.t
    signed = it.envelope.signed[signer.role]
    identified = it.envelope.identified.get(signer.role)
    match identified.method if identified else "":
        case "telegram":
            how = t("Identified by Telegram account")
        case "email-code":
            how = t("Identified by a code sent to {contact}", contact=signer.contact)
        case _:
            how = ""
    return SignedBy(
        name=name_of(signer),
        role=t.role(signer.role),
        when=t("Signed on {time}", time=it.moment(signed.at)),
        how=how,
    )


def _why(it: Occasion) -> str:
    t = it.t
    if it.party.role == SENDER:
        return t("You are receiving this because you sent this document for signing.")
    return t(
        "You are receiving this because {sender} asked you to sign this document.",
        sender=it.sender,
    )
