"""Pictures of the window to look at: `python benchmarks/look.py [REPORT [LAST_YEAR]]` writes them to out/look/.

Each size of screen in a process of its own, as Qt takes its scale at the start; light and dark, a slip of the hand in
table 三, last year's numbers, a unit with a long name, a locked report; the start page with what is known of reports.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import look_imports
from PySide6.QtCore import QEventLoop, QPoint, QRect, QSize, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from windows import SLIP, open_windows, shown_beside

from govreport_gui.core.papers.purpose import Purpose
from govreport_gui.core.report.document import Document, LastYear, Step
from govreport_gui.core.report.unit import Unit
from govreport_gui.core.years.last_year import with_last
from govreport_gui.files import resources, settings
from govreport_gui.files.saving import store
from govreport_gui.files.sources import reading
from govreport_gui.files.sources.imported import Imported
from govreport_gui.ui import app
from govreport_gui.ui.actions import exporting
from govreport_gui.ui.output.output_dialog import OutputDialog
from govreport_gui.ui.widgets import fitting, theme
from govreport_gui.ui.window.main_window import MainWindow

FOLDER: Final = Path(__file__).parent.parent / "out" / "look"
SAMPLE: Final = resources.path("samples/pengshui-2021.txt")
TITLE_BAR: Final = 30
PURPOSES: Final[dict[str, Purpose]] = {"table-three": "public", "table-three-last-year": "archive", "locked": "review"}
"""States in which the dialog of output is drawn too, and what for."""
LONG_NAME: Final = (
    "某某自治州某某经济技术开发区管理委员会（某某综合保税区管理委员会）政务服务和数据管理局（行政审批局）机关"
)


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen without its task bar, in pixels at 100 %, and its scale."""

    name: str
    size: QSize
    percent: int = 100


SCREENS: Final = (
    Screen("1366x720", QSize(1366, 720)),
    Screen("1280x672", QSize(1280, 672)),
    Screen("125", QSize(1093, 576), 125),
    Screen("150", QSize(911, 480), 150),
    Screen("200", QSize(960, 504), 200),
    Screen("1920x1032", QSize(1920, 1032)),
)


OVERVIEW: Final = """2021年，我单位全面贯彻政府信息公开条例，积极回应社会关切，助力服务型政府建设。
（一）主动公开方面。按照“公开为常态，不公开为例外”的要求，推行“应公开尽公开”，积极主动公开各领域政府信息。全年主动公开政府信息2645条。
（二）依申请公开方面。坚持第一时间登记受理、第一时间转送承办单位和第一时间回复申请。本年度共收到{came}件申请，及时依法依规办结{slip}件，{left}件结转下年度继续办理。
（三）政府信息管理方面。
（四）平台建设方面。先后关停未进行规范管理的政务新媒体2个。
（五）监督保障方面。常态化开展督查检查，组织4次季度政务公开检查，并将检查发现的问题通报全单位。"""


def written(document: Document) -> Document:
    """With a narrative in which one number, one aspect and one heading are amiss."""
    totals = [int(document.cells.get(f"requests.{row}.total", "0")) for row in ("new", "results_total", "carried_out")]
    text = OVERVIEW.format(came=totals[0], slip=totals[1] - 1 if totals[1] else 3, left=totals[2])
    return document.with_section("overview", text)


def states(first: Imported, last: Imported | None) -> Iterator[tuple[str, str, Document, bool]]:
    """Name, part, report and whether last year's numbers are shown, of each picture."""
    slip = first.document.with_cells({SLIP: first.document.cells.get(SLIP, "0")[::-1] + "5"})
    sent = replace(slip, state="in_review", steps=(Step("in_review", "2022-01-12T09:00"),))
    compared = with_last(first.document, LastYear(last.form, last.document)) if last else first.document
    yield "table-three", "requests_text", slip, False
    yield "table-three-right", "requests_text", first.document, False
    yield "table-three-last-year", "requests_text", compared, True
    yield "table-two", "proactive_text", first.document, False
    yield "table-four", "disputes_text", first.document, False
    yield "text", "overview", first.document, False
    yield "writing", "overview", written(compared), False
    yield "cover", "cover", replace(first.document, unit=LONG_NAME), False
    yield "locked", "requests_text", sent, False
    yield "new", "requests_text", Document(first.form.id, LONG_NAME, first.document.year), False


def draw_windows(screen: Screen, window: MainWindow, shade: str) -> None:
    """A picture of each window beside the main one, which is closed again."""
    for name, open_it in open_windows(window):

        def grab(name: str = name) -> None:
            beside = shown_beside(window)
            if not beside:
                return
            beside[-1].grab().save(str(FOLDER / f"{name}-{screen.name}-{shade}.png"))  # in front of the others
            for shown in reversed(beside):
                if isinstance(shown, QDialog):
                    shown.done(0)  # a question without a button to leave it by is not closed by closing
                else:
                    shown.close()

        QTimer.singleShot(400, grab)
        open_it()
        QTest.qWait(600)


def start_pages(first: Imported, folder: Path) -> Iterator[tuple[str, settings.Settings]]:
    """Name and settings of each picture of the start page; the reports that it lists are put into that folder."""
    document = replace(first.document, unit="平潭综合实验区")
    blank = document.with_cells({SLIP: "", "requests.new.other": ""})
    reports = {
        "2021年报/年报": document.with_cells({SLIP: "72"}),
        "下级单位/海坛": replace(blank, unit="平潭综合实验区海坛片区管理局"),
        "下级单位/长": replace(document, unit=LONG_NAME, state="returned"),
        "2020年报/长": replace(document, unit=LONG_NAME, year=2020, state="published"),
        "2020年报/年报": replace(document, year=2020, state="submitted"),
    }
    paths = [folder / f"{name}.govreport" for name in (*reports, "下级单位/U盘上的")]
    for path, each in zip(paths, reports.values(), strict=False):
        path.parent.mkdir(parents=True, exist_ok=True)
        store.write(path, each, first.form)
    own = Unit(LONG_NAME, "municipal", "department", rulemaker=False, powers={"licensing_power": "yes"})
    yield "start", settings.Settings(tuple(map(str, paths)), unit=own)
    yield "start-empty", settings.Settings()


def draw_start(screen: Screen, first: Imported, shade: str) -> None:
    """The start page, once what is in the reports has been found out."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ[settings.ELSEWHERE] = folder
        for name, kept in start_pages(first, Path(folder)):
            settings.save(kept)
            window = MainWindow()
            window.resize(screen.size.width(), screen.size.height() - TITLE_BAR)
            window.show()
            window.activateWindow()
            wait = QEventLoop()
            QTimer.singleShot(1500, wait.quit)
            wait.exec()
            window.grab().save(str(FOLDER / f"{name}-{screen.name}-{shade}.png"))
            window.close()


def draw(screen: Screen, report: Path, before: Path | None) -> None:
    """All pictures of one screen."""
    qt = app.application()
    fitting.area = lambda widget: QRect(QPoint(0, 0), screen.size)  # noqa: ARG005  # of the screen that is meant
    first, last = reading.read(report), reading.read(before) if before else None
    for is_dark in (False, True):
        theme.take_palette(qt, is_dark=is_dark)
        draw_start(screen, first, "dark" if is_dark else "light")
        for name, part, document, with_numbers in states(first, last):
            window = MainWindow(remembering=False)
            window.resize(screen.size.width(), screen.size.height() - TITLE_BAR)
            window.workspace.show_report(first.form, document)
            window.show()
            view = window.workspace.view
            view.go(part)
            view.show_last(on=with_numbers)
            view.page.setFocus()
            if part == "requests_text":
                view.go_to_cell(SLIP)
                if view.table_page is not None:
                    view.table_page.model.point_at(())
            if name == "writing":
                findings = window.workspace.editor.checked.findings
                view.show_finding(next(each for each in findings if each.rule.startswith("NV-")))
            QTest.qWait(400)
            if name == "table-three":
                view.findings.step(1)
            QTest.qWait(100)
            shade = "dark" if is_dark else "light"
            window.grab().save(str(FOLDER / f"{name}-{screen.name}-{shade}.png"))
            if name == "table-three":
                draw_windows(screen, window, shade)
            if name in PURPOSES:
                exporting.put_out(window.workspace)
                (dialog,) = window.findChildren(OutputDialog)
                dialog.cards.cards[PURPOSES[name]].click()
                QTest.qWait(400)
                dialog.grab().save(str(FOLDER / f"output-{PURPOSES[name]}-{screen.name}-{shade}.png"))
                dialog.done(0)
            window.workspace.editor.mark_saved()
            window.close()


def main() -> None:
    """Every screen in its own process."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    number, *files = sys.argv[1:] if sys.argv[1:2] and sys.argv[1].isdigit() else ("", *sys.argv[1:])
    paths = [Path(each) for each in files]
    report, before = (paths or [SAMPLE])[0], paths[1] if paths[1:] else None
    if number:
        draw(SCREENS[int(number)], report, before)
        screen = SCREENS[int(number)]
        look_imports.draw(FOLDER, screen.name, screen.size - QSize(0, TITLE_BAR))
        return
    for index, screen in enumerate(SCREENS):
        scaled = os.environ | {"QT_SCALE_FACTOR": str(screen.percent / 100)}
        subprocess.run([sys.executable, __file__, str(index), *files], env=scaled, check=True)
    print(f"{len(list(FOLDER.glob('*.png')))} pictures in {FOLDER}")


if __name__ == "__main__":
    main()
