"""Parts and shares in the text, worked out again: 其中…, 占 x %."""

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Final

from govreport_gui.core.findings.finding import Finding, NotChecked
from govreport_gui.core.prose.mentions import Mention
from govreport_gui.core.prose.referents import CATEGORIES, NEW, RESULTS, WITH_CARRIED_IN, Referent
from govreport_gui.core.prose.shares import enumerations, kind_shares, ratios
from govreport_gui.core.prose.statements import Statement
from govreport_gui.core.rules.case import Case, Check
from govreport_gui.core.rules.cell_sums import first_open, possible, terms
from govreport_gui.core.rules.texts import availability, compared_texts, quoted
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
            opened = _opened_in_part(case) if ratio.of_open else Decimal(0)
            said = Decimal(ratio.percent.count.number)
            rates = [*shares.values(), *((part + opened) / whole * 100 for whole in shares)]
            if not shares or any(agrees(said, ratio.percent, rate, _LEAST_TOLERANCE) for rate in rates):
                continue
            whole, share = min(shares.items(), key=lambda each: abs(each[1] - said))
            span = (ratio.count.quote[0], ratio.percent.span[1])
            division = f"{show(whole_number(part))}÷{show(whole_number(whole))}＝{show(rounded(share))}%"
            message = f"{quoted(case, section, text, span)}，{division}。请核对件数和比例，更正有误的一处。"
            cells = tuple(
                cell for referent in referents_of(ratio.statement) for _, cell in terms(case.form, referent.cells)
            )
            each = None if number == 1 else str(number)
            yield Finding("NV-15", each, "explain", cells, message, said, rounded(share), section, span)
    yield from _kind_shares(case, number)


def referents_of(statement: Statement | None) -> tuple[Referent, ...]:
    """What a statement means in the first place."""
    return statement.referents[:1] if statement else ()


def _kind_shares(case: Case, first: int) -> Iterator[Finding]:
    """予以公开的占 x %, worked out from table 三."""
    wholes = [Decimal(each) for each in _of_table(case)]
    number = first
    for section, text in compared_texts(case):
        for share in kind_shares(section, text):
            parts = terms(case.form, CATEGORIES[share.kind].cells)
            if first_open(case.form, case.document.cells, case.numbers, parts) is not None:
                continue
            number += 1
            part, said = Decimal(possible(case.form, case.numbers, parts)[0]), Decimal(share.percent.count.number)
            rates = {whole: part / whole * 100 for whole in wholes if whole}
            if not rates or any(agrees(said, share.percent, rate, _LEAST_TOLERANCE) for rate in rates.values()):
                continue
            whole, rate = min(rates.items(), key=lambda each: abs(each[1] - said))
            span = share.percent.quote[0], share.percent.span[1]
            message = (
                f"{quoted(case, section, text, span)}，{CATEGORIES[share.kind].name}{show(whole_number(part))}件，"
                f"占{show(whole_number(whole))}件的{show(rounded(rate))}%。请核对比例，更正有误的一处。"
            )
            each = None if number == 1 else str(number)
            cells = tuple(cell for _, cell in parts)
            yield Finding("NV-15", each, "explain", cells, message, said, rounded(rate), section, span)


def _opened_in_part(case: Case) -> Decimal:
    parts = terms(case.form, CATEGORIES["partial"].cells)
    if first_open(case.form, case.document.cells, case.numbers, parts) is not None:
        return Decimal(0)
    return Decimal(possible(case.form, case.numbers, parts)[0])


def _of_table(case: Case) -> Iterator[Number]:
    for referent in (NEW, WITH_CARRIED_IN, RESULTS):
        parts = terms(case.form, referent.cells)
        if first_open(case.form, case.document.cells, case.numbers, parts) is None:
            yield from possible(case.form, case.numbers, parts)


def _table_wholes(case: Case, statement: Statement | None) -> Iterator[Number]:
    """What a count of applications may be a share of, from 表三."""
    if statement is None or statement.rule not in {"NV-03", "NV-04", "NV-05", "NV-06", "NV-07"}:
        return
    yield from _of_table(case)


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
            if (large := listed.too_large) is not None:
                span = (listed.whole.quote[0], large.span[1])
                message = (
                    f"{quoted(case, section, text, span)}，其中一项{show(large.count.number)}{large.count.unit}大于总数"
                    f"{show(whole)}{listed.whole.count.unit}。请核对总数和各项，更正有误的一处。"
                )
                each = None if number == 1 else str(number)
                yield Finding("NV-16", each, "explain", (), message, whole, large.count.number, section, span)
                continue
            if (
                whole in sums
                or listed.unitless
                or not (listed.complete or (listed.places and total >= whole * _NEARLY_ALL))
            ):
                continue
            span = (listed.whole.quote[0], listed.parts[-1].span[1])
            begins = (listed.whole.quote[0], listed.whole.span[1])
            unit = listed.whole.count.unit
            message = (
                f"{quoted(case, section, text, begins)}，后面分列的{len(listed.parts)}项相加是{show(total)}{unit}，"
                f"相差{show(abs(Decimal(whole) - total))}{unit}。请核对总数和各项，更正有误的一处。"
            )
            each = None if number == 1 else str(number)
            yield Finding("NV-16", each, "explain", (), message, whole, total, section, span)


def agrees(said: Decimal, written_as: Mention, rate: Decimal, least: Decimal) -> bool:
    """Whether that is the rate, rounded or cut off at the written decimal place; an exact half is no 51 %."""
    place = Decimal(1).scaleb(-written_as.count.places)
    steps = rate / place
    low, high = (steps.to_integral_value(rounding) * place for rounding in (ROUND_FLOOR, ROUND_CEILING))
    return low <= said <= high or (written_as.count.places > 0 and abs(said - rate) <= least)


def rounded(number: Decimal) -> Decimal:
    """To hundredths, half a hundredth up."""
    return number.quantize(_HUNDREDTHS, ROUND_HALF_UP)


def whole_number(number: Decimal) -> Number:
    """An integer where it is one."""
    return int(number) if number == number.to_integral_value() else number


RULES: Final = (
    Check("NV-15", "explain", "正文的占比等于所列件数除以总数，相差不超过0.1个百分点", "正文各数之间应当一致", _share),
    Check("NV-16", "explain", "正文分列的各项相加等于总数（没有列全的不比较）", "正文各数之间应当一致", _sums),
)
