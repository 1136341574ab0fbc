"""What the entries of the desk do."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, Literal

from PySide6.QtWidgets import QDialog

from govreport_gui.core.report.figures import printed_numbers
from govreport_gui.core.rollup import desk as desks
from govreport_gui.core.rollup.adding import add_up, last_sum
from govreport_gui.core.rollup.desk import Row
from govreport_gui.core.rollup.submission import LastSum, Submission, Unreadable
from govreport_gui.files import atomic
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.names import readable
from govreport_gui.files.rollup import collection_file, gathering, roster, submitted
from govreport_gui.files.sources.imported import Imported
from govreport_gui.ui import written
from govreport_gui.ui.importing import asking
from govreport_gui.ui.importing.part_boxes import Purpose
from govreport_gui.ui.rollup import questions
from govreport_gui.ui.rollup.desk_window import DeskWindow
from govreport_gui.ui.widgets import dialogs

Marked = Literal["", "returned", "accepted"]
_MARKINGS: Final = {"": "改回已收到", "returned": "退回", "accepted": "接收"}
_NAMES = "名单 (*.xlsx *.xls *.et *.csv *.docx *.txt);;所有文件 (*)"


def folder_of(window: DeskWindow) -> Path:
    """Where a file is looked for first."""
    file = window.work.file
    return file.path.parent if file is not None else Path.home()


# ── what comes in ────────────────────────────────────────────────────


def add_folder(window: DeskWindow) -> None:
    """Read all reports of a folder and of those in it."""
    folder = dialogs.ask_folder(window, "添加文件夹", str(folder_of(window)))
    if folder is not None:
        read(window, [folder])


def add_files(window: DeskWindow) -> None:
    """Read single files."""
    files = dialogs.ask_files(window, "添加文件", str(folder_of(window)), dialogs.READABLE)
    if files:
        read(window, files)


def read(window: DeskWindow, sources: Sequence[Path]) -> None:
    """Read these files and folders, beside the desk's own work."""
    if window.reading.is_reading:
        window.say("正在读入，读完后再添加。")
        return
    own = window.work.file.path if window.work.file is not None else None
    try:
        paths = gathering.files_in(sources, but=own)
    except OutsideError as error:
        window.message_bar.say(str(error))
        return
    if paths:
        window.message_bar.say("")
        window.reading.begin(paths)
    else:
        window.message_bar.say("文件夹里没有可以读入的文件。")


def read_again(window: DeskWindow) -> None:
    """Read all files that are still where they were, and judge the others by the rules as they are now."""
    collection = window.work.desk.collection
    everything: list[Submission | Unreadable] = [*collection.submissions, *collection.unreadable]
    files = [each.file for each in everything]
    there = [Path(file) for file in files if Path(file).is_file()]
    gone = [each for each in collection.submissions if not Path(each.file).is_file()]
    judged = [
        submitted.judged(each.file, collection.form_of(each.document), each.document, each.told, each.changed)
        for each in gone
    ]
    if window.reading.is_reading:
        window.say("正在读入，读完后再核对。")
    elif files:
        window.reading.begin(there, "全部核对", judged)


def look_at(window: DeskWindow) -> None:
    """Show the current unit's report, read-only; one whose reading is doubtful beside its file, where that is there."""
    row = window.units.current
    if row is not None and row.doubtful and not row.why and Path(row.file).is_file():
        look_through(window)
    else:
        window.open_row(row)


def look_through(window: DeskWindow) -> None:
    """Look through how the current file was read, beside the file; what is put right there counts."""
    row = window.units.current
    if row is None or not row.file:
        return
    path = Path(row.file)
    if not path.is_file():
        window.message_bar.say(f"“{readable(path.name)}”已不在原处，不能对照原文件核对。")
        return
    purpose = Purpose("核对读入结果", cells="三张表", texts="正文", cover="单位和年度")
    found = asking.ask(window, path, purpose, offer=asking.Offer(window.message_bar, lambda: look_through(window)))
    if found is not None and found[0].reading is None:
        window.say(readable(f"“{path.name}”由本程序存成，原样读入，无需对照。"))
    elif found is not None:
        imported, _ = found
        changed = row.submission.changed if row.submission is not None else 0
        window.work.add(
            [submitted.judged(row.file, imported.form, imported.document, (), changed)], f"核对读入结果 {row.unit}"
        )


# ── what is said of units ────────────────────────────────────────────


def chosen(window: DeskWindow) -> list[Row]:
    """The selected lines that have a report."""
    return [row for row in window.units.chosen if row.submission is not None]


def _units(rows: Sequence[Row]) -> str:
    """Whom a step is about: 县教育局, or how many."""
    return rows[0].unit if len(rows) == 1 else f"{len(rows)} 个单位"


def mark(window: DeskWindow, state: Marked) -> None:
    """Accept or return the selected units' reports; with state "" take that back."""
    rows = [row for row in chosen(window) if not row.why]
    if not rows:
        window.say("选中的单位没有已计入的年报。")
        return
    wrong = [row for row in rows if row.slips]
    if state == "accepted" and wrong:
        names = "、".join(row.unit for row in wrong[:3]) + ("等" if len(wrong) > 3 else "")
        answers = (("", "返回(&C)"), ("accept", "仍然接收(&A)"))
        more = "可以先退回修改，改正后再接收。"
        if not dialogs.ask(window, f"{names}的年报有必须改正的问题。", more, answers):
            return
    label = f"{_MARKINGS[state]} {_units(rows)}"
    window.work.change(label, desks.marked(window.work.desk, [row.unit for row in rows], state))


def note(window: DeskWindow) -> None:
    """Write a note beside the current unit."""
    row = window.units.current
    if row is None:
        return
    asked = questions.NoteDialog(window, row.unit, window.work.desk.mark(row.unit).note)
    if asked.exec() == QDialog.DialogCode.Accepted:
        window.work.change(f"备注 {row.unit}", desks.noted(window.work.desk, row.unit, asked.box.toPlainText()))


def take_out(window: DeskWindow) -> None:
    """Take the selected reports out of the sum, or in again."""
    rows = chosen(window)
    files = [row.file for row in rows]
    if files:
        out = files[0] not in window.work.desk.collection.out
        label = f"{'移出汇总' if out else '重新计入汇总'} {_units(rows)}"
        window.work.change(label, desks.taken_out(window.work.desk, files, out=out))
        window.say("已移出汇总。" if out else "已重新计入汇总。")


def join(window: DeskWindow) -> None:
    """Say which unit of the roster the current one is, which that does not know by this name."""
    row, counted = window.units.current, window.work.rollup.counted
    if row is None or row.unit not in counted.unknown:
        window.say("当前单位在应报单位中，无需归入。" if row is not None else "")
        return
    if not counted.missing:
        window.say("应报单位均已报送，没有可以归入的单位。")
        return
    chosen = questions.ask_member(window, row.unit, counted.missing, counted.unknown[row.unit])
    if chosen:
        window.work.change(f"归入应报单位 {row.unit}", desks.known_too(window.work.desk, row.unit, chosen))
        found = window.work.row_of(chosen)
        if found is not None:
            window.go_to_row(found)


def choose(window: DeskWindow) -> None:
    """Of all that a unit has sent, let the current report count."""
    row = window.units.current
    if row is not None and row.submission is not None:
        others = [each.file for each in window.work.lines if each.unit == row.unit]
        window.work.change(f"以这一份为准 {row.unit}", desks.chosen(window.work.desk, row.file, others))


def remove(window: DeskWindow) -> None:
    """Take the selected files off the desk, after a question; on the disk they stay."""
    rows = [row for row in window.units.chosen if row.file]
    if not rows:
        return
    answers = (("", "返回(&C)"), ("remove", "移除(&R)"))
    if dialogs.ask(window, f"移除选中的 {len(rows)} 份？", "只从汇总台移除，磁盘上的文件不受影响。", answers):
        window.work.change(f"移除 {_units(rows)}", desks.removed(window.work.desk, [row.file for row in rows]))


# ── roster, last year, the government's own report ───────────────────


def edit_roster(window: DeskWindow) -> None:
    """Type or paste the units that are expected."""
    asked = questions.RosterDialog(window, window.work.desk.collection.roster)
    if asked.exec() == QDialog.DialogCode.Accepted:
        window.work.change("修改应报单位", desks.with_roster(window.work.desk, asked.members))


def read_roster(window: DeskWindow) -> None:
    """Take the units that are expected from a file."""
    path = dialogs.ask_open(window, "读入应报单位", str(folder_of(window)), _NAMES)
    if path is None:
        return
    try:
        members, twice = roster.read(path)
    except OutsideError as error:
        dialogs.say_error(window, str(error))
        return
    window.work.change("读入应报单位", desks.with_roster(window.work.desk, members))
    window.message_bar.say(f"{'、'.join(twice)}在名单中不止一次，按一个单位计。" if twice else "")
    window.say(f"应报单位 {len(members)} 个。")


def save_roster(window: DeskWindow) -> None:
    """Write the roster, or its empty columns, as a workbook."""
    path = dialogs.ask_path(window, "存应报单位名单", folder_of(window) / "应报单位.xlsx", "Excel (*.xlsx)")
    if path is not None:
        write(window, path, lambda: roster.template(window.work.desk.collection.roster))


def about(window: DeskWindow, why: str = "") -> None:
    """Say whose sum it is, for which year, by when; `why` it is asked now."""
    desk = window.work.desk
    collection = desk.collection
    asked = questions.AboutDialog(window, collection.unit, collection.year, desk.deadline, desk.contact)
    asked.said.setText(why)
    if asked.exec() == QDialog.DialogCode.Accepted:
        collection = replace(collection, unit=asked.unit.text().strip(), year=asked.chosen_year)
        deadline, contact = asked.deadline.text().strip(), asked.contact.text().strip()
        window.work.change("汇总信息", replace(desk, collection=collection, deadline=deadline, contact=contact))


def load_last(window: DeskWindow) -> None:
    """Take last year's collection, or last year's sum alone, to be compared with."""
    kinds = dialogs.READABLE.replace("年报 (", "上年汇总 (*.govrollup ")
    path = dialogs.ask_open(window, "载入上年汇总", str(folder_of(window)), kinds)
    if path is None:
        return
    found = _last(window, path)
    if found is None:
        return
    last, of = found
    _say_other_year(window, of, -1)
    desk = window.work.desk
    window.work.change("载入上年汇总", replace(desk, collection=replace(desk.collection, last=last)))


def _say_other_year(window: DeskWindow, of: int | None, later: int) -> None:
    """Say so where what was loaded is of another year than that of the sum, or so many years later."""
    year = window.work.rollup.counted.year
    wrong = of is not None and year is not None and of != year + later
    words = f"载入的是 {of} 年度，应为 {(year or 0) + later} 年度，请核对是否选错文件；选错的按 Ctrl+Z 撤销。"
    window.message_bar.say(words if wrong else "")


def _last(window: DeskWindow, path: Path) -> tuple[LastSum, int | None] | None:
    """Last year's sum in that file, and the year that it is of; None where there is none, or it is not taken."""
    if path.suffix.lower() == collection_file.SUFFIX:
        try:
            collection = collection_file.read(path)[0].collection
        except OutsideError as error:
            dialogs.say_error(window, str(error))
            return None
        rollup = add_up(collection)
        return last_sum(collection, rollup), rollup.counted.year
    purpose = Purpose("载入上年汇总", cells="作为上年数，与本年比较", texts="", cover="")
    found = _taken(window, path, purpose, lambda: load_last(window))
    if found is None:
        return None
    return LastSum(found.form, printed_numbers(found.form, found.document)), found.document.year


def _taken(window: DeskWindow, path: Path, purpose: Purpose, again: Callable[[], object]) -> Imported | None:
    """The report in that file, looked through where it is a foreign one; None where there is none, or no wish."""
    found = asking.ask(window, path, purpose, offer=asking.Offer(window.message_bar, again))
    return None if found is None else found[0]


def compare_own(window: DeskWindow) -> None:
    """Take the government's own report: each of its cells should be the sum."""
    path = dialogs.ask_open(window, "比对本级年报", str(folder_of(window)), dialogs.READABLE)
    if path is None:
        return
    purpose = Purpose("比对本级年报", cells="三张表，与各单位之和比对", texts="", cover="")
    found = _taken(window, path, purpose, lambda: compare_own(window))
    if found is None:
        return
    own_report = replace(found.document, last=None, sent=())
    window.work.change("比对本级年报", replace(window.work.desk, report=own_report))
    window.show_tab("problems")
    differs = sum(problem.rule == "RU-01" for problem in window.work.problems)
    year, own = window.work.rollup.counted.year, found.document.year
    if own != year:
        window.message_bar.say(f"本级年报为 {own or '不明'} 年度，汇总为 {year} 年度，请核对是否选错文件。")
    else:
        window.message_bar.say(
            f"本级年报有 {differs} 格不等于各单位之和。" if differs else "本级年报各格均等于各单位之和。"
        )


def write(window: DeskWindow, path: Path, make: Callable[[], bytes]) -> bool:
    """Write what `make` gives to that file; whether it is written."""
    try:
        atomic.write(path, make())
    except OutsideError as error:
        dialogs.say_error(window, str(error))
        return False
    written.say_in(window, window.message_bar, [path])
    return True
