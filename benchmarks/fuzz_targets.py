"""The readers that are fed with spoilt inputs, each as it is fed by the program."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import fuzz_ledger

from govreport_gui import form_trial
from govreport_gui.cli.check import report
from govreport_gui.core.clipboard.pasting import plan
from govreport_gui.core.clipboard.placement import Target
from govreport_gui.core.clipboard.tables import LARGEST, Grid, rows_of, tables
from govreport_gui.core.forms.strict import FormatError
from govreport_gui.core.papers.content import content_of
from govreport_gui.core.rules.case import case_of
from govreport_gui.core.rules.check import check, check_case
from govreport_gui.files import resources, settings
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.pdf.fonts import Fonts
from govreport_gui.files.pdf.page_layout import lay_out
from govreport_gui.files.saving import journal, lock, store
from govreport_gui.files.sources import pdf, reading
from govreport_gui.files.sources.assembly import assemble, bounded

Feed = Callable[[bytes], None]
REFUSALS = (OutsideError, FormatError, form_trial.RefusedError)
"""What the program says in a sentence."""


class Readers:
    """The readers and what they need beside the bytes; what they keep lies in `folder`."""

    def __init__(self, folder: Path) -> None:
        settings.data_folder = lambda: folder / "data"
        settings._path = lambda: folder / "settings.json"
        self.folder = folder
        imported = reading.read(resources.path("samples/pengshui-2021.txt"))
        self.form, self.document = imported.form, imported.document
        self.fonts = Fonts(bundled_only=True)

    def feeds(self) -> dict[str, Feed]:
        """By name: what takes one input. What it refuses is one of REFUSALS."""
        return {
            "report": self.report,
            "text": self.text,
            "html": self.html,
            "tabs": self.tabs,
            "md": self._reader("md"),
            "csv": self._reader("csv"),
            "form": self.form_file,
            "settings": self.settings_file,
            "journal": self.journal_file,
            "lock": self.mark,
            **{suffix: self._reader(suffix) for suffix in ("docx", "xlsx", "odt", "ods", "doc", "xls", "rtf", "mht")},
            "page": self._reader("html"),
            "pdf": self.pdf,
            **fuzz_ledger.feeds(self.folder),
        }

    def report(self, content: bytes) -> None:
        self._file("a.govreport", content)

    def text(self, content: bytes) -> None:
        self._file("a.txt", content)

    def _reader(self, suffix: str) -> Feed:
        return lambda content: self._file(f"a.{suffix}", content)

    def pdf(self, content: bytes) -> None:
        """With what is attached, and without it."""
        with suppress(*REFUSALS):
            self._file("a.pdf", content)
        assemble(bounded(pdf.blocks(content)[0]), resources.formats())

    def _file(self, name: str, content: bytes) -> None:
        """What is read can be checked, told as JSON, saved, and comes back the same."""
        path = self.folder / name
        path.write_bytes(content)
        imported = reading.read(path)
        case = case_of(imported.form, imported.document)
        report(path, imported.account, case, check_case(case))
        text = store.to_text(imported.document, imported.form)
        text.encode("utf-8")
        found = store.opened(text, name)
        assert (found.form, found.document, found.told) == (imported.form, imported.document, ()), "saved otherwise"

    def html(self, content: bytes) -> None:
        self._paste(tables(_text(content)[:LARGEST]))

    def tabs(self, content: bytes) -> None:
        self._paste([grid for grid in (rows_of(_text(content)[:LARGEST]),) if grid])

    def _paste(self, grids: list[Grid]) -> None:
        table = self.form.tables[sum(len(grid) for grid in grids) % len(self.form.tables)]
        made = plan(self.form, self.document, resources.formats(), grids, Target(table.id, (table.cells[0],)))
        if made is not None:
            check(self.form, self.document.with_cells(made.texts))

    def form_file(self, content: bytes) -> None:
        """A form that is taken for good goes the way of the trial, but for the window."""
        new = resources.read_form(content)
        if resources.unfit(new, resources.form_of(new.id), resources.formats()):
            return
        for table in new.tables:
            form_trial._recognise(new, table)
        full = form_trial._full(new)
        form_trial._wrong(new, full)
        check(new, full)
        lay_out(content_of(new, full), self.fonts)

    def settings_file(self, content: bytes) -> None:
        settings._path().write_bytes(content)
        found = settings.load()
        newest = self.folder / "乙.govreport"
        settings.save_changes(settings.with_recent(found, newest), found)
        assert settings.load().recent[0] == str(newest), "not kept"

    def journal_file(self, content: bytes) -> None:
        journal.folder().mkdir(parents=True, exist_ok=True)
        (journal.folder() / "a.journal").write_bytes(content)
        for left in journal.left_behind():
            for text, _ in left.states:
                with suppress(*REFUSALS):
                    store.from_text(text, left.origin.name)

    def mark(self, content: bytes) -> None:
        path = self.folder / "b.govreport"
        path.touch()
        (self.folder / f".~lock.{path.name}#").write_bytes(content)
        held = lock.take(path, datetime(2026, 1, 10))  # noqa: DTZ001
        if isinstance(held, lock.ReportLock):
            held.release()


def _text(content: bytes) -> str:
    """A clipboard's text may hold halves of characters."""
    try:
        return content.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return content.decode("latin-1")
