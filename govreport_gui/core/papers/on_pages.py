"""Whether the pages of a paper show what a report says: their text against the report, line by line and row by row."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

from govreport_gui.core.forms.form import Format
from govreport_gui.core.papers.content import Content
from govreport_gui.core.papers.part import STAND_IN, Part, from_the_right, trimmed, visible
from govreport_gui.core.papers.purpose import MARKS
from govreport_gui.core.patterns import pattern

_MARKS: Final = tuple("".join(mark.split()) for mark in MARKS)
_FOOT: Final = pattern(r"(?:内容指纹[0-9A-Z-]{9})?—\d+—(?:内容指纹[0-9A-Z-]{9})?$")


def lines(content: Content) -> Iterator[str]:
    """Title, headings and paragraphs in the order in which they are set."""
    yield visible(content.title).strip()
    for part in content.parts:
        yield from trimmed((part.heading, *part.paragraphs))
    yield from trimmed(content.closing)


def close(text: str) -> str:
    """A text without blanks, as lines and pages may cut it anywhere."""
    return "".join(visible(text).split())


def missing(pages: tuple[str, ...], form: Format, content: Content) -> tuple[str, ...]:
    """What of the report is not on these pages in its order: 第3段, 表三本年新收·总计."""
    text, at = "".join(_between(close(page)) for page in pages), 0
    find = _find_lacking(text) if STAND_IN in text else text.find
    found: list[str] = []
    number = 0
    for words, place in _wanted(form, content):
        number += not place
        here = find(words, at)
        if here < 0 and from_the_right(words):
            here = _find_turned(text, words, at)
        if here < 0:
            found.append(place or f"第{number}段")
        else:
            at = here + len(words)
    return tuple(found)


def _find_lacking(text: str) -> Callable[[str, int], int]:
    """As `text.find`, where characters that no font has are printed as 〓; that is never a digit."""

    def find(words: str, at: int) -> int:
        signs = "".join(re.escape(sign) if sign.isdigit() else f"[{re.escape(sign)}{STAND_IN}]" for sign in words)
        found = re.compile(signs).search(text, at)
        return found.start() if found else -1

    return find


def _find_turned(text: str, words: str, at: int) -> int:
    """As `text.find`, in whatever order: readers turn each line in which something is read from right to left."""
    size, wanted = len(words), Counter(words)
    here = Counter(text[at : at + size])
    for start in range(at, len(text) - size + 1):
        lacking, more = wanted - here, here - wanted
        if more.keys() <= {STAND_IN} and not any(sign.isdigit() for sign in lacking):
            return start
        here[text[start]] -= 1
        here[text[start + size : start + size + 1]] += 1
    return -1


def _between(page: str) -> str:
    """A page without the mark at its head and the number and fingerprint at its foot."""
    return _FOOT.sub("", page.removeprefix(next((mark for mark in _MARKS if page.startswith(mark)), "")))


def _wanted(form: Format, content: Content) -> Iterator[tuple[str, str]]:
    """What must come one after the other: paragraphs, and the numbers of a row with the place of the first of them."""
    yield close(content.title), ""
    for part in content.parts:
        if part.heading:
            yield close(part.heading), ""
        yield from _rows(form, part)
        yield from ((words, "") for text in part.paragraphs if (words := close(text)))
    yield from ((words, "") for text in content.closing if (words := close(text)))


def _rows(form: Format, part: Part) -> Iterator[tuple[str, str]]:
    table = part.table
    for line in range(len(table.lines)) if table else ():
        # Labels that reach over several lines may stand on another page.
        boxes = [box for box in table.boxes if box.line == line and (box.cell or box.lines == 1)] if table else []
        numbers = [box for box in boxes if box.cell]
        if numbers:
            label = [box for box in boxes if not box.cell][-1:]
            yield "".join(close(box.text) for box in (*label, *numbers)), form.cells[numbers[0].cell].place
