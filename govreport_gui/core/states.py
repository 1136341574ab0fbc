"""The states of a report on its way from draft to superior, and what may be changed in each."""

from dataclasses import replace
from types import MappingProxyType
from typing import Final

from govreport_gui.core.document import Document, Step

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
    return f"这份年报{STATES[document.state]}，已经锁定。要修改的，先在“状态”里选“{STATES['returned']}”。"


def moved(document: Document, step: Step) -> Document:
    """The report in the state of that step, which is recorded."""
    return replace(document, state=step.state, steps=(*document.steps, step))


def content(document: Document) -> Document:
    """The report itself: without what is written beside it."""
    return replace(document, notes={}, read_aloud={}, state="draft", steps=())


def after_edit(before: Document, after: Document) -> Document:
    """A report that was found right is a draft again when it changes."""
    if before.state != "checked" or content(before) == content(after):
        return after
    return replace(after, state="draft")
