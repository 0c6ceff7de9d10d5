"""How well ink is lifted; `python -m tests.images.quality` prints it for the set."""

from dataclasses import dataclass
from io import BytesIO
from statistics import mean
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageCms

from bot.images.clean import clean_signature, clean_stamp, lift
from bot.images.errors import ImageRefused
from bot.images.ink import Tool
from tests.images.gallery import exhibits, hopeless
from tests.images.photos import Photo


@dataclass(frozen=True, kw_only=True)
class Quality:
    """What became of one photo; all but `colour` (a ΔE) are shares from 0 to 1."""

    overlap: float  # intersection over union of the ink
    background: float  # mean alpha where no ink is
    colour: float


def measure(photo: Photo, tool: Tool) -> Quality:
    """Compare what is lifted with the truth, pixel by pixel of the photo."""
    image = Image.open(BytesIO(photo.jpeg))
    lifted = lift(image, tool)
    ink, box = lifted.ink, lifted.box
    size = (box[2] - box[0], box[3] - box[1])
    cover = np.zeros(photo.ink.shape, np.float32)
    seen_cover = Image.fromarray(ink.cover).resize(size, Image.Resampling.BILINEAR)
    cover[box[1] : box[3], box[0] : box[2]] = np.asarray(seen_cover)
    colour = np.full((3, *photo.ink.shape), 255, np.float32)
    for plane, source in zip(colour, ink.colour, strict=True):
        small = Image.fromarray(source).resize(size, Image.Resampling.BILINEAR)
        plane[box[1] : box[3], box[0] : box[2]] = np.asarray(small)
    true, seen = photo.ink > 0.5, cover > 0.5
    bare = _far_from(photo.ink > 0.05)
    inked = photo.ink > 0.8
    truth = _on_white(np.array(photo.colour)[:, None], photo.ink[inked])
    return Quality(
        overlap=float((true & seen).sum() / (true | seen).sum()),
        background=float(cover[bare].mean()),
        colour=delta_e(_on_white(colour[:, inked], cover[inked]), truth),
    )


def _on_white(colour: npt.NDArray[Any], cover: npt.NDArray[Any]) -> npt.NDArray[Any]:
    mean: npt.NDArray[Any] = (colour * cover + 255 * (1 - cover)).mean(axis=1)
    return mean


def _far_from(ink: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    near = np.asarray(Image.fromarray(ink).convert("L").resize(ink.shape[::-1]))
    reach = Image.fromarray(near).reduce(4).resize(ink.shape[::-1])
    return np.asarray(reach) == 0


def delta_e(one: npt.ArrayLike, other: npt.ArrayLike) -> float:
    """CIE76 distance of two sRGB colours."""
    pair = np.array([[one, other]]).round().astype(np.uint8)
    lab = ImageCms.profileToProfile(
        Image.fromarray(pair),
        ImageCms.createProfile("sRGB"),
        ImageCms.createProfile("LAB"),
        outputMode="LAB",
    )
    assert lab is not None
    values = np.asarray(lab).astype(np.float64)[0]
    # Pillow stores a and b as signed bytes.
    values[:, 1:] = (values[:, 1:] + 128) % 256 - 128
    values[:, 0] *= 100 / 255
    return float(np.linalg.norm(values[0] - values[1]))


def main() -> None:
    """Print a line for each photo, the means, and the refusals."""
    results = []
    for exhibit in exhibits():
        try:
            result = measure(exhibit.take(), exhibit.tool)
        except ImageRefused as refusal:
            print(f"{exhibit.name:28} REFUSED {refusal.key}")
            continue
        results.append(result)
        print(
            f"{exhibit.name:28} IoU {result.overlap:.3f}  "
            f"background {result.background:.4%}  ΔE {result.colour:.1f}"
        )
    print(f"IoU mean {mean(r.overlap for r in results):.3f}", end=" ")
    print(f"min {min(r.overlap for r in results):.3f};", end=" ")
    print(f"background max {max(r.background for r in results):.4%};", end=" ")
    print(f"ΔE mean {mean(r.colour for r in results):.1f}")
    for name, data in hopeless().items():
        print(f"{name:28}", _answer(data, clean_signature), _answer(data, clean_stamp))


def _answer(data: bytes, clean: object) -> str:
    assert callable(clean)
    try:
        clean(data)
    except ImageRefused as refusal:
        return refusal.key
    return "TAKEN"


if __name__ == "__main__":
    main()
