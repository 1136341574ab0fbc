"""Words as they are compared: without white space, punctuation, width, script and the usual drift."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final
from unicodedata import normalize

from govreport_gui.core.patterns import pattern
from govreport_gui.core.values import read

_NO_WORD: Final = pattern(r"[\W_]+")
_NUMBERING: Final = pattern(r"(\([一二三四五六七八九十]+\)|[一二三四五六七八九十]+、|\(?\d+[.、)])\s*")
_REMARK: Final = pattern(r"(?<=.)\([^()]*\)$")
_DRIFT: Final = (("其它", "其他"), ("合计", "总计"), ("共计", "总计"), ("年份", "年"))
_SCRIPT: Final = str.maketrans(
    "開請數總計結轉處無業機構組織關係鉤當發規範許罰強製費價額單萬內訴訟審復議維糾類險舉報訪複過屬於國護權務執檔詢據"
    "現沒獲認確繳納續辦條項個與為從應須時間專實際會動達標題廢穩後這區",
    "开请数总计结转处无业机构组织关系勾当发规范许罚强制费价额单万内诉讼审复议维纠类险举报访复过属于国护权务执档询据"
    "现没获认确缴纳续办条项个与为从应须时间专实际会动达标题废稳后这区",
)
"""Traditional script as far as the official forms need it."""

DASHES: Final = frozenset("—-－–―−/／无無〇○…") | frozenset(
    ("——", "--", "－－", "———", "---", "――", "……", "无。", "没有", "未发生", "N/A", "n/a")
)
"""What stands for nothing in a cell; whether it is 0 or blank only the clerk knows."""
_ENTRY: Final = pattern(r"[=+未无没不暂#]|待[定查]|保密$|(?!\d{4}年).*\d")
"""How a text begins, or has a digit in it, that stands in the place of a number and is no head: 未统计, 1.2万, =A1."""


@lru_cache(maxsize=8192)
def key(text: str) -> str:
    """A label without white space, punctuation and width, so that drifted wording still meets."""
    plain = _NO_WORD.sub("", normalize("NFKC", text)).translate(_SCRIPT)
    for drifted, usual in _DRIFT:
        plain = plain.replace(drifted, usual)
    return plain


def variants(text: str) -> Iterator[str]:
    """The keys of a name: as it is, without its number, without the remark behind it."""
    plain = normalize("NFKC", text)
    yield key(plain)
    while (number := _NUMBERING.match(plain)) is not None:
        plain = plain[number.end() :]
    yield key(plain)
    yield key(_REMARK.sub("", plain))


@lru_cache(maxsize=8192)
def like_number(text: str | None) -> bool:
    """Whether that is meant as an entry: a number, or a dash for none."""
    plain = (text or "").strip()
    return plain in DASHES or read(plain).number is not None


def in_place_of_number(text: str | None) -> bool:
    """Whether that stands where a number should, readable or not, and is no head above numbers or name before them."""
    return like_number(text) or _ENTRY.match((text or "").strip()) is not None


def digits(text: str) -> list[str]:
    """The runs of digits in a text, half width, with points between them."""
    return re.findall(r"\d+(?:[.,]\d+)*", normalize("NFKC", text))


def nearest(word: str, names: Iterable[str]) -> str:
    """The only name that is misspelt as `word`: one sign in six differs, and no other is as near; "" if none."""
    best, name_of_best, second = len(word), "", len(word)
    signs = set(word)
    for name in names:
        most = max(1, len(name) // 6)
        if len(signs.difference(name)) > most:
            continue
        if abs(len(name) - len(word)) > (most if len(name) > 5 else 0) or len(name) < 3:
            continue
        away = _distance(word, name, most)
        if away < best:
            best, name_of_best, second = away, name, best
        elif name != name_of_best:
            second = min(second, away)
    return name_of_best if name_of_best and best <= max(1, len(name_of_best) // 6) and second > best else ""


def _distance(one: str, other: str, most: int) -> int:
    """How many signs are to be changed, put in or taken out; more than `most` is not told exactly."""
    line = list(range(len(other) + 1))
    for at, sign in enumerate(one, 1):
        before, line[0] = line[0], at
        for place, letter in enumerate(other, 1):
            before, line[place] = (
                line[place],
                min(line[place] + 1, line[place - 1] + 1, before + (sign != letter)),
            )
        if min(line) > most:
            return most + 1
    return line[-1]
