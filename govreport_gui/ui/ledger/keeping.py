"""Saving a ledger and letting go of it, with every question that may come up on the way."""

from PySide6.QtWidgets import QWidget

from govreport_gui.files import clock
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.ledger.open_ledger import OpenLedger
from govreport_gui.files.names import readable
from govreport_gui.ui.widgets import dialogs


def save(window: QWidget, file: OpenLedger) -> bool | None:
    """Write the file; whether a dated copy is kept too. None where the file is not written."""
    if not _may_write(window, file):
        return None
    try:
        return file.save(clock.now())
    except OutsideError as error:
        dialogs.say_error(window, str(error))
        return None


def let_go(window: QWidget, file: OpenLedger) -> bool:
    """Save what is not, and let go of the file; False where the clerk thinks better of it."""
    if not file.is_saved and not _may_write(window, file):
        return False
    try:
        file.close(clock.now())
    except OutsideError as error:
        answers = (("", "返回(&C)"), ("leave", "仍然关闭(&D)"))
        more = "仍然关闭的，未保存的修改留在本机备份中，下次打开时恢复。"
        if dialogs.ask(window, str(error), more, answers) != "leave":
            return False
        file.leave()
    return True


def _may_write(window: QWidget, file: OpenLedger) -> bool:
    """Whether the file may be written: nobody else has written it meanwhile, or the clerk says so."""
    if not file.is_changed:
        return True
    words = f"“{readable(file.path.name)}”打开以后，文件被别人或别的程序改动过。"
    more = "保存的，文件以本窗口的内容为准；别处改动的内容留在历史版本中，可在“文件 → 历史版本”中另存查看。"
    return dialogs.ask(window, words, more, (("", "返回(&C)"), ("over", "保存本窗口的内容(&S)"))) == "over"
