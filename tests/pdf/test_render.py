"""Page pictures: what people see, with fields, signatures and stamps, and small."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import RectangleObject

from bot.domain.errors import InputRefused, NotFound
from bot.pdf.render import crop_image, page_count, page_image, page_images
from tests.pdf.chain import box_of, document, sealed_sample
from tests.pdf.judges import ink_in


def opened(data: bytes) -> Image.Image:
    """Open a picture."""
    return Image.open(BytesIO(data))


def with_box(*box: float) -> bytes:
    """Return a page with a box like no printer's."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(document(1))))
    writer.pages[0].mediabox = RectangleObject(box)
    writer.pages[0].cropbox = RectangleObject(box)
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def test_pages_are_counted() -> None:
    assert page_count(document(7)) == 7
    assert page_count(sealed_sample().sealed) == 3


@pytest.mark.parametrize(
    ("kind", "format_name"), [("png", "PNG"), ("webp", "WEBP"), ("jpeg", "JPEG")]
)
def test_a_picture_is_as_wide_as_asked(kind: str, format_name: str) -> None:
    picture = opened(page_image(document(1), 0, 640, kind))  # type: ignore[arg-type]
    assert picture.format == format_name
    assert abs(picture.width - 640) <= 1
    assert abs(picture.height - 640 * 842 / 595) <= 2


def test_fields_signatures_and_stamps_are_shown() -> None:
    stages = sealed_sample()
    for name in ("director-signature", "director-stamp"):
        assert ink_in(stages.prepared, 1, box_of(name)) == 0
        assert ink_in(stages.director, 1, box_of(name)) > 200
    for name in ("customer-name", "customer-received", "customer-condition"):
        assert ink_in(stages.director, 1, box_of(name)) == 0
        assert ink_in(stages.customer, 1, box_of(name)) > 20


def test_a_text_page_is_small_enough_for_a_phone() -> None:
    """Two pages of a signing page stay under 200 KB."""
    pictures = page_images(sealed_sample().sealed, (0, 1, 2), 800)
    assert all(len(picture) <= 60_000 for picture in pictures)
    assert pictures[1] == page_image(sealed_sample().sealed, 1, 800, "webp")


@pytest.mark.parametrize(
    "box", [(0, 0, 14_400, 14_400), (0, 0, 14_400, 1), (0, 0, 1, 14_400), (0, 0, 1, 1)]
)
def test_absurd_boxes_give_small_pictures(box: tuple[float, ...]) -> None:
    picture = opened(page_image(with_box(*box), 0, 800, "png"))
    assert 1 <= picture.width <= 2400
    assert 1 <= picture.height <= 2400


@pytest.mark.parametrize("page", [-1, 1, 10_000])
def test_a_page_that_is_not_there_is_not_found(page: int) -> None:
    with pytest.raises(NotFound):
        page_image(document(1), page, 800, "png")


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PNG", document(1)[:200]])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(InputRefused) as refused:
        page_image(data, 0, 800, "png")
    assert refused.value.key == "pdf.damaged"


def test_a_crop_shows_the_field_and_what_is_around_it() -> None:
    customer = sealed_sample().customer
    for name in ("customer-note", "director-stamp"):
        box = box_of(name)
        crop = opened(crop_image(customer, 1, box, 600, "png"))
        whole = opened(page_image(customer, 1, 600, "png"))
        assert crop.width == whole.width
        assert crop.height < whole.height * 0.6
        part = np.asarray(
            whole.crop(
                (
                    int(box[0] * 600),
                    int((1 - box[3]) * whole.height),
                    int(box[2] * 600),
                    int((1 - box[1]) * whole.height),
                )
            )
        )
        shown = np.asarray(crop)
        column = int(box[0] * 600)
        rows = range(shown.shape[0] - part.shape[0] + 1)
        assert any(
            np.array_equal(
                shown[y : y + part.shape[0], column : column + part.shape[1]], part
            )
            for y in rows
        )


def test_a_crop_at_the_edge_stays_on_the_page() -> None:
    for box in ((0, 0, 1, 0.01), (0, 0.99, 1, 1)):
        crop = opened(crop_image(document(1), 0, box, 600, "png"))
        assert crop.size == (600, 400)
