"""登记簿: which applications of a ledger are shown, and what typing, pasting and emptying make of them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Final, Literal

from govreport_gui.core.ledger.application import DATES, TEXTS, Application, Dispute, with_text
from govreport_gui.core.ledger.deadlines import Due
from govreport_gui.core.ledger.ledger import Ledger, added, changed
from govreport_gui.core.ledger.problem import Problem
from govreport_gui.core.ledger.vocabulary import Vocabulary, date_in
from govreport_gui.core.patterns import pattern

Kind = Literal["all", "open", "due", "wrong"]
KINDS: Final[Mapping[Kind, str]] = MappingProxyType(
    {"all": "全部", "open": "未办结", "due": "到期、将到期", "wrong": "有问题"}
)
_WRONG: Final = frozenset({"must_fix", "explain"})
_LAST_NUMBER: Final = pattern(r"\d+(?=\D*$)")
_FORMULA: Final = ("=", "+", "-", "@")
"""What a spreadsheet would take for a formula."""


def keys_of(
    kind: Kind, applications: Iterable[Application], dues: Iterable[Due], problems: Iterable[Problem]
) -> frozenset[int]:
    """The keys of the applications of that kind. `due`: something is overdue, due today or soon; `wrong`: what must be
    put right or explained.
    """
    if kind == "open":
        return frozenset(each.key for each in applications if each.closed is None)
    if kind == "due":
        return frozenset(each.key for each in dues if each.urgency != "later")
    if kind == "wrong":
        return frozenset(key for each in problems if each.level in _WRONG for key in each.keys)
    return frozenset(each.key for each in applications)


def has(vocabulary: Vocabulary, application: Application, words: str) -> bool:
    """Whether each of these words, with blanks between, stands in some column."""
    texts = _all_shown(vocabulary, application)
    return all(word in texts for word in words.split())


@lru_cache(maxsize=16384)
def _all_shown(vocabulary: Vocabulary, application: Application) -> str:
    """All that the register shows of it, a line for each column."""
    return "\n".join(vocabulary.shown(application, column.id) for column in vocabulary.columns)


def next_number(ledger: Ledger) -> str:
    """The register number after the last one: 2025-012 → 2025-013; "" where that has no digits, or it is taken."""
    last = next((each.number for each in reversed(ledger.applications) if each.number), "")
    found = _LAST_NUMBER.search(last)
    if found is None:
        return ""
    number = f"{last[: found.start()]}{int(found[0]) + 1:0{len(found[0])}}{last[found.end() :]}"
    return "" if any(each.number == number for each in ledger.applications) else number


def begun(ledger: Ledger, **texts: str) -> Ledger:
    """With one application more, with these texts."""
    return added(ledger, (replace(Application(0), **texts),))  # type: ignore[arg-type]  # all of them are texts


def typed(ledger: Ledger, vocabulary: Vocabulary, key: int | None, field: str, text: str) -> Ledger:
    """With what was typed into that column; without a key it begins an application. 3-7 is a day of the ledger's
    year.
    """
    is_date = field in DATES and ledger.year is not None
    entered = date_in(text, ledger.year) if is_date else ""
    entered = entered or vocabulary.entered(field, text)
    if key is None:
        return begun(ledger, **{field: entered}) if entered else ledger
    now = with_text(ledger.of(key), field, entered)
    return ledger if now == ledger.of(key) else changed(ledger, (now,))


def emptied(ledger: Ledger, places: Iterable[tuple[int, str]]) -> Ledger:
    """With nothing in these columns of these applications."""
    of = {each.key: each for each in ledger.applications}
    touched: dict[int, Application] = {}
    for key, field in places:
        if field in TEXTS:
            touched[key] = with_text(touched.get(key, of[key]), field, "")
    return changed(ledger, touched.values())


def with_disputes(ledger: Ledger, key: int, disputes: tuple[Dispute, ...]) -> Ledger:
    """With these 复议 and 诉讼 about an application."""
    return changed(ledger, (replace(ledger.of(key), disputes=disputes),))


def with_attachments(ledger: Ledger, key: int, names: tuple[str, ...]) -> Ledger:
    """With the names of these files beside an application."""
    return changed(ledger, (replace(ledger.of(key), attachments=names),))


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a paste makes: the ledger, how many texts were put in, how many of them took the place of another, how many
    applications are new, what had no place, and what is not understood in its column.
    """

    ledger: Ledger
    put: int = 0
    replaced: int = 0
    new: int = 0
    without_place: int = 0
    strange: tuple[str, ...] = ()


def pasted(
    ledger: Ledger, vocabulary: Vocabulary, keys: Sequence[int], fields: Sequence[str], rows: Sequence[Sequence[str]]
) -> Pasted:
    """These rows put over the applications of these keys and, beyond them, into new ones; over these columns from the
    left. A column that holds no text keeps what it has. A blank in the rows empties its place, as in a spreadsheet.
    """
    of = {each.key: each for each in ledger.applications}
    now: list[Application] = []
    put = replaced = without_place = 0
    strange: list[str] = []
    for at, row in enumerate(rows):
        application = of[keys[at]] if at < len(keys) else Application(0)
        for text, field in zip(row, (*fields, *("",) * len(row)), strict=False):
            if field not in TEXTS:
                without_place += bool(text)
                continue
            entered = vocabulary.entered(field, _unsafe(text))
            before = getattr(application, field)
            if entered == before:
                continue
            application = with_text(application, field, entered)
            put += bool(entered)
            replaced += bool(before)
            if vocabulary.fault(field, entered):
                strange.append(entered)
        now.append(application)
    there, new = now[: len(keys)], [each for each in now[len(keys) :] if each != Application(0)]
    return Pasted(added(changed(ledger, there), new), put, replaced, len(new), without_place, tuple(strange))


def copied(vocabulary: Vocabulary, applications: Iterable[Application], fields: Sequence[str]) -> str:
    """These columns as a spreadsheet takes them: a line each, tabs between; nothing in it becomes a formula."""
    return "\n".join("\t".join(_safe(vocabulary.shown(each, field)) for field in fields) for each in applications)


def _safe(text: str) -> str:
    text = re.sub(r"\s+", " ", text)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _unsafe(text: str) -> str:
    """As it was before it was copied from here."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text
