"""What leaves the desk: the sum, workbook and table, slips and reminders."""

from collections.abc import Sequence

from govreport_gui.core.papers.part import Part
from govreport_gui.core.rollup import desk as desks
from govreport_gui.core.rollup import slips
from govreport_gui.core.rollup.desk import Row
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.names import readable
from govreport_gui.files.output import export
from govreport_gui.files.rollup import collection_file, papers, table, workbook
from govreport_gui.files.saving import store
from govreport_gui.ui import written
from govreport_gui.ui.rollup import deeds
from govreport_gui.ui.rollup.deeds import chosen, folder_of, write
from govreport_gui.ui.rollup.desk_window import DeskWindow
from govreport_gui.ui.widgets import dialogs


def _name(window: DeskWindow, what: str) -> str:
    year = window.work.rollup.counted.year
    return f"{window.work.desk.collection.unit}{f'{year}年度' if year else ''}{what}"


def save(window: DeskWindow) -> None:
    """Save the collection."""
    if window.work.file is None:
        save_as(window)
    else:
        window.work.save()


def save_as(window: DeskWindow) -> None:
    """Ask for a file and keep the collection there from now on; what was only checked becomes a collection by it."""
    own = window.work.file
    offered = (
        own.path if own is not None else folder_of(window) / f"{_name(window, '年报汇总')}{collection_file.SUFFIX}"
    )
    path = dialogs.ask_path(window, "另存为", offered, "年报汇总 (*.govrollup)")
    if path is None:
        return
    try:
        window.work.save_as(path)
    except OutsideError as error:
        dialogs.say_error(window, str(error))
        return
    window.message_bar.forget("unkept")
    window.say(readable(f"已保存到“{path.name}”"))
    window.saved_elsewhere.emit(path)


def put_out_report(window: DeskWindow) -> None:
    """Write the sum as a report; what was accepted is counted then."""
    if not _anything(window) or not _named(window):
        return
    rollup = window.work.rollup
    offered = folder_of(window) / export.file_name(rollup.document, store.SUFFIX)
    path = dialogs.ask_path(window, "输出汇总年报", offered, "年报 (*.govreport)")
    if path is not None and write(window, path, lambda: store.to_bytes(rollup.document, rollup.form)):
        accepted = [row.unit for row in window.work.lines if row.state == "accepted" and not row.why]
        window.work.change("输出汇总年报", desks.marked(window.work.desk, accepted, "counted"))
        ways = (("打开年报(&P)", lambda: window.wanted.emit(path)),)
        window.message_bar.say(readable(f"已输出“{path.name}”。打开后补写文字、核对、送审。"), "put out", ways)


def show_sum(window: DeskWindow) -> None:
    """Show the sum as a report in a window of its own."""
    rollup = window.work.rollup
    window.open_report(rollup.form, rollup.document, f"{window.work.desk.collection.unit}汇总", "")


def put_out_workbook(window: DeskWindow) -> None:
    """Write the workbook of the collection."""
    work = window.work
    path = None
    if _anything(window):
        path = dialogs.ask_path(
            window, "输出汇总表", folder_of(window) / f"{_name(window, '年报汇总表')}.xlsx", "Excel (*.xlsx)"
        )
    if path is not None:
        write(window, path, lambda: workbook.write(work.desk.collection, work.rollup, work.problems))


def put_out_table(window: DeskWindow) -> None:
    """Write the table with a row a report."""
    work = window.work
    path = None
    if _anything(window):
        path = dialogs.ask_path(
            window, "输出数据表", folder_of(window) / f"{_name(window, '年报数据')}.csv", "CSV (*.csv)"
        )
    if path is not None:
        write(window, path, lambda: table.as_csv(work.rollup, work.desk.collection.forms))


def _named(window: DeskWindow) -> bool:
    """Whether it is said whose sum it is, asked for where it is not."""
    if not window.work.desk.collection.unit:
        deeds.about(window, "先填写汇总单位，年报的标题由此生成。")
    return bool(window.work.desk.collection.unit)


def _anything(window: DeskWindow) -> bool:
    there = bool(window.work.rollup.counted.counted)
    if not there:
        window.say("没有已计入的年报。")
    return there


def put_out_slips(window: DeskWindow) -> None:
    """Write the slips of all units whose reports must be put right, one page each."""
    work = window.work
    rows = [row for row in work.lines if row.slips and not row.why] or [row for row in chosen(window) if not row.why]
    if _put_out_slips(window, rows):
        work.change("输出退回修改单", desks.marked(work.desk, [row.unit for row in rows], "returned"))


def put_out_reminders(window: DeskWindow) -> None:
    """Write the reminders to all units that have not reported."""
    work = window.work
    year = work.rollup.counted.year
    parts = [slips.reminder(work.desk, name, year) for name in work.rollup.counted.missing]
    _put_out(window, slips.REMINDERS, parts, year)


def put_out_current(window: DeskWindow) -> None:
    """Write the slip or the reminder of the current unit."""
    work, row = window.work, window.units.current
    if row is None:
        return
    year = work.rollup.counted.year
    if row.state == "missing":
        _put_out(window, slips.REMINDERS, [slips.reminder(work.desk, row.unit, year)], year)
    elif row.why:
        window.say("未计入的年报不出退回修改单。")
    elif _put_out_slips(window, [row]):
        work.change("输出退回修改单", desks.marked(work.desk, [row.unit], "returned"))


def _put_out_slips(window: DeskWindow, rows: Sequence[Row]) -> bool:
    """Write the slips of these; whether they are written. Copies of one report say the same, once."""
    parts = list(dict.fromkeys(slips.slip(window.work.desk, row) for row in rows))
    years = {row.submission.document.year for row in rows if row.submission is not None}
    return _put_out(window, slips.SLIPS, parts, years.pop() if len(years) == 1 else None)


def _put_out(window: DeskWindow, title: str, parts: Sequence[Part], year: int | None) -> bool:
    """Ask for a file and write those pages; whether they are written."""
    if not parts:
        window.say("没有需要退回的单位。" if title == slips.SLIPS else "没有未报的单位。")
        return False
    unit = window.work.desk.collection.unit
    offered = folder_of(window) / f"{unit}{f'{year}年度' if year else ''}{title}.pdf"
    path = dialogs.ask_path(window, f"输出{title}", offered, "PDF (*.pdf)")
    if path is None:
        return False
    work = window.work
    notes: dict[str, None] = {}
    files = [path.with_suffix(suffix) for suffix in papers.SUFFIXES]
    try:
        for each in files:
            notes |= dict.fromkeys(papers.write(each, work.rollup.form, work.desk, year, title, parts))
    except OutsideError as error:
        dialogs.say_error(window, str(error))
        return False
    written.say_in(window, window.message_bar, files, f"{title}共 {len(parts)} 个单位，PDF 和 Word 各一份。", *notes)
    return True
