"""A foreign file, or what was copied from one, into the open report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QMimeData
from PySide6.QtGui import QAction, QImage, QTextDocumentFragment
from PySide6.QtWidgets import QApplication, QMenu

from govreport_gui.files import names
from govreport_gui.ui.actions import ledgers, open_save
from govreport_gui.ui.widgets import dialogs
from govreport_gui.ui.widgets.entries import entry
from govreport_gui.ui.workspace import Workspace

if TYPE_CHECKING:
    from govreport_gui.core.importing.taking import Parts
    from govreport_gui.files.sources.imported import Imported

_RTF: Final = ("text/rtf", "application/rtf", "Rich Text Format")
_NOTHING: Final = "剪贴板里没有文字、表格和图片。先在 Word、WPS、Excel 或网页里全选、复制，再从剪贴板导入。"
_COPIED: Final = "剪贴板的内容"


def add(workspace: Workspace, menu: QMenu) -> tuple[QAction, ...]:
    """Into 文件: from a file, from the clipboard; gives the entries."""
    window = workspace.window
    return (
        entry(window, menu, "导入文件(&I)…", lambda: import_file(workspace)),
        entry(window, menu, "从剪贴板导入(&D)…", lambda: import_copied(workspace)),
    )


def import_file(workspace: Workspace) -> None:
    """Ask for a file and take it into the open report; where none is open, open it."""
    if workspace.at_start:
        open_save.ask_and_open(workspace)
        return
    workspace.view.commit()
    if not workspace.editor.may_change():
        return
    chosen = open_save.ask_for_report(workspace, "导入文件", dialogs.READABLE)
    # The numbers of a register come into the report by way of a ledger.
    if chosen and (len(chosen) > 1 or ledgers.begin_from(workspace, chosen[0]) is False):
        _take(workspace, chosen)


def import_copied(workspace: Workspace) -> None:
    """Take what was copied, tables and text, into the open report; where none is open, as a report of its own."""
    if not workspace.at_start:
        workspace.view.commit()
        if not workspace.editor.may_change():
            return
    data = QApplication.clipboard().mimeData() or QMimeData()
    if files := _copied_files(data):
        if workspace.at_start:
            open_save.leave_for(workspace, *files)
        else:
            _take(workspace, files)
        return
    suffix, content = _copied(data)
    if not content.strip():
        dialogs.say_error(workspace.window, _NOTHING)
        return
    with TemporaryDirectory(prefix="govreport-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / f"{_COPIED}{suffix}"
        path.write_bytes(content)
        if workspace.at_start:
            open_save.open_path(workspace, path, again=lambda: import_copied(workspace))
        else:
            _take(workspace, (path,), _COPIED, lambda: import_copied(workspace))


def _copied_files(data: QMimeData) -> tuple[Path, ...]:
    """The file, or the pictures of one report, that were copied as such in a window of files."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return names.in_order(paths) if len(paths) == 1 or all(map(names.is_picture, paths)) else ()


def _copied(data: QMimeData) -> tuple[str, bytes]:
    """The richest that the clipboard has, as the content of a file; a picture where there are no words."""
    if data.hasImage() and not _has_words(data):
        return ".png", _as_png(QImage(data.imageData()))
    if data.hasHtml() and data.html().strip():
        return ".html", f"<!doctype html>{data.html()}".encode("utf-8", "replace")
    for kind in _RTF:
        if data.hasFormat(kind):
            return ".rtf", bytes(data.data(kind).data())
    return ".txt", data.text().encode("utf-8", "replace")


def _has_words(data: QMimeData) -> bool:
    """Whether there is more than a picture: what is copied of a web page may be html with nothing else in it."""
    html = QTextDocumentFragment.fromHtml(data.html()).toPlainText() if data.hasHtml() else ""
    return bool(html.replace("\ufffc", "").strip() or (not data.hasUrls() and data.text().strip()))


def _as_png(picture: QImage) -> bytes:
    made = QBuffer()
    made.open(QBuffer.OpenModeFlag.WriteOnly)
    picture.save(made, "PNG")  # type: ignore[call-overload]  # what Qt calls bytes is str here
    return bytes(made.data().data())


def _take(
    workspace: Workspace, paths: tuple[Path, ...], name: str = "", again: Callable[[], object] | None = None
) -> None:
    """Have a file, or the pictures of a report, looked through, and put into the open report as one step."""
    from govreport_gui.core.importing import taking  # noqa: PLC0415  # the start page does without it
    from govreport_gui.ui.importing import asking  # noqa: PLC0415  # likewise
    from govreport_gui.ui.importing.part_boxes import Purpose  # noqa: PLC0415  # likewise

    editor = workspace.editor
    present = editor.document
    purpose = Purpose(title="导入到本年报", last=present.last, present=present)
    path, *more = paths
    name = name or asking.called(path, more)
    offer = asking.Offer(workspace.message_bar, again or (lambda: _take(workspace, paths, name)))
    found = asking.ask(workspace.window, path, purpose, name=name, more=more, onto=editor.form, offer=offer)
    if found is None:
        return
    imported, parts = found
    changed = taking.into(present, imported.document, parts)
    editor.apply(f"导入“{name}”", changed)
    workspace.message_bar.confirm(_said(name, imported, parts, workspace), "import")


def _said(name: str, imported: Imported, parts: Parts, workspace: Workspace) -> str:
    from govreport_gui.core.importing import taking  # noqa: PLC0415  # likewise

    form, document = workspace.editor.form, taking.only(imported.document, parts)
    pieces = (
        taking.cells_said(form, document),
        f"正文 {texts}" if (texts := taking.texts_said(form, document)) else "",
    )
    what = "，".join(each for each in pieces if each) or taking.cover_said(document)
    return f"已由“{name}”导入{what}。撤销（Ctrl+Z）即恢复导入前的内容。"
