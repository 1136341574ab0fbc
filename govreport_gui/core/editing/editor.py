"""The open report: the current document, its history and its findings. No Qt, no files."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from govreport_gui.core.drafting.bound_numbers import followed
from govreport_gui.core.findings import explanations
from govreport_gui.core.findings.finding import Checked, Finding
from govreport_gui.core.findings.located import Located
from govreport_gui.core.forms.form import Format
from govreport_gui.core.report import states
from govreport_gui.core.report.binding import Bindings
from govreport_gui.core.report.document import Document, LedgerCount, Step
from govreport_gui.core.rules.case import Case, case_of
from govreport_gui.core.rules.check import check_case


class ReportEditor:
    """The one place where an open report changes. Every gesture is one call of `apply`, one undo step.

    `on_change` is called once after every change; whoever listens reads what it needs from here.
    """

    def __init__(self, form: Format, document: Document, *, looked_at: bool = False) -> None:
        """`looked_at`: whether it is only to be looked at, in whatever state it is."""
        self.form = form
        self.looked_at = looked_at
        self.on_change: Callable[[], None] = lambda: None
        self.on_refusal: Callable[[str], None] = lambda why: None  # noqa: ARG005  # nobody listens yet
        self._history = [("", document, 0)]
        self._at = 0
        self._sealed = 0
        """While the report is locked: the step from which undo does not lead back."""
        self._ticks = 0
        """How often numbers were ticked; a step that knows of fewer takes on `_read_aloud` when it is gone to."""
        self._read_aloud = document.read_aloud
        self._saved: Document | None = document
        self._case = case_of(form, document)
        self.checked: Checked = check_case(self._case)
        self._located: Located | None = None

    @property
    def document(self) -> Document:
        """The report as it stands now."""
        return self._history[self._at][1]

    @property
    def case(self) -> Case:
        """The report as the rules see it. What a step leaves as it was is not worked out again."""
        if self._case.document is not self.document:
            self._case = case_of(self.form, self.document, self._case)
        return self._case

    def know(self, applicants: frozenset[str], ledger_now: LedgerCount | None = None) -> None:
        """The ledger of the report is at hand: these must not stand in the text, and it would give that now."""
        if (applicants, ledger_now) == (self.case.applicants, self.case.ledger_now):
            return
        self._case = replace(self.case, applicants=applicants, ledger_now=ledger_now)
        self.checked = check_case(self._case)
        self._located = None
        self.on_change()

    @property
    def modified(self) -> bool:
        """Whether the report differs from what is on disk; typing the old value back leaves nothing to save."""
        return self.document != self._saved

    @property
    def undo_label(self) -> str:
        """What undo would take back; "" if there is nothing."""
        return self._history[self._at][0]

    @property
    def redo_label(self) -> str:
        """What redo would do again; "" if there is nothing."""
        return self._history[self._at + 1][0] if self._at + 1 < len(self._history) else ""

    @property
    def locked(self) -> bool:
        """Whether the report itself may not be changed: by its state, or because it is only looked at."""
        return self.looked_at or states.locked(self.document)

    def may_change(self) -> bool:
        """Whether the report may be changed now; if not, `on_refusal` is told why."""
        why = states.ONLY_LOOKED_AT if self.looked_at else states.refusal(self.document)
        if why:
            self.on_refusal(why)
        return not why

    def apply(self, label: str, document: Document, fresh: Bindings = ()) -> None:
        """Make `document` the current one, as one step named `label`. An equal document is no step.

        `fresh`: numbers of words that are new in it, bound from the start.
        A report that is locked stays as it is, and `on_refusal` is told why.
        """
        if document == self.document:
            return
        if self._refused(document):
            self.on_change()  # who shows what was typed shows again what holds
            return
        self._case = case_of(self.form, document, self._case)
        document = states.after_edit(self.document, followed(self.document, self._case, fresh))
        del self._history[self._at + 1 :]
        self._history.append((label, document, self._ticks))
        self._go(self._at + 1)

    def undo(self) -> None:
        """Take the last step back, if there is one.

        What was done before the report was locked stays, marks of 校对 too: the record of states names how they stood.
        """
        if states.locked(self.document) and 0 < self._at <= self._sealed:
            self.on_refusal(states.undo_refusal(self.document))
        elif self._at > 0:
            self._back_to(self._at - 1)

    def redo(self) -> None:
        """Do the step again that was taken back, if there is one."""
        if self.redo_label:
            self._back_to(self._at + 1)

    def move_to(self, step: Step) -> None:
        """Take the report into the state of that step. Undo does not lead back over it, but to older contents, once
        they may be changed.

        Only what stands there now was found right: older contents are drafts. What was taken back before the report
        is locked cannot be done again.
        What is only looked at stays where it is.
        """
        if self.looked_at:
            self.may_change()
            return
        others = "draft" if step.state == "checked" else step.state
        steps = (*self.document.steps, step)
        now = states.moved(self.form, self.document, step)
        self._history = [
            (label, replace(each, state=others, steps=steps, sent=now.sent), ticks)
            for label, each, ticks in self._history
        ]
        self._history[self._at] = (self.undo_label, now, self._ticks)
        if states.locked(now):
            del self._history[self._at + 1 :]
            self._sealed = self._at
        self._go(self._at)

    def tick(self, read_aloud: Mapping[str, str]) -> None:
        """Keep what was found right when read aloud. No step of its own, and no undo takes it away.

        Undoing an hour's reading cell by cell helps no one, and undoing it at one stroke would lose it. A tick
        holds only for the text that was read, so it stands rightly beside older contents too.
        """
        if read_aloud == self.document.read_aloud:
            return
        # Not written into all of the history here: after a day's work that takes longer than to say the next number.
        self._ticks += 1
        self._read_aloud = MappingProxyType(dict(read_aloud))
        self._with_ticks(self._at)
        self.on_change()

    def _with_ticks(self, at: int) -> Document:
        """The document of that step, with all that was ticked since."""
        label, document, ticks = self._history[at]
        if ticks != self._ticks:
            document = replace(document, read_aloud=self._read_aloud)
            self._history[at] = (label, document, self._ticks)
        return document

    @property
    def located(self) -> Located:
        """The findings with what probably went wrong, and which of them are one problem: `checked` at a second look.

        Looked for when first asked after a change; what was typed is checked and painted without it.
        """
        if self._located is None:
            from govreport_gui.core.repairs.located import locate  # noqa: PLC0415  # the window starts without it

            self._located = locate(self.case, self.checked)
        return self._located

    @property
    def is_located(self) -> bool:
        """Whether that has been looked for since the last change, or is known without looking."""
        return self._located is not None

    def repairs(self, finding: Finding) -> tuple[tuple[str, Mapping[str, str]], ...]:
        """What would settle a finding: a sentence for each proposal, and the texts by cell."""
        name = explanations.key(finding)
        at = next((at for at, each in enumerate(self.located.checked.findings) if explanations.key(each) == name), -1)
        return tuple((offer.sentence, offer.texts) for offer in self.located.repairs.get(at, ()))

    def mark_saved(self) -> None:
        """The current document is now what is on disk."""
        self._saved = self.document
        self.on_change()

    def mark_unsaved(self) -> None:
        """The current document is on no disk yet: it was read from a foreign source."""
        self._saved = None
        self.on_change()

    def _back_to(self, at: int) -> None:
        """Go to that step unless it would change a locked report."""
        if not self._refused(self._with_ticks(at)):
            self._go(at)

    def _refused(self, document: Document) -> bool:
        """Whether that would change a locked report, or one looked at; if so, it has been said."""
        return states.content(document) != states.content(self.document) and not self.may_change()

    def _go(self, at: int) -> None:
        self._at = at
        self.checked = check_case(self.case)
        self._located = None
        self.on_change()
