"""What is connected in a mask: runs of a row that touch those of the next."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.bool_]
Grey = npt.NDArray[np.float32]
"""Rows of brightness, 0 black to 255 white; paper is 255 everywhere, see `light.evened`."""
Numbers = npt.NDArray[np.int64]
DARK = 150
"""What is darker is ink."""


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs of set pixels: row, first and one past the last column of each, and which component it belongs to."""

    row: Numbers
    start: Numbers
    end: Numbers
    component: Numbers

    @property
    def count(self) -> int:
        """How many components there are."""
        return int(self.component.max(initial=-1)) + 1

    @property
    def boxes(self) -> Numbers:
        """Of each component left, top, right, bottom; right and bottom are one past it."""
        found = np.empty((self.count, 4), np.int64)
        found[:, :2] = np.iinfo(np.int64).max
        found[:, 2:] = 0
        np.minimum.at(found[:, 0], self.component, self.start)
        np.minimum.at(found[:, 1], self.component, self.row)
        np.maximum.at(found[:, 2], self.component, self.end)
        np.maximum.at(found[:, 3], self.component, self.row + 1)
        return found

    @property
    def areas(self) -> Numbers:
        """Of each component how many pixels it has."""
        return np.bincount(self.component, self.end - self.start, self.count).astype(np.int64)


def runs_of(mask: Mask, shortest: int = 1, near: int = 1) -> Runs:
    """The runs of at least that many pixels; those of neighbouring rows that are less than `near` apart are one."""
    row, start, end = rows_of(mask, shortest)
    parent = np.arange(len(row)).tolist()

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    first = np.searchsorted(row, np.arange(mask.shape[0] + 1))
    starts, ends = start.tolist(), end.tolist()
    for this in range(1, mask.shape[0]):
        above, below, last = int(first[this - 1]), int(first[this]), int(first[this + 1])
        at = above
        for one in range(below, last):
            while at < below and ends[at] + near <= starts[one]:
                at += 1
            other = at
            while other < below and starts[other] < ends[one] + near:
                parent[root(other)] = root(one)
                other += 1
    roots = np.fromiter((root(at) for at in range(len(row))), np.int64, len(row))
    return Runs(row, start, end, np.unique(roots, return_inverse=True)[1].astype(np.int64))


def rows_of(mask: Mask, shortest: int) -> tuple[Numbers, Numbers, Numbers]:
    """Row, first and one past the last column of every run of at least that many pixels, in order."""
    padded = np.zeros((mask.shape[0], mask.shape[1] + 2), np.int8)
    padded[:, 1:-1] = mask
    steps = np.diff(padded, axis=1)
    row, start = np.nonzero(steps == 1)
    end = np.nonzero(steps == -1)[1]
    long = end - start >= shortest
    return row[long], start[long], end[long]


def closed(mask: Mask, gap: int) -> Mask:
    """That mask with holes of up to so many columns filled."""
    row, start, end = rows_of(mask, 1)
    same = (row[1:] == row[:-1]) & (start[1:] - end[:-1] <= gap)
    filled = mask.copy()
    for at in np.nonzero(same)[0]:
        filled[row[at], end[at] : start[at + 1]] = True
    return filled
