"""What a unit is, the same every year: given once, taken over into each new report."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from govreport_gui.core.report.document import OFFICE, Document

POWERS: Final = tuple(name for name in OFFICE if name.endswith("_power"))
"""What of a unit's own answers does not change from year to year."""


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
