"""Preview, print, charts, papers beside the report, empty forms: the entries of the menus, and what each shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from govreport_gui.files import resources
from govreport_gui.ui.widgets import dialogs
from govreport_gui.ui.widgets.entries import entry
from govreport_gui.ui.widgets.icons import icon
from govreport_gui.ui.workspace import Workspace

if TYPE_CHECKING:
    from govreport_gui.core.forms.form import Format
    from govreport_gui.core.papers.part import Part
    from govreport_gui.core.papers.purpose import Purpose
    from govreport_gui.ui.preview.earlier_years import EarlierYears
    from govreport_gui.ui.preview.preview import NamedPdf, Preview

_NAME: Final = "preview"
"""By which Qt finds the window again, so that the program starts without it."""
_PATIENCE: Final = 3.0
"""Seconds that printing at once waits for earlier years: as long as opening waits for a disk."""


def add_output(workspace: Workspace, menu: QMenu) -> QMenu:
    """Put preview and print into a menu; the menu of the empty forms, which need no report."""
    window = workspace.window
    tick = QAction("输出时附图表(&G)", window)
    tick.setCheckable(True)
    tick.setChecked(workspace.settings.output.charts)
    tick.toggled.connect(lambda on: _remember_charts(workspace, on=on))
    entry(window, menu, "预览(&V)…", lambda: report(workspace, tick), "Ctrl+F2", "Ctrl+Shift+P", picture="file-text")
    entry(window, menu, "打印(&T)…", lambda: print_report(workspace, tick), "Ctrl+P")
    empty = menu.addMenu(icon("file-spreadsheet"), "打印空表(&B)")
    empty.aboutToShow.connect(lambda: _fill_empty(empty, workspace))
    menu.addAction(tick)
    return empty


def add_papers(workspace: Workspace, menu: QMenu) -> QAction:
    """Into 核对: papers about the report; gives the entry of what an inspection looks at."""
    window = workspace.window
    entry(window, menu, "图表(&G)…", lambda: show_charts(workspace))
    looked_at = entry(window, menu, "报送前自查(&I)…", lambda: inspection(workspace), picture="list-checks")
    entry(window, menu, "规则说明书(&R)…", lambda: rulebook(workspace))
    return looked_at


def add_reading(workspace: Workspace, menu: QMenu) -> None:
    """Into 核对: reading aloud, and its record."""
    window = workspace.window
    menu.addSeparator()
    entry(window, menu, "校对(&S)…", lambda: read_aloud(workspace), "F11")
    entry(window, menu, "校对记录(&J)…", lambda: proofreading(workspace))
    menu.addSeparator()


def report(
    workspace: Workspace,
    tick: QAction | None = None,
    *,
    kind: Purpose | None = None,
    above: QWidget | None = None,
    patience: float = 0.0,
) -> Preview | None:
    """Show the report as it will be put out, for that purpose or for what its state says.

    `patience`: seconds that earlier years are waited for; else they are shown as soon as they are found.
    """
    from govreport_gui.core.papers import profiles, purpose  # noqa: PLC0415  # likewise
    from govreport_gui.core.papers.charts import Chart, charts  # noqa: PLC0415  # likewise
    from govreport_gui.core.papers.content import content_of  # noqa: PLC0415  # likewise
    from govreport_gui.core.papers.fingerprint import fingerprint  # noqa: PLC0415  # likewise
    from govreport_gui.files.output import export  # noqa: PLC0415  # likewise
    from govreport_gui.ui.output.foreseen import without_picture  # noqa: PLC0415  # likewise
    from govreport_gui.ui.preview.earlier_years import EarlierYears  # noqa: PLC0415  # likewise
    from govreport_gui.ui.preview.preview import NamedPdf  # noqa: PLC0415  # the window starts without it

    earlier = EarlierYears(workspace.window, workspace)

    def make() -> NamedPdf:
        workspace.view.commit()
        editor = workspace.editor
        form, document = editor.form, editor.document
        use = kind or purpose.usual(document.state)
        drawn: tuple[Chart, ...] = ()
        beside: tuple[Part, ...] = ()
        told = ""
        if workspace.settings.output.charts and use != "public":
            if patience:
                earlier.wait(patience)
            several, beside, told = earlier.added()
            drawn = (*charts(editor.case), *several)
        profile = profiles.known(workspace.settings.output.profile)
        printed = export.as_pdf(form, document, editor.checked, drawn, use, beside, profile)
        passed = editor.checked.verdict == "pass"
        remark = "" if passed else f"每页右上角印有“{purpose.UNFINISHED}”，核对通过后不再印。"
        copy = purpose.NAMES[use] + ("" if profile == profiles.OFFICIAL else f"（{profiles.NAMES[profile]}）")
        code = "" if use == "public" else fingerprint(content_of(form, document))
        return NamedPdf(
            printed.content,
            export.file_name(document, ".pdf", purpose.Copy(use, code=code)),
            "\n".join((f"这是{copy}。{remark}", *([told] if told else []), *export.notes(printed))),
            "" if passed else editor.checked.verdict_words,
            without_picture(printed),
        )

    return _open(workspace, "预览", make, tick, above=above, earlier=earlier)


def print_report(workspace: Workspace, tick: QAction | None = None) -> None:
    """Show the report and ask for the printer; what was sent need not be looked at any longer."""
    shown = report(workspace, tick, patience=_PATIENCE)
    if shown is not None and shown.print():
        workspace.message_bar.confirm(shown.remark.text())
        shown.close()


def show_charts(workspace: Workspace) -> Preview | None:
    """Show the year's applications as bars, beside last year's where they are known; and up to five years beside each
    other, where earlier reports lie in the folder of this one.
    """
    from govreport_gui.core.papers import charts  # noqa: PLC0415  # likewise
    from govreport_gui.files.output import export  # noqa: PLC0415  # likewise
    from govreport_gui.ui.preview.earlier_years import EarlierYears  # noqa: PLC0415  # likewise
    from govreport_gui.ui.preview.preview import NamedPdf  # noqa: PLC0415  # likewise

    earlier = EarlierYears(workspace.window, workspace)

    def make() -> NamedPdf:
        from govreport_gui.files.pdf import writer  # noqa: PLC0415  # the window starts without it

        workspace.view.commit()
        editor = workspace.editor
        document = editor.document
        year = f"{document.year}年" if document.year else ""
        several, beside, told = earlier.added()
        drawn = (*charts.charts(editor.case), *several)
        content = writer.write_charts(drawn, document.unit, year, beside).content
        remark = "" if editor.case.last else "载入上年年报（核对 → 载入上年年报）以后，这里把两年并排画出。"
        said = "\n".join(each for each in (remark, earlier.lacking, told) if each)
        return NamedPdf(content, export.file_name(document, "图表.pdf"), said)

    return _open(workspace, charts.TITLE, make, earlier=earlier)


def inspection(workspace: Workspace) -> Preview | None:
    """Show the page that goes through what an inspection looks at."""
    from govreport_gui.files.output import papers  # noqa: PLC0415  # likewise

    return paper_beside(
        workspace, "报送前自查", lambda: papers.inspection(workspace.editor.case, workspace.editor.checked)
    )


def proofreading(workspace: Workspace, above: QWidget | None = None) -> Preview | None:
    """Show what was read aloud and how it stands, with lines for signatures; `above` a window that is in front."""
    from govreport_gui.files.output import papers  # noqa: PLC0415  # likewise

    return paper_beside(
        workspace, "校对记录", lambda: papers.proofreading(workspace.editor.form, workspace.editor.document), above
    )


def read_aloud(workspace: Workspace) -> None:
    """Go through the tables aloud, number by number."""
    from govreport_gui.ui.proofreading.reading_window import ReadingAloud  # noqa: PLC0415  # likewise

    view = workspace.view
    view.commit()
    window = ReadingAloud(workspace.window, workspace.editor, view.go_to_cell, partial(proofreading, workspace))
    window.setWindowModality(Qt.WindowModality.WindowModal)
    window.showMaximized()


def paper_beside(
    workspace: Workspace, title: str, parts: Callable[[], tuple[Part, ...]], above: QWidget | None = None
) -> Preview | None:
    """Show a paper about the open report, under a file name that tells whose it is."""
    from govreport_gui.files.output import export, papers  # noqa: PLC0415  # likewise
    from govreport_gui.ui.preview.preview import NamedPdf  # noqa: PLC0415  # likewise

    def make() -> NamedPdf:
        workspace.view.commit()
        printed = papers.as_pdf(title, parts())
        name = export.file_name(workspace.editor.document, f"·{title}.pdf")
        return NamedPdf(printed.content, name, "\n".join(export.notes(printed)))

    return _open(workspace, title, make, above=above)


def rulebook(workspace: Workspace) -> Preview | None:
    """Show the rules of this form, for whoever has to approve them."""
    from govreport_gui.files.output import papers  # noqa: PLC0415  # likewise
    from govreport_gui.ui.preview.preview import NamedPdf  # noqa: PLC0415  # likewise

    form = workspace.editor.form
    title = f"规则说明书（{form.name}）"
    return _open(
        workspace,
        title,
        lambda: NamedPdf(papers.as_pdf(title, papers.rulebook(form)).content, f"{title}.pdf"),
        of_report=False,
    )


def empty_form(workspace: Workspace, form: Format) -> Preview | None:
    """Show the official form with nothing in it."""
    from govreport_gui.files.output import papers  # noqa: PLC0415  # likewise
    from govreport_gui.ui.preview.preview import NamedPdf  # noqa: PLC0415  # likewise

    return _open(
        workspace,
        f"空表：{form.name}",
        lambda: NamedPdf(papers.empty_form(form).content, f"空表（{form.name}）.pdf"),
        of_report=False,
    )


def close(workspace: Workspace) -> None:
    """Close what shows the report, which is no longer open."""
    for shown in _shown(workspace):
        shown.close()


def outdated(workspace: Workspace) -> None:
    """Tell what shows the report that it has changed."""
    for shown in _shown(workspace):
        shown.outdated()


def _open(
    workspace: Workspace,
    title: str,
    make: Callable[[], NamedPdf],
    tick: QAction | None = None,
    *,
    of_report: bool = True,
    above: QWidget | None = None,
    earlier: EarlierYears | None = None,
) -> Preview | None:
    """One window at a time; None, after a sentence, where there is nothing to show. It shows `earlier` years as soon as
    they are found.
    """
    from govreport_gui.ui.preview.preview import Preview  # noqa: PLC0415  # likewise

    close(workspace)
    shown = Preview(workspace, title, make, tick, of_report=of_report, above=above)
    shown.setObjectName(_NAME)
    if earlier is not None:
        earlier.setParent(shown)
        earlier.found.connect(shown.refresh)
    if not shown.refresh():
        dialogs.say_error(workspace.window, shown.remark.text())
        shown.deleteLater()
        return None
    shown.show()
    return shown


def _shown(workspace: Workspace) -> list[Preview]:
    # Asked at every number typed: all that the window holds would be far too much to look through.
    window, direct = workspace.window, Qt.FindChildOption.FindDirectChildrenOnly
    beside = window.findChildren(QDialog, options=direct)
    found = [each for each in (window, *beside) for each in each.findChildren(QDialog, _NAME, direct)]
    return cast("list[Preview]", found)


def _remember_charts(workspace: Workspace, *, on: bool) -> None:
    workspace.keep(replace(workspace.settings, output=replace(workspace.settings.output, charts=on)))


def _fill_empty(menu: QMenu, workspace: Workspace) -> None:
    menu.clear()
    for form in resources.formats():
        years = f"{form.first_year}年度起" if form.last_year is None else f"{form.first_year}—{form.last_year}年度"
        menu.addAction(f"{form.name}（{years}）…").triggered.connect(
            lambda _=False, form=form: empty_form(workspace, form)
        )
