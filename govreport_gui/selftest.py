"""`govreport selftest`: the installed program goes the clerk's whole way once and says what it did."""

import os
import sys
import tempfile
from argparse import Namespace
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from govreport_gui.core.ledger.application import Application
from govreport_gui.core.ledger.counting import count
from govreport_gui.core.ledger.deadlines import clock
from govreport_gui.core.ledger.ledger import Ledger
from govreport_gui.core.ledger.rules import problems
from govreport_gui.core.rules.check import check
from govreport_gui.files import own_process, resources
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.ledger import ledger_file
from govreport_gui.files.ledger.calendar_file import calendar
from govreport_gui.files.ledger.vocabulary_file import vocabulary
from govreport_gui.files.output import export
from govreport_gui.files.pdf import pictures
from govreport_gui.files.saving import store
from govreport_gui.files.scans import addon, trial
from govreport_gui.files.sources import apart, reading

_PATIENCE: Final = 120
"""Seconds for reading a picture; a slow computer takes five."""


def run(options: Namespace) -> int:
    """Run every step in the folder that is given, else in a temporary one; 0 only if all held, else 3."""
    with tempfile.TemporaryDirectory(prefix="govreport-", ignore_cleanup_errors=True) as temporary:
        place = options.folder or Path(temporary)
        try:
            place.mkdir(parents=True, exist_ok=True)
            for done in _steps(place):
                print(f"✓ {done}")
        except (OutsideError, OSError, AssertionError) as error:
            print(f"✕ 自检没有通过：{error}", file=sys.stderr)
            return 3
    print("自检通过。")
    return 0


def _steps(folder: Path) -> Iterator[str]:
    yield forms()
    imported = reading.read(resources.path("samples/pengshui-2021.txt"))
    form, document = imported.form, imported.document
    _hold(len(document.cells) == len(form.cells), "样本没有读全")
    yield f"读入样本：{document.unit}{document.year}年，{len(document.cells)}个数"
    checked = check(form, document)
    wrong = check(form, document.with_cells({form.inputs[-1]: "1"}))
    _hold(checked.verdict != "must_fix" and wrong.verdict == "must_fix", "核对结果不对")
    yield f"核对样本：{len(form.bound)}处勾稽关系；改错一个数，能查出来"
    for suffix in export.SUFFIXES:
        path = folder / export.file_name(document, suffix)
        notes = export.write(path, form, document, checked)
        lacking = [note for note in notes if "没有这些字" in note]
        _hold(path.stat().st_size > 0 and not lacking, f"{path.name}：{''.join(lacking)}")
        yield "。".join((f"输出{path.name}，{path.stat().st_size}字节", *(note.rstrip("。") for note in notes)))
    path = folder / export.file_name(document, ".docx")
    _hold(apart.read(path).document.cells == document.cells, f"{path.name}读回来不一样")
    yield f"另开进程读入{path.name}"
    paper = folder / export.file_name(document, ".pdf")
    yield _pictures(paper)
    yield _recogniser(paper, document.unit)
    path = folder / export.file_name(document, store.SUFFIX)
    store.write(path, document, form)
    _hold(reading.read(path).document == document, f"{path.name}读回来不一样")
    yield f"保存并重新打开{path.name}"
    yield _ledger(folder / f"台账{ledger_file.SUFFIX}")
    yield _window(path)
    yield _printing()


def forms() -> str:
    """The forms that there are, and those that were put in and cannot be used, which is no fault of the program."""
    known = resources.formats()
    left_out = "".join(f"；没有用装入的{each.file}：{each.why}" for each in resources.left_out())
    return f"读入{len(known)}种格式：{'、'.join(form.name for form in known)}{left_out}"


def _pictures(path: Path) -> str:
    """Draw every page of that PDF, as the preview and the printer get them."""
    pages = pictures.open_pages(path.read_bytes())
    for page in range(len(pages.sizes)):
        _hold(len(set(pages.picture(page, 210, 297).pixels)) > 1, f"第{page + 1}页画不出来")
    return f"画出{path.name}的{len(pages.sizes)}页"


def _recogniser(paper: Path, unit: str) -> str:
    """Where the add-on is installed: draw the first page of that PDF and let it read there what the unit is."""
    found = addon.found()
    if found is None:
        return addon.state()
    _hold(not found.unfit, found.unfit)
    from PIL import Image  # noqa: PLC0415  # only with the add-on

    drawn = pictures.open_pages(paper.read_bytes()).picture(0, 827, 1169)  # 100 dpi
    with tempfile.TemporaryDirectory(prefix="govreport-", ignore_cleanup_errors=True) as temporary:
        picture, told = Path(temporary) / "page.png", Path(temporary) / "told"
        Image.frombytes("RGB", (drawn.width, drawn.height), drawn.pixels, "raw", "BGRX").save(picture)
        process = own_process.begin(trial.TRY, str(picture), str(told))
        code = process.wait(_PATIENCE)
        text = told.read_text(encoding="utf-8") if told.exists() else "没有结果"
    _hold(code == 0 and unit in text, f"{addon.NAME}用不了：{text}")
    return f"{addon.NAME} {found.version}：由图片读出“{unit}”"


def _ledger(path: Path) -> str:
    """Enter one application, save, read and count it, and work out its deadline."""
    one = Application(1, received="2025-03-03", applicant_class="natural_person")
    ledger_file.write(path, Ledger(year=2025, applications=(one,)))
    ledger, _ = ledger_file.read(path)
    counted = count(ledger, resources.formats()[0])
    time = clock(ledger.of(1), calendar())
    whole = counted.keys.get("requests.carried_out.total") == (1,) and not problems(ledger, vocabulary(), calendar())
    _hold(whole, "台账计数不对")
    _hold(time is not None and time.due == date(2025, 3, 31), "期限不对")
    return f"保存并重新打开{path.name}，一件申请计入表三，算出答复期限"


def _window(path: Path) -> str:
    """Open a window on that report and close it again."""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")
    from govreport_gui.ui import app  # noqa: PLC0415  # Qt only now that the platform is chosen
    from govreport_gui.ui.actions import open_save  # noqa: PLC0415  # Qt only now that the platform is chosen
    from govreport_gui.ui.widgets import icons  # noqa: PLC0415  # Qt only now that the platform is chosen
    from govreport_gui.ui.window import main_window  # noqa: PLC0415  # Qt only now that the platform is chosen

    qt = app.application()
    window = main_window.MainWindow(remembering=False)
    window.show()
    open_save.leave_for(window.workspace, path)
    qt.processEvents()
    _hold(window.isVisible() and window.workspace.path == path, "窗口没有打开")
    drawn = icons.icon("save").pixmap(20, 20).toImage()
    _hold(drawn.pixelColor(10, 3).alpha() + drawn.pixelColor(3, 10).alpha() > 0, "图标画不出来")
    window.close()
    return f"打开并关闭窗口（{qt.platformName()}）"


def _printing() -> str:
    from govreport_gui.ui.preview import printing  # noqa: PLC0415  # likewise

    return "可以打印" if printing.any_printer() else "打印部分齐全，这台电脑没有打印机"


def _hold(held: bool, otherwise: str) -> None:  # noqa: FBT001  # reads as the sentence it is
    if not held:
        raise AssertionError(otherwise)
