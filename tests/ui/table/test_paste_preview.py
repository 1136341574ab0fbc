"""What a paste would do, as it is listed before it is done."""

import pytest
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from govreport_gui.core.clipboard.pasting import Plan, Put
from govreport_gui.core.clipboard.placement import Skipped
from govreport_gui.core.forms.form import Format
from govreport_gui.ui.table import paste_preview

SAME, OTHER, DOUBTFUL, BLANK = (
    "requests.new.natural_person",
    "requests.new.enterprise",
    "requests.new.research",
    "requests.new.other",
)


def plan() -> Plan:
    puts = (
        Put(SAME, "3", "3", "3"),
        Put(OTHER, "3", "4", "4"),
        Put(DOUBTFUL, "5", "5", "5", "认不出", doubtful=True),
        Put(BLANK, "", "", ""),
    )
    return Plan("按行名对齐", puts, (Skipped("某某 7", "没有这一行"),))


@pytest.mark.parametrize(
    ("only_changed", "places", "left"),
    [
        (False, ["某某 7", "科研机构", "自然人", "商业企业"], ""),
        (True, ["某某 7", "科研机构", "商业企业"], "另有 1 格与原来相同。"),
    ],
)
def test_only_what_changes_is_listed_where_that_is_wanted(
    qtbot: QtBot,
    form: Format,
    monkeypatch: pytest.MonkeyPatch,
    only_changed: bool,
    places: list[str],
    left: str,
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    found: list[str] = []
    said: list[str] = []

    def look(dialog: QDialog) -> int:
        dialog.findChild(QCheckBox).setChecked(only_changed)
        rows = dialog.findChild(QTableWidget)
        found.extend(rows.item(line, 0).text().rpartition("·")[2] for line in range(rows.rowCount()))
        said.extend(label.text() for label in dialog.findChildren(QLabel))
        return QDialog.DialogCode.Rejected

    monkeypatch.setattr(QDialog, "exec", look)
    paste_preview.ask(parent, form, plan(), plan())
    assert found == places
    assert (left in said) or not left
