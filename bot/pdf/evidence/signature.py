"""One PAdES signature as one incremental update."""

from collections.abc import Generator
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from typing import Any, cast

from pyhanko.pdf_utils.generic import DictionaryObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import FieldMDPSpec, MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers.cms_embedder import (
    PdfCMSEmbedder,
    SigIOSetup,
    SigMDPSetup,
    SigObjSetup,
)
from pyhanko.sign.signers.pdf_byterange import PreparedByteRangeDigest, SignatureObject

from bot.pdf.evidence.identity import Identity
from bot.pdf.evidence.signed_data import load_signing

__all__ = ["Identity", "open_update", "sign_update"]

_DIGEST = "sha256"


class Beginning:
    """The SHA-256 of the first bytes of a file; hashing the whole goes on from it."""

    def __init__(self, data: bytes = b"", length: int = 0) -> None:
        self.length = length
        self._state = sha256(memoryview(data)[:length])

    @property
    def hexdigest(self) -> str:
        """Of the beginning itself."""
        return self._state.hexdigest()

    def digest_around(self, data: memoryview, start: int, end: int) -> bytes:
        """Hash a file that begins like this, but for the bytes from start to end."""
        state = self._state.copy()
        state.update(data[self.length : start])
        state.update(data[end:])
        return state.digest()


class _Signature(SignatureObject):
    """pyHanko's signature dictionary, filled without hashing anything twice."""

    def __init__(self, beginning: Beginning, **entries: Any) -> None:
        super().__init__(**entries)
        self._beginning = beginning

    def fill(
        self,
        writer: BasePdfFileWriter,
        md_algorithm: object,
        in_place: object = True,
        output: object = None,
        chunk_size: object = 0,
    ) -> Generator[Any, Any, None]:
        """Write the update, yield its digest, and put in the container sent back."""
        writer.digest_aware_write = True
        file = cast(BytesIO, cast(IncrementalPdfFileWriter, writer).prev.stream)
        cast(Any, writer).write_in_place()
        end_of_file = file.tell()
        start, end = self.contents.offsets
        cast(Any, self.byte_range).fill_offsets(file, start, end, end_of_file)
        with file.getbuffer() as data:
            digest = self._beginning.digest_around(data, start, end)
        prepared = PreparedByteRangeDigest(digest, start, end)
        container = yield prepared, file
        yield prepared.fill_with_cms(file, container)


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
    certify: bool = False,
    approval: bool = False,
    closes: bool = False,
    beginning: Beginning | None = None,
) -> bytes:
    """Write the update with a signature in a field and return the whole file.

    `certify`: the first signature, after which only prepared fields may be filled
    (DocMDP P=2). `closes`: no change is allowed afterwards (P=1). `approval`: the
    commitment type is proof of approval; the standard then wants no /Reason.
    `beginning` saves hashing what was hashed already.
    """
    signing = load_signing(identity)
    embedding = PdfCMSEmbedder().write_cms(
        str(field["/T"]), writer, existing_fields_only=True
    )
    next(embedding)
    embedding.send(
        SigObjSetup(
            sig_placeholder=_Signature(
                beginning or Beginning(),
                timestamp=at,
                subfilter=SigSeedSubFilter.PADES,
                name=name,
                bytes_reserved=2 * signing.reserved,
            ),
            mdp_setup=_permissions(field, certify=certify, closes=closes),
        )
    )
    digest, output = embedding.send(SigIOSetup(md_algorithm=_DIGEST, in_place=True))
    embedding.send(signing.container(digest.document_digest, approval=approval))
    return cast(BytesIO, output).getvalue()


def _permissions(
    field: DictionaryObject, *, certify: bool, closes: bool
) -> SigMDPSetup:
    permission = MDPPerm.NO_CHANGES if closes else MDPPerm.FILL_FORMS
    return SigMDPSetup(
        md_algorithm=_DIGEST,
        certify=certify,
        field_lock=FieldMDPSpec.from_pdf_object(field["/Lock"]),
        docmdp_perms=permission if certify or closes else None,
    )
