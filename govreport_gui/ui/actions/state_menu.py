"""The report's state, always in sight, and the steps that may follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QMenu, QToolButton

from govreport_gui.core.report import states
from govreport_gui.core.report.document import Document, Step
from govreport_gui.files import clock
from govreport_gui.ui.actions import navigation, previewing, state_dialogs
from govreport_gui.ui.widgets import signs
from govreport_gui.ui.workspace import Workspace

if TYPE_CHECKING:
    from govreport_gui.core.editing.gate import Point

_DOES: Final = {
    "draft": ("改回草稿", "D"),
    "checked": ("标为已核对", "C"),
    "in_review": ("送审", "S"),
    "final": ("标为已定稿", "F"),
    "published": ("标为已发布", "P"),
    "submitted": ("标为已报送", "B"),
    "returned": ("退回修改", "R"),
}
"""What going into a state is called, and its letter in the menu."""
_SIGNS: Final = {"draft": "present", "checked": "done", "returned": "present"}
_SHOWN_FOR: Final = 10_000
"""Milliseconds that a remark stays in the status bar."""


class StateMenu(QMenu):
    """The menu 状态, and the button in the status bar that opens it."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__("状态(&S)", workspace.window)
        self._workspace = workspace
        self.button = QToolButton()
        self.button.setAutoRaise(True)
        self.button.setAccessibleName("报告的状态")
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setMenu(self)
        self.aboutToShow.connect(self._fill)
        self._shown: Document | None = None
        self._told: tuple[Step, ...] = ()
        """The steps of the report when it was last said that it is a draft again."""

    def for_report(self, *, on: bool) -> None:
        """Whether a report is open: without one there is no state."""
        self._shown = None
        self.menuAction().setEnabled(on)
        self.button.setVisible(on)

    def refresh(self) -> None:
        """Show the state of the open report, and say so where an edit has made it a draft again."""
        document, before = self._workspace.editor.document, self._shown
        self._shown = document
        if before is not None and (before.state, before.steps) == (document.state, document.steps):
            return
        looked_at = self._workspace.editor.looked_at
        name = f"{states.STATES[document.state]}（只供查看）" if looked_at else states.shown(document)
        self.button.setText(name)
        self._show_sign(document)
        self.button.setToolTip(states.ONLY_LOOKED_AT if looked_at else "报告现在的状态，点开可以改。")
        fell = before is not None and before.steps == document.steps and before.state == "checked"
        if fell and document.state == "draft" and document.steps != self._told:
            self._told = document.steps
            self._say("内容有改动，状态已回到“草稿”。改完再标为“已核对”。")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._shown is not None:
            self._show_sign(self._shown)

    def _show_sign(self, document: Document) -> None:
        locked = self._workspace.editor.looked_at
        self.button.setIcon(signs.icon("locked" if locked else _SIGNS.get(document.state, "locked")))

    def _fill(self) -> None:
        document = self._workspace.editor.document
        self.clear()
        since = document.steps[-1] if document.steps else None
        at = f"（{states.when(since)}起）" if since and since.state == document.state else ""
        self.addAction(f"现在：{states.shown(document)}{at}").setEnabled(False)
        self.addSeparator()
        for state in () if self._workspace.editor.looked_at else states.following(document):
            does, letter = _DOES[state]
            shown = "送审（锁定）" if state == "in_review" else does
            asks = state == "returned" or bool(self._points(state))
            entry = self.addAction(f"{shown}(&{letter})" + "…" * asks)
            entry.triggered.connect(lambda _=False, state=state: self.go(state))
        self.addSeparator()
        self.addAction(
            "状态记录(&H)…", lambda: state_dialogs.show_history(self._workspace.window, self._workspace.editor.document)
        )

    def _points(self, state: str) -> tuple[Point, ...]:
        """What is asked on the way into that state; nothing where all is settled."""
        from govreport_gui.core.editing import gate  # noqa: PLC0415  # the start page does without it

        if not states.forward(state):
            return ()
        editor = self._workspace.editor
        found = gate.points(editor.form, editor.document, editor.checked, state)
        return found if any(point.outcome != "good" for point in found) else ()

    def go(self, state: str) -> None:
        """Take the report into that state. What stands against it is said first; a reason takes it there all the same.

        A rule may be wrong, and the deadline is real. A report of nobody, or of no year, goes nowhere.
        """
        workspace = self._workspace
        workspace.view.commit()
        editor = workspace.editor
        if editor.looked_at:
            editor.may_change()
            return
        does, _ = _DOES[state]
        reason: str | None = ""
        if state == "returned":
            reason = state_dialogs.ask_reason(
                workspace.window, does, "退回以后可以修改，退回的时间和理由记在这份年报里。"
            )
        elif found := self._points(state):
            reason = self._pass(does, found)
        if reason is None:
            return
        editor.move_to(Step(state, clock.now().isoformat(timespec="minutes"), reason))
        locked = "，已经锁定" if states.locked(editor.document) else ""
        self._say(f"状态改为“{states.STATES[state]}”{locked}。")

    def _pass(self, does: str, found: tuple[Point, ...]) -> str | None:
        """What is to be recorded of the points when the report goes on; None if it does not."""
        from govreport_gui.core.editing import gate  # noqa: PLC0415  # likewise
        from govreport_gui.ui.actions import state_sheet  # noqa: PLC0415  # likewise

        earlier = gate.earlier(self._workspace.editor.document)
        answer = state_sheet.ask(self._workspace.window, does, found, earlier)
        if answer is None:
            return None
        if answer.way:
            self._to(answer.way)
            return None
        return gate.recorded(found, answer.reason)

    def _to(self, way: str) -> None:
        """To where a point is settled."""
        from govreport_gui.core.editing import gate  # noqa: PLC0415  # likewise
        from govreport_gui.core.proofreading import reading_aloud  # noqa: PLC0415  # likewise

        if way == gate.READING:
            previewing.read_aloud(self._workspace)
        elif way in self._workspace.editor.form.cells:
            self._workspace.view.go_to_cell(way)
            if reading_aloud.is_wrong(self._workspace.editor.document, way):
                self._say(reading_aloud.TO_CLEAR)
        else:
            navigation.to_open(self._workspace, way)

    def _say(self, words: str) -> None:
        self._workspace.say(words, _SHOWN_FOR)
