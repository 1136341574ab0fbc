"""The title of a report among what stands before its first part: unit and year."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from govreport_gui.core.patterns import pattern
from govreport_gui.core.reading.words import key

_TITLE: Final = pattern(r"政府信息(与政务)?公开\S*报告")
_YEAR: Final = pattern(r"(20\d\d|二[〇○零][〇○零一二三四五六七八九]{2})年?度?")
_TAIL: Final = pattern(r"(关于)?的?政府信息(与政务)?公开.*")
_DIGITS: Final = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_LONGEST: Final = 160
_SENTENCE: Final = pattern(r"[。；！？]|^(根据|按照|依据|为|现将|本报告|现按|当前位置)")
_NAVIGATION: Final = pattern(
    r"[>＞»|｜]|首页|当前位置|索引号|索 引 号|发布|来源|字体|字号|打印|浏览|点击|时间[:：]|文号|\d{4}-\d"
)
_UNIT: Final = pattern(
    # A number of up to three digits belongs to a name (第3中学), a longer one is a year or a code.
    r"(?!\d)(?:[\u4e00-\u9fff（）()、·]|(?<!\d)\d{1,3}(?!\d)){2,60}?(政府|机关|委员会|管委会|办公室|办|局|厅|委|院|部|处|所|站|队"
    r"|中心|街道|镇|乡|区|县|市|省|旗|州|会|社|公司|学校|大学|中学|小学|幼儿园|学院|医院|集团|银行|总队|支队|[）)])"
)
_INSTITUTION: Final = pattern(r"政府信息公开(专栏|网|目录|指南|平台)?|政务公开|公开年报|年度报告")
_SAID: Final = (
    pattern(
        r"(?:现将|编制|公布|发布|形成|《)\s*([\u4e00-\u9fff（）()]{3,40}?)(20\d\d)年度?(?:的)?政府信息(?:与政务)?公开"
    ),
    pattern(r"([\u4e00-\u9fff（）()]{3,40}?)(20\d\d)年度?政府信息(?:与政务)?公开工作(?:年度)?报告"),
)
_PERIOD: Final = pattern(r"自?(20\d\d)年1月1日")


@dataclass(frozen=True, slots=True)
class Title:
    """What was found: the title as written, unit and year, which of the lines it was, what is only assumed."""

    text: str = ""
    unit: str = ""
    year: int | None = None
    lines: tuple[int, ...] = ()
    repeated: tuple[int, ...] = ()
    """Lines that say the title once more."""
    assumed: tuple[str, ...] = ()
    """Sentences about what was taken from elsewhere."""


def title_of(lines: Sequence[str], texts: Sequence[str] = (), closing: Sequence[str] = ()) -> Title:
    """The title among the lines before part 一; without one, unit and year from the texts and the signature."""
    found = [_joined(lines, at) for at, line in enumerate(lines) if _is_title(line)]
    title = next((each for each in found if each.unit and each.year), found[0] if found else Title())
    if not (title.unit and title.year):
        return _assumed(title, [re.sub(r"\s+", "", text[:2000]) for text in texts], closing)
    same = [each for each in found if each is not title and key(each.text) == key(title.text)]
    repeated = tuple(at for each in same for at in each.lines if at not in title.lines)
    return replace(title, repeated=repeated)


def _assumed(title: Title, texts: Sequence[str], closing: Sequence[str]) -> Title:
    """The title with what it lacks: from sentences that name the report, the period, the signature."""
    said = [match for text in texts for each in _SAID for match in each.finditer(text)]
    periods = [match for text in texts for match in _PERIOD.finditer(text)]
    unit, year = title.unit, title.year
    told = []
    if not unit:
        named = next((name for match in said if (name := _only_unit(match[1]))), "")
        signed = next((name for text in closing if (name := _only_unit(text.strip()))), "")
        unit = named or signed
        told += [f"单位“{unit}”是从{'正文' if named else '落款'}里取的，核对封面。"] if unit else []
    if not year and (said or periods):
        year = int(said[0][2] if said else periods[0][1])
        told.append(f"年度{year}是从{'正文' if said else '统计期限'}里取的，核对封面。")
    return replace(title, unit=unit, year=year, assumed=tuple(told))


def unit_and_year(title: str) -> tuple[str, int | None]:
    """彭水县人民政府2021年政府信息公开工作年度报告 → 彭水县人民政府, 2021; the year may stand first."""
    text = re.sub(r"\s+", "", title).removeprefix("标题:").removeprefix("标题：")
    match = _YEAR.search(text)
    year = int(match[1].translate(_DIGITS)) if match else None
    return _TAIL.sub("", _YEAR.sub("", text, count=1)), year


def _is_title(line: str) -> bool:
    text = re.sub(r"\s+", "", line)
    return (
        len(text) <= _LONGEST
        and _TITLE.search(text) is not None
        and _SENTENCE.search(text) is None
        and _NAVIGATION.search(line) is None
        and not re.search(r"[，：]", text)
    )


def _joined(lines: Sequence[str], at: int) -> Title:
    """The title in that line, with the line before it where that is the unit's name."""
    unit, year = unit_and_year(lines[at])
    if not unit and at > 0 and may_be_unit(lines[at - 1]):
        text = f"{lines[at - 1]}\n{lines[at]}"
        unit, year = unit_and_year(text)
        return Title(text, unit, year, (at - 1, at))
    return Title(lines[at], unit, year, (at,))


def may_be_unit(line: str) -> bool:
    """Whether a line by itself may be the name of a unit."""
    text = re.sub(r"\s+", "", line)
    return (
        2 <= len(text) <= 60
        and _NAVIGATION.search(line) is None
        and _UNIT.fullmatch(text) is not None
        and _INSTITUTION.search(text) is None
    )


def _only_unit(text: str) -> str:
    """A unit's name without what leads to it: 现将茅坪回族镇 → 茅坪回族镇; "" if it is none."""
    name = re.sub(r"^.*?(现将|编制|公布|发布|形成|《)", "", text)
    return name if may_be_unit(name) else ""
