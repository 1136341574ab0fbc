"""What is asked about the file of a report: open elsewhere, changed meanwhile, gone."""

from datetime import datetime

from PySide6.QtWidgets import QWidget

from govreport_gui.files import clock
from govreport_gui.files.saving.lock import Holder
from govreport_gui.ui.widgets import dialogs


def ask_open_elsewhere(parent: QWidget, name: str, holder: Holder) -> str:
    """What to do with a report that somebody else has open: look, open, or "" for nothing."""
    more = "只看：打开一份副本，要留下修改的，另存。仍然打开：两边都保存时，后保存的会替换先保存的，替换前会再问。"
    return dialogs.ask(
        parent,
        f"“{name}”{who(holder)}正打开着。",
        more,
        (("look", "只看(&L)"), ("open", "仍然打开(&O)"), ("", "取消(&C)")),
    )


def ask_save_elsewhere(parent: QWidget, name: str, holder: Holder) -> bool:
    """Whether to save over a report that somebody else has open."""
    more = "存到这里，那边的人保存时会看到文件被改过。"
    answers = (("", "另选位置(&C)"), ("replace", "仍然存到这里(&S)"))
    return bool(dialogs.ask(parent, f"“{name}”{who(holder)}正打开着。", more, answers))


def ask_changed(parent: QWidget, name: str) -> str:
    """What to do before saving over a file that somebody else has written: save_as, replace, reopen, or ""."""
    more = (
        "另存：这里的内容存成另一个文件。\n替换：用这里的内容替换它，它现在的内容留在“历史版本”里。\n"
        "重新打开：看那边改了什么，这里没有保存的修改留在“历史版本”里。"
    )
    answers = (("save_as", "另存(&A)…"), ("replace", "替换(&R)"), ("reopen", "重新打开(&O)"), ("", "取消(&C)"))
    return dialogs.ask(parent, f"“{name}”打开以后被别的程序或别的人改过。", more, answers)


def ask_gone(parent: QWidget, name: str) -> str:
    """What to do before saving when the file is not there any more: save_as, replace, or ""."""
    more = "可能被移动、改名或删除，也可能U盘已经拔出。修改还在窗口里，并已自动备份。"
    answers = (("save_as", "另存(&A)…"), ("replace", "存回原处(&R)"), ("", "取消(&C)"))
    return dialogs.ask(parent, f"“{name}”不在原来的位置了。", more, answers)


def ask_drop(parent: QWidget, name: str) -> bool:
    """Whether unsaved changes of the last time are really not wanted."""
    answers = (("", "保留(&K)"), ("drop", "放弃恢复(&D)"))
    return bool(dialogs.ask(parent, f"放弃恢复“{name}”未保存的修改？", "放弃后不能找回。", answers))


def who(holder: Holder) -> str:
    """The holder in words: 王芳（电脑 PC-3，今天 9:12 起）."""
    if not holder.user and not holder.machine:
        return "在另一个窗口里"
    place = "、".join(
        words
        for words in (
            f"电脑 {holder.machine}" if holder.machine else "",
            f"{when(holder.since)}起" if holder.since else "",
        )
        if words
    )
    return f"由 {holder.user or '别人'}（{place}）"


def when(time: datetime, *, seconds: bool = False) -> str:
    """A time as people say it: 今天 10:32, 1月5日 10:32, 2025年12月30日 10:32; to the second where that tells apart."""
    today = clock.now()
    hour = f"{time:%H:%M:%S}" if seconds else f"{time:%H:%M}"
    if time.date() == today.date():
        return f"今天 {hour}"
    return f"{'' if time.year == today.year else f'{time.year}年'}{time.month}月{time.day}日 {hour}"
