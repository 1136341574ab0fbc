"""A program that has a new form for a moment, in a folder of its own: a report of that form goes the clerk's whole way.

It runs as a process of its own (`files/added_forms`). What it finds goes into a file, for a windowed program on Windows
has no console; whatever else ends it, a crash too, counts as refused.
"""

import shutil
import sys
import traceback
from dataclasses import replace
from pathlib import Path

from govreport_gui.core.forms.form import Format, Table
from govreport_gui.core.reading import blocks
from govreport_gui.core.reading.tables import find
from govreport_gui.core.report.document import Document, LastYear
from govreport_gui.core.rules.check import check
from govreport_gui.core.values import YEARS
from govreport_gui.files import added_forms, resources
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.output import export, papers
from govreport_gui.files.pdf import pictures
from govreport_gui.files.saving import store
from govreport_gui.files.sources import reading


class RefusedError(Exception):
    """Why the form cannot be used, as part of a sentence."""


def run(folder: Path) -> int:
    """Try the form in that folder; 0 if a program could work with it."""
    try:
        _try(folder)
    except (RefusedError, ValueError) as refused:
        (folder / added_forms.REFUSED).write_text(str(refused).rstrip("。"), encoding="utf-8")
        return 1
    except (Exception, SystemExit):  # noqa: BLE001  # whatever the form makes fail
        if sys.stderr is not None:
            traceback.print_exc()
        return 1
    return 0


def _try(folder: Path) -> None:
    candidate = folder / added_forms.CANDIDATE
    form = resources.read_form(candidate.read_bytes())
    others = tuple(each for each in resources.formats() if each.id != form.id)
    old = resources.form_of(form.id)
    if old is not None and form.revision <= old.revision:
        raise RefusedError(f"第{form.revision}版不比现在用的{old.name}（第{old.revision}版）新")
    if fault := resources.unfit(form, old, others):
        raise RefusedError(fault)
    for table in form.tables:
        _recognise(form, table)
    sample = resources.path("samples/pengshui-2021.txt")
    before = _said(sample)
    resources.added_folder().mkdir(exist_ok=True)
    shutil.copy(candidate, resources.added_folder() / f"{form.id}.toml")
    resources.look_again()
    if resources.form_of(form.id) != form:
        raise RefusedError("装入以后读不出来")
    if _said(sample) != before:
        raise RefusedError("装入以后，原来读得对的年报会读错")
    full = _full(form)
    try:
        for document in (Document(form.id), replace(full, cells={}), full, _wrong(form, full)):
            _keep(folder, form, document)
        _put_out(folder, form, full)
    except OutsideError as error:
        raise RefusedError(str(error)) from error
    _show(form, full)


def _said(path: Path) -> tuple[object, ...]:
    document = reading.read(path).document
    return document.format, document.unit, document.year, dict(document.cells)


def _full(form: Format) -> Document:
    """A report of that form with all its parts and cells, its totals on paper and last year's report."""
    year = form.last_year or form.first_year
    full = Document(
        form.id,
        "试用单位",
        year,
        "county",
        "department",
        sections={section.id: f"{section.name}：收到申请12件。\n第二段。" for section in form.sections},
        cells={cell: str(at % 7) for at, cell in enumerate(form.cells)},
        paper_totals=dict.fromkeys(form.sums, "5"),
        read_aloud=dict.fromkeys(form.cells, "1"),
    )
    return replace(full, last=LastYear(form, replace(full, year=year - 1 if year - 1 in YEARS else None)))


def _wrong(form: Format, full: Document) -> Document:
    """The report with no number in it, which must be found in every table."""
    wrong = replace(full, cells=dict.fromkeys(form.cells, "甲"))
    found = {finding.rule for finding in check(form, wrong).findings}
    if absent := [table.name for table in form.tables if table.entry_rule not in found]:
        raise RefusedError(f"{'、'.join(absent)}里不是数字的，查不出来")
    return wrong


def _recognise(form: Format, table: Table) -> None:
    """That the table is known again by its words, each number in its place, as when a report on it is read."""
    numbers = {cell: str(1000 + at) for at, cell in enumerate(table.cells)}
    rows = [(*line.labels, *(numbers[cell] for cell in line.cells)) for line in table.lines]
    found = find([blocks.Table(blocks.squared(rows))], (form,)).get(table.id)
    if not found or found[0].cells != numbers:
        raise RefusedError(f"{table.name}的行名分不清，照它填的年报会读错")


def _keep(folder: Path, form: Format, document: Document) -> None:
    check(form, document)
    path = folder / f"report{store.SUFFIX}"
    store.write(path, document, form)
    if reading.read(path).document != document:
        raise RefusedError("保存的报告读回来不一样")


def _put_out(folder: Path, form: Format, document: Document) -> None:
    checked = check(form, document)
    for suffix in export.SUFFIXES:
        export.write(folder / f"report{suffix}", form, document, checked)
    pages = pictures.open_pages((folder / "report.pdf").read_bytes())
    pages.picture(len(pages.sizes) - 1, 50, 70)
    papers.as_pdf("规则说明书", papers.rulebook(form))
    papers.empty_form(form)


def _show(form: Format, document: Document) -> None:
    """Every part of a report in a window that nobody sees."""
    from govreport_gui.core.findings.progress import COVER  # noqa: PLC0415
    from govreport_gui.ui import app  # noqa: PLC0415  # Qt only where all else went well
    from govreport_gui.ui.window import main_window  # noqa: PLC0415

    qt = app.application()
    window = main_window.MainWindow(remembering=False)
    window.show()
    window.workspace.show_report(form, document, source="试用")
    for part in (COVER, *(section.id for section in form.sections)):
        window.workspace.view.go(part)
        qt.processEvents()
        window.grab()
    window.close()
