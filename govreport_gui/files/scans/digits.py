"""Numbers on a page that are looked at twice, and places with ink that nobody has read."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from PIL import Image

from govreport_gui.files.scans.letters import Letter, Recogniser
from govreport_gui.files.scans.marks import DARK, Grey, Mask, runs_of
from govreport_gui.files.scans.ruling import Line

Box = tuple[int, int, int, int]
_LOOKS_LIKE: Final = dict.fromkeys("OoQDóòöøØθ〇○", "0") | dict.fromkeys("lI|丨", "1")
_DIGITS: Final = frozenset("0123456789")
_NUMBER: Final = _DIGITS | {".", ",", "-", "%", "，", "．"}
_POINTS: Final = frozenset(".,-，．")
_SURE: Final = 0.95
"""What is less sure is doubtful, if another digit may be meant."""
_LEAST: Final = 0.8
"""What is less sure is doubtful."""
_ELSE: Final = 0.002
"""From where on another digit may be meant."""
FAINT, TWICE, STAMPED = "字迹不清", "两次识别结果不同", "在印章下"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a line: its box (left, top, right, bottom, pixels), its characters; of a number why it is doubtful."""

    box: Box
    letters: tuple[Letter, ...]
    why: str = ""
    others: tuple[str, ...] = ()
    """What a doubtful number may be instead, likeliest first."""

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(letter.text for letter in self.letters)


def looked_at(
    picture: Image.Image,
    pieces: Sequence[Piece],
    lines: Sequence[Line],
    recogniser: Recogniser,
    stamp: Mask | None,
    missed: AbstractSet[Box],
) -> list[Piece]:
    """These pieces; each number read once more with what is round it, and judged by both."""
    found = [replace(piece, letters=_as_digits(piece.letters)) for piece in pieces]
    numbers = [at for at, piece in enumerate(found) if is_number(piece.text)]
    clear = _without(picture, lines)
    again = recogniser.read([_wider(clear, found[at].box, pieces, lines) for at in numbers])
    for at, letters in zip(numbers, again, strict=True):
        alike = found[at].text != pieces[at].text
        found[at] = _judged(found[at], _as_digits(letters), stamp, faint=alike or pieces[at].box in missed)
    return found


def is_number(text: str) -> bool:
    """Whether that is digits and what stands between them, with one digit at least."""
    return bool(_DIGITS & set(text)) and set(text) <= _NUMBER


def _as_digits(letters: tuple[Letter, ...]) -> tuple[Letter, ...]:
    """Characters that look like digits as digits, where a piece has nothing else; no point without a digit after it."""
    texts = [_LOOKS_LIKE.get(letter.text, letter.text) for letter in letters]
    if not all(text in _NUMBER for text in texts) or not _DIGITS & set(texts):
        return letters
    while texts[-1] in _POINTS:
        texts.pop()
    while texts[0] in _POINTS:
        texts.pop(0)
        letters = letters[1:]
    return tuple(_digit(letter, text) for letter, text in zip(letters, texts, strict=False))


def _digit(letter: Letter, text: str) -> Letter:
    """How sure that is: what looks alike counts for the same."""
    shares: dict[str, float] = {}
    for each, share in ((letter.text, letter.sure), *letter.others):
        plain = _LOOKS_LIKE.get(each, each)
        shares[plain] = shares.get(plain, 0.0) + share
    others = tuple((each, share) for each, share in shares.items() if each != text)
    return Letter(text, letter.at, shares.get(text, 0.0), others)


def _without(picture: Image.Image, lines: Sequence[Line]) -> Image.Image:
    """That page without its ruling lines."""
    made = picture.copy()
    for line in lines:
        at, start, end = int(line.at), int(line.start), int(line.end)
        across, along = (at - 3, at + 4), (start, end + 1)
        left_right, top_bottom = (along, across) if line.lies else (across, along)
        made.paste(255, (left_right[0], top_bottom[0], left_right[1], top_bottom[1]))
    return made


def _wider(picture: Image.Image, box: Box, pieces: Sequence[Piece], lines: Sequence[Line]) -> Image.Image:
    """The same place from the first ink to the last, up to the next line or piece: a digit that was cut off is seen."""
    left, top, right, bottom = box
    more = bottom - top
    y = (top + bottom) / 2
    walls = [line.at for line in lines if not line.lies and line.start < y < line.end]
    walls += [edge for piece in pieces if piece.box[1] < y < piece.box[3] for edge in (piece.box[0], piece.box[2])]
    start = max([left - more, *(round(at) for at in walls if at < left)])
    end = min([right + more, *(round(at) for at in walls if at > right)])
    inked = picture.crop((start, top, end, bottom)).point(lambda light: 255 if light < DARK else 0).getbbox()
    first, last = (start + inked[0], start + inked[2]) if inked else (left, right)
    around = max(2, more // 7)
    made = Image.new("L", (last - first + 4 * around, more + 2 * around), 255)
    made.paste(picture.crop((first, top, last, bottom)), (2 * around, around))
    return made


def _judged(piece: Piece, again: tuple[Letter, ...], stamp: Mask | None, *, faint: bool) -> Piece:
    other = "".join(letter.text for letter in again)
    sure = min(letter.sure for letter in (*piece.letters, *again))
    why = []
    if other != piece.text:
        why.append(TWICE)
    elif faint or sure < _LEAST or (sure < _SURE and _rival(piece.letters, again) > _ELSE):
        why.append(FAINT)
    left, top, right, bottom = piece.box
    if stamp is not None and float(stamp[top:bottom, left:right].mean()) > 0.02:
        why.append(STAMPED)
    others = _others(piece, again) if why else ()
    return replace(piece, why="、".join(why), others=others)


def _rival(*read: Sequence[Letter]) -> float:
    """How likely it is, at most, that one of these is another digit."""
    rivals = (share for letters in read for letter in letters for text, share in letter.others if text in _DIGITS)
    return max(rivals, default=0.0)


def _others(piece: Piece, again: tuple[Letter, ...]) -> tuple[str, ...]:
    """What the number may be instead: as read the second time, or with one digit that was likely too."""
    second = "".join(letter.text for letter in again)
    found: dict[str, float] = {second: 1.0} if second != piece.text and is_number(second) else {}
    for at, letter in enumerate(piece.letters):
        likely = dict(letter.others)
        if len(again) == len(piece.letters):
            for text, share in again[at].others:
                likely[text] = max(likely.get(text, 0.0), share)
        for text, share in likely.items():
            if share > _ELSE and text in _DIGITS and text != letter.text:
                found.setdefault(f"{piece.text[:at]}{text}{piece.text[at + 1 :]}", share)
    return tuple(sorted(found, key=lambda each: -found[each]))


def missed(grey: Grey, boxes: Sequence[Box], lines: Sequence[Line]) -> list[Box]:
    """Places within tables that have ink like a digit's, and no box: a single 0 is overlooked at times."""
    if not boxes or not lines:
        return []
    usual = float(np.median([bottom - top for _, top, _, bottom in boxes]))
    ink = grey < DARK
    for line in lines:
        at, start, end = round(line.at), max(0, round(line.start) - 4), round(line.end) + 4
        near = slice(max(0, at - 5), at + 6)
        ink[(near, slice(start, end)) if line.lies else (slice(start, end), near)] = False
    for left, top, right, bottom in boxes:
        ink[max(0, top - 2) : bottom + 2, max(0, left - 2) : right + 2] = False
    inside = _inside(lines)
    runs = runs_of(ink, near=2)
    found: list[Box] = []
    for left, top, right, bottom in runs.boxes.tolist() if runs.count else ():
        high, wide = bottom - top, right - left
        x, y = (left + right) / 2, (top + bottom) / 2
        fits = 0.3 * usual < high < 1.1 * usual and wide < 1.5 * usual and (wide > 2 or high > 0.4 * usual)
        if fits and any(one < x < other and up < y < down for one, up, other, down in inside):
            found.append((left - 4, top - 5, right + 4, bottom + 5))
    return _together(found, usual)


def _inside(lines: Sequence[Line]) -> list[tuple[float, float, float, float]]:
    """The areas of tables: from the first to the last standing line that a lying one meets."""
    standing = [each for each in lines if not each.lies]
    lying = [each for each in lines if each.lies]
    if not standing or not lying:
        return []
    top, bottom = min(each.start for each in standing), max(each.end for each in standing)
    return [(min(each.start for each in lying), top, max(each.end for each in lying), bottom)]


def _together(boxes: Sequence[Box], usual: float) -> list[Box]:
    """Digits that stand side by side as one."""
    found: list[Box] = []
    for box in sorted(boxes, key=lambda each: (round(each[1] / usual), each[0])):
        before = found[-1] if found else None
        if before and box[0] - before[2] < 0.4 * usual and abs(box[1] - before[1]) < 0.4 * usual:
            found[-1] = (before[0], min(before[1], box[1]), max(before[2], box[2]), max(before[3], box[3]))
        else:
            found.append(box)
    return found
