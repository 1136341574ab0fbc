"""What the window of a ledger says of its state: title, status, what is to be done where nothing stands."""

from collections import Counter
from typing import Final

from govreport_gui.core.ledger.counting import RIGHTLY, WHY
from govreport_gui.core.ledger.deadlines import URGENCIES
from govreport_gui.core.ledger.editor import LedgerEditor
from govreport_gui.core.ledger.ledger import Ledger

HOW_TO_BEGIN: Final = (
    "尚未登记申请。在“在此登记”一行输入，即登记一件；"
    "已有登记簿的，用“文件 → 读入登记簿”读入，或在电子表格中连同栏名复制后粘贴。"
)
NONE_FOUND: Final = "没有符合的申请。"
NO_PROBLEM: Final = "没有发现问题。"
NOTHING_DUE: Final = "没有等待办理的事项。"
UNKEPT: Final = "现在不能自动备份：存放备份的磁盘已满或写不进去。请立即保存。"
NO_COPY: Final = "已保存，但这一次没有留下历史版本：存放历史版本的磁盘已满或写不进去。"
REFUSED: Final = {
    "due": "答复期限由程序按收到、补正、征求意见、延期、缴费的日期计算，不能直接填写。",
    "disputes": "复议、诉讼在右边的“复议诉讼”中添加（F6）。",
    "attachments": "附件名称不能在登记簿中填写。",
}
REFUSED_SIGN: Final = "这一栏是核对的标志，不能填写。"


def title(ledger: Ledger, file: str) -> str:
    """Whose ledger it is, for which year, in which file."""
    year = f"{ledger.year} 年度" if ledger.year else ""
    return "　".join(each for each in ("台账", ledger.unit, year, file) if each)


def status(editor: LedgerEditor, open_: int) -> str:
    """How many there are, how many are open (`open_`) and due, and what is in no table."""
    every = editor.ledger.applications
    said = [f"{len(every)} 件", f"未办结 {open_} 件"]
    near = Counter[str](due.urgency for due in editor.dues if due.urgency != "later")
    if due := "　".join(f"{words} {near[urgency]} 件" for urgency, words in URGENCIES.items() if near[urgency]):
        said.append(due)
    counted = editor.counted
    out = [why for why in counted.left_out.values() if why not in RIGHTLY] if counted is not None else []
    if out:
        reasons = "、".join(dict.fromkeys(WHY[why] for why in out))
        said.append(f"未计入表三 {len(out)} 件（{reasons}）")
    if editor.ledger.year is None:
        said.append("未填写年度，不能计数、核对（文件 → 台账信息）")
    return "　　".join(said)
