"""The sample photos of the playground: `python -m tests.images.samples` takes them."""

from pathlib import Path

from PIL import Image

from tests.images.photos import BLUE, OAK, STAMP_BLUE, Scene, handwritten, photograph
from tests.images.stamps import round_stamp

FOLDER = Path(__file__).parents[2] / "playground" / "samples"
SIZE = (1280, 960)
RING = "NORDWIND GMBH · HAMBURG · "


def signature_photo() -> bytes:
    """B. Keller signed with a blue pen on white paper."""
    scene = Scene(
        desk=OAK,
        sheet=0.86,
        tilt=-5,
        perspective=0.08,
        shadow=0.28,
        shadow_edge=110,
        warmth=0.25,
        quality=82,
        seed=11,
    )
    return photograph(handwritten(SIZE, "B. Keller", height=0.24), BLUE, scene).jpeg


def stamp_photo() -> bytes:
    """A round company stamp in blue."""
    scene = Scene(
        desk=OAK,
        sheet=0.9,
        tilt=4,
        perspective=0.06,
        gradient=0.25,
        warmth=0.2,
        shadow=0.2,
        shadow_edge=140,
        quality=82,
        seed=12,
    )
    ink = round_stamp(SIZE, RING, "NORDWIND\nHRB 4711", diameter=0.46, seed=5)
    return photograph(ink, STAMP_BLUE, scene).jpeg


def blank_photo() -> bytes:
    """The same desk with an empty sheet: to be refused."""
    scene = Scene(
        desk=OAK, sheet=0.86, tilt=-3, shadow=0.3, warmth=0.3, quality=82, seed=13
    )
    return photograph(Image.new("L", SIZE), BLUE, scene).jpeg


def main() -> None:
    """Write the three samples."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "signature-photo.jpg").write_bytes(signature_photo())
    (FOLDER / "stamp-photo.jpg").write_bytes(stamp_photo())
    (FOLDER / "blank-photo.jpg").write_bytes(blank_photo())


if __name__ == "__main__":
    main()
