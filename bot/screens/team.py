"""Welcome, help, the company's profile, the team, and one's own settings."""

from html import escape

from bot.domain.company import Company
from bot.domain.errors import NotAllowed
from bot.domain.people import Person, Role
from bot.screens.screen import Button, Screen, press, say
from bot.texts import LANGUAGES, Texts


def stranger(t: Texts, company: Company) -> Screen:
    """Greet somebody who is not of the company."""
    name = company.name or t("a company")
    return Screen(
        text=say(
            t,
            "👋 This is the signing assistant of {name}. You can send me any PDF, and "
            "I'll tell you whether it was altered after signing.",
            name=name,
        )
    )


def welcome(t: Texts, person: Person, company: Company) -> Screen:
    """Greet one of the company's people and say what he can do first."""
    hello = say(
        t,
        "👋 Welcome, {name}! Your role here: {role}.",
        name=person.name,
        role=role_name(t, person.role),
    )
    return Screen(text=f"{hello}\n{next_step(t, person, company)}")


def email_noted(t: Texts, person: Person, company: Company) -> Screen:
    """Read a kept address back, and say what comes next."""
    noted = say(t, "👍 Noted: {email}", email=person.email)
    return Screen(text=f"{noted}\n{next_step(t, person, company)}")


def next_step(t: Texts, person: Person, company: Company) -> str:
    """Say what one of the company's people does first."""
    match person.role:
        case Role.OWNER if not company.name:
            return t("First tell me about your company: /company")
        case Role.DIRECTOR:
            return t(
                "When something is waiting for your signature, I'll write to you. "
                "/inbox"
            )
    return t("Send me an order or a PDF, and I'll get it signed. /new")


def help_text(t: Texts, person: Person | None, *, signs: bool = False) -> Screen:
    """List what this person can do; `signs` says that something waits for him."""
    lines = [t("<b>What I can do</b>")]
    if signs and not person:
        lines.append(t("/inbox – what is waiting for your signature"))
    if person:
        lines += [
            t("📄 Send me an order (JSON, CSV, XLSX, ODS) or a PDF to get it signed."),
            t("/new – what you can send me"),
            t("/status – where every document stands"),
            t("/inbox – what is waiting for your signature"),
            t("/me – your name, e-mail address and language"),
        ]
        if person.role is Role.OWNER:
            lines.append(t("/company – name, address, bank details, logo"))
            lines.append(t("/team – invite employees and directors"))
    lines += [
        t("/verify – check whether a PDF was altered"),
        t("/cancel – cancel a question"),
        "",
        t(
            "Signatures here are simple electronic signatures with an electronic seal "
            "of the company, not qualified ones. Which form a contract needs depends "
            "on the law that applies to you."
        ),
    ]
    return Screen(text="\n".join(lines))


def company_profile(t: Texts, company: Company) -> Screen:
    """Show the profile and what can be changed."""
    name = escape(company.name or t("(no name yet)"))
    lines = [f"🏢 <b>{name}</b>", *map(escape, company.address), ""]
    if company.bank:
        lines.append(escape("🏦 " + "\n".join(company.bank.lines)))
    if company.logo:
        lines.append(f"🖼 {t('Logo')} ✓")
    complete = company.name and company.address and company.bank
    after = t("Next: your people, /team") if complete else t("What shall I add?")
    return Screen(
        text="\n".join([*lines, "", after]),
        rows=tuple(
            (Button(text=label, data=press("company", part)),)
            for part, label in (
                ("name", t("Name")),
                ("address", t("Address")),
                ("iban", t("Bank details")),
                ("logo", t("Logo")),
            )
        ),
    )


def company_question(t: Texts, part: str, noted: str = "") -> Screen:
    """Ask for one part of the profile, after reading back what was kept before.

    Raises `NotAllowed` for a part it has not.
    """
    questions = {
        "name": t("What is your company called?"),
        "address": t("Its address, please; one line for each line of a letter."),
        "iban": t("Its IBAN? I check it and find the bank."),
        "logo": t("Send me the logo as a picture, best as a PNG file."),
    }
    if part not in questions:
        raise NotAllowed("button-old")
    read_back = f"👍 {escape(noted)}\n\n" if noted else ""
    later = Button(text=t("Later"), data=press("company", "all"))
    return Screen(text=read_back + questions[part], rows=((later,),))


def company_part(t: Texts, company: Company, part: str) -> str:
    """Read back one part of the profile."""
    bank = company.bank.lines if company.bank else ()
    lines = {"name": (company.name,), "address": company.address, "iban": bank}
    return "\n".join(lines.get(part, (t("Logo"),)))


def team(t: Texts, people: list[Person]) -> Screen:
    """List the team and offer invitations."""
    lines = [t("<b>Your team</b>")]
    lines += [
        escape(f"• {person.name}, {role_name(t, person.role)}") for person in people
    ]
    return Screen(
        text="\n".join(lines),
        rows=(
            (Button(text=t("➕ Employee"), data=press("invite", Role.EMPLOYEE)),),
            (Button(text=t("➕ Director"), data=press("invite", Role.DIRECTOR)),),
        ),
    )


def team_link(t: Texts, role: Role, link: str) -> Screen:
    """Show an invitation to pass on."""
    return Screen(
        text=say(
            t,
            "Pass this link on. It lets one {role} join and is valid for 7 days:\n"
            "{link}",
            role=role_name(t, role),
            link=link,
        )
    )


def me(t: Texts, person: Person) -> Screen:
    """Show one's own settings."""
    names = {"en": "English", "de": "Deutsch"}
    return Screen(
        text=say(
            t,
            "👤 <b>{name}</b>, {role}\n✉️ {email}",
            name=person.name,
            role=role_name(t, person.role),
            email=person.email or t("no e-mail address yet"),
        ),
        rows=(
            (
                Button(text=t("👤 Name"), data=press("myname")),
                Button(text=t("✉️ E-mail address"), data=press("mymail")),
            ),
            tuple(
                Button(
                    text=names[code] + (" ✓" if code == t.language else ""),
                    data=press("language", code),
                )
                for code in LANGUAGES
            ),
        ),
    )


def role_name(t: Texts, role: Role) -> str:
    """Name what somebody is in the company."""
    return {
        Role.OWNER: t("owner"),
        Role.EMPLOYEE: t("employee"),
        Role.DIRECTOR: t("director"),
    }[role]


def name_question(t: Texts) -> Screen:
    """Ask one of the company's people how documents shall name him."""
    return Screen(
        text=t(
            "👤 What is your full name? It stands in the documents you send or sign "
            "from now on."
        )
    )


def email_question(t: Texts) -> Screen:
    """Ask one of the company's people for his address."""
    return Screen(
        text=t(
            "✉️ What is your e-mail address? Sealed documents go there too. "
            "(/cancel to leave it for later)"
        )
    )
