"""What the desk says of itself in a line: its title, how many count, what is left to do."""

from collections.abc import Sequence

from govreport_gui.core.rollup.desk import Desk, counts
from govreport_gui.core.rollup.submission import Submission, Unreadable, called, plain
from govreport_gui.files.names import readable
from govreport_gui.files.rollup.submitted import Found
from govreport_gui.ui.rollup.work import Work


def title(work: Work) -> str:
    """For the window; where only is checked no year stands above all."""
    desk, year = work.desk, work.rollup.counted.year
    words = [
        "汇总台" if work.file is not None else "批量核对",
        desk.collection.unit,
        f"{year} 年度" if year and not work.alone else "",
        f"{_expected(work)} 个单位" if work.file is not None and _expected(work) else "",
        "" if desk.collection.unit or work.file is None else readable(work.file.path.name),
    ]
    return "　".join(word for word in words if word)


def _expected(work: Work) -> int:
    """How many units there are, those that have not reported too."""
    return len(work.rollup.counted.counted) + len(work.rollup.counted.missing)


def counted(work: Work) -> str:
    """How many units the sum is of."""
    here, year = len(work.rollup.counted.counted), work.rollup.counted.year
    if work.alone and year is not None:
        return f"各年度均核对，合计只含 {year} 年度 {here} 个单位"
    expected = f"，未报 {len(work.rollup.counted.missing)} 个" if work.desk.collection.roster else ""
    return f"{here} 个单位已计入{expected}"


def to_be_seen(desk: Desk, found: Sequence[Found]) -> str:
    """What is to be known of what has been read: files that cannot be, and a sum of the office itself among them."""
    bad = [each.error for each in found if isinstance(each, Unreadable)]
    lines = bad[:3] + ([f"另有 {len(bad) - 3} 个文件读不出来，见“未计入”。"] if len(bad) > 3 else [])
    own = plain(desk.collection.unit)
    sums = [each for each in found if isinstance(each, Submission) and own and plain(each.document.unit) == own]
    lines += [
        f"“{readable(called(each.file))}”是汇总单位自己的年报，已计入汇总；其中已含各单位的，按 Ctrl+D 移出。"
        for each in sums
    ]
    return "\n".join(lines)


def status(work: Work) -> str:
    """How much is there and what is left to do, each with a link to the lines that it is about."""
    roster = work.desk.collection.roster
    here = len(roster) - len(work.rollup.counted.missing)
    head = f"{here}/{len(roster)} 已报" if roster else f"{len(work.checked)} 份"
    found = counts(work.lines)
    of = "份年报" if work.alone else "个单位"
    kinds = [("missing", "未报"), ("wrong", "有错"), *([("received", "待接收")] if work.file is not None else [])]
    left = [f"<a href='{kind}'>{found[kind]} {of}{words}</a>" for kind, words in kinds if found[kind]]
    return f"<b>{head}</b>" + (f"　尚有 {'、'.join(left)}" if left else "")
