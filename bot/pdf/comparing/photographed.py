"""Compare a photo or a scan of a page with the page as we have it.

Runs in a worker process, in a job of its own.
"""

from collections.abc import Sequence

from PIL import Image
from pypdfium2 import PdfiumError

from bot.domain.errors import InputRefused, Refusal
from bot.images.intake import open_image
from bot.pdf.comparing.comparison import Comparison, Difference, Picture
from bot.pdf.comparing.marking import WIDTH, marked
from bot.pdf.comparing.papers import Papers, opened
from bot.pdf.comparing.photo import Lay, Photo
from bot.pdf.comparing.sides import SIDE, look_at_photo
from bot.pdf.comparing.straightening import evened, roughly, straighten

_CLEAR = 0.5
"""How alike the windows of a page are at least when it was found on the photo."""
_MOST_PAGES = 40
"""That are looked through when nobody knows which one it is."""
_TRIED = 3
_LARGEST = 12_600_000
"""Pixels of a photo that are looked at; a larger one shows no more of a page."""


def compare_photo(original: bytes, page: int | None, photo: bytes) -> Comparison:
    """Return what differs on a photo of a page (from 0; None: the one it looks like).

    The differences' `page` is 0, the photo; `was` is the page of the original. What
    cannot be read on a photo is left open: `new` is always empty.

    Raises `ImageRefused` for a picture that cannot be read (image.format,
    image.unreadable, image.too-large) and `InputRefused`: `photo.unclear` when the page
    cannot be found on it, `pdf.damaged` when the original cannot be drawn.
    """
    picture = _shrunk(open_image(photo).convert("RGB"))
    try:
        with opened(original) as papers:
            return _compared(papers, page, Photo(picture))
    except (Refusal, MemoryError):
        raise
    except PdfiumError as error:
        raise InputRefused("pdf.damaged") from error


def _shrunk(picture: Image.Image) -> Image.Image:
    factor = (_LARGEST / (picture.width * picture.height)) ** 0.5
    if factor >= 1:
        return picture
    size = (int(picture.width * factor), int(picture.height * factor))
    return picture.resize(size, Image.Resampling.BOX)


def _compared(papers: Papers, page: int | None, photo: Photo) -> Comparison:
    was, lay = _found(papers, page, photo)
    if lay.likeness < _CLEAR:
        raise InputRefused("photo.unclear")
    then = papers.look(was, SIDE, finely=True)
    shown = evened(then, photo.straightened(lay, then.shape))
    found = look_at_photo(then, shown, papers.words(was, then))
    if not found:
        return Comparison(pages=1)
    picture = photo.coloured(lay, then.shape)
    picture.thumbnail((WIDTH, 2 * WIDTH), Image.Resampling.LANCZOS)
    return Comparison(
        differences=tuple(
            Difference(page=0, was=was, box=place.box, old=place.old) for place in found
        ),
        pictures=(
            Picture(page=0, jpeg=marked(picture, [place.box for place in found])),
        ),
        pages=1,
    )


def _found(papers: Papers, page: int | None, photo: Photo) -> tuple[int, Lay]:
    """Return which page it is, and how it lies on the photo."""
    if page is not None and 0 <= page < len(papers):
        candidates: Sequence[int] = (page,)
    else:
        candidates = range(min(len(papers), _MOST_PAGES))
    rough = [
        (number, roughly(photo, papers.look(number, SIDE))) for number in candidates
    ]
    rough.sort(key=lambda it: -it[1][0].likeness)
    tried = [
        (number, straighten(photo, papers.look(number, SIDE), lays))
        for number, lays in rough[:_TRIED]
    ]
    return max(tried, key=lambda it: it[1].likeness)
