"""What a unit is, the same every year: given once, taken over into each new report; and what its name looks like."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from govreport_gui.core.patterns import pattern
from govreport_gui.core.report.document import OFFICE, Document

POWERS: Final = tuple(name for name in OFFICE if name.endswith("_power"))
"""What of a unit's own answers does not change from year to year."""

# The first that fits decides; more special names come first.
_KINDS: Final = (
    ("township", pattern(r"(乡|镇)(人民政府)?$|街道(办事处)?$")),
    ("office", pattern(r"人民政府(机关|办公厅|办公室)|管委会办公室|政府办$")),
    ("rollup", pattern(r"人民政府$|管理委员会$|管委会$")),
    ("department", pattern(r"(局|委员会|委|厅|部|司|办|办公室|署|院|队)$")),
)
_LEVELS: Final = (
    ("township", pattern(r"(乡|镇)(人民政府)?$|街道(办事处)?$")),
    ("county", pattern(r"(县|旗|自治县|市\S{1,8}?区|^\S{1,3}(?<!新)区)(?!域)")),
    ("municipal", pattern(r"市(?!场)|(?<!贵)州|盟|地区")),
    ("provincial", pattern(r"省|自治区")),
)
_MUNICIPALITIES: Final = pattern(r"^(北京|上海|天津|重庆)市(?!\S{1,20}[区县])")

_NATIONAL: Final = "^(?:国务院|中华|中国|国家|全国|最高)"
_CERTAIN_KINDS: Final = (
    ("township", pattern(r"(?:乡|镇)人民政府$|街道办事处$")),
    ("office", pattern(r"人民政府(?:办公厅|办公室)$|政府办公?室?$")),
    ("rollup", pattern(r"人民政府$")),
    ("department", pattern(r"(?<!管理)(?:局|委员会|厅)$")),
)
_CERTAIN_LEVELS: Final = (
    ("national", pattern(_NATIONAL)),
    ("township", pattern(r"(?:乡|镇)人民政府$|街道办事处$")),
    (
        "county",
        pattern(
            r"^\S{2,14}(?:县|自治旗)(?!级)|^(?!北京|上海|天津|重庆)\S{2,10}市\S{1,5}"
            r"(?<!新)(?<!开发)(?<!园)(?<!验)(?<!范)(?<!片)(?<!保税)(?<!度假)(?<!管理)(?<!景)区(?!域|划)"
        ),
    ),
    ("provincial", pattern(r"^\S{2,3}省(?:人民政府|\S{2,14}(?:厅|局|委员会))(?:办公厅)?$|^\S{2,7}自治区人民政府")),
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as the cover of its reports has it; what is not known is "" or None."""

    name: str = ""
    level: str = ""
    kind: str = ""
    rulemaker: bool | None = None
    powers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """"yes" or "no" by the names in POWERS."""


def of(document: Document) -> Unit:
    """What a report says of its unit."""
    powers = {name: document.office[name] for name in POWERS if document.office.get(name)}
    return Unit(document.unit, document.level, document.kind, document.rulemaker, MappingProxyType(powers))


def followed(own: Unit, before: Document, after: Document) -> Unit:
    """The clerk's own unit with what a step changed on the cover of its report; what the step left alone stays."""
    was, now = of(before), of(after)
    powers = dict(own.powers)
    for name in POWERS:
        if now.powers.get(name) != was.powers.get(name):
            powers[name] = now.powers.get(name, "")
    return replace(
        own,
        level=own.level if now.level == was.level else now.level,
        kind=own.kind if now.kind == was.kind else now.kind,
        rulemaker=own.rulemaker if now.rulemaker == was.rulemaker else now.rulemaker,
        powers=MappingProxyType({name: answer for name, answer in powers.items() if answer}),
    )


def completed(document: Document, unit: Unit) -> Document:
    """The report with what it leaves open taken from `unit`; another unit's report stays as it is."""
    if document.unit and "".join(document.unit.split()) != "".join(unit.name.split()):
        return document
    return replace(
        document,
        unit=document.unit or unit.name,
        level=document.level or unit.level,
        kind=document.kind or unit.kind,
        rulemaker=unit.rulemaker if document.rulemaker is None else document.rulemaker,
        office={**unit.powers, **document.office},
    )


@lru_cache(maxsize=64)
def certain_kind(unit: str) -> str:
    """The code of the kind that the name leaves no doubt of; "" where it does."""
    return next((code for code, pattern in _CERTAIN_KINDS if pattern.search("".join(unit.split()))), "")


@lru_cache(maxsize=64)
def certain_level(unit: str) -> str:
    """The code of the level that the name leaves no doubt of; "" where it does: a 市 may be a county's equal."""
    return next((code for code, pattern in _CERTAIN_LEVELS if pattern.search("".join(unit.split()))), "")


def guessed_kind(unit: str) -> str:
    """The code of the kind that a name looks like; "" if it looks like none. Only offered, never taken as said."""
    return next((code for code, pattern in _KINDS if pattern.search(unit)), "")


def guessed_level(unit: str) -> str:
    """The code of the level that a name looks like, offered likewise; "" if it looks like none."""
    if _MUNICIPALITIES.search(unit):
        return "provincial"
    return next((code for code, pattern in _LEVELS if pattern.search(unit)), "")
