"""What is written in a picture: where text stands, and which characters, each with how sure it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image

from govreport_gui.files.scans.marks import Grey, Mask, Numbers, runs_of

_HEIGHT: Final = 48
"""Pixels of a line as the model wants it."""
_WIDEST: Final = 1600
_LINES: Final = 16
_BATCH: Final = 3200
"""Pixels of lines, side by side, that are read at once: memory goes with them."""
_TEXT: Final = 0.3
"""From where on a place counts as text."""
_STEP: Final = 32
_NUMERIC: Final = "0123456789.,-%OoQDóòöøØθ〇○lI|丨"
"""Characters of numbers, and those that look like digits: of these it is told what else they may be."""
Scores = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Letter:
    """A character: where its middle is along the line (0 to 1), how sure it is, and what it may be instead."""

    text: str
    at: float
    sure: float
    others: tuple[tuple[str, float], ...] = ()


class Recogniser:
    """The two models, loaded once for all pages."""

    def __init__(self, models: Path) -> None:
        import onnxruntime  # noqa: PLC0415  # of the add-on

        onnxruntime.disable_telemetry_events()  # on Windows it notes for the system what it does
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 2
        options.enable_cpu_mem_arena = options.enable_mem_pattern = False
        # Threads that wait take no time from others.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        self._finds, self._reads = (
            onnxruntime.InferenceSession(str(models / name), options, ["CPUExecutionProvider"])
            for name in ("PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx")
        )
        known = self._reads.get_modelmeta().custom_metadata_map["character"].splitlines()
        self._characters = ("", *known, " ")
        self._numeric = np.array([at for at, each in enumerate(self._characters) if each and each in _NUMERIC])

    def text_map(self, picture: Image.Image, longest: int) -> Scores:
        """How likely each place of a picture is text (0 to 1), at that many pixels for the longer side."""
        scale = longest / max(picture.size)
        wide, high = (max(_STEP, round(side * scale / _STEP) * _STEP) for side in picture.size)
        taken = np.asarray(picture.convert("L").resize((wide, high), Image.Resampling.BILINEAR), np.float32) / 127.5 - 1
        put = np.repeat(taken[None, None], 3, axis=1)
        return np.asarray(self._finds.run(None, {"x": put})[0][0, 0])

    def read(self, lines: Sequence[Image.Image]) -> list[tuple[Letter, ...]]:
        """What stands in each of these pictures of one line."""
        every = [_width(line) for line in lines]
        order = sorted(range(len(lines)), key=every.__getitem__)
        found: list[tuple[Letter, ...]] = [()] * len(lines)
        while order:
            # Of the same width, nearly: what is beside a shorter line is read for nothing.
            many = max(1, min(_LINES, _BATCH // every[order[-1]]))
            some, order = order[-many:], order[:-many]
            widths = [every[at] for at in some]
            put = np.zeros((len(some), 3, _HEIGHT, max(widths)), np.float32)
            for place, (at, wide) in enumerate(zip(some, widths, strict=True)):
                line = lines[at].resize((wide, _HEIGHT), Image.Resampling.BICUBIC)
                put[place, :, :, :wide] = np.asarray(line, np.float32) / 127.5 - 1
            scores = self._reads.run(None, {"x": put})[0]
            for place, (at, wide) in enumerate(zip(some, widths, strict=True)):
                found[at] = self._letters(scores[place], wide / put.shape[3])
        return found

    def _letters(self, scores: Scores, used: float) -> tuple[Letter, ...]:
        """The characters of one line: the likeliest of each step, those that repeat once."""
        best = scores.argmax(axis=1)
        found: list[Letter] = []
        steps = len(best) * used
        start = 0
        while start < len(best):
            end = start + 1
            while end < len(best) and best[end] == best[start]:
                end += 1
            if best[start]:
                found.append(self._letter(scores[start:end], int(best[start]), (start + end) / 2 / steps))
            start = end
        return tuple(found)

    def _letter(self, scores: Scores, best: int, at: float) -> Letter:
        strongest = scores[int(scores[:, best].argmax())]
        text, sure = self._characters[best], float(strongest[best])
        if text not in _NUMERIC:
            return Letter(text, min(at, 1.0), sure)
        rest = [int(each) for each in self._numeric[np.argsort(-strongest[self._numeric])[:4]] if each != best]
        return Letter(
            text, min(at, 1.0), sure, tuple((self._characters[each], float(strongest[each])) for each in rest)
        )


def _width(line: Image.Image) -> int:
    return max(16, min(_WIDEST, round(_HEIGHT * line.width / line.height)))


def boxes(scores: Scores, size: tuple[int, int]) -> Numbers:
    """Where text stands in a picture of that size: of each line left, top, right, bottom in pixels."""
    mask: Mask = scores > _TEXT
    runs = runs_of(mask)
    found, areas = runs.boxes, runs.areas
    if not len(found):
        return found
    strength = np.bincount(runs.component, _sums(scores, runs.row, runs.start, runs.end), runs.count) / areas
    wide, high = found[:, 2] - found[:, 0], found[:, 3] - found[:, 1]
    kept = (strength > 0.5) & (np.minimum(wide, high) >= 3)
    found, areas, wide, high = found[kept], areas[kept], wide[kept], high[kept]
    # The model marks the heart of a line; the line itself reaches that much farther.
    grow = np.rint(areas * 1.6 / (2 * (wide + high))).astype(np.int64)
    found = found + np.stack((-grow, -grow, grow, grow), axis=1)
    scale = np.array([size[0] / scores.shape[1], size[1] / scores.shape[0]] * 2)
    return np.asarray(np.clip(np.rint(found * scale), 0, [*size, *size])).astype(np.int64)


def _sums(scores: Scores, row: Numbers, start: Numbers, end: Numbers) -> npt.NDArray[np.float64]:
    """The sum of the scores of each run."""
    total = np.zeros((scores.shape[0], scores.shape[1] + 1), np.float64)
    np.cumsum(scores, axis=1, out=total[:, 1:])
    return np.asarray(total[row, end] - total[row, start])


def as_picture(grey: Grey) -> Image.Image:
    """That brightness as a picture."""
    return Image.fromarray(grey.astype(np.uint8))
