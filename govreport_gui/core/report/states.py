"""The states of a report on its way from draft to superior, and what may be changed in each."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from govreport_gui.core.report.document import Document, Sent, Step, published

if TYPE_CHECKING:  # the start page does without it
    from govreport_gui.core.forms.form import Format

STATES: Final = MappingProxyType(
    {
        "draft": "草稿",
        "checked": "已核对",
        "in_review": "送审",
        "final": "已定稿",
        "published": "已发布",
        "submitted": "已报送",
        "returned": "退回修改",
    }
)
"""By code. Files hold the codes, people see the words."""
_LEAST: Final = 4
"""Fewest characters of a reason: 领导退回."""
_KEPT: Final = 2
"""How many different contents that were sent are kept: this one, and the one before to compare it with."""
_LOCKED: Final = ("in_review", "final", "published", "submitted")
_NEXT: Final = MappingProxyType(
    {
        "draft": ("checked", "in_review"),
        "checked": ("in_review", "draft"),
        "in_review": ("final", "returned"),
        "final": ("published", "submitted", "returned"),
        "published": ("submitted", "returned"),
        "submitted": ("published", "returned"),
        "returned": ("checked", "in_review"),
    }
)


def following(document: Document) -> tuple[str, ...]:
    """The states that the report may go into from where it is."""
    return _NEXT[document.state]


def locked(document: Document) -> bool:
    """Whether the report itself may not be changed; notes and ticks beside it always may."""
    return document.state in _LOCKED


def refusal(document: Document) -> str:
    """Why the report may not be changed now and what to do; "" if it may."""
    if not locked(document):
        return ""
    name = STATES[document.state]
    return f"这份年报是“{name}”状态，已经锁定，不能修改。要修改，先在“状态”菜单里选“{STATES['returned']}”。"


ONLY_LOOKED_AT: Final = "只供查看，不能修改。要修改的，另存后打开。"
"""Why a report may not be changed that another window shows, whatever its state."""


def undo_refusal(document: Document) -> str:
    """Why undo does not reach what was done before the report was locked, and what to do."""
    name = STATES[document.state]
    return f"标为“{name}”以前的步骤已经锁定，不能撤销。要撤销，先在“状态”菜单里选“{STATES['returned']}”。"


def shown(document: Document) -> str:
    """The report's state in words; whoever cannot change it reads here that it is locked."""
    return STATES[document.state] + ("（已锁定）" if locked(document) else "")


def forward(state: str) -> bool:
    """Whether going into that state says that the report is right as it stands."""
    return state not in ("draft", "returned")


def passed(document: Document) -> frozenset[str]:
    """The states that the report has come through to where it is now, as they are recorded since it was last a draft
    or returned. Every report begins as a draft.
    """
    if document.state == "draft":
        return frozenset()  # also after an edit, which is no step
    gone: set[str] = {"draft"}
    for step in document.steps:
        gone = gone | {step.state} if forward(step.state) else {"draft"}
    return frozenset(gone - {document.state})


def lacking(reason: str) -> str:
    """Why that is no reason to put down; "" if it is one."""
    plain = "".join(reason.split())
    if plain in ("", "无", "略"):
        return "尚未写理由。"
    return f"理由至少写{_LEAST}个字。" if len(plain) < _LEAST else ""


def when(step: Step) -> str:
    """The time of a step as people write it: 2026年1月12日 9:00."""
    try:
        at = datetime.fromisoformat(step.at)
    except ValueError:
        return step.at
    return f"{at.year}年{at.month}月{at.day}日 {at.hour}:{at.minute:02}"


def moved(form: Format, document: Document, step: Step) -> Document:
    """The report in the state of that step, which is recorded; what is sent to be approved is kept."""
    now = replace(document, state=step.state, steps=(*document.steps, step))
    if step.state != "in_review":
        return now
    sent = Sent(step.at, form, published(document))
    return replace(now, sent=(*(each for each in document.sent if each.document != sent.document), sent)[-_KEPT:])


def content(document: Document) -> Document:
    """The report itself: without what is written beside it."""
    return replace(document, notes={}, read_aloud={}, state="draft", steps=(), sent=())


def after_edit(before: Document, after: Document) -> Document:
    """A report that was found right is a draft again when it changes."""
    if before.state != "checked" or content(before) == content(after):
        return after
    return replace(after, state="draft")
