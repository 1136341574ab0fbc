"""规则说明书: every rule with its level, its formula in words and its source, for whoever approves the rules.

Plain data, made from the shipped rules themselves; drawing it is for others.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from govreport_gui.core.findings.finding import LEVEL_NAMES
from govreport_gui.core.forms.form import Bound, Format, Rule
from govreport_gui.core.forms.relations import PREVIOUS
from govreport_gui.core.patterns import pattern
from govreport_gui.core.rules.case import Check

CHAPTERS: Final = MappingProxyType(
    {
        "T2": "表二",
        "T3": "表三",
        "T4": "表四",
        "XT": "跨表",
        "XY": "上年",
        "FM": "格式和填写",
        "DT": "格式和填写",
        "KZ": "格式和填写",
    }
)
"""The chapter of a rule by the beginning of its id; all others are rules about the text."""
_TEXT: Final = "文字"
_ORDER: Final = ("表二", "表三", "表四", "跨表", "上年", _TEXT, "格式和填写")
_SIGNS: Final = MappingProxyType({"=": "＝", "<=": "≤", ">=": "≥", "+": "＋", "-": "－"})
_TOKEN: Final = pattern(r"<=|>=|=|\+|-|[a-z0-9_.]+\*?")
_GROUP: Final = pattern(r"（[^）]*）")
_BLANKS: Final = MappingProxyType(
    {
        "left": "〔左边的数〕",
        "right": "〔右边的数〕",
        "left_sum": "〔左边的算式〕",
        "right_sum": "〔右边的算式〕",
        "difference": "〔相差数〕",
    }
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule. `sentence` is what the clerk reads, the numbers left open; "" where it depends on the case."""

    id: str
    level: str
    formula: str
    source: str
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """The rules about one table, or of one sort, by their ids."""

    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The document: its title, the official form it is for, its chapters."""

    title: str
    basis: str
    chapters: tuple[Chapter, ...]


def rulebook(form: Format, checks: Iterable[Check]) -> Rulebook:
    """The rulebook of one form: its relations and the rules that are no relations."""
    by_chapter: dict[str, list[Entry]] = {name: [] for name in _ORDER}
    for entry in (
        *(_of_relation(form, rule) for rule in form.rules),
        *(Entry(check.id, LEVEL_NAMES[check.level], f"{check.formula}。", check.source) for check in checks),
    ):
        by_chapter[CHAPTERS.get(entry.id[:2], _TEXT)].append(entry)
    chapters = tuple(
        Chapter(name, tuple(sorted(entries, key=lambda entry: entry.id)))
        for name, entries in by_chapter.items()
        if entries
    )
    return Rulebook("政府信息公开工作年度报告核对规则说明书", f"{form.name}（{form.source}）", chapters)


def as_text(book: Rulebook) -> str:
    """The rulebook as plain text."""
    lines = [book.title, f"适用：{book.basis}"]
    for number, chapter in enumerate(book.chapters, 1):
        lines += ["", f"{number}　{chapter.name}"]
        for entry in chapter.entries:
            lines += [
                "",
                f"{entry.id}　{entry.level}",
                f"规则：{entry.formula}",
                *([f"提示：{entry.sentence}"] if entry.sentence else []),
                f"依据：{entry.source}",
            ]
    return "\n".join(lines) + "\n"


def _of_relation(form: Format, rule: Rule) -> Entry:
    bound = [each for each in form.bound if each.rule is rule]
    name = bound[0].name if len(bound) == 1 else "〔列名〕" if _by_column(form, bound) else "〔行名〕"
    sentence = rule.says.format(each=name, **_BLANKS) + rule.fix
    return Entry(rule.id, LEVEL_NAMES[rule.level], _formula(form, rule, bound), rule.source, sentence)


def _by_column(form: Format, bound: list[Bound]) -> bool:
    return bound[0].each in form.table(bound[0].rule.table).columns


def _formula(form: Format, rule: Rule, bound: list[Bound]) -> str:
    """每一列：本年新收＋上年结转＝（七）总计＋结转下年度."""
    table = form.table(rule.table)
    by_column = _by_column(form, bound)
    across = table.rows if by_column else table.columns
    all_of_them = table.columns if by_column else table.rows
    if len(bound) == len(all_of_them):
        where = "每一列" if by_column else "每一行"
    else:
        where = "、".join(f"“{each.name}”" for each in bound)
    words = []
    for token in _TOKEN.findall(rule.relation):
        if token in _SIGNS:
            words.append(_SIGNS[token])
            continue
        start, wild, _ = token.removeprefix(PREVIOUS).partition("*")
        words.append("上年年报的" * token.startswith(PREVIOUS))
        names = [name for id_, name in across.items() if id_ == start or (wild and id_.startswith(start))]
        group = _GROUP.match(names[0])
        words.append(f"{group[0]}各项" if wild and group else "＋".join(names))
    return f"{table.name}{where}：{''.join(words)}。"
