"""What is to be known of a register that was read, as entries of an account: nothing in it says who applied."""

from collections.abc import Iterator, Sequence
from typing import Final

from govreport_gui.core.ledger.heads import HOW
from govreport_gui.core.ledger.register import Register, Row
from govreport_gui.core.ledger.vocabulary import Vocabulary
from govreport_gui.core.reading.account import Entry

_NAMED: Final = 5
"""Rows that are named in one sentence."""


def account(register: Register, vocabulary: Vocabulary) -> tuple[Entry, ...]:
    """Columns that were not known by their names, rows that were left out, words to be asked, what is not certain."""
    return (
        *_columns(register, vocabulary),
        *_rows(register),
        *_questions(register, vocabulary),
        *_marks(register, vocabulary),
    )


def _columns(register: Register, vocabulary: Vocabulary) -> Iterator[Entry]:
    told = set()
    for heads in register.heads:
        for head in heads.columns:
            known = head.how in {"name", "kept"}
            if (
                head.how == "tick"
                or (known and head.field)
                or (head.text, head.how) in told
                or not (head.text or head.field)
            ):
                continue
            told.add((head.text, head.how))
            name = f"“{head.text}”一栏" if head.text else f"没有栏名的第{head.at + 1}栏"
            if known:
                why = "按以前的选择" if head.how == "kept" else "由程序编号、计算"
                yield Entry("left_over", f"{name}没有读入（{why}）。")
            elif head.field:
                yield Entry("assumed", f"{name}作“{_name(head.field, vocabulary)}”读入（{HOW[head.how]}）。")
            else:
                yield Entry("left_over", f"{name}{HOW[head.how]}。")


def _name(field: str, vocabulary: Vocabulary) -> str:
    return next((column.name for column in vocabulary.columns if column.id == field), "复议诉讼")


def _rows(register: Register) -> Iterator[Entry]:
    left = [row for row in register.rows if row.state == "left_over"]
    sums = [row for row in register.rows if row.state == "sum"]
    if left:
        yield Entry("left_over", f"{_places(left)}不像申请，没有读入，请核对。")
    if sums:
        yield Entry("left_over", f"{_places(sums)}是合计，没有读入。")
    if not register.heads:
        yield Entry("not_found", "没有找到登记簿的栏名（收到日期、申请人类别、办理结果等），一件申请也没有读入。")


def _questions(register: Register, vocabulary: Vocabulary) -> Iterator[Entry]:
    for each in register.questions:
        name = _name(each.field, vocabulary)
        yield Entry("doubtful", f"{name}“{each.word}”认不出是哪一项，共{each.rows}件，照原样读入，请选定。")


def _marks(register: Register, vocabulary: Vocabulary) -> Iterator[Entry]:
    by_reason: dict[tuple[str, str], list[Row]] = {}
    for row in register.rows:
        for mark in row.marks:
            by_reason.setdefault((mark.field, mark.says), []).append(row)
    for (field, says), rows in by_reason.items():
        yield Entry("doubtful", f"{_places(rows)}：{_name(field, vocabulary)}{says}，请核对。")


def _places(rows: Sequence[Row]) -> str:
    """第3行、第8行等12行."""
    named = "、".join(row.place for row in rows[:_NAMED])
    return named + (f"等{len(rows)}行" if len(rows) > _NAMED else "")
