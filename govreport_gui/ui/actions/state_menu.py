"""The report's state, always in sight, and the steps that may follow."""

from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QMenu, QToolButton

from govreport_gui.core.findings.progress import in_the_way, todo
from govreport_gui.core.report import states
from govreport_gui.core.report.document import Document, Step
from govreport_gui.files import clock
from govreport_gui.ui.actions import navigation, state_dialogs
from govreport_gui.ui.widgets import signs
from govreport_gui.ui.workspace import Workspace

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
        name = states.shown(document)
        self.button.setText(name)
        self._show_sign(document)
        self.button.setToolTip("报告现在的状态，点开可以改。")
        fell = before is not None and before.steps == document.steps and before.state == "checked"
        if fell and document.state == "draft" and document.steps != self._told:
            self._told = document.steps
            self._say("内容有改动，状态已回到“草稿”。改完再标为“已核对”。")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._shown is not None:
            self._show_sign(self._shown)

    def _show_sign(self, document: Document) -> None:
        self.button.setIcon(signs.icon(_SIGNS.get(document.state, "locked")))

    def _fill(self) -> None:
        document = self._workspace.editor.document
        self.clear()
        since = document.steps[-1] if document.steps else None
        at = f"（{states.when(since)}起）" if since and since.state == document.state else ""
        self.addAction(f"现在：{states.shown(document)}{at}").setEnabled(False)
        self.addSeparator()
        for state in states.following(document):
            does, letter = _DOES[state]
            shown = "送审（锁定）" if state == "in_review" else does
            entry = self.addAction(f"{shown}(&{letter})" + "…" * self._asks(state))
            entry.triggered.connect(lambda _=False, state=state: self.go(state))
        self.addSeparator()
        self.addAction(
            "状态记录(&H)…", lambda: state_dialogs.show_history(self._workspace.window, self._workspace.editor.document)
        )

    def _asks(self, state: str) -> bool:
        """Whether a reason is asked for on the way into that state."""
        against = states.forward(state) and self._workspace.editor.checked.verdict != "pass"
        return against or state == "returned"

    def go(self, state: str) -> None:
        """Take the report into that state. What stands against it is said first; a reason takes it there all the same.

        A rule may be wrong, and the deadline is real.
        """
        workspace = self._workspace
        workspace.view.commit()
        editor = workspace.editor
        does, _ = _DOES[state]
        answer: state_dialogs.Answer | None = state_dialogs.Answer(look=False)
        if state == "returned":
            answer = state_dialogs.ask_reason(
                workspace.window, does, "退回以后可以修改，退回的时间和理由记在这份年报里。"
            )
        elif self._asks(state):
            answer = state_dialogs.ask_reason(
                workspace.window,
                does,
                f"{in_the_way(editor.checked)}。最好处理完再{does}；确实要现在{does}，写明理由。",
                offer="去看第一处",
            )
        if answer is None:
            return
        if answer.look:
            navigation.to_open(workspace, todo(editor.checked)[0][0])
            return
        editor.move_to(Step(state, clock.now().isoformat(timespec="minutes"), answer.reason))
        locked = "，已经锁定" if states.locked(editor.document) else ""
        self._say(f"状态改为“{states.STATES[state]}”{locked}。")

    def _say(self, words: str) -> None:
        self._workspace.say(words, _SHOWN_FOR)
