"""What last year's report said at the same place, and what of it can be brought up to this year."""

from collections.abc import Iterator
from dataclasses import dataclass

from govreport_gui.core.drafting.sentences import Sentence
from govreport_gui.core.prose.aspects import Aspect, by_aspect, stretches
from govreport_gui.core.prose.counts import counts
from govreport_gui.core.prose.old_years import YEAR, old_years
from govreport_gui.core.prose.passages import Span
from govreport_gui.core.prose.statements import SECTIONS, statements
from govreport_gui.core.report.binding import written_like
from govreport_gui.core.rules.case import Case
from govreport_gui.core.rules.cell_sums import first_open, terms, total
from govreport_gui.core.rules.texts import concerns
from govreport_gui.core.values import Number

Change = tuple[int, int, str, tuple[str, ...]]
"""From, to, what stands there this year, and the cells whose sum it is; none where it is a year."""


@dataclass(frozen=True, slots=True)
class LastText:
    """A passage of last year's report."""

    heading: str
    """Its own heading; "" where it has none."""
    text: str
    """What stands below that."""
    old: tuple[Span, ...]
    """The years and counts in it, which are last year's."""
    changes: tuple[Change, ...]
    """Those of them that are known for this year."""

    @property
    def left(self) -> int:
        """How many of them nobody can bring up to date but the clerk."""
        return len(self.old) - len(self.changes)

    def this_year(self, *, headed: bool) -> Sentence:
        """The passage to begin this year's with, `headed` with its heading; its known numbers follow the tables."""
        text, done = self.heading if headed else "", 0
        numbers = []
        for start, end, new, cells in self.changes:
            text += self.text[done:start]
            if cells:
                numbers.append((len(text), new, cells))
            text += new
            done = end
        return Sentence("上年同段", text + self.text[done:], tuple(numbers))


def last_text(case: Case, section: str, aspect: Aspect | None, *, whole: bool) -> LastText | None:
    """The passage of that aspect, or before the first heading where it is none; the `whole` part where it has no
    aspects. None where last year's report is not loaded or has no such passage.
    """
    if case.last is None or not (text := case.last.text(section)).strip():
        return None
    if whole:
        return _passage(case, case.last, section, text, (0, 0), (0, len(text)))
    several = by_aspect(text).get(aspect, ()) if aspect else [each for each in stretches(text) if not each.number]
    for each in several:
        return _passage(case, case.last, section, text, each.head, (max(each.head[1], each.span[0]), each.span[1]))
    return None


def _passage(case: Case, last: Case, section: str, text: str, head: Span, span: Span) -> LastText:
    start, end = span
    changes = sorted(
        (at - start, to - start, new, cells)
        for at, to, new, cells in (*_years(case, last, text), *_numbers(case, last, section, text))
        if start <= at < to <= end
    )
    old = [found.span() for found in YEAR.finditer(text, *span)]
    old += [each.span for each in counts(text) if start <= each.span[0] < each.span[1] <= end]
    return LastText(
        text[slice(*head)],
        text[start:end],
        tuple(sorted((at - start, to - start) for at, to in old)),
        tuple(changes),
    )


def _years(case: Case, last: Case, text: str) -> Iterator[Change]:
    """The years that move with the report's, each one up by as much as lies between the reports."""
    now, then = case.document.year, last.document.year
    if now is None or then is None or now <= then:
        return
    for each in old_years(text, then):
        yield (*each.span, str(each.year + now - then), ())


def _numbers(case: Case, last: Case, section: str, text: str) -> Iterator[Change]:
    """The numbers that were their cells' last year: they are the same cells' this year."""
    if section not in SECTIONS:
        return
    for statement in statements(section, text):
        if statement.digits is None or not concerns(statement, last):
            continue
        for referent in statement.referents:
            if _value(last, referent.cells) != statement.number:
                continue
            value = _value(case, referent.cells)
            if value is not None:
                start, end = statement.digits
                yield start, end, written_like(value, text[start:end]), referent.cells
            break


def _value(case: Case, cells: tuple[str, ...]) -> Number | None:
    parts = terms(case.form, cells)
    if not parts or first_open(case.form, case.document.cells, case.numbers, parts) is not None:
        return None
    return total(case.numbers, parts)
