"""What the entries of the ledger do."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QFormLayout, QLineEdit

from govreport_gui.core.clipboard.tables import LARGEST, fits, rows_of, tables
from govreport_gui.core.ledger import editing, heads
from govreport_gui.core.ledger.counting import RIGHTLY
from govreport_gui.core.ledger.ledger import carried_over, removed
from govreport_gui.core.reading.account import Entry
from govreport_gui.core.reading.blocks import Table
from govreport_gui.core.values import YEARS, year_fault
from govreport_gui.files import clock
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.ledger import calendar_file, open_ledger, reading, register_file
from govreport_gui.files.names import readable
from govreport_gui.ui.ledger import register_import
from govreport_gui.ui.ledger.ledger_window import LedgerWindow
from govreport_gui.ui.ledger.register_model import DUE, SIGN
from govreport_gui.ui.widgets import dialogs, labels, theme

SUFFIX: Final = ".govledger"
KIND: Final = "依申请公开台账 (*.govledger)"
_NO_FIELDS: Final = (SIGN, DUE)
_READABLE: Final = (
    ".xlsx", ".xls", ".et", ".ods", ".csv", ".txt", ".docx", ".doc", ".wps", ".odt", ".rtf", ".html", ".htm", ".mht"
)  # fmt: skip
"""Registers, by suffix; what a file is, its content tells."""
_IN_REGISTER: Final = "先在登记簿中选定位置，再复制、粘贴。"
_STRANGE: Final = 3
"""How many texts that are not understood are named."""


# ── steps ────────────────────────────────────────────────────────────


def undo(window: LedgerWindow) -> None:
    """Take the last step back."""
    window.commit()
    label = window.editor.undo_label
    window.editor.undo()
    if label:
        window.say(f"已撤销“{label}”。")


def redo(window: LedgerWindow) -> None:
    """Do it again."""
    window.commit()
    label = window.editor.redo_label
    window.editor.redo()
    if label:
        window.say(f"已重做“{label}”。")


# ── applications ─────────────────────────────────────────────────────


def begin(window: LedgerWindow) -> None:
    """Begin an application under the next register number."""
    window.commit()
    editor = window.editor
    now = editing.begun(editor.ledger, number=editing.next_number(editor.ledger))
    editor.apply("登记一件", now)
    window.go_to(now.applications[-1].key, "received" if now.applications[-1].number else "number")


def remove(window: LedgerWindow) -> None:
    """Take the selected applications out of the ledger, after a question."""
    window.commit()
    chosen = window.chosen
    if not chosen:
        return
    names = "、".join(each.name for each in chosen[:3]) + (f"等 {len(chosen)} 件" if len(chosen) > 3 else "")
    answers = (("", "返回(&C)"), ("remove", "删除(&R)"))
    if dialogs.ask(window, f"删除{names}？", "可以撤销；保存前的内容留在历史版本中。", answers):
        ledger = removed(window.editor.ledger, [each.key for each in chosen])
        window.editor.apply(f"删除 {len(chosen)} 件", ledger)


def empty(window: LedgerWindow) -> None:
    """Empty what is selected."""
    editor = window.editor
    editor.apply("清空", editing.emptied(editor.ledger, window.register.chosen_places))


def copy(window: LedgerWindow) -> None:
    """Put what is selected on the clipboard."""
    box = window.focusWidget()
    if isinstance(box, QLineEdit):
        box.copy()
        return
    if not window.in_register:
        window.say(_IN_REGISTER)
        return
    applications, fields = window.register.block
    fields = [field for field in fields if field not in _NO_FIELDS]  # it is worked out, and would not fit in again
    if applications and fields:
        QApplication.clipboard().setText(editing.copied(window.editor.vocabulary, applications, fields))
        window.say(f"已复制 {len(applications)} 件、{len(fields)} 栏。")


def paste(window: LedgerWindow) -> None:
    """Put what is on the clipboard over the register, from the current place on, as one step."""
    box = window.focusWidget()
    if isinstance(box, QLineEdit):
        box.paste()
        return
    if not window.in_register:
        window.say(_IN_REGISTER)
        return
    data = QApplication.clipboard().mimeData()
    html = data.html() if data is not None and data.hasHtml() else ""
    text = data.text() if data is not None and data.hasText() else ""
    if len(html) > LARGEST or not fits(text):
        window.message_bar.say("剪贴板里的内容太多，没有粘贴。一次粘贴不超过 2000 行。")
        return
    rows = next(iter(tables(html)), None) or rows_of(text)
    if not any(any(row) for row in rows):
        window.message_bar.say("剪贴板里没有可以粘贴的内容。")
        return
    view, editor = window.register, window.editor
    if heads.find(rows, editor.vocabulary, editor.ledger.layout) is not None:
        _take_in(window, "剪贴板", register_file.pasted(text, html), ())
        return
    at = max(0, view.currentIndex().row())
    keys = [each.key for each in view.register.shown[at:]]
    # What is copied from here holds no last day to answer.
    fields = [field for field in view.register.columns[view.currentIndex().column() :] if field not in _NO_FIELDS]
    texts = [[text or "" for text in row] for row in rows]  # None is what a merged cell covers
    made = editing.pasted(editor.ledger, editor.vocabulary, keys, fields, texts)
    editor.apply(f"粘贴 {len(rows)} 行", made.ledger)
    window.message_bar.forget("paste")
    said = f"已粘贴 {len(rows)} 行，填入 {made.put} 项" + (f"，新登记 {made.new} 件" if made.new else "")
    said += f"，替换原有 {made.replaced} 项" if made.replaced else ""
    doubts = []
    if made.new and view.register.is_narrowed:
        doubts.append("新登记的不合当前的筛选、查找时不显示，在“全部”中查看。")
    if made.without_place:
        doubts.append(f"{made.without_place} 项没有可填的栏，未粘贴。")
    if made.strange:
        some = "、".join(f"“{each}”" for each in dict.fromkeys(made.strange[:_STRANGE]))
        doubts.append(f"{some}等 {len(made.strange)} 项不合该栏的写法，已照原样填入，见“问题”。")
    if doubts:
        window.message_bar.say("\n".join((f"{said}。", *doubts)), "paste")
    else:
        window.say(f"{said}。")


def find(window: LedgerWindow) -> None:
    """Search the register."""
    window.show_tab("register")
    window.search.setFocus()
    window.search.selectAll()


def step_wrong(window: LedgerWindow, by: int) -> None:
    """Go to the next problem in the register, or the one before."""
    window.commit()
    shown = window.register.register.shown
    keys = {key: each for each in window.editor.problems if each.level != "notice" for key in each.keys[:1]}
    lines = [at for at, each in enumerate(shown) if each.key in keys]
    if not lines:
        window.say("没有必须改正或需要说明的问题。")
        return
    here = window.register.currentIndex().row()
    after = [at for at in lines if (at - here) * by > 0]
    key = shown[(min if by > 0 else max)(after or lines)].key
    fields = keys[key].fields
    window.go_to(key, fields[0] if fields else "number")


def read_in(window: LedgerWindow, path: Path | None = None) -> None:
    """Take in an old register from a file, after a look at how it was read; which one, is asked."""
    kinds = f"登记簿 ({' '.join(f'*{each}' for each in _READABLE)});;所有文件 (*)"
    path = path or dialogs.ask_open(window, "读入登记簿", str(window.folder), kinds)
    if path is None:
        return
    try:
        found, notes = register_file.read(path)
    except OutsideError as error:
        dialogs.say_error(window, str(error))
        return
    _take_in(window, readable(path.name), found, notes)


def _take_in(window: LedgerWindow, name: str, found: Sequence[Table], notes: Sequence[Entry]) -> None:
    editor = window.editor
    ledger = editor.ledger
    taken = register_import.ask(window, name, found, notes, editor.vocabulary, ledger)
    if taken is None:
        return
    read, layout = taken
    merged = reading.merged(replace(ledger, layout=layout), read)
    editor.apply(f"读入登记簿 {name}", merged)
    behind = "，登记在最后" if ledger.applications else ""
    asked = sum(bool(row.asked) for row in read.rows)
    said = f"已读入 {len(read.applications)} 件{behind}。"
    if merged.year != ledger.year:
        said += f"台账年度改为 {merged.year} 年。"
    if asked:
        window.message_bar.say(f"{said}其中 {asked} 件有写法未选定，照原样读入，在“问题”中逐件选定。")
    else:
        window.say(said)


# ── the ledger ───────────────────────────────────────────────────────


def about(window: LedgerWindow) -> bool:
    """Say whose ledger it is, and for which year; whether it was said."""
    editor = window.editor
    asked = AboutDialog(window, editor.ledger.unit, editor.ledger.year)
    if asked.exec() != QDialog.DialogCode.Accepted:
        return False
    year = int(asked.year.text())
    editor.apply("台账信息", replace(editor.ledger, unit=asked.unit.text().strip(), year=year))
    return True


def carry_over(window: LedgerWindow) -> None:
    """Begin the next year's ledger with what goes on in it."""
    year = window.editor.ledger.year
    if year == YEARS[-1]:
        window.message_bar.say(f"本台账为{year}年度，本程序的台账、年报最晚到{year}年度，不能结转到下一年度。", "year")
        return
    ledger = carried_over(window.editor.ledger)
    offered = window.folder / f"{ledger.unit or '依申请公开'}{ledger.year}年度台账{SUFFIX}"
    path = dialogs.ask_path(window, "结转到下一年度", offered, KIND)
    if path is None:
        return
    try:
        open_ledger.create(path, ledger, clock.now()).close(clock.now())
    except OutsideError as error:
        dialogs.say_error(window, str(error))
        return
    count, counted = len(ledger.applications), window.editor.counted
    gone_on = {each.key for each in ledger.applications}
    left = [key for key, why in counted.left_out.items() if why not in RIGHTLY] if counted is not None else []
    behind = sum(key not in gone_on for key in left)
    rest = f"另有 {behind} 件未计入表三，也没有结转，请在“问题”中改正；改正后未办结的，再结转一次。" if behind else ""
    window.message_bar.say(
        f"已结转 {count} 件到“{readable(path.name)}”。{rest}本年度台账未改动；在“文件 → 台账 → 打开台账”中打开新台账。"
    )


def add_calendar(window: LedgerWindow) -> None:
    """Put a calendar of working days in."""
    path = dialogs.ask_open(window, "装入工作日历", str(window.folder), "工作日历 (*.toml);;所有文件 (*)")
    if path is None:
        return
    try:
        given = calendar_file.add(path)
    except OutsideError as error:
        dialogs.say_error(window, str(error))
        return
    window.editor.renew(calendar_file.calendar(), clock.now().date())
    years = "、".join(f"{year}年" for year in sorted(given.years))
    window.say(f"已装入{years}的工作日历，期限已重新计算。")


class AboutDialog(QDialog):
    """Unit and year of a ledger."""

    def __init__(self, parent: LedgerWindow, unit: str, year: int | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("台账信息")
        self.unit, self.year = QLineEdit(unit), QLineEdit(str(year or ""))
        self.unit.setMinimumWidth(theme.scaled(320))
        self.said = labels.paragraph()
        form = QFormLayout(self)
        form.addRow("单位(&U)", self.unit)
        form.addRow("年度(&Y)", self.year)
        form.addRow(self.said)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.button(QDialogButtonBox.StandardButton.Ok).setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form.addRow(buttons)
        theme.dress_dialog(self)

    def accept(self) -> None:
        fault = year_fault(self.year.text()) if self.year.text().strip() else "请填写年度：台账按年度计数。"
        if fault:
            self.said.setText(fault)
            self.year.setFocus()
            return
        super().accept()
