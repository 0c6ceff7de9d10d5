"""One PAdES signature as one incremental update."""

from datetime import datetime
from io import BytesIO
from typing import Any, cast

from pyhanko.pdf_utils.generic import DictionaryObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import FieldMDPSpec, MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers.cms_embedder import (
    PdfCMSEmbedder,
    SigIOSetup,
    SigMDPSetup,
    SigObjSetup,
)
from pyhanko.sign.signers.pdf_byterange import SignatureObject

from bot.pdf.identity import Identity
from bot.pdf.signed_data import load_signing

__all__ = ["Identity", "open_update", "sign_update"]

_DIGEST = "sha256"
_CHUNK = 1 << 20


def open_update(data: bytes) -> IncrementalPdfFileWriter:
    """Begin an incremental update of a file."""
    return IncrementalPdfFileWriter.from_reader(PdfFileReader(BytesIO(data)))


def write_update(writer: IncrementalPdfFileWriter) -> bytes:
    """Write the update as it is and return the whole file."""
    cast(Any, writer).write_in_place()
    return cast(BytesIO, writer.prev.stream).getvalue()


def sign_update(
    writer: IncrementalPdfFileWriter,
    field: DictionaryObject,
    identity: Identity,
    *,
    at: datetime,
    name: str,
    location: str = "",
    certify: bool = False,
    approval: bool = False,
    closes: bool = False,
) -> bytes:
    """Write the update with a signature in a field and return the whole file.

    `certify`: the first signature, after which only prepared fields may be filled
    (DocMDP P=2). `closes`: no change is allowed afterwards (P=1). `approval`: the
    commitment type is proof of approval; the standard then wants no /Reason.
    """
    signing = load_signing(identity)
    embedding = PdfCMSEmbedder().write_cms(
        str(field["/T"]), writer, existing_fields_only=True
    )
    next(embedding)
    permission = MDPPerm.NO_CHANGES if closes else MDPPerm.FILL_FORMS
    embedding.send(
        SigObjSetup(
            sig_placeholder=SignatureObject(
                timestamp=at,
                subfilter=SigSeedSubFilter.PADES,
                name=name,
                location=location or None,
                bytes_reserved=2 * signing.reserved,
            ),
            mdp_setup=SigMDPSetup(
                md_algorithm=_DIGEST,
                certify=certify,
                field_lock=FieldMDPSpec.from_pdf_object(field["/Lock"]),
                docmdp_perms=permission if certify or closes else None,
            ),
        )
    )
    digest, output = embedding.send(
        SigIOSetup(md_algorithm=_DIGEST, in_place=True, chunk_size=_CHUNK)
    )
    embedding.send(signing.container(digest.document_digest, approval=approval))
    return cast(BytesIO, output).getvalue()
