"""Rules over table 四: what the law of review and litigation makes likely."""

from typing import Final

from govreport_gui.core.findings.finding import Finding, NotChecked
from govreport_gui.core.forms.form import Format
from govreport_gui.core.forms.relations import PREVIOUS
from govreport_gui.core.patterns import pattern
from govreport_gui.core.prose.passages import shortened
from govreport_gui.core.rules.case import Case, Check
from govreport_gui.core.rules.needs import (
    NO_YEAR,
    SHORTENED,
    Results,
    given,
    lacking,
    none_for_two_years,
    number,
    numbers,
)
from govreport_gui.core.rules.texts import not_written
from govreport_gui.core.values import Number, show

_RECONSIDERED: Final = "disputes.reconsideration.total"
_DIRECT: Final = "disputes.litigation_direct.total"
_AFTER: Final = "disputes.litigation_after_reconsideration.total"
_CORRECTED: Final = tuple(
    f"disputes.{row}.corrected" for row in ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
)
_REFUSED: Final = "refused_"
_NO_RESULT: Final = frozenset({"new", "carried_in", "results_total", "carried_out"})
"""Rows of table 三 that are no results."""
_INQUIRY: Final = "refused_administrative_inquiry"
_REVIEW_FIRST: Final = 2024
"""From this year on a refusal goes to 复议 before it goes to court."""
_NAMES_REQUESTS: Final = pattern("申请|答复|复议|诉讼|纠正|败诉")


def _after_reconsideration(case: Case, after: Number, reconsidered: Number) -> Results:
    """Whoever sues after 复议 has been through one, this year or last."""
    if after <= reconsidered:
        return
    cells = (PREVIOUS + _RECONSIDERED,)
    if reason := lacking(case, cells):
        yield NotChecked("T4-06", None, reason)
        return
    (last,) = numbers(case, cells)
    if after > reconsidered + last:
        message = (
            f"表四“复议后起诉”总计{show(after)}件，多于行政复议总计本年{show(reconsidered)}件与上年{show(last)}件之和。"
            "请核对三数；由更早的复议或其他机关的复议引起的，写明原因。"
        )
        yield Finding("T4-06", None, "explain", (_AFTER, _RECONSIDERED), message, after, reconsidered + last)


def _open_to_court(form: Format) -> tuple[str, ...]:
    """The results that may be taken to court at once: all but the refusals under articles 14 to 16."""
    rows = form.table("requests").rows
    return tuple(
        f"requests.{row}.total"
        for row in rows
        if row not in _NO_RESULT and (not row.startswith(_REFUSED) or row == _INQUIRY)
    )


def _direct_suits(case: Case, direct: Number) -> Results:
    """Since 2024 a refusal cannot be taken to court directly; without other results there is nothing to sue for."""
    year = case.year
    if direct <= 0 or (year is not None and year < _REVIEW_FIRST):
        return
    nothing_else = none_for_two_years(case, _open_to_court) if year is not None else NO_YEAR
    if isinstance(nothing_else, str):
        yield NotChecked("T4-07", None, nothing_else)
    elif nothing_else:
        message = (
            f"表四“未经复议直接起诉”总计{show(direct)}件，近两年表三无可直接起诉的办理结果；"
            "2024年起对不予公开决定应当先申请行政复议。请核对起诉方式和表三办理结果；案件按实际起诉方式填报，情况属实的，写明原因。"
        )
        yield Finding("T4-07", None, "explain", (_DIRECT,), message)


def _corrected(case: Case) -> Results:
    """Where a decision was corrected, part 五 should say something about it."""
    found = tuple(cell for cell in _CORRECTED if number(case, cell))
    text = case.text("problems")
    if not found:
        if reason := lacking(case, _CORRECTED):
            yield NotChecked("T4-08", None, reason)
    elif _NAMES_REQUESTS.search(text):
        return
    elif not text.strip():
        yield not_written(case, "T4-08", "problems")
    elif shortened(text):
        yield NotChecked("T4-08", None, SHORTENED)
    else:
        count = show(sum(numbers(case, found)))
        message = f"表四有{count}件结果纠正，第五部分未写依申请公开。请核对原因，在存在的主要问题中写明。"
        yield Finding("T4-08", None, "notice", found, message, section="problems")


_REVIEW: Final = "《行政复议法》（2023年修订）第二十三条"
RULES: Final = (
    Check(
        "T4-06",
        "explain",
        "复议后起诉总计≤本年行政复议总计＋上年行政复议总计",
        "合理性核对：复议后起诉的案件先经行政复议",
        given("T4-06", (_AFTER, _RECONSIDERED), _after_reconsideration),
    ),
    Check(
        "T4-07",
        "explain",
        "2024年度起，未经复议直接起诉大于0时，本年或上年有（三）1至7以外的办理结果",
        _REVIEW,
        given("T4-07", (_DIRECT,), _direct_suits),
    ),
    Check(
        "T4-08",
        "notice",
        "表四有结果纠正的，第五部分写到依申请公开工作",
        "合理性核对：《政府信息公开条例》第五十条第一款第四项",
        _corrected,
    ),
)
