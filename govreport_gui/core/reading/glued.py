"""Text from which a crawler took all that parts cells → the names and what stands between them."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from govreport_gui.core.forms.form import Format
from govreport_gui.core.reading.blocks import Grid
from govreport_gui.core.reading.words import key

_MANY: Final = 8
_YEAR: Final = re.compile(r"^([\d.\s]*?)(20\d\d年.*)$", re.DOTALL)
_NUMBERS: Final = re.compile(r"[\d.\s]*")
_UNKNOWN: Final = re.compile(r"([\d.\s]*?)((?:\d\.)?[^\d。，；]{2,30})([\d\s.]+)")
"""Digits, a name that is not known, and its digits."""
_HEADING: Final = re.compile(
    r"[一二三四五六]、(?:总体情况|主动公开政府信息情况|收到和处理政府信息公开申请情况|政府信息公开行政复议、?行政诉讼情况|存在的主要问题及改进情况|其他需要报告的事项)"
)


def cells_of(text: str, forms: Sequence[Format]) -> list[str | Grid] | None:
    """Paragraphs and tables of one column; None if the text holds no table."""
    names = _names(tuple(box.text for form in forms for table in form.tables for box in table.boxes if box.text))
    if sum(1 for _ in names.finditer(text)) < _MANY:
        return None
    result: list[str | Grid] = []
    for piece in _by_headings(text):
        result.extend(_cells(piece, names))
    return result


def _by_headings(text: str) -> Iterator[str]:
    """The text cut before and behind the official headings."""
    at = 0
    for match in _HEADING.finditer(text):
        if match.start() > at:
            yield text[at : match.start()]
        yield match[0]
        at = match.end()
    yield text[at:]


def _cells(text: str, names: re.Pattern[str]) -> list[str | Grid]:
    found = list(names.finditer(text))
    if len(found) < 4 or not re.search(r"\d", text):
        return [text.strip()] if text.strip() else []
    # The table begins where names stand side by side, not where the text speaks of one of them.
    first = next((at for at in range(len(found) - 2) if _close(found, at) and _close(found, at + 1)), len(found))
    if first == len(found):
        return [text.strip()]
    result: list[str | Grid] = [text[: found[first].start()].strip()] if text[: found[first].start()].strip() else []
    rows: list[tuple[str, ...]] = []
    rest = ""
    for at in range(first, len(found)):
        rows.append((found[at][0],))
        end = found[at + 1].start() if at + 1 < len(found) else len(text)
        between = text[found[at].end() : end].strip()
        unknown = _UNKNOWN.fullmatch(between)
        if _NUMBERS.fullmatch(between) and at + 1 < len(found):
            rows.extend([(between,)] if between else [])
        elif unknown and at + 1 < len(found):
            rows.extend((piece.strip(),) for piece in unknown.groups() if piece.strip())
        else:
            numbers, _ = _numbers(between)
            rows.extend([(numbers,)] if numbers else [])
            rest = text[found[at].end() :].strip()[len(numbers) :].strip()
            break
    result.append(tuple(rows))
    return [*result, rest] if rest else result


def _close(found: Sequence[re.Match[str]], at: int) -> bool:
    return found[at + 1].start() - found[at].end() <= 40


def _numbers(text: str) -> tuple[str, str]:
    """The digits that a text begins with, and the rest; a year belongs to the rest."""
    year = _YEAR.match(text)
    if year:
        return year[1].strip(), year[2]
    match = _NUMBERS.match(text)
    return (match[0].strip(), text[match.end() :].strip()) if match else ("", text)


@lru_cache(maxsize=4)
def _names(texts: tuple[str, ...]) -> re.Pattern[str]:
    """All names of the tables, longest first, with white space wherever a crawler left some."""
    said = sorted(
        {text for text in texts if len(key(text)) > 1} | {"规范性文件", "7.属于行政执法案件"}, key=len, reverse=True
    )
    return re.compile("|".join(r"\s*".join(map(_sign, text)) for text in said))


def _sign(sign: str) -> str:
    return {"（": "[（(]", "）": "[)）]", "，": "[，,]", "：": "[：:]", "“": '[“"]', "”": '[”"]'}.get(
        sign, re.escape(sign)
    )
