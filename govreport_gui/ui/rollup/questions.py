"""What the desk asks: the units that are expected, what stands on its papers, a note."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QInputDialog,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from govreport_gui.core.rollup.roster import members, rows_of
from govreport_gui.core.rollup.submission import Member
from govreport_gui.core.values import year_fault
from govreport_gui.ui.widgets import fitting, labels, theme


class RosterDialog(QDialog):
    """应报单位: typed or pasted, a line each."""

    def __init__(self, parent: QWidget, roster: tuple[Member, ...]) -> None:
        super().__init__(parent)
        self.setWindowTitle("应报单位")
        self.members = roster
        self.box = QPlainTextEdit("\n".join(_line(member) for member in roster))
        self.box.setAccessibleName("应报单位名单")
        self.box.setTabChangesFocus(False)
        self.said = labels.paragraph("一行一个单位；从表格粘贴时，依次为单位、简称、类型、电话。")
        layout = QVBoxLayout(self)
        layout.addWidget(self.said)
        layout.addWidget(self.box, 1)
        layout.addWidget(_buttons(self))
        fitting.fit(self, QSize(560, 480))
        theme.dress_dialog(self)

    def accept(self) -> None:
        rows = rows_of(self.box.toPlainText())
        # Without a head the columns are those of the template.
        headed = (
            [["单位", "简称", "类型", "电话"], *rows] if rows and len(rows[0]) > 1 and not _is_head(rows[0]) else rows
        )
        self.members, twice = members(headed)
        if twice:
            self.said.setText(f"{'、'.join(twice)}写了不止一次，请删去重复的。")
            return
        super().accept()


def _is_head(row: list[str]) -> bool:
    return any(text.strip() in {"单位", "单位名称", "序号", "简称"} for text in row)


def _line(member: Member) -> str:
    return f"{member.name}\t{member.short}\t{member.kind}\t{member.phone}".rstrip("\t")


def ask_member(parent: QWidget, unit: str, names: Sequence[str], near: str) -> str:
    """Ask which unit of the roster that one is; "" if the clerk thinks better of it."""
    asked = QInputDialog(parent)
    asked.setWindowTitle("归入应报单位")
    asked.setLabelText(f"“{unit}”是应报单位中的：")
    asked.setComboBoxItems(list(names))
    asked.setTextValue(near or names[0])
    asked.setOkButtonText("确定(&O)")
    asked.setCancelButtonText("取消(&C)")
    theme.dress_dialog(asked)
    return asked.textValue() if asked.exec() == QDialog.DialogCode.Accepted else ""


class AboutDialog(QDialog):
    """What the sum and the papers bear: the office's government, the year, by when, whom to ask."""

    def __init__(self, parent: QWidget, unit: str, year: int | None, deadline: str, contact: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("汇总信息")
        self.unit, self.year = QLineEdit(unit), QLineEdit("" if year is None else str(year))
        self.deadline, self.contact = QLineEdit(deadline), QLineEdit(contact)
        self.year.setPlaceholderText("份数最多的年度")
        self.deadline.setPlaceholderText("如 1月24日，印在退回修改单和催报通知上")
        self.contact.setPlaceholderText("如 政务公开科　电话 ……")
        self.said = labels.paragraph()
        fields = QFormLayout()
        for name, field in (
            ("汇总单位(&U)", self.unit),
            ("年度(&Y)", self.year),
            ("报送期限(&D)", self.deadline),
            ("联系人(&P)", self.contact),
        ):
            fields.addRow(name, field)
        layout = QVBoxLayout(self)
        layout.addLayout(fields)
        layout.addWidget(self.said)
        layout.addWidget(_buttons(self))
        self.setMinimumWidth(480)
        theme.dress_dialog(self)

    @property
    def chosen_year(self) -> int | None:
        """The year that was typed."""
        text = self.year.text().strip()
        return int(text) if text else None

    def accept(self) -> None:
        fault = year_fault(self.year.text())
        if fault:
            self.said.setText(fault)
            self.year.setFocus()
            return
        super().accept()


class NoteDialog(QDialog):
    """A note beside a unit; it stands on the slip too."""

    def __init__(self, parent: QWidget, unit: str, note: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"备注　{unit}")
        self.box = QPlainTextEdit(note)
        self.box.setAccessibleName("备注")
        self.box.setTabChangesFocus(True)
        layout = QVBoxLayout(self)
        layout.addWidget(labels.paragraph("备注同时印在退回修改单上，作为“其他意见”。"))
        layout.addWidget(self.box, 1)
        layout.addWidget(_buttons(self))
        fitting.fit(self, QSize(420, 220))
        theme.dress_dialog(self)


def _buttons(dialog: QDialog) -> QDialogButtonBox:
    kinds = QDialogButtonBox.StandardButton
    box = QDialogButtonBox(kinds.Ok | kinds.Cancel)
    box.button(kinds.Ok).setText("确定(&O)")
    box.button(kinds.Cancel).setText("取消(&C)")
    box.accepted.connect(dialog.accept)
    box.rejected.connect(dialog.reject)
    return box
