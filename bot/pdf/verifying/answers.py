"""The English sentences of the verifier: answers, notices, changes."""

from collections.abc import Mapping

from bot.refusals import N_

REASONS: Mapping[str, str] = {
    "sealed-here": N_(
        "This is the sealed original of this service; nothing was changed since."
    ),
    "signed-by-others": N_("Nothing was changed since it was signed by {signers}."),
    "extended": N_(
        "The signatures are valid, but something was added or filled in afterwards."
    ),
    "customer-missing": N_(
        "The signatures so far are valid, but the document is not finished: "
        "the customer's signature and the closing seal are missing."
    ),
    "director-missing": N_(
        "The signatures so far are valid, but the document is not finished: "
        "the company's signature and the closing seal are missing."
    ),
    "signatures-missing": N_(
        "The signatures so far are valid, but the document is not finished: "
        "{missing} and the closing seal are missing."
    ),
    "seal-missing": N_(
        "The signatures are valid, but the closing seal is missing: "
        "this is not the final document."
    ),
    "altered": N_("This file was changed after it was signed."),
    "bytes-added": N_("Something was appended to this file after it was signed."),
    "bytes-before": N_("Something was put in front of this file after it was signed."),
    "end-missing": N_(
        "This file goes on after its last signature but does not end properly: "
        "something was appended, or the rest is missing."
    ),
    "signature-removed": N_("A signature was removed from this file."),
    "remains": N_(
        "This file holds remains of a signature that does not fit it (any more)."
    ),
    "not-covered": N_(
        "The signature “{field}” leaves out parts of the file, which may be forged."
    ),
    "retouched": N_(
        "Parts of the signature “{field}” that it does not protect were changed."
    ),
    "seal-forged": N_(
        "The closing seal in this file is not this service's: the file is forged."
    ),
    "signed-by-strangers": N_(
        "{signer} signed this document too, and this service does not know who that is."
    ),
    "journal-broken": N_("The journal inside this file does not hold together."),
    "broken": N_(
        "The signature of {signer} does not match this file: "
        "the file was changed after signing, or the signature is forged."
    ),
    "seal-broken": N_(
        "The seal of {signer} does not match this file: "
        "the file was changed after sealing, or the seal is forged."
    ),
    "nameless-broken": N_(
        "One signature does not match this file: "
        "the file was changed after signing, or the signature is forged."
    ),
    "all-broken": N_(
        "No signature matches this file any more: the file was changed or saved anew "
        "after signing, or the signatures are forged."
    ),
    "unsigned": N_("This file carries no signature."),
    "prepared": N_("This document was prepared for signing, but nobody has signed it."),
    "unsupported": N_(
        "The signature “{field}” is of a kind that cannot be checked here."
    ),
    "encrypted": N_(
        "This file is protected by a password. Please send an unprotected copy."
    ),
    "no-file": N_("This file cannot be opened."),
    "empty": N_("This file is empty."),
    "not-a-pdf": N_("This is not a PDF."),
    "damaged": N_("This file is damaged or incomplete and cannot be read."),
    "too-much": N_("This file expands to more than can be processed."),
}
"""The one sentence that answers."""

NOTICES: Mapping[str, str] = {
    "lenient": N_("The file breaks rules of the format; it was read leniently."),
    "weak-algorithm": N_("“{field}” is signed with {algorithm}, which is weak today."),
    "bad-timestamp": N_("The timestamp of “{field}” does not match its signature."),
    "bookkeeping": N_(
        "Another program rearranged data for long-term checking; nothing visible."
    ),
    "twice": N_("“{field}” shows the same signature a second time."),
    "unknown-here": N_(
        "The seal is genuine, but this very file is not known to this service."
    ),
    "other-journal": N_(
        "The seal is genuine, but the journal in this file is not the one that this "
        "service keeps."
    ),
    "not-identified": N_("Nobody here vouches for the identity of {signer}."),
    "self-signed": N_(
        "Nobody but {signer} vouches for this name; anybody can make such a "
        "certificate."
    ),
    "out-of-date": N_("The certificate of {signer} was not valid at that time."),
    "revoked-before": N_(
        "The certificate of {signer} had been withdrawn before this was signed."
    ),
    "revoked": N_(
        "The certificate of {signer} was withdrawn; it may have been before this "
        "was signed."
    ),
    "usage-rights": N_(
        "Adobe marked the form so that its Reader can save it; nobody signed by that."
    ),
    "javascript": N_("The file contains JavaScript."),
    "xfa": N_("The file contains an XFA form, which may look different elsewhere."),
    "attachments": N_("The file contains other files."),
    "opens-action": N_("The file starts an action when it is opened."),
    "portfolio": N_("The file is a portfolio of other files."),
    "hidden-layers": N_("The file has layers that can be shown or hidden."),
    "level": N_("“{field}”: PAdES {level}."),
}
"""What should be known beside the answer."""

CHANGES: Mapping[str, str] = {
    "value": N_("Field “{field}”: “{old}” → “{new}”"),
    "value-without-old": N_("Field “{field}” was filled in: “{new}”"),
    "value-without-new": N_("Field “{field}” was emptied; it said “{old}”"),
    "appearance": N_("Field “{field}” looks different from what was signed"),
    "field-added": N_("Field “{field}” was added"),
    "field-removed": N_("Field “{field}” was removed"),
    "form-changed": N_("The form may be shown with other fonts or in other colours"),
    "title": N_("{field}: “{old}” → “{new}”"),
    "title-without-old": N_("{field} was added: “{new}”"),
    "title-without-new": N_("{field} was removed; it said “{old}”"),
    "annotation-added": N_("A note was added: “{new}”"),
    "annotation-added-without-new": N_("A note or drawing was added"),
    "annotation-changed": N_("A note was changed: “{new}”"),
    "annotation-changed-without-new": N_("A note or drawing was changed"),
    "annotation-removed": N_("A note was removed: “{old}”"),
    "annotation-removed-without-old": N_("A note or drawing was removed"),
    "page-added": N_("The page was added"),
    "page-removed": N_("The page was removed"),
    "page-moved": N_("The page stood elsewhere when it was signed"),
    "page-changed": N_("“{old}” → “{new}”"),
    "page-changed-without-old": N_("“{new}” was not there before"),
    "page-changed-without-new": N_("“{old}” no longer stands there"),
    "page-changed-without-both": N_("The content of the page was changed"),
    "signature-removed": N_("The signature of {old} was removed"),
    "signature-removed-without-old": N_("A signature was removed"),
    "bytes-added": N_("{new} bytes were added outside of what was signed"),
    "other": N_("Other parts of the file were changed"),
}
"""A line for each change; the page is named in front of it. What lacks its old or new
value has a line without it."""

PROOFS: Mapping[str, str] = {
    "email-code": N_("code sent to {contact}"),
    "telegram": N_("Telegram account {account}"),
}
"""How a signer proved who he is."""

OWN_FIELDS: Mapping[str, str] = {
    "seal": N_("closing seal"),
    "Title": N_("Title of the file"),
    "Author": N_("Author of the file"),
    "Subject": N_("Subject of the file"),
    "Keywords": N_("Keywords of the file"),
    "journal": N_("journal"),
    "evidence.director": N_("evidence of the company's signature"),
    "evidence.customer": N_("evidence of the customer's signature"),
}
"""What people call what has no label: fields of preparation, words about the file."""
