"""Parts, shares and growth in the text, worked out again: 其中…, 占 x %, 同比增长 x %."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from govreport_gui.core.findings.finding import NO_LAST_YEAR, Finding, NotChecked
from govreport_gui.core.prose.mentions import Mention
from govreport_gui.core.prose.referents import NEW, RESULTS, WITH_CARRIED_IN, Referent
from govreport_gui.core.prose.shares import enumerations, ratios
from govreport_gui.core.prose.statements import Statement
from govreport_gui.core.rules.case import Case, Check
from govreport_gui.core.rules.cell_sums import first_open, possible, terms
from govreport_gui.core.rules.texts import availability, compared_texts, concerns, quoted
from govreport_gui.core.values import Number, show

_NEARLY_ALL: Final = Decimal("0.9")
"""Places that make less of the whole than this are only the larger ones."""
_LEAST_TOLERANCE: Final = Decimal("0.1")
_HUNDREDTHS: Final = Decimal("0.01")


def _share(case: Case) -> Iterator[Finding | NotChecked]:
    """占 x % worked out again."""
    yield from availability("NV-15", case)
    number = 0
    for section, text in compared_texts(case):
        for ratio in ratios(section, text):
            if ratio.growth is not None:
                continue
            number += 1
            part = Decimal(ratio.count.count.number)
            wholes = [Decimal(each.count.number) for each in ratio.wholes]
            wholes += [Decimal(each) for each in _table_wholes(case, ratio.statement)]
            shares = {whole: part / whole * 100 for whole in wholes if whole}
            said = Decimal(ratio.percent.count.number)
            if not shares or any(_agrees(said, ratio.percent, share, _LEAST_TOLERANCE) for share in shares.values()):
                continue
            whole, share = min(shares.items(), key=lambda each: abs(each[1] - said))
            span = (ratio.count.quote[0], ratio.percent.span[1])
            division = f"{show(_whole(part))}÷{show(_whole(whole))}＝{show(_rounded(share))}%"
            message = f"{quoted(case, section, text, span)}，{division}。核对件数和比例，改其中错的一处。"
            cells = tuple(
                cell for referent in _referents(ratio.statement) for _, cell in terms(case.form, referent.cells)
            )
            each = None if number == 1 else str(number)
            yield Finding("NV-15", each, "explain", cells, message, said, _rounded(share), section, span)


def _referents(statement: Statement | None) -> tuple[Referent, ...]:
    return statement.referents[:1] if statement else ()


def _table_wholes(case: Case, statement: Statement | None) -> Iterator[Number]:
    """What a count of applications may be a share of, from 表三."""
    if statement is None or statement.rule not in {"NV-03", "NV-04", "NV-05", "NV-06", "NV-07"}:
        return
    for referent in (NEW, WITH_CARRIED_IN, RESULTS):
        parts = terms(case.form, referent.cells)
        if first_open(case.form, case.document.cells, case.numbers, parts) is None:
            yield from possible(case.form, case.numbers, parts)


def _sums(case: Case) -> Iterator[Finding | NotChecked]:
    """共N条，其中a、b…: the parts make the whole."""
    yield from availability("NV-16", case)
    number = 0
    for section, text in compared_texts(case):
        for listed in enumerations(section, text):
            number += 1
            whole = listed.whole.count.number
            total: Number = 0
            sums: list[Number] = []
            for part in listed.parts:
                total += part.count.number
                sums.append(total)
            if whole in sums or not (listed.complete or (listed.places and total >= whole * _NEARLY_ALL)):
                continue
            span = (listed.whole.quote[0], listed.parts[-1].span[1])
            begins = (listed.whole.quote[0], listed.whole.span[1])
            unit = listed.whole.count.unit
            message = (
                f"{quoted(case, section, text, begins)}，后面分列的{len(listed.parts)}项相加是{show(total)}{unit}，"
                f"相差{show(abs(Decimal(whole) - total))}{unit}。核对总数和各项，改其中错的一处。"
            )
            each = None if number == 1 else str(number)
            yield Finding("NV-16", each, "explain", (), message, whole, total, section, span)


def _growth(case: Case) -> Iterator[Finding | NotChecked]:
    """同比 x % worked out again from last year's report."""
    yield from availability("XY-08", case)
    if case.last is None:
        yield NotChecked("XY-08", None, NO_LAST_YEAR)
        return
    number = 0
    for section, text in compared_texts(case):
        for ratio in ratios(section, text):
            growth, statement = ratio.growth, ratio.statement
            if growth is None or statement is None or not concerns(statement, case):
                continue
            if growth["year"] and case.document.year not in {None, int(growth["year"]) + 1}:
                continue
            number += 1
            each = None if number == 1 else str(number)
            last = _last_year(case, statement)
            if not last:
                continue
            now = Decimal(statement.number)
            said = Decimal(ratio.percent.count.number) * (1 if growth["up"] else -1)
            rates = {before: (now - before) / before * 100 for before in last}
            if any(_agrees(said, ratio.percent, rate, Decimal(0)) for rate in rates.values()):
                continue
            before, rate = min(rates.items(), key=lambda pair: abs(pair[1] - said))
            span = (ratio.count.quote[0], ratio.percent.span[1])
            word = "增长" if rate >= 0 else "下降"
            message = (
                f"{quoted(case, section, text, span)}，上年年报是{show(_whole(before))}件，"
                f"同比应为{word}{show(abs(_rounded(rate)))}%。核对件数和百分比，改其中错的一处。"
            )
            cells = tuple(cell for referent in _referents(statement) for _, cell in terms(case.form, referent.cells))
            yield Finding("XY-08", each, "explain", cells, message, said, _rounded(rate), section, span)


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


def _agrees(said: Decimal, written_as: Mention, rate: Decimal, least: Decimal) -> bool:
    """Whether that is the rate, rounded or cut off at the written decimal place."""
    return abs(said - rate) <= max(least, Decimal(1).scaleb(-written_as.count.places))


def _rounded(number: Decimal) -> Decimal:
    return number.quantize(_HUNDREDTHS, ROUND_HALF_UP)


def _whole(number: Decimal) -> Number:
    return int(number) if number == number.to_integral_value() else number


RULES: Final = (
    Check("NV-15", "explain", "正文的占比等于所列件数除以总数，相差不超过0.1个百分点", "正文各数之间应当一致", _share),
    Check("NV-16", "explain", "正文分列的各项相加等于总数（没有列全的不比较）", "正文各数之间应当一致", _sums),
    Check(
        "XY-08", "explain", "正文的同比增减等于按上年年报同一项算出的百分比", "上年年报；正文与表格应当一致", _growth
    ),
)
