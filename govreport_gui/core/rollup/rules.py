"""What does not fit together in a collection: between the units, between them and the sum, and with last year."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from govreport_gui.core.findings.finding import VERDICT_NAMES
from govreport_gui.core.forms.form import Level
from govreport_gui.core.report.document import Document
from govreport_gui.core.report.figures import printed_numbers
from govreport_gui.core.report.unit import certain_kind
from govreport_gui.core.rollup.adding import Rollup, named
from govreport_gui.core.rollup.alike import ALIKE, near_copies
from govreport_gui.core.rollup.submission import Collection, Submission, called, plain
from govreport_gui.core.rules.cross_table import processing_fee
from govreport_gui.core.rules.proactive import FEES
from govreport_gui.core.values import Number, show

_FEE_PART: Final = "other_matters"
_SUITS: Final = "disputes.litigation_after_reconsideration.total"
_NEW: Final = "requests.new.total"
_CARRIED_IN, _CARRIED_OUT = "requests.carried_in.", "requests.carried_out."
_REGULATIONS: Final = "proactive.regulations."
_SAME_LEAST: Final = 8
"""So many equal numbers other than 0 and 1 are no chance."""
_MOST_SHARE: Final = 80
"""Percent of a total that one unit rarely gives."""
_SHARE_LEAST, _SHARE_UNITS = 100, 5
"""Looked at are totals of at least so much, among at least so many units."""
_TIMES, _TIMES_LEAST = 10, 50
"""A number more than so many times last year's, or as many times less; the greater at least so much."""
_NAMED: Final = 8


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about a collection that the office should look at; `files` are the reports concerned."""

    rule: str
    level: Level
    message: str
    files: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    left: Number | None = None
    right: Number | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A collection with its sum; `report` is the government's own report as it stands, where there is one."""

    collection: Collection
    rollup: Rollup
    report: Document | None = None


@dataclass(frozen=True, slots=True)
class RollupCheck:
    """A rule over many units: `formula` says it in words, for whoever has to approve the rules."""

    id: str
    level: Level
    formula: str
    source: str
    judge: Callable[[Case], Iterator[Problem]]


def problems(collection: Collection, rollup: Rollup, report: Document | None = None) -> tuple[Problem, ...]:
    """All that the rules find in a collection, in their order."""
    case = Case(collection, rollup, report)
    return tuple(problem for rule in RULES for problem in rule.judge(case))


def _names(case: Case, files: tuple[str, ...] | list[str]) -> str:
    """Units by name: 县教育局、县公安局等9个单位."""
    names = [case.rollup.name(file) for file in files]
    return "、".join(names[:_NAMED]) + (f"等{len(names)}个单位" if len(names) > _NAMED else "")


def _sum_differs(case: Case) -> Iterator[Problem]:
    """The government's own report says in every cell what its units give together."""
    if case.report is None:
        return
    form = case.collection.form_of(case.report)
    if form is not case.rollup.form:
        return  # RU-05 speaks of it
    numbers = printed_numbers(form, case.report)
    for cell, total in case.rollup.totals.items():
        stands = numbers.get(cell, 0)
        if stands != total:
            givers = case.rollup.contributors[cell]
            some = "、".join(f"{case.rollup.name(file)}{show(number)}" for file, number in givers[:_NAMED])
            more = f"等{len(givers)}个单位" if len(givers) > _NAMED else ""
            message = (
                f"{form.cells[cell].place}汇总数{show(stands)}，各单位之和{show(total)}，"
                f"相差{show(max(stands, total) - min(stands, total))}。"
                + (f"各单位：{some}{more}。" if givers else "各单位均为0。")
                + "请核对后更正。"
            )
            yield Problem("RU-01", "must_fix", message, tuple(file for file, _ in givers), (cell,), stands, total)


def _once(case: Case) -> Iterator[Problem]:
    """Every unit of the roster is there, exactly once."""
    counted = case.rollup.counted
    if counted.missing:
        some = "、".join(counted.missing[:_NAMED]) + ("等" if len(counted.missing) > _NAMED else "")
        message = f"尚有{len(counted.missing)}个单位未报：{some}。请催报；本年不再报送的，从应报单位中移除。"
        yield Problem("RU-02", "explain", message)
    for name, files in counted.double.items():
        others = "、".join(f"“{called(file)}”" for file in files[1:])
        message = f"{name}报送了{len(files)}份，已计入“{called(files[0])}”，未计入{others}。请核对应以哪一份为准。"
        yield Problem("RU-02", "explain", message, files)
    files_of = {counted.units[each.file]: each.file for each in counted.counted}
    for name, near in counted.unknown.items():
        asked = f"疑为“{near}”。" if near else ""
        message = f"{name}不在应报单位中。{asked}请核对单位名称，或补入应报单位。"
        yield Problem("RU-02", "explain", message, (files_of[name],))
    nameless = tuple(each.file for each in counted.counted if not each.document.unit.strip())
    if nameless:
        some = "、".join(f"“{called(file)}”" for file in nameless[:_NAMED]) + ("等" if len(nameless) > _NAMED else "")
        message = f"{len(nameless)}份年报未写明单位名称：{some}。已计入汇总，请核对是哪个单位、有无重复。"
        yield Problem("RU-02", "explain", message, nameless)


def _superiors(case: Case) -> Iterator[Problem]:
    """A sum among the units has its own units in it already; so has a unit whose numbers stand in another's too."""
    counted = case.rollup.counted.counted
    sums = [each for each in counted if _kind(each) == "rollup"]
    if len(counted) > 1:
        for each in sums:
            name = case.rollup.name(each.file)
            message = f"{name}报送的是本级政府汇总，可能已含其下属单位。请核对有无重复相加，重复的移出一方。"
            yield Problem("RU-03", "explain", message, (each.file,))
    by_numbers: dict[frozenset[tuple[str, Number]], list[Submission]] = {}
    for each in counted:
        telling = frozenset((cell, number) for cell, number in each.numbers.items() if number not in (0, 1))
        if len(telling) >= _SAME_LEAST:
            by_numbers.setdefault(telling, []).append(each)
    for same in by_numbers.values():
        if len(same) > 1:
            files = tuple(each.file for each in same)
            message = f"{_names(case, files)}的数完全相同。请核对是否为同一份年报，重复的移出一方。"
            yield Problem("RU-03", "explain", message, files)


def _kind(submission: Submission) -> str:
    document = submission.document
    return document.kind or certain_kind(document.unit)


def _wrong_reports(case: Case) -> Iterator[Problem]:
    """A report that contradicts itself makes a sum that does."""
    for each in case.rollup.counted.counted:
        if each.verdict == "must_fix":
            message = (
                f"{case.rollup.name(each.file)}的年报有{each.must_fix}处必须改正，已照原数计入。请退回修改后重新汇总。"
            )
            yield Problem("RU-04", "explain", message, (each.file,))


def _year_and_form(case: Case) -> Iterator[Problem]:
    """Year and form of every report are those of the sum."""
    counted, form = case.rollup.counted, case.rollup.form
    others: dict[int | None, list[str]] = {}
    for each in case.collection.submissions:
        if each.document.year != counted.year and each.file not in case.collection.out:
            others.setdefault(each.document.year, []).append(each.file)
    for year, files in sorted(others.items(), key=lambda item: item[0] or 0):
        says = "未写明年度" if year is None else f"为{year}年度"
        message = f"{_names(case, files)}的年报{says}，不是{counted.year}年度，未计入。请核对是否报错年度。"
        yield Problem("RU-05", "explain", message, tuple(files))
    for each in counted.counted:
        if each.document.format == form.id:
            continue
        of = case.collection.form_of(each.document)
        lost = case.rollup.unmapped.get(each.file, ())
        left = f"其中{named(of, lost)}无对应的格，未计入。" if lost else ""
        message = (
            f"{case.rollup.name(each.file)}采用{of.name}，已按{form.name}归入相应各格。{left}请该单位改用{form.name}。"
        )
        yield Problem("RU-05", "explain", message, (each.file,))
    if case.report is not None and case.report.format != form.id:
        message = f"本级年报采用{case.collection.form_of(case.report).name}，汇总采用{form.name}，未逐格比对。"
        yield Problem("RU-05", "explain", message)


def _carried_over(case: Case) -> Iterator[Problem]:
    """What the units bring in from last year is what last year's sum handed on."""
    last = case.collection.last
    if last is None:
        return
    columns = case.rollup.form.table("requests").columns
    for column, name in columns.items():
        cell, before = _CARRIED_IN + column, _CARRIED_OUT + column
        if cell not in case.rollup.totals or before not in last.totals:
            continue
        now, then = case.rollup.totals[cell], last.totals[before]
        if now == then:
            continue
        astray = []
        for each in case.rollup.counted.counted:
            known = last.by_unit.get(plain(case.rollup.name(each.file)))
            if known is not None and known.get(before, 0) != each.numbers.get(cell, 0):
                astray.append(each.file)
        which = f"不一致的单位：{_names(case, astray)}。" if astray else ""
        message = (
            f"表三“{name}”上年结转各单位合计{show(now)}，上年汇总结转下年度{show(then)}，"
            f"相差{show(max(now, then) - min(now, then))}件。"
            f"{which}请核对；单位有增减的，写明原因。"
        )
        yield Problem("RU-06", "explain", message, tuple(astray), (cell,), now, then)


def _regulations(case: Case) -> Iterator[Problem]:
    """Only the government itself makes 规章."""
    for each in case.rollup.counted.counted:
        if _kind(each) not in {"department", "township", "authorised"}:
            continue
        cells = tuple(cell for cell, number in each.numbers.items() if cell.startswith(_REGULATIONS) and number)
        if cells:
            message = (
                f"{case.rollup.name(each.file)}填报了规章（{named(case.collection.form_of(each.document), cells)}）。"
                "规章由本级政府填报，请核对有无重复计算。"
            )
            yield Problem("RU-07", "explain", message, (each.file,), cells)


def _shared_suits(case: Case) -> Iterator[Problem]:
    """A suit after 复议 names both organs, and both report it."""
    givers = case.rollup.contributors.get(_SUITS, ())
    kinds = {each.file: _kind(each) for each in case.rollup.counted.counted}
    files = tuple(file for file, _ in givers)
    if len(files) > 1 and any(kinds[file] in {"office", "rollup"} for file in files):
        message = (
            f"{_names(case, files)}都有复议后起诉案件，合计{show(case.rollup.totals[_SUITS])}件。"
            "原机关与复议机关为共同被告的同一案件可能各计一次，请核对。"
        )
        yield Problem("RU-08", "notice", message, files, (_SUITS,))


def _outstanding(case: Case) -> Iterator[Problem]:
    """One unit gives nearly all, or ten times as much or as little as last year."""
    rollup, form = case.rollup, case.rollup.form
    shares: dict[str, list[str]] = {}
    for cell, givers in rollup.contributors.items():
        total = rollup.totals[cell]
        if total >= _SHARE_LEAST and len(givers) >= _SHARE_UNITS and givers[0][1] * 100 > total * _MOST_SHARE:
            shares.setdefault(givers[0][0], []).append(cell)
    for file, cells in shares.items():
        message = (
            f"{rollup.name(file)}一家占{named(form, cells)}全部汇总数的{_MOST_SHARE}%以上。请核对有无多填、单位有误。"
        )
        yield Problem("RU-12", "notice", message, (file,), tuple(cells))
    last = case.collection.last
    if last is None:
        return
    watched = [
        cell for cell in form.cells if (cell.startswith("proactive.") or cell == _NEW) and cell in last.form.cells
    ]
    for each in rollup.counted.counted:
        known = last.by_unit.get(plain(rollup.name(each.file)))
        if known is None:
            continue
        for cell in watched:
            now, then = each.numbers.get(cell, 0), known.get(cell, 0)
            low, high = sorted((now, then))
            if high >= _TIMES_LEAST and low >= 0 and high > low * _TIMES:
                message = (
                    f"{rollup.name(each.file)}的{form.cells[cell].place}为{show(now)}，上年为{show(then)}。"
                    "请核对两年统计口径是否一致。"
                )
                yield Problem("RU-12", "notice", message, (each.file,), (cell,), now, then)


def fees(rollup: Rollup) -> tuple[tuple[str, Number], ...]:
    """The files whose part 六 names a 信息处理费 that was charged, with the amount in 元, in the order they came."""
    found = []
    for each in rollup.counted.counted:
        charged = processing_fee(each.document.sections.get(_FEE_PART, ""))
        if charged is not None and charged[0]:
            found.append((each.file, charged[0]))
    return tuple(found)


def _fee_list(case: Case) -> Iterator[Problem]:
    """What 六 of the sum has to say of fees."""
    charged = fees(case.rollup)
    if charged:
        total = sum((amount for _, amount in charged), 0)
        each = "、".join(f"{case.rollup.name(file)}{show(amount)}元" for file, amount in charged)
        message = (
            f"{len(charged)}个单位在第六部分写明收取信息处理费，合计{show(total)}元：{each}。"
            "请核对后写入汇总年报第六部分。"
        )
        files = tuple(file for file, _ in charged)
        yield Problem("RU-13", "notice", message, files, (FEES,) if FEES in case.rollup.form.cells else ())


def _copies(case: Case) -> Iterator[Problem]:
    """Units do not copy each other's text."""
    for group in near_copies(case.rollup.counted.counted):
        name = case.rollup.form.section(group.section).name
        files = (group.first, *(file for file, _ in group.others))
        most = max(percent for _, percent in group.others)
        message = (
            f"{_names(case, files)}的“{name}”文字雷同，最高相同{most}%，超过{ALIKE}%。请有关单位按本单位实际重写。"
        )
        yield Problem("NR-10", "explain", message, files)


RULES: Final = (
    RollupCheck("RU-01", "must_fix", "本级年报各格＝各单位该格之和", "统一格式；各单位年报汇总", _sum_differs),
    RollupCheck("RU-02", "explain", "应报单位各报一份，不缺、不重", "各地年度报告工作通知：应报尽报", _once),
    RollupCheck("RU-03", "explain", "汇总单位与其下属单位不重复相加", "各单位年报汇总", _superiors),
    RollupCheck("RU-04", "explain", "各单位年报没有必须改正的问题", "各单位年报汇总", _wrong_reports),
    RollupCheck("RU-05", "explain", "各单位年报的年度、格式与汇总一致", "国办公开办函〔2021〕30号", _year_and_form),
    RollupCheck("RU-06", "explain", "各单位上年结转之和＝上年汇总结转下年度", "统一格式表三", _carried_over),
    RollupCheck("RU-07", "explain", "规章只由本级政府填报", "立法法；规章制定程序条例", _regulations),
    RollupCheck("RU-08", "notice", "复议后起诉的同一案件不重复计算", "国办公开办函〔2016〕201号", _shared_suits),
    RollupCheck(
        "RU-12",
        "notice",
        f"没有一个单位占汇总数{_MOST_SHARE}%以上，没有单位与上年相差{_TIMES}倍以上",
        "合理性",
        _outstanding,
    ),
    RollupCheck("RU-13", "notice", "第六部分列出各单位收取的信息处理费", "统一格式第六部分", _fee_list),
    RollupCheck(
        "NR-10", "explain", f"单位之间第一、五部分的文字相同不超过{ALIKE}%", "国办公开办函〔2021〕30号", _copies
    ),
)
"""All rules over many units, in the order in which they are told."""

LEFT_OUT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "RU-09": "联合制发的规范性文件由牵头单位统计。年报中看不出哪些文件是联合制发的，无法核对。",
        "RU-10": "转送、委托答复的申请可能在两个单位各计一次。年报中没有逐件的记录，无法核对。",
        "RU-11": "金额按原有小数位精确相加，不四舍五入。这是汇总的算法，不是核对。",
    }
)
"""The rules that no report can be judged by, and why."""
REMARKS: Final = (
    "表二行政规范性文件：联合制发的，只由牵头单位统计一次。",
    f"核对结果为“{VERDICT_NAMES['must_fix']}”的年报照原数计入，改正后重新汇总。",
)
"""What a sum bears in mind."""
