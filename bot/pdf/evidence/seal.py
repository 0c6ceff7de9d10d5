"""The closing seal: the journal goes into the file, and nothing may change any more."""

from datetime import datetime
from hashlib import sha256

from bot.domain.errors import NotAllowed
from bot.pdf.evidence.acroform import JOURNAL, SEAL
from bot.pdf.evidence.appearance import seal_content
from bot.pdf.evidence.form import Form
from bot.pdf.evidence.form_font import printable
from bot.pdf.evidence.identity import Identity
from bot.pdf.evidence.signature import Beginning, open_update, sign_update

__all__ = ["Identity", "seal"]


def seal(
    data: bytes,
    journal: str,
    identity: Identity,
    at: datetime,
    company: str,
    *,
    notes: tuple[str, ...] = (),
) -> bytes:
    """Close a file (PAdES B-B, DocMDP P=1).

    `notes` are printed on the seal beside time and hashes. Whether everybody has
    signed is not asked here. Raises `NotAllowed` when the file is sealed already.
    """
    form = Form(open_update(data))
    if form.named(SEAL).signed:
        raise NotAllowed("seal.already")
    place = form.named(SEAL)
    form.write(form.named(JOURNAL), b"", value=journal)
    prepared = _prepared(form, data)
    lines = _lines(form, prepared, journal, at, printable(company, 120))
    form.write(place, seal_content((*lines, *notes), *place.size))
    return sign_update(
        form.writer,
        place.dictionary,
        identity,
        at=at,
        name=printable(company, 120),
        closes=True,
        beginning=prepared,
    )


def _lines(
    form: Form, prepared: Beginning, journal: str, at: datetime, company: str
) -> tuple[str, ...]:
    t = form.texts
    return (
        t("Sealed by {company}", company=company),
        t(
            "{local} ({zone}) · {utc} UTC",
            local=t.moment(at, form.zone),
            zone=form.zone.key,
            utc=f"{at:%Y-%m-%d %H:%M:%S}",
        ),
        t("Prepared file, SHA-256: {hash}", hash=prepared.hexdigest),
        t("Journal, SHA-256: {hash}", hash=sha256(journal.encode()).hexdigest()),
    )


def _prepared(form: Form, data: bytes) -> Beginning:
    """Return the part of the file that was there before the first signature."""
    first = form.writer.prev.xrefs.get_xref_container_info(0)
    end = data.index(b"%%EOF", first.end_location) + len(b"%%EOF")
    while data[end : end + 1] in {b"\r", b"\n"}:
        end += 1
    return Beginning(data, end)
