"""The register as Qt shows it: a line an application, a column a field, and a blank line to begin the next."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from govreport_gui.core.forms.form import Level
from govreport_gui.core.ledger import editing
from govreport_gui.core.ledger.application import TEXTS, Application
from govreport_gui.core.ledger.deadlines import Due, clock
from govreport_gui.core.ledger.editing import Kind
from govreport_gui.core.ledger.editor import LedgerEditor
from govreport_gui.core.ledger.problem import Problem
from govreport_gui.core.patterns import pattern
from govreport_gui.ui.widgets import labels, signs, theme

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
SIGN, DUE = "sign", "due"
"""The columns that are no fields: the sign of the gravest problem, the last day to answer."""
_FIRST: Final = (SIGN, "number", "received", "applicant", "applicant_class", "content", DUE, "answered", "result")
_DIGITS: Final = pattern(r"(\d+)")
_RANK: Final[Mapping[Level, int]] = {"must_fix": 0, "explain": 1, "notice": 2}
_INKS: Final = {"overdue": "must_fix", "today": "explain", "soon": "explain"}


def _natural(text: str) -> list[tuple[bool, float, str]]:
    """A text by which 2025-9 comes before 2025-10."""
    return [(not each.isdecimal(), float(each) if each.isdecimal() else 0.0, each) for each in _DIGITS.split(text)]


class RegisterModel(QAbstractTableModel):
    """The applications of one kind, with some words in them, in some order. An application that was shown stays shown
    while it is worked on, until the clerk chooses anew.
    """

    def __init__(self, editor: LedgerEditor) -> None:
        super().__init__()
        self.editor = editor
        rest = [each.id for each in editor.vocabulary.columns if each.id not in _FIRST]
        self.columns = (*_FIRST, *rest)
        self.shown: list[Application] = []
        self._kind: Kind = "all"
        self._words = ""
        self._by, self._down = -1, False
        self._worst: dict[int, Level] = {}
        self._dues: dict[int, Due] = {}
        self._told: Mapping[int, tuple[Problem, ...]] = {}
        self.arrange()

    # ── which lines ──────────────────────────────────────────────────

    def narrow(self, kind: Kind, words: str) -> None:
        """Show applications of that kind with these words."""
        self._kind, self._words = kind, words
        self.arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._by, self._down = column, order == Qt.SortOrder.DescendingOrder
        self.arrange()

    def arrange(self) -> None:
        """Choose the lines anew."""
        self.beginResetModel()
        self._look()
        self.shown = self._chosen()
        self.endResetModel()

    def follow(self) -> None:
        """The ledger is another now: the lines that are shown stay, those that are new come behind."""
        told, dues = self._told, self._dues
        self._look()
        of = self.editor.of
        before = {each.key for each in self.shown}
        kept = [of[each.key] for each in self.shown if each.key in of]
        chosen = self._chosen()
        new = [each for each in chosen if each.key not in before]
        if len(kept) == len(self.shown) and not new:
            rows = [
                row
                for row, (was, now) in enumerate(zip(self.shown, kept, strict=True))
                if now is not was
                or told.get(now.key) != self._told.get(now.key)
                or dues.get(now.key) != self._dues.get(now.key)
            ]
            self.shown = kept
            if rows:  # to paint all that is in sight would take longer than to count
                self.dataChanged.emit(self.index(rows[0], 0), self.index(rows[-1], self.columnCount() - 1))
            return
        if (
            not self.is_narrowed
            and self._by < 0
            and [each.key for each in chosen] == [each.key for each in (*self.shown, *new)]
        ):
            # The blank line is the first of the new ones now, with what is being typed in it.
            first = len(self.shown) + 1
            self.beginInsertRows(QModelIndex(), first, first + len(new) - 1)
            self.shown = [*kept, *new]
            self.endInsertRows()
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.shown), self.columnCount() - 1))
            return
        # What came back by undo stands where it was.
        self.beginResetModel()
        self.shown = chosen if self._by < 0 and not self.is_narrowed else [*kept, *new]
        self.endResetModel()

    @property
    def is_narrowed(self) -> bool:
        """Whether only some of the applications are chosen to be shown."""
        return self._kind != "all" or bool(self._words.strip())

    def _look(self) -> None:
        self._worst = {}
        for level in sorted(_RANK, key=_RANK.__getitem__, reverse=True):
            self._worst |= dict.fromkeys(
                (key for each in self.editor.problems if each.level == level for key in each.keys), level
            )
        self._dues = {due.key: due for due in self.editor.dues if due.kind == "answer"}
        self._told = self.editor.told

    def _wrong(self, application: Application, field: str) -> list[Problem]:
        """What is wrong in that place."""
        return [each for each in self._told.get(application.key, ()) if field in each.fields]

    def _chosen(self) -> list[Application]:
        editor = self.editor
        every = editor.ledger.applications
        if not self.is_narrowed and self._by < 0:
            return list(every)
        keys = editing.keys_of(self._kind, every, editor.dues, editor.problems)
        words = self._words.strip()
        found = [
            each for each in every if each.key in keys and (not words or editing.has(editor.vocabulary, each, words))
        ]
        if self._by >= 0:
            found.sort(key=self._key, reverse=self._down)
        return found

    def _key(self, application: Application) -> tuple[bool, Any]:
        """By what the column shows, blanks last."""
        field = self.columns[self._by]
        if field == SIGN:
            level = self._worst.get(application.key)
            return level is None, _RANK[level] if level else 0
        text = self.text(application, field)
        return not text, _natural(text)

    # ── what stands in a line ────────────────────────────────────────

    def application(self, row: int) -> Application | None:
        """The application of that line; None for the blank one."""
        return self.shown[row] if 0 <= row < len(self.shown) else None

    def row_of(self, key: int) -> int:
        """The line of that application; -1 where it is not shown."""
        return next((at for at, each in enumerate(self.shown) if each.key == key), -1)

    def text(self, application: Application, field: str) -> str:
        """What a column shows."""
        if field == SIGN:
            return ""
        if field == DUE:
            due = self.due(application)
            return due.isoformat() if due else ""
        return self.editor.vocabulary.shown(application, field)

    def due(self, application: Application) -> date | None:
        """The last day to answer, also of what has been answered."""
        time = clock(application, self.editor.calendar)
        return time.due if time is not None else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self.shown) + (not self.is_narrowed)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:  # noqa: ANN401
        if orientation != Qt.Orientation.Horizontal or role not in (_Role.DisplayRole, _Role.AccessibleTextRole):
            return None
        field = self.columns[section]
        if field == SIGN:
            return "标志" if role == _Role.AccessibleTextRole else ""
        return "答复期限" if field == DUE else self.editor.vocabulary.column(field).name

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self.columns[index.column()] in TEXTS else flags

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:  # noqa: ANN401, PLR0911  # one for each role
        application, field = self.application(index.row()), self.columns[index.column()]
        if application is None:
            return self._of_blank(field, role)
        if role in (_Role.DisplayRole, _Role.EditRole):
            return self._shown(application, field) if role == _Role.DisplayRole else self.text(application, field)
        if role == _Role.DecorationRole and field == SIGN and application.key in self._worst:
            return signs.icon(self._worst[application.key])
        if role == _Role.BackgroundRole and (told := self._wrong(application, field)):
            worst = min((each.level for each in told), key=_RANK.__getitem__)
            return theme.colour(f"{worst} fill") if worst != "notice" else None
        if role == _Role.ForegroundRole and field == DUE:
            due = self._dues.get(application.key)
            return theme.colour(_INKS.get(due.urgency, "ink2") if due else "ink2")
        if role == _Role.ToolTipRole:
            key = application.key
            every = self._told.get(key, ()) if field == SIGN else self._wrong(application, field)
            return labels.plain("\n".join((self._shown(application, field), *(each.message for each in every))).strip())
        if role == _Role.AccessibleTextRole:
            return self._heard(application, field)
        return None

    def _shown(self, application: Application, field: str) -> str:
        """Beside the last day to answer of an open application how many working days are left."""
        text = self.text(application, field)
        due = self._dues.get(application.key) if field == DUE else None
        if due is None:
            return text
        left = "今日到期" if due.urgency == "today" else f"过期 {-due.left} 日" if due.left < 0 else f"剩 {due.left} 日"
        return f"{text}  {left}"

    def _heard(self, application: Application, field: str) -> str:
        if field == SIGN:
            return signs.STATE_WORDS.get(self._worst.get(application.key, ""), "无问题")
        told = (each.message for each in self._wrong(application, field))
        return "，".join((self._shown(application, field) or "空", *told))

    @staticmethod
    def _of_blank(field: str, role: int) -> Any:  # noqa: ANN401
        """The line in which the next application is begun."""
        if field == "number" and role == _Role.DisplayRole:
            return "在此登记"
        if role == _Role.ForegroundRole:
            return theme.colour("ink3")
        if role == _Role.AccessibleTextRole:
            return "空行，输入即登记一件"
        return "" if role == _Role.EditRole else None

    def setData(self, index: _Index, value: Any, role: int = _Role.EditRole) -> bool:  # noqa: ANN401
        if role != _Role.EditRole:
            return False
        application, field = self.application(index.row()), self.columns[index.column()]
        key = application.key if application is not None else None
        editor = self.editor
        now = editing.typed(editor.ledger, editor.vocabulary, key, field, str(value))
        editor.apply("登记一件" if key is None else f"填写{editor.vocabulary.column(field).name}", now)
        return True
