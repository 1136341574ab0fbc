"""A page as it lay → upright and straight: tilt by its lines of text, perspective by its ruling lines."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image

from govreport_gui.files.scans.marks import Grey, Mask, closed, runs_of

_STEEPEST: Final = 7.0
"""Degrees that a page may be tilted."""
_REACH: Final = 5
"""Pixels beside a ruling line where the paper is looked at."""
_DARKER: Final = 22.0
"""How much darker a ruling line is than what lies beside it."""
_PIECE: Final = 12
"""Pixels of a line that lie in one row, at least."""
Plane = npt.NDArray[np.float64]
"""Three by three: a place on the straightened page → one on the page as it lay, in pixels."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Ruling lines on a page, lying or standing: of each the two ends (x, y)."""

    ends: npt.NDArray[np.float64]

    @property
    def lengths(self) -> npt.NDArray[np.float64]:
        """How long they are, in pixels."""
        return np.asarray(np.hypot(*(self.ends[:, 1] - self.ends[:, 0]).T))


def ridges(grey: Grey) -> Mask:
    """Where it is darker than a little above and below: lying lines, and strokes."""
    beside = np.full_like(grey, 0.0)
    beside[_REACH:-_REACH] = np.minimum(grey[: -2 * _REACH], grey[2 * _REACH :])
    return np.asarray(beside - grey > _DARKER)


def lying(grey: Grey, shortest: float) -> Lines:
    """The lying lines of at least that length, up to some 5° tilted."""
    mask = closed(ridges(grey), 3)
    runs = runs_of(mask, _PIECE, 2)
    if not runs.count:
        return Lines(np.empty((0, 2, 2)))
    boxes = runs.boxes
    long = np.nonzero(boxes[:, 2] - boxes[:, 0] >= shortest)[0]
    found = []
    order = np.argsort(runs.component, kind="stable")
    first = np.searchsorted(runs.component[order], np.arange(runs.count + 1))
    for one in long:
        own = order[first[one] : first[one + 1]]
        x, y = (runs.start[own] + runs.end[own]) / 2, runs.row[own]
        weight = np.sqrt(runs.end[own] - runs.start[own])
        slope, height = np.polyfit(x, y, 1, w=weight) if np.ptp(x) > 1 else (0.0, float(y.mean()))
        off = np.sqrt(np.average((slope * x + height - y) ** 2, weights=weight))
        if off < 2.5 and abs(slope) < 0.12:
            left, right = float(boxes[one, 0]), float(boxes[one, 2])
            found.append(((left, slope * left + height), (right, slope * right + height)))
    return Lines(np.array(found, np.float64).reshape(-1, 2, 2))


def standing(grey: Grey, shortest: float) -> Lines:
    """The standing lines, likewise."""
    return Lines(lying(np.ascontiguousarray(grey.T), shortest).ends[:, :, ::-1])


def tilt(grey: Grey) -> float:
    """How many degrees the lines of that page fall to the right."""
    y, x = np.nonzero(ridges(grey))
    if len(x) < 100:
        return 0.0
    if len(x) > 150_000:
        every = len(x) // 150_000 + 1
        x, y = x[::every], y[::every]
    across = x - grey.shape[1] / 2
    best: float = 0.0
    for width, step in ((_STEEPEST, 0.5), (0.5, 0.1), (0.1, 0.02)):
        angles = [best + part * step for part in range(-round(width / step), round(width / step) + 1)]
        best = max(angles, key=lambda angle: _sharp(across, y, angle))
    return best


def _sharp(x: npt.NDArray[np.float64], y: npt.NDArray[np.int64], angle: float) -> float:
    """How much the marks gather in rows if the page is turned back by that angle."""
    rows = np.rint(y - x * np.tan(np.radians(angle))).astype(np.int64)
    counts = np.bincount(rows - rows.min()).astype(np.float64)
    return float((counts**2).sum())


def turned_back(angle: float, width: int, height: int) -> Plane:
    """The plane that turns a page of that size back by so many degrees, about its middle."""
    cos, sin = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    x, y = width / 2, height / 2
    return np.array([[cos, -sin, x - cos * x + sin * y], [sin, cos, y - sin * x - cos * y], [0.0, 0.0, 1.0]])


def squared(across: Lines, down: Lines, width: int, height: int) -> Plane | None:
    """The plane that makes these lines lie and stand; None where there are too few to tell."""
    if len(across.ends) < 3 or len(down.ends) < 3:
        return None
    centre = np.array([[2 / width, 0, -1.0], [0, 2 / width, -height / width], [0, 0, 1.0]])
    side, below = _vanishing(across, centre), _vanishing(down, centre)
    if abs(side[0]) < 0.9 or abs(below[1]) < 0.9:
        return None
    side, below = side / side[0], below / below[1]
    # The columns of the inverse: where the directions across and down and the middle of the page come to lie.
    back = np.column_stack((side, below, [0.0, 0.0, 1.0]))
    if abs(back[2, 0]) > 0.35 or abs(back[2, 1]) > 0.35:
        return None
    return np.asarray(np.linalg.inv(centre) @ back @ centre)


def _vanishing(lines: Lines, centre: Plane) -> npt.NDArray[np.float64]:
    """Where all these lines meet, far away: a direction with a little of a place."""
    ends = np.concatenate((lines.ends, np.ones((len(lines.ends), 2, 1))), axis=2) @ centre.T
    through = np.cross(ends[:, 0], ends[:, 1])
    through /= np.linalg.norm(through[:, :2], axis=1, keepdims=True)
    weight = lines.lengths[:, None]
    for _ in range(4):
        meet = np.linalg.svd(through * weight)[2][-1]
        off = np.abs(through @ (meet / np.linalg.norm(meet)))
        weight = lines.lengths[:, None] / (1 + (off / max(float(np.median(off)), 1e-4)) ** 2)[:, None]
    return np.asarray(meet)


def warped(picture: Image.Image, plane: Plane, size: tuple[int, int]) -> Image.Image:
    """That picture seen through that plane, of that size; beyond its edges it is white."""
    plane = plane / plane[2, 2]
    white = 255 if picture.mode == "L" else (255,) * len(picture.getbands())
    return picture.transform(
        size, Image.Transform.PERSPECTIVE, plane.ravel()[:8].tolist(), Image.Resampling.BICUBIC, fillcolor=white
    )
