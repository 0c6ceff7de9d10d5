"""Pictures with transparency: signatures that somebody has already cut out."""

import numpy as np
from PIL import Image

from bot.images.errors import ImageProblem, ImageRefused

CLEAR = 16
LEAST_CLEAR = 0.3
LEAST_INKED = 40  # pixels
LEAST_SIDE = 14
PALEST_INK = 225
MARGIN = 0.03


def is_cut_out(image: Image.Image) -> bool:
    """Whether the background is gone already. Raises ImageRefused: no-ink."""
    pixels = np.asarray(image)
    alpha = pixels[..., 3]
    if (alpha < CLEAR).mean() < LEAST_CLEAR:
        return False
    inked = pixels[alpha >= 128][:, :3]
    if len(inked) < LEAST_INKED or np.median(inked.min(axis=-1)) > PALEST_INK:
        raise ImageRefused(ImageProblem.NO_INK)
    rows, columns = np.nonzero(alpha >= 128)
    if max(np.ptp(rows), np.ptp(columns)) < LEAST_SIDE:
        raise ImageRefused(ImageProblem.NO_INK)
    # A sheet of paper that was cut out whole still has to lose its paper.
    return float(np.percentile(inked.min(axis=-1), 80)) < PALEST_INK


def on_white(image: Image.Image) -> Image.Image:
    """Without transparency, as it looks on white paper."""
    if image.mode == "RGB":
        return image
    paper = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(paper, image).convert("RGB")


def trimmed(image: Image.Image) -> Image.Image:
    """Cropped to what is visible, with a small clear margin."""
    visible = image.getchannel("A").point(lambda a: 255 if a >= CLEAR else 0)
    box = visible.getbbox()
    if box is None:
        raise ImageRefused(ImageProblem.NO_INK)
    cut = image.crop(box)
    margin = max(2, round(MARGIN * max(cut.size)))
    out = Image.new("RGBA", (cut.width + 2 * margin, cut.height + 2 * margin))
    out.paste(cut, (margin, margin))
    return out
