"""Preview, print, charts, papers beside the report, empty forms: the entries of the menus, and what each shows."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from govreport_gui.core.forms.form import Format
from govreport_gui.core.papers.part import Part
from govreport_gui.files import resources
from govreport_gui.files.output import export, papers
from govreport_gui.ui.widgets import dialogs
from govreport_gui.ui.widgets.entries import entry

if TYPE_CHECKING:
    from govreport_gui.core.papers.charts import Chart
    from govreport_gui.ui.preview.preview import Paper, Preview
    from govreport_gui.ui.window.main_window import MainWindow

_NAME: Final = "preview"
"""By which Qt finds the window again, so that the program starts without it."""


def add_output(window: "MainWindow", menu: QMenu) -> QMenu:
    """Put preview and print into a menu; the menu of the empty forms, which need no report."""
    tick = QAction("输出时附图表(&G)", window)
    tick.setCheckable(True)
    tick.setChecked(window.settings.output.charts)
    tick.toggled.connect(lambda on: _remember_charts(window, on=on))
    entry(window, menu, "预览(&V)…", lambda: report(window, tick), "Ctrl+F2", "Ctrl+Shift+P")
    entry(window, menu, "打印(&T)…", lambda: print_report(window, tick), "Ctrl+P")
    empty = menu.addMenu("打印空表(&B)")
    empty.aboutToShow.connect(lambda: _fill_empty(empty, window))
    menu.addAction(tick)
    return empty


def report(window: "MainWindow", tick: QAction | None = None) -> "Preview | None":
    """Show the report as it will be put out."""
    from govreport_gui.ui.preview.preview import Paper  # noqa: PLC0415  # the window starts without it

    def make() -> "Paper":
        window.view.commit()
        editor = window.editor
        printed = export.paper(editor.form, editor.document, editor.checked, charts_of(window))
        mark = export.mark_of(editor.checked)
        remark = f"每页右上角印有“{mark}”，核对通过后就没有了。" if mark else ""
        return Paper(
            printed.content,
            export.file_name(editor.document, ".pdf"),
            "\n".join((remark, *export.notes(printed))).strip(),
            editor.checked.verdict_words if mark else "",
        )

    return _open(window, "预览", make, tick)


def print_report(window: "MainWindow", tick: QAction | None = None) -> None:
    """Show the report and ask for the printer; what was sent need not be looked at any longer."""
    shown = report(window, tick)
    if shown is not None and shown.print():
        window.notice.say(shown.remark.text())
        shown.close()


def show_charts(window: "MainWindow") -> "Preview | None":
    """Show the year's applications as bars, beside last year's where they are known."""
    from govreport_gui.core.papers import charts  # noqa: PLC0415  # likewise
    from govreport_gui.ui.preview.preview import Paper  # noqa: PLC0415  # likewise

    def make() -> "Paper":
        from govreport_gui.files.pdf import writer  # noqa: PLC0415  # the window starts without it

        window.view.commit()
        editor = window.editor
        document = editor.document
        year = f"{document.year}年" if document.year else ""
        content = writer.write_charts(charts.charts(editor.case), document.unit, year).content
        remark = "" if editor.case.last else "载入上年年报（核对 → 载入上年年报）以后，这里把两年并排画出。"
        return Paper(content, export.file_name(document, "图表.pdf"), remark)

    return _open(window, charts.TITLE, make)


def inspection(window: "MainWindow") -> "Preview | None":
    """Show the page that goes through what an inspection looks at."""
    return _beside(window, "上级会怎么看", lambda: papers.inspection(window.editor.checked))


def proofreading(window: "MainWindow", above: QWidget | None = None) -> "Preview | None":
    """Show what was read aloud and how it stands, with lines for signatures; `above` a window that is in front."""
    return _beside(window, "校对记录", lambda: papers.proofreading(window.editor.form, window.editor.document), above)


def _beside(
    window: "MainWindow", title: str, parts: Callable[[], tuple[Part, ...]], above: QWidget | None = None
) -> "Preview | None":
    """Show a paper about the open report, under a file name that tells whose it is."""
    from govreport_gui.ui.preview.preview import Paper  # noqa: PLC0415  # likewise

    def make() -> "Paper":
        window.view.commit()
        printed = papers.paper(title, parts())
        name = export.file_name(window.editor.document, f"·{title}.pdf")
        return Paper(printed.content, name, "\n".join(export.notes(printed)))

    return _open(window, title, make, above=above)


def rulebook(window: "MainWindow") -> "Preview | None":
    """Show the rules of this form, for whoever has to approve them."""
    from govreport_gui.ui.preview.preview import Paper  # noqa: PLC0415  # likewise

    form = window.editor.form
    title = f"规则说明书（{form.name}）"
    return _open(
        window,
        title,
        lambda: Paper(papers.paper(title, papers.rulebook(form)).content, f"{title}.pdf"),
        of_report=False,
    )


def empty_form(window: "MainWindow", form: Format) -> "Preview | None":
    """Show the official form with nothing in it."""
    from govreport_gui.ui.preview.preview import Paper  # noqa: PLC0415  # likewise

    return _open(
        window,
        f"空表：{form.name}",
        lambda: Paper(papers.empty_form(form).content, f"空表（{form.name}）.pdf"),
        of_report=False,
    )


def charts_of(window: "MainWindow") -> tuple["Chart", ...]:
    """The charts that go out with the report: none unless asked for."""
    if not window.settings.output.charts:
        return ()
    from govreport_gui.core.papers import charts  # noqa: PLC0415  # likewise

    return charts.charts(window.editor.case)


def close(window: "MainWindow") -> None:
    """Close what shows the report, which is no longer open."""
    for shown in _shown(window):
        shown.close()


def outdated(window: "MainWindow") -> None:
    """Tell what shows the report that it has changed."""
    for shown in _shown(window):
        shown.outdated()


def _open(
    window: "MainWindow",
    title: str,
    make: Callable[[], "Paper"],
    tick: QAction | None = None,
    *,
    of_report: bool = True,
    above: QWidget | None = None,
) -> "Preview | None":
    """One window at a time; None, after a sentence, where there is nothing to show."""
    from govreport_gui.ui.preview.preview import Preview  # noqa: PLC0415  # likewise

    close(window)
    shown = Preview(window, title, make, tick, of_report=of_report, above=above)
    shown.setObjectName(_NAME)
    if not shown.refresh():
        dialogs.say_error(window, shown.remark.text())
        shown.deleteLater()
        return None
    shown.show()
    return shown


def _shown(window: "MainWindow") -> "list[Preview]":
    # Asked at every number typed: all that the window holds would be far too much to look through.
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    beside = window.findChildren(QDialog, options=direct)
    found = [each for each in (window, *beside) for each in each.findChildren(QDialog, _NAME, direct)]
    return cast("list[Preview]", found)


def _remember_charts(window: "MainWindow", *, on: bool) -> None:
    window.keep(replace(window.settings, output=replace(window.settings.output, charts=on)))


def _fill_empty(menu: QMenu, window: "MainWindow") -> None:
    menu.clear()
    for form in resources.formats():
        years = f"{form.first_year}年度起" if form.last_year is None else f"{form.first_year}—{form.last_year}年度"
        menu.addAction(f"{form.name}（{years}）…").triggered.connect(
            lambda _=False, form=form: empty_form(window, form)
        )
