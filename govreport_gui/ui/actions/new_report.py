"""How a report is begun in the window: empty, from last year's, as the sample; and the clerk's own unit."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from govreport_gui.core.forms.form import Format
from govreport_gui.core.report import unit
from govreport_gui.core.report.document import Document, LastYear
from govreport_gui.core.rules.check import check
from govreport_gui.core.years import next_year
from govreport_gui.files import resources, settings
from govreport_gui.files.sources import reading
from govreport_gui.files.sources.assembly import Imported
from govreport_gui.ui.actions import open_save
from govreport_gui.ui.start import unit_dialogs
from govreport_gui.ui.start.start_page import StartPage

if TYPE_CHECKING:
    from govreport_gui.ui.window.main_window import MainWindow

_SAMPLE = "samples/pengshui-2021.txt"


def start_page(window: "MainWindow") -> StartPage:
    """What is shown where no report is open, with what its buttons do."""
    page = StartPage(window.settings, unit_dialogs.due())
    page.new.connect(window.new)
    page.open.connect(window.open)
    page.next_year.connect(lambda: from_last_year(window))
    page.sample.connect(lambda: sample(window))
    page.unit.connect(lambda: own_unit(window))
    page.chosen.connect(lambda name: window.open_path(Path(name)))
    page.forgotten.connect(lambda name: window.keep(settings.without_recent(window.settings, name)))
    return page


def new(window: "MainWindow") -> None:
    """Begin an empty report on the form of its year, with what is known of the unit."""
    if not window.may_leave():
        return
    own = window.settings.unit
    asked = unit_dialogs.ask_new(window, own)
    if asked is None:
        return
    form = _form(asked.year)
    if asked.keep:
        window.keep(replace(window.settings, unit=asked.unit))
    document = unit.completed(Document(form.id, asked.unit.name, asked.year), asked.unit)
    window.show_report(form, document)
    window.view.page.setFocus()


def from_last_year(window: "MainWindow") -> None:
    """Begin a report from last year's, which is compared with from then on."""
    if not window.may_leave():
        return
    found = open_save.ask_report(window, "选上年的年报")
    if found is None:
        return
    chosen, imported = found
    before = imported.document
    year = before.year + 1 if before.year else unit_dialogs.due()
    asked = unit_dialogs.ask_next(window, _account(imported, chosen), year)
    if asked is None:
        return
    form = _form(asked.year)
    last = LastYear(imported.form, before)
    document = unit.completed(next_year.begun(form, last, asked.year, texts=asked.texts), window.settings.unit)
    window.show_report(form, document, unsaved=True)
    window.notice.say("\n".join((_begun(document, asked.texts), *imported.problems)), "last year")
    window.view.page.setFocus()


def sample(window: "MainWindow") -> None:
    """Open the report that ships with the program, as a copy that belongs to nobody's file."""
    if not window.may_leave():
        return
    imported = reading.read(resources.path(_SAMPLE))
    window.show_report(imported.form, imported.document, source="样例")
    window.notice.say("这是样例，可以随便改、随便试，不影响程序带的那一份。", "sample")
    window.view.go("requests_text")
    window.view.page.setFocus()


def own_unit(window: "MainWindow") -> None:
    """Ask for the clerk's own unit; where none has been given yet, the open report's is offered."""
    known = window.settings.unit
    if not known.name and not window.at_start:
        known = unit.of(window.editor.document)
    asked = unit_dialogs.ask_unit(window, known)
    if asked is not None:
        window.keep(replace(window.settings, unit=asked))


def _form(year: int) -> Format:
    forms = resources.formats()
    return next((form for form in forms if form.covers(year)), forms[0])


def _account(imported: Imported, source: Path) -> str:
    """What was read, and whether its own sums hold: then it was read right."""
    document = imported.document
    checked = check(imported.form, document)
    wrong = sum(finding.level == "must_fix" for finding in checked.findings)
    named = f"{document.unit or '没有写明单位'}，{document.year or '没有写明'}年度，{imported.form.name}。"
    if wrong:
        sums = f"有{wrong}处必须改正的问题。可能是上年填错，也可能没有读对，带入的数请再核对。"
    elif checked.held:
        sums = f"它自己的{checked.held}处勾稽关系都一致。"
    else:
        sums = "没有读到数，上年结转带不过来。"
    return f"上年年报：{source.name}\n{named}\n{sums}"


def _begun(document: Document, texts: bool) -> str:  # noqa: FBT001  # one of two facts told
    filled = sum(cell.startswith("requests.carried_in.") for cell in document.cells)
    carried = (
        f"上年结转已按上年的结转下年度填好 {filled} 格" if filled else "上年年报没有结转下年度的数，上年结转还空着"
    )
    words = "上年的文字已带入作底稿，旧年份和照抄的段落已标出" if texts else "上年的文字没有带入"
    return f"已由上年年报新建{document.year}年度报告，正在与上年比较。{carried}；{words}。"
