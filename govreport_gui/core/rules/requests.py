"""Rules over table 三: what is plausible, and what the law makes likely."""

from typing import Final

from govreport_gui.core.findings.finding import Finding, NotChecked
from govreport_gui.core.rules.case import Case, Check
from govreport_gui.core.rules.needs import NO_LEVEL, Results, given, lacking, number
from govreport_gui.core.values import Number, show

_NEW: Final = "requests.new.total"
_CARRIED_IN: Final = "requests.carried_in.total"
_CARRIED_OUT: Final = "requests.carried_out.total"
_RESULTS: Final = "requests.results_total.total"
_OTHER: Final = "requests.otherwise_other.total"
_RARE: Final = tuple(
    f"requests.{row}.total" for row in ("refused_state_secret", "refused_other_law", "refused_security_stability")
)
_LEAST_CARRIED: Final = 10
_CARRIED_SHARE: Final = 40
"""From so many 件, and beyond so many per cent, what is carried out is conspicuous."""
_LEAST_OTHER: Final = 5
_OTHER_SHARE: Final = 30
"""Likewise for （六）3.其他."""


def _percent(part: Number, of: Number) -> str:
    """A share in per cent, to one place."""
    tenths = int((2000 * part + of) // (2 * of))
    return f"{tenths // 10}.{tenths % 10}%" if tenths % 10 else f"{tenths // 10}%"


def _much_carried_out(_case: Case, new: Number, carried_in: Number, carried_out: Number) -> Results:
    """Answers are due within 20 working days, 40 at most: little can be open at the end of a year."""
    received = new + carried_in
    if carried_out >= _LEAST_CARRIED and received > 0 and carried_out * 100 > received * _CARRIED_SHARE:
        message = (
            f"表三结转下年度{show(carried_out)}件，占本年新收和上年结转{show(received)}件的"
            f"{_percent(carried_out, received)}，偏高。法定办理期限最长约40个工作日，请核对有无已办结而未计入的；"
            "情况属实的，写明原因。"
        )
        yield Finding("T3-07", None, "explain", (_CARRIED_OUT, _NEW, _CARRIED_IN), message)


def _much_other(case: Case, other: Number, results: Number) -> Results:
    """What has a row of its own does not belong under 其他."""
    if other < _LEAST_OTHER or results <= 0 or other * 100 <= results * _OTHER_SHARE:
        return
    if "requests" in case.document.forms:
        # The single row （六）其他处理 of the other form was read into （六）3.其他.
        yield NotChecked("T3-09", None, "原文表三未分列（六）3.其他")
        return
    message = (
        f"表三（六）3.其他有{show(other)}件，占（七）总计{show(results)}件的{_percent(other, results)}，偏高。"
        "请核对能否归入前列具体情形；确不能归入的，写明原因。"
    )
    yield Finding("T3-09", None, "explain", (_OTHER, _RESULTS), message)


def _rare_in_townships(case: Case) -> Results:
    """A township hardly ever refuses for state secrets, other statutes or security."""
    found = {cell: figure for cell in _RARE if (figure := number(case, cell))}
    if case.kind == "township" or case.level == "township":
        if found:
            rows = case.form.table("requests").rows
            some = "、".join(f"“{rows[case.form.cells[cell].row]}”{show(each)}件" for cell, each in found.items())
            message = f"表三{some}，乡镇、街道少有此类情形。请核对决定依据及所填行次。"
            yield Finding("T3-14", None, "notice", tuple(found), message)
        elif reason := lacking(case, _RARE):
            yield NotChecked("T3-14", None, reason)
    elif found and not case.level:
        yield NotChecked("T3-14", None, NO_LEVEL)


_LIMITS: Final = "《政府信息公开条例》第三十三条：二十个工作日内答复，延长不超过二十个工作日"
RULES: Final = (
    Check(
        "T3-07",
        "explain",
        f"结转下年度总计少于{_LEAST_CARRIED}件，或不超过本年新收＋上年结转的{_CARRIED_SHARE}%",
        _LIMITS,
        given("T3-07", (_NEW, _CARRIED_IN, _CARRIED_OUT), _much_carried_out),
    ),
    Check(
        "T3-09",
        "explain",
        f"（六）3.其他总计少于{_LEAST_OTHER}件，或不超过（七）总计的{_OTHER_SHARE}%",
        "合理性核对：统一格式表三已列出各种具体情形",
        given("T3-09", (_OTHER, _RESULTS), _much_other),
    ),
    Check(
        "T3-14",
        "notice",
        "乡镇、街道的（三）1.属于国家秘密、2.其他法律行政法规禁止公开、3.危及“三安全一稳定”通常是0",
        "合理性核对：《政府信息公开条例》第十四条",
        _rare_in_townships,
    ),
)
