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
    "date.old": N_("{date} is more than 120 years ago. Is the year right?"),
    "number.least": N_("The number must be {limit} or more."),
    "number.most": N_("The number must be {limit} or less."),
    "places.no-range": N_(
        "The limits of a number must be numbers, the lower one first."
    ),
    "number.unreadable": N_("That is not a number I can read. Digits only, please."),
    "iban.wrong": N_("“{iban}” is not a valid IBAN. Please check the digits."),
    "email.wrong": N_("“{email}” is not a valid e-mail address. Please check it."),
    "phone.wrong": N_(
        "“{phone}” is not a valid phone number. Please type it with the country code, "
        "like +49 171 1234567."
    ),
    "order.missing": N_(
        "The order has no “{entry}”. Please add it and send the order again."
    ),
    "order.wrong": N_(
        "“{value}” is not a valid value for “{entry}” in the order. Please change it."
    ),
    "order.date": N_(
        "“{value}” is not a date I can read in an order. Please write it like "
        "2026-11-24."
    ),
    "order.not-positive": N_("“{entry}” is {value}: it must be more than zero."),
    "order.currency": N_("“{currency}” is not a currency I know. Try EUR, USD or CHF."),
    "order.choice": N_(
        "“{value}” is not possible for “{entry}”. Please choose one of: {choices}."
    ),
    "order.too-early": N_(
        "“{entry}” is {date}, and that is before {first}. Please check both dates."
    ),
    "period.unreadable": N_(
        "“{value}” is not a period I can read. Please write it like 3 months or 4 "
        "weeks."
    ),
    "row.surplus": N_(
        "“{value}” is one value too many for its line. Please check the semicolons."
    ),
    "order.too-many-lines": N_(
        "The order has {count} lines; at most {limit} fit. Please split it."
    ),
    "file.too-much": N_(
        "This file expands to more than can be processed. Please send another copy."
    ),
}

REFUSALS |= {  # reading PDFs that shall be signed, and order files
    "pdf.empty": N_("That file is empty. Please send it again."),
    "pdf.too-big": N_("That file is too big: at most {limit} MB can be signed."),
    "pdf.not-a-pdf": N_(
        "That is not a PDF, whatever its name says. Please save it as a PDF and send "
        "that."
    ),
    "pdf.polyglot": N_(
        "There is something before the beginning or after the end of this PDF, or it "
        "was cut off on its way. Please save or print it as a new PDF and send that."
    ),
    "pdf.damaged": N_(
        "This PDF is damaged: it could only be read by guessing, and nobody should "
        "sign that. Please save or print it as a new PDF and send that."
    ),
    "pdf.encrypted": N_(
        "This PDF is protected by a password. Please send an unprotected copy."
    ),
    "pdf.owner-password": N_(
        "This PDF is protected against changes, so nothing can be signed into it. "
        "Please send an unprotected copy."
    ),
    "pdf.no-pages": N_("This PDF has no pages. Please send another copy."),
    "pdf.too-many-pages": N_(
        "This PDF has {pages} pages; at most {limit} can be signed. Please split it."
    ),
    "pdf.page-size": N_(
        "Page {page} is too small or too large to be signed. Please scale it to a "
        "usual paper size and send it again."
    ),
    "pdf.ambiguous": N_(
        "Page {page} looks different in different programs, so nobody could say what "
        "was signed. Please print the document as a new PDF and send that."
    ),
    "pdf.xfa": N_(
        "This is a dynamic form (XFA), which most programs cannot show. Please print "
        "it as a plain PDF and send that."
    ),
    "pdf.javascript": N_(
        "This PDF holds a program (JavaScript) that could change what it shows. "
        "Please print it as a plain PDF and send that."
    ),
    "pdf.launch": N_(
        "This PDF wants to start other programs. Please print it as a plain PDF and "
        "send that."
    ),
    "pdf.portfolio": N_(
        "This is a portfolio: a folder of several files. Please send each file as a "
        "PDF of its own."
    ),
    "pdf.signed": N_(
        "This PDF is signed already, and preparing it would break that signature. "
        "Please send the unsigned original."
    ),
    "order.unreadable": N_(
        "I can't read that order file. Please send it as JSON, CSV, XLSX or ODS, as "
        "described in the guide to orders."
    ),
    "order.column": N_(
        "I don't know the column “{column}”. The columns are: {columns}."
    ),
    "order.no-column": N_(
        "The column “{column}” is missing. The columns are: {columns}."
    ),
    "order.no-lines": N_("The table has no lines below its header. Please add some."),
    "order.surplus": N_(
        "Row {row} has more columns than the header; “{value}” belongs to none. Please "
        "check the separators."
    ),
    "order.wrong-in-row": N_(
        "Row {row}: “{value}” is not a valid value for “{entry}”. Please change it."
    ),
    "order.ambiguous": N_(
        "Row {row}: “{value}” for “{entry}” could mean two numbers. Please write it "
        "without a thousands separator and with two decimals."
    ),
    "order.vat-fraction": N_(
        "Row {row}: VAT is {value}. Please write it as a plain percentage, like 19."
    ),
    "order.contradiction": N_(
        "Row {row} says “{value}” for “{entry}”, which differs from the row above. One "
        "file holds one order."
    ),
    "value.missing": N_("“{field}” is still empty. Please fill it in."),
    "value.too-wide": N_(
        "That is too long for “{field}”: it would be too small to read. Please "
        "shorten it."
    ),
    "value.check-box": N_("“{field}” is a box to tick: yes or no."),
    "value.choice": N_("“{field}” offers a choice; please pick one of its answers."),
    "act.no-signature": N_("There is nothing for you to sign in this document."),
    "act.already-signed": N_("You have signed this document already."),
    "act.not-yours": N_("That field is somebody else's to fill in."),
    "seal.already": N_("This document is sealed already."),
    "signature-page.full": N_(
        "There is no room left on the signature page. Please place the signatures in "
        "the document itself."
    ),
    "picture.unreadable": N_(
        "I can't open that picture. Please send it again as PNG or JPEG."
    ),
}

REFUSALS |= {  # signing, by page or chat
    "not-a-signer": N_("You have not been asked to sign this document."),
    "not-your-turn": N_(
        "It is not your turn yet: others sign first. You'll hear from us when it is."
    ),
    "not-your-field": N_("That place is not yours to fill in."),
    "already-signed": N_("You have signed this document already."),
    "was-declined": N_(
        "This document was declined, so it will not be signed any more. If that "
        "surprises you, please ask the sender."
    ),
    "was-taken-back": N_(
        "The sender took this document back, so there is nothing left to sign. If "
        "that surprises you, please ask them."
    ),
    "has-expired": N_(
        "The time for signing this document is over. Please ask the sender to send it "
        "again."
    ),
    "is-sealed": N_("This document is complete: everybody signed, and it is sealed."),
    "is-sent": N_("This document is on its way already."),
    "is-draft": N_("This document was not sent yet."),
    "link-replaced": N_(
        "It was replaced by a newer one. If the document is for you, the newest "
        "message about it has the link that works."
    ),
    "not-identified": N_(
        "We need to make sure that it is you first. Please ask for a code and type it "
        "in."
    ),
    "document-changed": N_(
        "The document is no longer the one you were shown. Please read it again and "
        "sign then."
    ),
    "document-moved": N_(
        "Others were signing at the same moment. Please try again in a minute."
    ),
    "entries-changed": N_(
        "What you entered has changed since you saw the preview. Please look at it "
        "again and sign then."
    ),
    "fields-open": N_("“{label}” is still empty. Please fill it in first."),
    "field.needed": N_("This is still needed."),
    "consent.needed": N_("Please tick the box if you agree. Then you can sign."),
    "choice.unknown": N_("Please choose one of the answers offered."),
    "picture.expected": N_("A picture belongs here, not text."),
    "picture.one": N_(
        "I took the first of these pictures. Please send one at a time, when I ask."
    ),
    "code.wrong": N_("That is not the code. Please check the digits and try again."),
    "code.void": N_(
        "This code can't be used any more: it is too old, was used, or was mistyped "
        "too often. Please ask for a new one."
    ),
    "code.locked": N_(
        "Too many wrong codes were typed for this link. It opens again within 24 "
        "hours; the sender can also send you a new one."
    ),
    "code.not-sent": N_(
        "The code could not be sent. Please try again in a few minutes, or tell the "
        "sender that your address may be wrong."
    ),
    "verify-busy": N_(
        "Many files are being checked just now. Please send yours again in a minute."
    ),
    "too-often": N_(
        "That was too many attempts in a short time. Please try again in an hour."
    ),
    "foreign-site": N_(
        "This did not come from our own page, so nothing was done. Please open the "
        "page again and retry."
    ),
    "upload.nothing": N_("There was no file. Please choose one and try again."),
    "upload.too-slow": N_("That took too long. Please try again."),
    "upload.too-big": N_("That is too big. Please send a smaller file."),
}

REFUSALS |= {  # pictures of signatures and stamps
    "photo.unclear": N_(
        "I can't lay this photo over our original, or it shows another page. Please "
        "photograph the whole page from above, in even light, and send it as a file."
    ),
    "image.format": N_(
        "That is not a picture I can read. Please send a photo: JPEG, PNG, HEIC or "
        "WebP."
    ),
    "image.unreadable": N_("This picture is damaged. Please send it again."),
    "image.too-large": N_(
        "This picture has more than {millions} million pixels. Please send a smaller "
        "one."
    ),
    "image.pages": N_(
        "This TIFF holds several pages. Please save it as a PDF and send that."
    ),
    "image.too-small": N_(
        "This picture is too small to be printed well. Please send a larger one."
    ),
    "image.too-dark": N_(
        "This photo is too dark. Please take it again in better light, on white paper."
    ),
    "image.too-busy": N_(
        "I can't tell the ink from what is around it. Please write on plain white "
        "paper and take the photo from close above."
    ),
    "image.no-ink": N_(
        "I can't find a signature or stamp there. Please try again with a dark pen on "
        "white paper."
    ),
    "image.too-little": N_(
        "That is too little for a signature. Please draw a little more."
    ),
    "image.cut-off": N_(
        "The edge of the picture cuts something off. Please leave some white around it."
    ),
    "image.too-many-points": N_(
        "That drawing has too many strokes. Please clear it and draw again."
    ),
    "image.no-glyph": N_(
        "“{char}” can't be written by hand here. Please draw your signature instead."
    ),
    "image.too-long": N_(
        "That is too long for a signature: at most {limit} characters fit."
    ),
    "strangers": N_(
        "This bot belongs to a company, and I don't know you yet. If you work there, "
        "ask for an invitation link. You can also send me any PDF to have it checked."
    ),
    "owner-only": N_("Only the owner can do that."),
    "not-understood-signer": N_(
        "I did not understand that. /inbox shows what is waiting for your signature; "
        "/help says what else I can do."
    ),
    "not-understood": N_(
        "I did not understand that. Send me an order or a PDF, or see /help."
    ),
    "button-old": N_("That button is out of date. /status shows where things stand."),
    "link-used": N_("That link was used or is too old. Please ask for a new one."),
    "file.expected": N_("Please send a file or a photo."),
    "file.kind": N_(
        "I can't do anything with that kind of file. I take PDFs, and orders as JSON, "
        "CSV, XLSX or ODS."
    ),
    "pdf.expected": N_("Please send the PDF itself, as a file."),
    "picture.no-code": N_(
        "I can't find the code of one of our documents in this picture. Please send "
        "the PDF itself as a file, or a sharp photo of a whole page of it."
    ),
    "file.other": N_("That is another file. Please choose the one you checked."),
    "id.wrong": N_(
        "That is not the number of a document. It looks like 7K3M9-QX2BT and stands at "
        "the edge of every page."
    ),
    "file.too-big": N_("That file is too big: at most {limit} MB."),
    "text.expected": N_("Please type it as text."),
    "places.too-many": N_("No more than {limit} places fit into one document."),
    "places.broken": N_("Those places can't be read. Please load the page again."),
    "places.off-page": N_("A place lies off the page or is too small."),
    "places.not-theirs": N_(
        "Only who signs can sign, stamp or initial: choose the director or the "
        "customer."
    ),
    "places.no-choices": N_("A choice needs at least one thing to choose."),
    "places.same-choices": N_("Two of the choices are the same."),
    "places.too-many-choices": N_("No more than {limit} choices, please."),
    "places.length": N_("The longest answer is a number from 1 to {limit}."),
    "places.changed": N_("The places were changed in the chat meanwhile."),
    "square.unreadable": N_(
        "Which square? Type a letter and a number, such as B7, or 2 B7 for page 2."
    ),
    "square.unknown": N_("There is no such square; the last one is {last}."),
    "square.no-page": N_("The document has {pages} pages only."),
    "link-old": N_(
        "This link is too old, or the document was sent. Open it again from the chat."
    ),
    "no-signers": N_("Nobody would sign. Please choose at least one signature."),
    "not-a-director": N_("Only directors sign for the company."),
    "not-prepared": N_("There are still open questions."),
    "question-open": N_("There are still open questions."),
    "all-signed": N_("Everybody has signed already."),
    "not-reached": N_(
        "The invitation has not reached {names} yet, so a reminder would not either. "
        "If the address is wrong, please correct it."
    ),
    "nudged-lately": N_("A message went out a few minutes ago. Please wait a little."),
}

REFUSALS |= {  # documents to be signed that are no PDF yet
    "page.too-small": N_(
        "This photo is too small to be read. Please send it as a file, so that it "
        "keeps its size, or take it from closer."
    ),
    "page.too-dark": N_(
        "This photo is too dark. Please take it again in better light."
    ),
    "page.blurred": N_(
        "This photo is blurred, its text can't be read. Please hold the phone still "
        "and take it again."
    ),
    "page.none": N_(
        "I can't find a page on this photo. Please lay the sheet on a dark table and "
        "photograph the whole of it from above."
    ),
    "page.too-many": N_(
        "Those are too many photos: at most {limit} become one document. Please scan "
        "them to a PDF and send that."
    ),
    "office.kind": N_(
        "I can't read that document. Please send it as DOCX, ODT, DOC or RTF, or as a "
        "PDF."
    ),
    "office.missing": N_(
        "I can't turn documents into PDFs here. Please do it yourself: in Word with "
        "“File”, “Save as”, PDF; in LibreOffice with “File”, “Export as PDF”; in "
        "Google Docs with “File”, “Download”. Then send me the PDF."
    ),
    "office.damaged": N_(
        "This document is damaged. Please open it, save it as a PDF and send that."
    ),
    "office.password": N_(
        "This document has a password. Please save it without one, or as a PDF, and "
        "send that."
    ),
    "office.macros": N_(
        "This document holds macros, which could change what it shows. Please save it "
        "as a PDF and send that."
    ),
    "office.too-slow": N_(
        "This document takes too long to be turned into a PDF. Please save it as a "
        "PDF yourself and send that."
    ),
}
