"""Ruling lines of a straightened page: where they lie and stand, and between which of them a line is drawn."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from govreport_gui.files.scans.marks import DARK, Grey, Mask, Numbers, closed, rows_of
from govreport_gui.files.scans.straight import ridges

_NEAR: Final = 6
"""Pixels: lines that are no farther apart are one. On a page that is 2 339 high."""
_GAP: Final = 120
"""Pixels: a line may be missing for so long, a stamp or a fold in its place; then it is another."""
_STROKE: Final = 0.85
"""Of the height of a text, with the room around: no stroke is as long."""
_CLOSE: Final = 9
"""Pixels: letters of two cells are farther from the wall between them."""
_MOSTLY: Final = 0.5
_DRAWN: Final = 0.72
"""Of an edge of a cell, as much must be dark that it is a line."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line: whether it lies, at which height or place, from where to where. In pixels from the upper left corner."""

    lies: bool
    at: float
    start: float
    end: float


def ruling(grey: Grey, boxes: Numbers, stamp: Mask | None = None) -> list[Line]:
    """The lines of all tables of a page. Each ends where another crosses it or begins; none is a stroke in `boxes`,
    which say where text is (left, top, right, bottom of each), or an edge of a `stamp`.
    """
    across, down = ridges(grey), ridges(np.ascontiguousarray(grey.T))
    lying = _no_strokes(_lines(across, _shortest(grey)), boxes)
    standing = _no_strokes(_lines(down, _shortest(grey)), boxes[:, (1, 0, 3, 2)])
    walls = _drawn(standing, lying, down, lies=False)
    walls = [wall for wall in walls if not _through_text(wall, boxes, grey)]
    lines = [*_drawn(lying, standing, across, lies=True), *walls]
    return lines if stamp is None else [line for line in lines if not _stamped(line, stamp)]


def _stamped(line: Line, stamp: Mask) -> bool:
    """Whether a line is of the ink of a stamp for the most part."""
    at = slice(max(0, round(line.at) - 3), round(line.at) + 4)
    along = slice(round(line.start), round(line.end) + 1)
    inked = stamp[at, along].any(axis=0) if line.lies else stamp[along, at].any(axis=1)
    return bool(inked.size) and float(inked.mean()) > _MOSTLY


def _through_text(wall: Line, boxes: Numbers, grey: Grey) -> bool:
    """Whether that line goes through the middle of texts nearly all its way: the edge of a stamp does, no wall."""
    at, crossed = round(wall.at), 0.0
    for left, top, right, bottom in boxes.tolist():
        start, end = max(top, round(wall.start)), min(bottom, round(wall.end))
        if left + _CLOSE < at < right - _CLOSE and start < end:
            sides = (grey[start:end, at - _CLOSE : at - 3], grey[start:end, at + 4 : at + _CLOSE + 1])
            crossed += (end - start) * all(float((side < DARK).mean()) > 0.02 for side in sides)
    return crossed > _MOSTLY * (wall.end - wall.start)


def _shortest(grey: Grey) -> int:
    """No longer than the side of any cell. Strokes of large letters are as long, but within the box of their text."""
    return int(max(grey.shape)) // 80


def _no_strokes(lines: list["_Long"], boxes: Numbers) -> list["_Long"]:
    """Those lines that are not strokes of large letters: within the box of a text, and shorter than that."""
    start, at, end, below = boxes.T
    return [
        each
        for each in lines
        if not (
            (start - _NEAR < each.start)
            & (each.end < end + _NEAR)
            & (at < each.at)
            & (each.at < below)
            & (each.end - each.start < _STROKE * (end - start))
        ).any()
    ]


@dataclass(frozen=True, slots=True)
class _Long:
    at: float
    start: float
    end: float


def _lines(mask: Mask, shortest: int) -> list[_Long]:
    """Long runs, those of neighbouring rows together."""
    thick = mask.copy()
    thick[1:] |= mask[:-1]
    thick[:-1] |= mask[1:]
    row, start, end = rows_of(closed(thick, 4), shortest)
    groups: list[list[tuple[int, int, int]]] = []
    for run in zip(row.tolist(), start.tolist(), end.tolist(), strict=True):
        for group in reversed(groups[-60:]):
            top, left, right = group[-1]
            if run[0] - top <= 2 and run[1] < right + _NEAR and run[2] > left - _NEAR:
                group.append(run)
                break
        else:
            groups.append([run])
    found = []
    for group in groups:
        lengths = np.array([right - left for _, left, right in group], np.float64)
        at = float(np.average([top for top, _, _ in group], weights=lengths**2))
        found.append(_Long(at, min(left for _, left, _ in group), max(right for _, _, right in group)))
    return found


def _drawn(lines: list[_Long], crossing: list[_Long], mask: Mask, *, lies: bool) -> list[Line]:
    """Those lines from crossing to crossing, near ones joined, as far as there is ink between."""
    found: list[Line] = []
    for at, start, end in _joined(lines):
        meets = sorted(
            each.at
            for each in crossing
            if start - 2 * _NEAR <= each.at <= end + 2 * _NEAR and each.start - 2 * _NEAR <= at <= each.end + 2 * _NEAR
        )
        stops = [one for place, one in enumerate(meets) if not place or one - meets[place - 1] > _NEAR]
        parts = [(one, other) for one, other in pairwise(stops) if _inked(mask, at, one, other)]
        whole: list[tuple[float, float]] = []
        for one, other in parts:
            if whole and whole[-1][1] == one:
                whole[-1] = (whole[-1][0], other)
            else:
                whole.append((one, other))
        found.extend(Line(lies, at, one, other) for one, other in whole)
    return found


def _joined(lines: list[_Long]) -> list[tuple[float, float, float]]:
    """Lines at the same height as one, from the first to the last."""
    found: list[list[_Long]] = []
    for line in sorted(lines, key=lambda each: each.at):
        near = (group for group in reversed(found[-12:]) if line.at - group[-1].at <= _NEAR / 2)
        group = next((each for each in near if _meet(each, line)), None)
        if group is None:
            found.append([line])
        else:
            group.append(line)
    joined = []
    for group in found:
        weights = [each.end - each.start for each in group]
        at = float(np.average([each.at for each in group], weights=weights))
        joined.append((at, min(each.start for each in group), max(each.end for each in group)))
    return joined


def _meet(group: list[_Long], line: _Long) -> bool:
    """Whether a line goes on where one of those ends, or nearly."""
    return any(line.start - each.end < _GAP and each.start - line.end < _GAP for each in group)


def _inked(mask: Mask, at: float, start: float, end: float) -> bool:
    """Whether a line is drawn there: nearly every place along it has ink close by."""
    band = mask[max(0, round(at) - 4) : round(at) + 5, round(start) : round(end) + 1]
    return band.size > 0 and float(band.any(axis=0).mean()) >= _DRAWN
