"""What happens to a page on its way into a file: paper, stamp, scanner, camera, fax. All follows from the dice."""

import io
import math
from functools import cache
from random import Random
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from govreport_gui.files import resources

Picture = Image.Image
Pixels = NDArray[np.float32]
Box = tuple[float, float, float, float]
"""Left, top, right and bottom in pixels."""

WHITE: Final = (255, 255, 255)
STAMP_MM: Final = 42
"""How wide the stamp of an office is; on a page-wide table that is some 5 % of it."""
_RED: Final = (196, 30, 36)


def pixels(picture: Picture) -> Pixels:
    return np.asarray(picture, dtype=np.float32)


def picture_of(values: NDArray[np.floating[Any]]) -> Picture:
    return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))


def _chance(dice: Random) -> np.random.Generator:
    return np.random.default_rng(dice.getrandbits(64))


# ── the paper ────────────────────────────────────────────────────────


def stamped(page: Picture, table: Box, dpi: float, dice: Random, date: str = "") -> Picture:
    """With the round red stamp of an office somewhere on the table, and a date below it where one is given."""
    size = round(STAMP_MM / 25.4 * dpi)
    stamp = _stamp(size, date).rotate(dice.uniform(-12, 12), Image.Resampling.BICUBIC, fillcolor=WHITE)
    left, top, right, bottom = table
    at = (
        round(dice.uniform(left, max(left, right - stamp.width))),
        round(dice.uniform(top, max(top, bottom - stamp.height))),
    )
    # Ink takes: what is black stays black, and the stamp is not everywhere equally strong.
    ink = pixels(stamp) / 255
    strength = _cloud(stamp.size, dice, 0.55, 0.95)[..., None]
    layer = Image.new("RGB", page.size, WHITE)
    layer.paste(picture_of(255 * (1 - strength * (1 - ink))), at)
    return ImageChops.multiply(page.convert("RGB"), layer)


def _stamp(size: int, date: str) -> Picture:
    """Ring, name of the office along it, star."""
    big = 2 * size
    stamp = Image.new("RGB", (big, big), WHITE)
    draw = ImageDraw.Draw(stamp)
    wide = round(big * 0.028)
    draw.ellipse((wide, wide, big - wide, big - wide), outline=_RED, width=wide)
    middle, star = big / 2, big * 0.15
    points = [
        (middle + r * math.sin(math.pi * at / 5), middle - r * math.cos(math.pi * at / 5))
        for at, r in zip(range(10), [star, star * 0.38] * 5, strict=True)
    ]
    draw.polygon(points, fill=_RED)
    name = "某某市政府信息公开办公室"
    font = _font(round(big * 0.105))
    for at, sign in enumerate(name):
        angle = math.radians(-125 + 250 * at / (len(name) - 1))
        letter = Image.new("L", (round(big * 0.13),) * 2, 0)
        ImageDraw.Draw(letter).text((letter.width / 2, letter.height / 2), sign, 255, font, anchor="mm")
        turned = letter.rotate(-math.degrees(angle), Image.Resampling.BICUBIC)
        x, y = middle + big * 0.39 * math.sin(angle), middle - big * 0.39 * math.cos(angle)
        stamp.paste(_RED, (round(x - turned.width / 2), round(y - turned.height / 2)), turned)
    if date:
        draw.text((middle, big * 0.72), date, _RED, _font(round(big * 0.09)), anchor="mm")
    return stamp.resize((size, size), Image.Resampling.LANCZOS)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(resources.path("fonts/wqy-microhei.ttc")), size)


def folded(page: Picture, dice: Random) -> Picture:
    """With a fold across it: a line that is darker on one side and lighter on the other."""
    values = pixels(page)
    height, width = values.shape[:2]
    y = np.arange(height, dtype=np.float32)[:, None]
    x = np.arange(width, dtype=np.float32)[None, :]
    at, slope = height * dice.uniform(0.3, 0.7), dice.uniform(-0.02, 0.02)
    away = (y - at - slope * x) / (height * 0.004)
    light = 1 - 0.25 * np.exp(-np.abs(away)) - 0.06 * (away > 0) * np.exp(-np.abs(away) / 30)
    return picture_of(values * _broad(light, values))


def bound(page: Picture, dice: Random, *, right: bool = False) -> Picture:
    """With the shadow of the binding along one side."""
    values = pixels(page)
    width = values.shape[1]
    x = np.arange(width, dtype=np.float32)[None, :] / width
    away = (1 - x if right else x) / dice.uniform(0.03, 0.06)
    return picture_of(values * _broad(1 - 0.65 * np.exp(-away), values))


def _broad(light: Pixels, values: Pixels) -> Pixels:
    return light[..., None] if values.ndim == 3 else light


def on_one_sheet(left: Picture, right: Picture) -> Picture:
    """Two pages beside each other."""
    mode = left.mode
    sheet = Image.new(mode, (left.width + right.width, max(left.height, right.height)), "white")
    sheet.paste(left, (0, 0))
    sheet.paste(right.convert(mode), (left.width, 0))
    return sheet


# ── the scanner, the copier, the fax ─────────────────────────────────


def tilted(page: Picture, degrees: float) -> Picture:
    """Put in askew: what leaves the glass is cut off."""
    return page.rotate(degrees, Image.Resampling.BICUBIC, fillcolor="white")


def blurred(page: Picture, radius: float) -> Picture:
    return page.filter(ImageFilter.GaussianBlur(radius)) if radius else page


def noisy(page: Picture, strength: float, dice: Random) -> Picture:
    """With the noise of a sensor, `strength` grey levels strong."""
    if not strength:
        return page
    values = pixels(page)
    noise = _chance(dice).standard_normal(values.shape, dtype=np.float32)
    return picture_of(values + strength * noise)


def copied(page: Picture, dice: Random) -> Picture:
    """As a copier gives it: grey, hard, with specks; a stamp is grey like everything else."""
    values = pixels(page.convert("L"))
    values = (255 / (1 + np.exp(-(values - 150) / 28))).astype(np.float32)
    specks = _chance(dice).random(values.shape, dtype=np.float32)
    values[specks < 0.0006] = 40
    return picture_of(values)


def faxed(page: Picture, dice: Random) -> Picture:
    """Black and white only, with specks."""
    values = pixels(page.convert("L"))
    chance = _chance(dice)
    values += 14 * chance.standard_normal(values.shape, dtype=np.float32)
    black = values < 150
    specks = chance.random(values.shape, dtype=np.float32)
    black ^= specks < 0.0008
    return Image.fromarray(~black)


def squeezed(page: Picture, quality: int) -> Picture:
    """What JPEG leaves of it."""
    file = io.BytesIO()
    page.save(file, "JPEG", quality=quality)
    return Image.open(io.BytesIO(file.getvalue()))


# ── the camera ───────────────────────────────────────────────────────


def lit(page: Picture, dice: Random, darkest: float) -> Picture:
    """Lit from one side and shaded by a hand, down to `darkest` of the light."""
    values = pixels(page)
    light = _cloud((values.shape[1], values.shape[0]), dice, darkest, 1.0)
    return picture_of(values * _broad(light, values))


def _cloud(size: tuple[int, int], dice: Random, least: float, most: float) -> Pixels:
    """Soft patches between two values."""
    few = _chance(dice).random((4, 3), dtype=np.float32)
    few = (few - few.min()) / max(1e-6, float(few.max() - few.min()))
    soft = Image.fromarray(few).resize(size, Image.Resampling.BICUBIC)
    patches: Pixels = np.clip(least + (most - least) * pixels(soft), 0, 1).astype(np.float32)
    return patches


def photographed(page: Picture, dice: Random, bend: float, tilt: float) -> Picture:
    """On a dark desk, seen at an angle: each corner is moved by up to `bend` of the page."""
    room = 0.10
    width, height = page.size
    wide, high = round(width * (1 + 2 * room)), round(height * (1 + 2 * room))
    desk = _desk((wide, high), dice)
    corners = [(room, room), (1 + room, room), (1 + room, 1 + room), (room, 1 + room)]
    angle = math.radians(tilt)
    moved = []
    for x, y in corners:
        # Turned about the middle, drawn in a little so that it stays on the picture, then moved.
        from_x, from_y = (x - 0.5 - room) * width * 0.94, (y - 0.5 - room) * height * 0.94
        to_x = from_x * math.cos(angle) - from_y * math.sin(angle) + wide / 2
        to_y = from_x * math.sin(angle) + from_y * math.cos(angle) + high / 2
        moved.append((to_x + width * dice.uniform(-bend, bend), to_y + height * dice.uniform(-bend, bend)))
    flat = [(0.0, 0.0), (float(width), 0.0), (float(width), float(height)), (0.0, float(height))]
    seen = _perspective(moved, flat)
    way = (Image.Transform.PERSPECTIVE, seen, Image.Resampling.BICUBIC)
    mask = Image.new("L", page.size, 255).transform((wide, high), *way, fillcolor=0)
    desk.paste(page.convert("RGB").transform((wide, high), *way, fillcolor="white"), (0, 0), mask)
    return desk


def _desk(size: tuple[int, int], dice: Random) -> Picture:
    """Dark, of some colour, with a grain."""
    colour = np.array([dice.uniform(35, 90), dice.uniform(30, 70), dice.uniform(25, 60)], dtype=np.float32)
    chance = _chance(dice)
    grain = pixels(Image.fromarray(chance.random((40, 4), dtype=np.float32)).resize(size, Image.Resampling.BICUBIC))
    return picture_of(colour * (0.8 + 0.4 * grain[..., None]))


def _perspective(seen: list[tuple[float, float]], flat: list[tuple[float, float]]) -> list[float]:
    """The eight numbers by which Pillow finds for a place that is seen the place on the flat page."""
    rows, right = [], []
    for (x, y), (u, v) in zip(seen, flat, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        right += [u, v]
    return [float(each) for each in np.linalg.solve(np.array(rows), np.array(right))]
