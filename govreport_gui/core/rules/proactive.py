"""Rules over table 二 that ask what the unit is, what it may do and what it charged last year."""

from typing import Final

from govreport_gui.core.findings.finding import NO_LAST_YEAR, Finding, NotChecked
from govreport_gui.core.forms.relations import PREVIOUS
from govreport_gui.core.patterns import pattern
from govreport_gui.core.report.document import OFFICE
from govreport_gui.core.rules.case import Case, Check
from govreport_gui.core.rules.needs import NO_KIND, NO_LEVEL, NO_RULEMAKER, Results, given, lacking, number
from govreport_gui.core.values import Number, read, show

FEES: Final = "proactive.fees.amount"
_REGULATIONS: Final = tuple(f"proactive.regulations.{column}" for column in ("issued", "repealed", "in_force"))
_IN_FORCE: Final = "proactive.normative_documents.in_force"
_POWERS: Final = (
    ("licensing_power", "proactive.licensing.decisions"),
    ("penalties_power", "proactive.penalties.decisions"),
    ("coercion_power", "proactive.coercion.decisions"),
)
_MOST_REGULATIONS: Final = 30
AS_IF_IN_YUAN: Final = 1000
"""So many times last year's amount looks like 元 in a cell for 万元."""
_MUCH: Final = 10_000
"""In 万元: more than a county's department or a township would charge."""
_MOST: Final = 3_000_000
"""In 万元: thirty times the largest amount that any government has published."""
_LOCAL: Final = pattern("[省市县区州旗盟]")
"""A department whose name has one of these is no department of the state's government."""
_TEN_YUAN: Final = 1000
"""So many times a fee of ten 元 makes one 万元."""


def _rulemaker(case: Case) -> bool | None:
    """Whether the unit may make 规章: as the cover says, or as the law says of its level and kind."""
    if case.document.rulemaker is not None:
        return case.document.rulemaker
    local = case.level in {"provincial", "municipal"} or (not case.level and _LOCAL.search(case.document.unit))
    local_department = case.kind in {"department", "authorised"} and local
    below = case.level in {"county", "township"} or case.kind == "township"
    return False if below or local_department else None


def _no_regulations(case: Case) -> Results:
    """A unit that may not make 规章 has none."""
    if any(cell not in case.form.cells for cell in _REGULATIONS):
        return
    may = _rulemaker(case)
    if may is None:
        yield NotChecked("T2-03", None, NO_RULEMAKER)
    if may is not False:
        return
    filled = {cell: figure for cell in _REGULATIONS if (figure := number(case, cell))}
    if filled:
        columns = case.form.table("proactive").columns
        some = "、".join(f"{columns[case.form.cells[cell].column]}{show(figure)}件" for cell, figure in filled.items())
        message = (
            f"表二规章填了{some}，本单位无规章制定权，三格均应为0。"
            "部门起草、以政府名义发布的规章由政府填报，请核对后改为0，或写明原因。"
        )
        yield Finding("T2-03", None, "explain", tuple(filled), message)
    elif reason := lacking(case, _REGULATIONS):
        yield NotChecked("T2-03", None, reason)


def _many_regulations(case: Case, issued: Number) -> Results:
    """One maker of 规章 seldom makes more than thirty in a year."""
    may = _rulemaker(case)
    if issued <= _MOST_REGULATIONS or may is False:
        return
    if may is None:
        yield NotChecked("T2-04", None, NO_RULEMAKER)
    elif not case.kind:
        yield NotChecked("T2-04", None, NO_KIND)
    elif case.kind == "rollup" and case.level != "municipal":
        reason = "本级政府汇总可能含几家规章制定机关，无各家的数" if case.level else NO_LEVEL
        yield NotChecked("T2-04", None, reason)
    else:
        message = (
            f"表二本年制发规章{show(issued)}件，多于{_MOST_REGULATIONS}件，数量异常。"
            "请核对是否误将行政规范性文件计入规章；确为规章的，写明原因。"
        )
        yield Finding("T2-04", None, "explain", _REGULATIONS[:1], message)


def _yuan_for_ten_thousand(case: Case, fees: Number) -> Results:
    """An amount a thousand times last year's, or huge for a small unit, was typed in 元."""
    if fees <= 0:
        return
    amount = f"{show(fees)}万元（即{show(fees * 10_000)}元）"
    ask = "请核对是否按元填写，该格单位为万元；情况属实的，写明原因。"
    last = number(case, PREVIOUS + FEES)
    if last and fees >= last * AS_IF_IN_YUAN:
        message = f"表二行政事业性收费为{amount}，上年为{show(last)}万元，相差一千倍以上。{ask}"
        yield Finding("T2-05", None, "explain", (FEES,), message)
        return
    if fees > _MOST:
        message = f"表二行政事业性收费为{amount}，高于各级政府已公布的数额。{ask}"
        yield Finding("T2-05", None, "explain", (FEES,), message)
        return
    if last is None:
        yield NotChecked("T2-05", None, lacking(case, (PREVIOUS + FEES,)) if case.last else NO_LAST_YEAR)
    if fees <= _MUCH:
        return
    county = case.kind == "department" and case.level == "county"
    if county or case.kind == "township" or case.level == "township":
        message = f"表二行政事业性收费为{amount}，对县级部门和乡镇偏大。{ask}"
        yield Finding("T2-05", None, "explain", (FEES,), message)
    elif not case.kind:
        yield NotChecked("T2-05", None, NO_KIND)
    elif not case.level:
        yield NotChecked("T2-05", None, NO_LEVEL)


def _below_ten_yuan(_case: Case, fees: Number) -> Results:
    """Less than ten 元 in a year: somebody divided by 10 000 twice."""
    if 0 < fees * _TEN_YUAN < 1:
        message = (
            f"表二行政事业性收费为{show(fees)}万元，合{show(fees * 10_000)}元，不足10元。"
            "请核对，该格单位为万元；情况属实的，写明原因。"
        )
        yield Finding("T2-06", None, "explain", (FEES,), message)


def _powers(case: Case) -> Results:
    """Whoever may decide has decided something, and nobody else has."""
    silent, blank = [], []
    for power, cell in _POWERS:
        answer = case.document.office.get(power, "")
        figure = number(case, cell)
        if not answer:
            silent.append(OFFICE[power])
            continue
        if figure is None:
            blank.append(cell)
            continue
        of = case.form.cells[cell]
        if answer == "yes" and figure == 0:
            message = (
                f"{of.place}为0，封面信息为{OFFICE[power]}。请核对有无漏计依法不公开的决定；本年确无的，写明原因。"
            )
        elif answer == "no" and figure > 0:
            message = (
                f"{of.place}为{show(figure)}件，封面信息为无{OFFICE[power].removeprefix('有')}。"
                "请核对后更正有误的一处，或写明原因。"
            )
        else:
            continue
        yield Finding("T2-07", of.row, "explain", (cell,), message)
    if silent:
        yield NotChecked("T2-07", None, f"封面信息未填{'、'.join(f'“{name}”' for name in silent)}")
    if blank:
        yield NotChecked("T2-07", None, lacking(case, blank))


def _catalogue(case: Case, in_force: Number) -> Results:
    """As many documents in force as the published catalogue lists."""
    name, text = OFFICE["catalogue"], case.document.office.get("catalogue", "")
    listed = read(text).number
    if listed is None:
        reason = f"封面信息里{name}不是数字" if text else f"封面信息未填{name}"
        yield NotChecked("T2-10", None, reason)
    elif listed != in_force:
        gap = show(max(in_force, listed) - min(in_force, listed))
        message = (
            f"表二行政规范性文件现行有效{show(in_force)}件，公布的现行有效目录为{show(listed)}件，相差{gap}件。"
            "请核对两处是否均截至12月31日；口径不同的，写明原因。"
        )
        yield Finding("T2-10", None, "explain", (_IN_FORCE,), message, in_force, listed)


_UNIT_OF_FEES: Final = "统一格式表二：本年收费金额（单位：万元）"
RULES: Final = (
    Check(
        "T2-03",
        "explain",
        "没有规章制定权的单位，表二规章的本年制发、本年废止、现行有效都是0",
        "《立法法》第九十一条、第九十三条",
        _no_regulations,
    ),
    Check(
        "T2-04",
        "explain",
        f"一家规章制定机关本年制发的规章不多于{_MOST_REGULATIONS}件",
        "合理性核对：规章与行政规范性文件分列",
        given("T2-04", _REGULATIONS[:1], _many_regulations),
    ),
    Check(
        "T2-05",
        "explain",
        f"行政事业性收费不到上年年报的{AS_IF_IN_YUAN}倍，不多于{_MOST}万元；县级部门、乡镇不多于{_MUCH}万元",
        _UNIT_OF_FEES,
        given("T2-05", (FEES,), _yuan_for_ten_thousand),
    ),
    Check(
        "T2-06",
        "explain",
        "行政事业性收费是0，或不少于0.001万元（10元）",
        _UNIT_OF_FEES,
        given("T2-06", (FEES,), _below_ten_yuan),
    ),
    Check(
        "T2-07",
        "explain",
        "有行政许可、行政处罚、行政强制职权的，本年处理决定数量大于0；没有职权的是0",
        "合理性核对：本单位权责清单",
        _powers,
    ),
    Check(
        "T2-10",
        "explain",
        "行政规范性文件的现行有效件数＝公布的现行有效目录件数",
        "地方年报通知：会同司法行政部门填报；国办公开办函〔2021〕30号：核定时间点为12月31日",
        given("T2-10", (_IN_FORCE,), _catalogue),
    ),
)
