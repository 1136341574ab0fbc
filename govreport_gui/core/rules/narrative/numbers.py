"""Numbers in the text against the tables. What the text may mean in two ways is compared softly."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import partial
from typing import Final

from govreport_gui.core.findings.finding import Finding, NotChecked
from govreport_gui.core.forms.form import Level
from govreport_gui.core.forms.relations import Term
from govreport_gui.core.prose.referents import Referent
from govreport_gui.core.prose.statements import Statement, rough_statements, statements
from govreport_gui.core.rules.case import Case, Check
from govreport_gui.core.rules.cell_sums import first_open, named, possible, terms
from govreport_gui.core.rules.needs import no_number
from govreport_gui.core.rules.texts import availability, compared_texts, concerns, quoted
from govreport_gui.core.values import Number, show

_FAR: Final = Decimal("1.6")
"""A rounded number may lie so many times above or below what it stands for."""


def _compare(rule: str, case: Case) -> Iterator[Finding | NotChecked]:
    """What the text states against the cells."""
    yield from availability(rule, case)
    for section, text in compared_texts(case):
        stated: dict[str, list[Statement]] = {}
        for statement in statements(section, text):
            if statement.rule == rule and concerns(statement, case):
                stated.setdefault(statement.each, []).append(statement)
        for each, same in stated.items():
            if len(same) > 1 and _together(case, same):
                continue
            for at, statement in enumerate(same, 1):
                # The same thing stated again in the same part is another one of the rule.
                yield from _judge(case, section, text, statement, each if at == 1 else f"{each}.{at}")
        for statement in rough_statements(section, text):
            if statement.rule == rule and concerns(statement, case):
                yield from _far_off(case, section, text, statement)


def _far_off(case: Case, section: str, text: str, statement: Statement) -> Iterator[Finding]:
    """A rounded number that nothing it may mean comes near."""
    values: list[tuple[Referent, tuple[str, ...], Number]] = []
    for referent in statement.referents:
        parts = terms(case.form, referent.cells)
        if not parts or first_open(case.form, case.document.cells, case.numbers, parts) is not None:
            return
        sums, said = possible(case.form, case.numbers, parts), statement.number
        if any(min(number, said) * _FAR >= max(number, said) for number in sums):
            return
        values.append((referent, tuple(cell for _, cell in parts), sums[0]))
    if values:
        yield _contradiction(case, section, text, statement, statement.each, values)


def _together(case: Case, same: list[Statement]) -> bool:
    """Whether they are parts of one number: 县政府制定规范性文件5件，县政府办公室制定规范性文件3件."""
    number = sum(statement.number for statement in same)
    for referent in same[0].referents:
        parts = terms(case.form, referent.cells)
        if not parts or first_open(case.form, case.document.cells, case.numbers, parts) is not None:
            continue
        if number in possible(case.form, case.numbers, parts):
            return True
    return False


def _judge(case: Case, section: str, text: str, statement: Statement, each: str) -> Iterator[Finding | NotChecked]:
    values: list[tuple[Referent, tuple[str, ...], Number]] = []
    over: list[tuple[Referent, tuple[str, ...], Number]] = []
    still_open = None
    for referent in statement.referents:
        parts = terms(case.form, referent.cells)
        if not parts:
            continue
        cell = first_open(case.form, case.document.cells, case.numbers, parts)
        if cell is not None:
            still_open = still_open or cell
            least = _least(case, parts)
            if least > statement.number:
                over.append((referent, tuple(cell for _, cell in parts), least))
            continue
        sums = possible(case.form, case.numbers, parts)
        cells = tuple(cell for _, cell in parts)
        if statement.number in sums:
            if referent.remark and _asks(statement) and (values or still_open):
                yield from _soft(case, section, text, statement, each, referent, cells, values)
            return
        values.append((referent, cells, sums[0]))
    if over and len(over) + len(values) == len([each for each in statement.referents if terms(case.form, each.cells)]):
        # What is filled in already is more than the text says, whatever the blanks will be.
        yield _contradiction(case, section, text, statement, each, over)
    elif still_open is not None:
        yield NotChecked(statement.rule, each, no_number(case, (still_open,)))
    elif values:
        yield _contradiction(case, section, text, statement, each, values)


def _least(case: Case, parts: Iterable[Term]) -> Number:
    """What those cells come to at least, as long as none is taken off; blanks may still become anything."""
    if any(factor < 0 for factor, _ in parts):
        return 0
    return sum(max(0, case.numbers[cell]) for _, cell in parts if cell in case.numbers)


def _asks(statement: Statement) -> bool:
    """Whether the wider referent has to be said in the text."""
    return statement.rule in {"NV-01", "NV-08", "NV-09"} and not statement.carried_in_said


def _soft(
    case: Case,
    section: str,
    text: str,
    statement: Statement,
    each: str,
    referent: Referent,
    cells: tuple[str, ...],
    before: list[tuple[Referent, tuple[str, ...], Number]],
) -> Iterator[Finding]:
    if not before:
        return
    first, _, value = before[0]
    message = (
        f"{quoted(case, section, text, statement.span)}，{named(case.form, first)}{show(value)}件，"
        f"{named(case.form, referent)}{show(statement.number)}件。"
        f"请在文字中写明“{referent.remark}”，或改为{show(value)}件。"
    )
    number = statement.number
    yield Finding(statement.rule, each, "notice", cells, message, number, value, section, statement.span)


def _contradiction(
    case: Case,
    section: str,
    text: str,
    statement: Statement,
    each: str,
    values: list[tuple[Referent, tuple[str, ...], Number]],
) -> Finding:
    first, cells, value = values[0]
    sides = "，".join(f"{named(case.form, referent)}{show(number)}件" for referent, _, number in _different(values))
    level: Level = "notice" if first.remark else "explain"
    what = f"{first.remark}，请核对后写明所指。" if first.remark else "请核对文字和表格，更正有误的一处。"
    message = f"{quoted(case, section, text, statement.span)}，{sides}。{what}"
    return Finding(statement.rule, each, level, cells, message, statement.number, value, section, statement.span)


def _different(
    values: list[tuple[Referent, tuple[str, ...], Number]],
) -> Iterator[tuple[Referent, tuple[str, ...], Number]]:
    """The referents with different numbers: what equals an earlier one need not be said."""
    seen = set()
    for value in values:
        if value[2] not in seen:
            seen.add(value[2])
            yield value


_TABLE_THREE: Final = "统一格式表三；正文与表格应当一致"
_TABLE_FOUR_SOURCE: Final = "统一格式表四；正文与表格应当一致"
_TABLE_TWO: Final = "统一格式表二；正文与表格应当一致"


def _stated(rule: str, formula: str, source: str) -> Check:
    return Check(rule, "explain", formula, source, partial(_compare, rule))


RULES: Final = (
    _stated("NV-01", "正文的收到（新收）申请件数等于表三本年新收总计；等于本年新收加上年结转时只作提醒", _TABLE_THREE),
    _stated("NV-02", "正文的受理、办理申请件数等于表三本年新收、本年新收加上年结转、（七）总计三者之一", _TABLE_THREE),
    _stated("NV-03", "正文的办结、答复件数等于表三（七）总计", _TABLE_THREE),
    _stated("NV-04", "正文的上年结转、结转下年度件数等于表三相应总计", _TABLE_THREE),
    _stated("NV-05", "正文的六类办理结果件数等于表三（一）至（六）相应各行总计之和", _TABLE_THREE),
    _stated("NV-06", "正文写出的具体情形件数等于表三相应一行的总计", _TABLE_THREE),
    _stated("NV-07", "正文的自然人、法人或其他组织申请件数等于表三相应列的本年新收（可加上年结转）", _TABLE_THREE),
    _stated("NV-08", "正文的行政复议件数等于表四行政复议总计；等于总计减尚未审结时只作提醒", _TABLE_FOUR_SOURCE),
    _stated(
        "NV-09", "正文的行政诉讼件数等于表四两项诉讼总计之和；等于减去尚未审结后的数时只作提醒", _TABLE_FOUR_SOURCE
    ),
    _stated("NV-10", "正文写未发生行政复议、行政诉讼的，表四相应总计为0", _TABLE_FOUR_SOURCE),
    _stated("NV-11", "正文写未收到申请或收到0件的，表三本年新收总计为0", _TABLE_THREE),
    _stated(
        "NV-13",
        "正文的规章、行政规范性文件制发、废止、现行有效件数等于表二相应各格；公开件数不同时只作提醒",
        _TABLE_TWO,
    ),
    _stated("NV-14", "正文的行政许可、行政处罚、行政强制处理决定件数等于表二相应各格", _TABLE_TWO),
)
