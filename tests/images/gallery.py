"""The set of photos on which the lifting of ink is measured, and the hopeless ones."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from bot.images.ink import Tool
from tests.images.photos import (
    BLACK,
    BLUE,
    OAK,
    RED,
    SLATE,
    STAMP_BLUE,
    STAMP_RED,
    VIOLET,
    WHITE_PAPER,
    Photo,
    Rgb,
    Scene,
    cloud,
    handwritten,
    photograph,
    scribble,
    wood,
)
from tests.images.stamps import round_stamp, square_stamp

CHALK: Rgb = (206, 204, 198)


@dataclass(frozen=True, kw_only=True)
class Exhibit:
    """One photo of the set, taken when asked for."""

    name: str
    tool: Tool
    take: Callable[[], Photo]


def exhibits(size: tuple[int, int] = (1280, 960)) -> list[Exhibit]:
    """36 signatures and 16 stamps over all conditions, the same every time."""
    return [
        *(_signature(n, size) for n in range(36)),
        *(_stamp(n, size) for n in range(16)),
    ]


def _scene(n: int, size: tuple[int, int]) -> Scene:
    rng = np.random.default_rng(1000 + n)
    return Scene(
        size=size,
        paper=("plain", "ruled", "squared")[n % 3],
        desk=(None, OAK, SLATE, CHALK)[n // 2 % 4],
        sheet=float(rng.uniform(0.75, 0.95)),
        tilt=float(rng.uniform(-10, 10)),
        perspective=float(rng.uniform(0, 0.14)),
        gradient=float(rng.uniform(0, 0.4)),
        warmth=float(rng.uniform(0, 1)) if n % 2 else 0,
        shadow=float(rng.uniform(0.15, 0.5)) if n % 5 in (1, 3) else 0,
        shadow_edge=int(rng.uniform(12, 80)),
        noise=float(rng.uniform(1, 5)),
        blur=float(rng.uniform(0.4, 1.1)),
        quality=int(rng.integers(60, 92)),
        seed=n,
    )


def _signature(n: int, size: tuple[int, int]) -> Exhibit:
    scene = _scene(n, size)
    colour = (BLUE, BLACK, BLUE, RED, BLACK)[n % 5]
    names = ["B. Keller", "Olga Łoś", "Д. Щукин", "Maria Nagy"]

    def take() -> Photo:
        if n % 4 == 3:
            font = ("GreatVibes", "Caveat", "BadScript")[n // 4 % 3]
            ink = handwritten(size, names[n // 4 % 4], font=font)
        else:
            pen = 0.003 + 0.0007 * (n % 4)
            ink = scribble(size, n, width=0.3 + 0.04 * (n % 7), pen=pen)
        return photograph(ink, colour, scene)

    name = f"{n:02} {scene.paper} {'desk' if scene.desk else 'full'}"
    return Exhibit(name=name, tool=Tool.PEN, take=take)


def _stamp(n: int, size: tuple[int, int]) -> Exhibit:
    over = n % 3 == 2
    scene = _scene(100 + n, size)
    scene = replace(scene, text=over, paper="plain" if over else scene.paper)
    colour = (STAMP_BLUE, STAMP_RED, VIOLET, STAMP_BLUE)[n % 4]

    def take() -> Photo:
        if n % 2:
            lines = ["NORDWIND GMBH", "Hafenstr. 12", "20457 Hamburg"]
            ink = square_stamp(size, lines, seed=n)
        else:
            ring = "NORDWIND GMBH · HAMBURG · "
            ink = round_stamp(size, ring, "HRB 4711", seed=n)
        return photograph(ink, colour, scene)

    name = f"stamp {n:02} {'over text' if over else scene.paper}"
    return Exhibit(name=name, tool=Tool.STAMP, take=take)


def hopeless(size: tuple[int, int] = (1280, 960)) -> dict[str, bytes]:
    """Pictures without a usable mark on them, by what they show."""
    pictures = {
        "wall": _jpeg(_wall(size)),
        "oak desk": _jpeg(wood(size, OAK, np.random.default_rng(1))),
        "pale desk": _jpeg(wood(size, CHALK, np.random.default_rng(2))),
        "landscape": _jpeg(_landscape(size)),
        "meadow": _jpeg(_meadow(size)),
        "page of text": photograph(None, BLACK, Scene(size=size, text=True)).jpeg,
        "white": _jpeg(Image.new("RGB", size, "white")),
        "black": _jpeg(Image.new("RGB", size, "black")),
        "noise": _jpeg(_noise(size)),
        "one dot": _jpeg(_dot(size)),
        "blot": _jpeg(_blot(size)),
        "line": _jpeg(_line(size)),
    }
    blank = Scene(size=size)
    night = Scene(size=size, gradient=0.9)
    for name, scene in {
        "blank": blank,
        "blank on a desk": replace(blank, desk=OAK, sheet=0.8, tilt=7),
        "blank on a pale desk": replace(blank, desk=CHALK, sheet=0.8, tilt=7),
        "blank ruled": replace(blank, paper="ruled", tilt=3),
        "blank squared": replace(blank, paper="squared", desk=SLATE, tilt=-4),
        "only a shadow": replace(blank, shadow=0.5, shadow_edge=15),
        "only a hard shadow": replace(blank, shadow=0.6, shadow_edge=3, noise=5),
    }.items():
        pictures[name] = photograph(None, BLACK, scene).jpeg
    ink = scribble(size, 3)
    pictures["in the dark"] = _dimmed(photograph(ink, BLUE, night).jpeg, 0.16)
    pictures["cut off"] = _jpeg(_cut_off(photograph(ink, BLUE, blank).jpeg))
    return pictures


def _jpeg(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=85)
    return out.getvalue()


def _dimmed(jpeg: bytes, share: float) -> bytes:
    image = Image.open(BytesIO(jpeg)).point(lambda v: int(v * share))
    return _jpeg(image)


def _cut_off(jpeg: bytes) -> Image.Image:
    image = Image.open(BytesIO(jpeg))
    w, h = image.size
    return image.crop((int(w * 0.42), int(h * 0.35), int(w * 0.6), int(h * 0.65)))


def _wall(size: tuple[int, int]) -> Image.Image:
    rng = np.random.default_rng(3)
    plaster = cloud(size, 200, rng) * 14 + cloud(size, 12, rng) * 16 + 190
    rgb = plaster[..., None] * np.array([1, 0.97, 0.9])
    return Image.fromarray(rgb.clip(0, 255).astype(np.uint8))


def _landscape(size: tuple[int, int]) -> Image.Image:
    rng = np.random.default_rng(4)
    width, height = size
    y, x = np.mgrid[0:height, 0:width]
    sky = np.array([150, 185, 225]) + (y / height * 60)[..., None]
    sky += cloud(size, 7, rng)[..., None] * 40
    crest = height * (0.5 + 0.1 * np.sin(x / width * 7) + 0.05 * np.sin(x / 40))
    leaves = cloud(size, 160, rng) * 90 + cloud(size, 30, rng) * 50
    hills = leaves[..., None] * np.array([0.55, 0.8, 0.4])
    scene = np.where((y > crest)[..., None], hills, sky)
    return Image.fromarray(scene.clip(0, 255).astype(np.uint8))


def _meadow(size: tuple[int, int]) -> Image.Image:
    rng = np.random.default_rng(5)
    image = Image.new("RGB", size, (60, 96, 40))
    draw = ImageDraw.Draw(image)
    for _ in range(2500):
        x, y = rng.uniform(0, size[0]), rng.uniform(0, size[1])
        green = (int(rng.integers(50, 150)), int(rng.integers(90, 200)), 50)
        draw.line([x, y, x + rng.normal(0, 12), y - rng.uniform(10, 60)], green, 3)
    return image.filter(ImageFilter.GaussianBlur(1))


def _noise(size: tuple[int, int]) -> Image.Image:
    values = np.random.default_rng(6).integers(0, 256, (size[1], size[0], 3))
    return Image.fromarray(values.astype(np.uint8))


def _dot(size: tuple[int, int]) -> Image.Image:
    image = Image.new("RGB", size, WHITE_PAPER)
    ImageDraw.Draw(image).ellipse([400, 300, 408, 308], fill=BLACK)
    return image


def _blot(size: tuple[int, int]) -> Image.Image:
    image = Image.new("RGB", size, WHITE_PAPER)
    ImageDraw.Draw(image).ellipse([400, 300, 490, 380], fill=(90, 60, 30))
    return image.filter(ImageFilter.GaussianBlur(3))


def _line(size: tuple[int, int]) -> Image.Image:
    image = Image.new("RGB", size, WHITE_PAPER)
    ImageDraw.Draw(image).line([200, 500, 900, 510], fill=BLUE, width=6)
    letters = ImageFont.load_default(size=14)
    ImageDraw.Draw(image).text((200, 520), "x", fill=BLACK, font=letters)
    return image
