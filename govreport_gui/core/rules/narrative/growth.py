"""Growth in the text, worked out again from last year's report: 同比增长 x %, 比上年增加 N 件, 增长 N 倍."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from govreport_gui.core.findings.finding import NO_LAST_YEAR, Finding, NotChecked
from govreport_gui.core.prose.shares import differences, ratios
from govreport_gui.core.prose.statements import Statement
from govreport_gui.core.rules.case import Case, Check
from govreport_gui.core.rules.cell_sums import first_open, possible, terms
from govreport_gui.core.rules.narrative.shares import agrees, referents_of, rounded, whole_number
from govreport_gui.core.rules.texts import availability, compared_texts, concerns, quoted
from govreport_gui.core.values import show


def _growth(case: Case) -> Iterator[Finding | NotChecked]:
    """同比 x % worked out again from last year's report."""
    yield from availability("XY-08", case)
    if case.last is None:
        yield NotChecked("XY-08", None, NO_LAST_YEAR)
        return
    number = 0
    for section, text in compared_texts(case):
        for found in _differences(case, section, text):
            number += 1
            yield replace(found, each=None if number == 1 else str(number))
        for ratio in ratios(section, text):
            growth, statement = ratio.growth, ratio.statement
            if growth is None or statement is None or not concerns(statement, case):
                continue
            if growth["year"] and case.year not in {None, int(growth["year"]) + 1}:
                continue
            number += 1
            each = None if number == 1 else str(number)
            last = _last_year(case, statement)
            if not last:
                continue
            now = Decimal(statement.number)
            said = Decimal(ratio.percent.count.number) * (1 if growth["up"] else -1)
            rates = {before: (now - before) / before * 100 for before in last}
            if any(agrees(said, ratio.percent, rate, Decimal(0)) for rate in rates.values()):
                continue
            before, rate = min(rates.items(), key=lambda pair: abs(pair[1] - said))
            span = (ratio.count.quote[0], ratio.percent.span[1])
            word = "增长" if rate >= 0 else "下降"
            message = (
                f"{quoted(case, section, text, span)}，上年年报是{show(whole_number(before))}件，"
                f"同比应为{word}{show(abs(rounded(rate)))}%。请核对件数和百分比，更正有误的一处。"
            )
            cells = tuple(cell for referent in referents_of(statement) for _, cell in terms(case.form, referent.cells))
            yield Finding("XY-08", each, "explain", cells, message, said, rounded(rate), section, span)


def _last_year(case: Case, statement: Statement) -> list[Decimal]:
    """Last year's numbers for the referents that agree this year; for all of them where none agrees."""
    last = case.last
    if last is None:
        return []
    holding: list[Decimal] = []
    others: list[Decimal] = []
    for referent in statement.referents:
        now, then = terms(case.form, referent.cells), terms(last.form, referent.cells)
        if not now or not then or first_open(last.form, last.document.cells, last.numbers, then) is not None:
            continue
        before = [Decimal(each) for each in possible(last.form, last.numbers, then) if each]
        settled = first_open(case.form, case.document.cells, case.numbers, now) is None
        holds = settled and statement.number in possible(case.form, case.numbers, now)
        (holding if holds else others).extend(before)
    return holding or others


def _differences(case: Case, section: str, text: str) -> Iterator[Finding]:
    """比上年增加 N 件, 增长 N 倍."""
    for each in differences(section, text):
        if not concerns(each.statement, case):
            continue
        now, said = Decimal(each.statement.number), Decimal(each.change.count.number)
        last = _last_year(case, each.statement)
        if not last or (not each.up and each.times):
            continue
        if each.times:
            # 增长2倍 is three times as much, and often means twice.
            right = any(
                agrees(said, each.change, now / before - less, Decimal(0)) for before in last for less in (0, 1)
            )
            gap = rounded(now / last[0] - 1)
            what = f"应为{'增长' if gap >= 0 else '下降'}{show(abs(gap))}倍"
        else:
            right = any((now - before if each.up else before - now) == said for before in last)
            gap = now - last[0]
            what = f"应为{'增加' if gap >= 0 else '减少'}{show(whole_number(abs(gap)))}件"
        if right:
            continue
        span = (each.count.quote[0], each.change.span[1])
        message = (
            f"{quoted(case, section, text, span)}，上年年报为{show(whole_number(last[0]))}件，{what}。"
            "请核对两年件数，更正有误的一处。"
        )
        cells = tuple(cell for referent in referents_of(each.statement) for _, cell in terms(case.form, referent.cells))
        yield Finding("XY-08", None, "explain", cells, message, said, gap, section, span)


RULES: Final = (
    Check(
        "XY-08",
        "explain",
        "正文的同比增减等于按上年年报同一项算出的百分比、件数、倍数",
        "上年年报；正文与表格应当一致",
        _growth,
    ),
)
