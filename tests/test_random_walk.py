"""An afternoon of editing at random: type, undo, redo, save and load. Nothing may be lost or stale."""

from dataclasses import replace
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from govreport_gui.core.editing.editor import ReportEditor
from govreport_gui.core.report.document import Document, LastYear, Note
from govreport_gui.core.rules.case import case_of
from govreport_gui.core.rules.check import check_case
from govreport_gui.files import resources
from govreport_gui.files.saving import store

FORM = resources.formats()[0]
CELLS = st.sampled_from(list(FORM.cells))
TEXTS = st.one_of(
    st.integers(0, 30).map(str),
    st.sampled_from(["", "0", "无", "/", "１２", "1,234", "-3", "2.5", "9件", "22（其中修订 16 件）"]),
    st.text(max_size=6),
)
PARTS = st.sampled_from([section.id for section in FORM.sections])


class Afternoon(RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        self.editor = ReportEditor(FORM, Document(FORM.id, "甲局", 2025))
        self.past: list[Document] = []
        self.future: list[Document] = []

    def do(self, document: Document) -> None:
        before = self.editor.document
        self.editor.apply("步", document)
        if document != before:
            self.past.append(before)
            self.future.clear()

    @rule(texts=st.dictionaries(CELLS, TEXTS, min_size=1, max_size=8))
    def type_numbers(self, texts: dict[str, str]) -> None:
        self.do(self.editor.document.with_cells(texts))

    @rule(part=PARTS, text=st.text(max_size=20))
    def write(self, part: str, text: str) -> None:
        self.do(self.editor.document.with_section(part, text))

    @rule(year=st.one_of(st.none(), st.integers(2018, 2030)))
    def change_year(self, year: int | None) -> None:
        self.do(replace(self.editor.document, year=year))

    @rule(cell=CELLS, note=st.builds(Note, st.text(max_size=4), st.booleans()))
    def remark(self, cell: str, note: Note) -> None:
        self.do(replace(self.editor.document, notes={**self.editor.document.notes, cell: note}))

    @rule(cell=st.sampled_from(sorted(FORM.sums)), text=TEXTS)
    def add_up_on_paper(self, cell: str, text: str) -> None:
        self.do(replace(self.editor.document, paper_totals={**self.editor.document.paper_totals, cell: text}))

    @rule(cell=CELLS, text=st.integers(0, 9).map(str))
    def compare_with_last_year(self, cell: str, text: str) -> None:
        last = LastYear(FORM, Document(FORM.id, "甲局", 2024, cells={cell: text}))
        self.do(replace(self.editor.document, last=last))

    @rule()
    def undo(self) -> None:
        now = self.editor.document
        self.editor.undo()
        if self.past:
            self.future.append(now)
            assert self.editor.document is self.past.pop()
        else:
            assert self.editor.document is now

    @rule()
    def redo(self) -> None:
        now = self.editor.document
        self.editor.redo()
        if self.future:
            self.past.append(now)
            assert self.editor.document is self.future.pop()
        else:
            assert self.editor.document is now

    @rule()
    def save_and_load(self) -> None:
        document = self.editor.document
        text = store.to_text(document, FORM)
        assert store.from_text(text, Path("甲.govreport").name) == (FORM, document)
        self.editor.mark_saved()
        assert not self.editor.modified

    @invariant()
    def findings_are_fresh(self) -> None:
        fresh = case_of(FORM, self.editor.document)
        assert self.editor.case == fresh
        assert self.editor.checked == check_case(fresh)

    @invariant()
    def every_finding_can_be_shown(self) -> None:
        for finding in self.editor.checked.findings:
            assert set(finding.cells) <= FORM.cells.keys()
            assert finding.message.endswith("。")


Afternoon.TestCase.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
TestAfternoon = Afternoon.TestCase
