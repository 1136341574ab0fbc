"""A copy of the report for a purpose: what stands on it beside the report, from the report and its check."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from govreport_gui.core.findings.finding import Checked
from govreport_gui.core.forms.form import Format
from govreport_gui.core.papers import annexes, purpose, since_sent
from govreport_gui.core.papers.content import Content
from govreport_gui.core.papers.fingerprint import fingerprint
from govreport_gui.core.papers.part import Part
from govreport_gui.core.papers.purpose import Copy, Purpose
from govreport_gui.core.report.document import Document
from govreport_gui.core.rules.case import case_of

_PROOFREADING: Final = "附：校对记录"
_SINCE: Final = "与送审稿的差异"
ANNEXES: Final = (
    (annexes.SIGNING, "审签单（拟稿、核稿、审核、签发）"),
    (annexes.EXPLANATIONS, "有关情况的说明"),
    (annexes.CHANGES, "与上年对照表"),
    (since_sent.HEADING, _SINCE),
    (annexes.CHECKS, "核对记录（问题、未核对项）"),
    (annexes.STATES, "状态记录"),
    (_PROOFREADING, "校对记录"),
)
"""What can stand behind the report: by the heading of its first page, and what it is."""


@dataclass(frozen=True, slots=True)
class Carried:
    """Something that a copy may bear, and the copies that do."""

    what: str
    by: frozenset[Purpose]


def copy_of(
    form: Format, document: Document, content: Content, checked: Checked, kind: Purpose, pages: int | None = None
) -> Copy:
    """The copy of that kind. `pages` are those of the report itself, where they are known."""
    mark = purpose.mark(kind, passed=checked.verdict == "pass")
    if kind == "public":
        return Copy(kind, mark)
    code = fingerprint(content)
    annex = [
        annexes.signing(form, content, checked, code, pages),
        *annexes.explained(checked),
        *annexes.changes(case_of(form, document)),
        *_since_sent(form, document),
    ]
    if kind == "archive":
        annex += [annexes.checks(form, checked), annexes.history(document), *_proofreading(form, document)]
    return Copy(kind, mark, code, tuple(annex), checked.verdict_words)


def carried(copies: Mapping[Purpose, Copy]) -> tuple[Carried, ...]:
    """What these copies of one report bear beside each other, the report first."""
    names = (purpose.NAMES["review"], purpose.UNFINISHED)
    marks = [mark for mark in names if any(mark in copy.mark for copy in copies.values())]
    rows = [("年报正文和三张表", set(copies))]
    rows += [
        (f"“{mark}”字样（每页右上角）", {kind for kind, copy in copies.items() if mark in copy.mark}) for mark in marks
    ]
    rows.append(("内容指纹（每页页脚）", {kind for kind, copy in copies.items() if copy.code}))
    rows += [
        (what, {kind for kind, copy in copies.items() if any(part.heading == first for part in copy.annex)})
        for first, what in ANNEXES
    ]
    rows.append(("年报数据（含备注）", set(copies) & {"archive"}))
    return tuple(Carried(what, frozenset(by)) for what, by in rows if by or what != _SINCE)


def _since_sent(form: Format, document: Document) -> list[Part]:
    """与送审稿的差异, where there are any."""
    since = since_sent.since_sent(form, document)
    return [since_sent.paper(since)] if since and (since.changed or since.totals) else []


def _proofreading(form: Format, document: Document) -> list[Part]:
    """校对记录, where anything was read aloud."""
    if not document.read_aloud:
        return [Part(_PROOFREADING, ("该年报无校对记录。",), follows=True)]
    from govreport_gui.files.output import papers  # noqa: PLC0415  # most copies do without it

    first, *rest = papers.proofreading(form, document)
    return [Part(_PROOFREADING, first.paragraphs), *(replace(_unnamed(part), follows=True) for part in rest)]


def _unnamed(part: Part) -> Part:
    """Without the names of the cells: by these the report's own numbers are found in a file again."""
    if part.table is None:
        return part
    return replace(part, table=replace(part.table, boxes=tuple(replace(box, cell="") for box in part.table.boxes)))
