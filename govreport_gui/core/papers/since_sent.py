"""与送审稿的差异: where the report says something else than when it was sent to be approved, signed place by place."""

from dataclasses import dataclass, replace
from typing import Final

from govreport_gui.core.forms.form import Format
from govreport_gui.core.papers.comparing import Changed, as_table, differences
from govreport_gui.core.papers.content import Content, content_of
from govreport_gui.core.papers.fingerprint import fingerprint, said
from govreport_gui.core.papers.part import Part
from govreport_gui.core.report.document import Document, Sent, Step
from govreport_gui.core.report.states import when

HEADING: Final = "附：与送审稿的差异"
_HEADS: Final = ("位置", "送审稿", "现在", "签字")
_WIDTHS: Final = (28.0, 30.0, 30.0, 12.0)


@dataclass(frozen=True, slots=True)
class Since:
    """What has changed since the report was sent. `totals` are added up by the program and follow the other cells."""

    at: str
    """When it was sent, in words."""
    before: str
    """The fingerprint of what was sent."""
    now: str
    changed: tuple[Changed, ...] = ()
    totals: tuple[Changed, ...] = ()

    @property
    def same(self) -> bool:
        """Whether nothing has changed."""
        return not self.changed and not self.totals


def since_sent(form: Format, document: Document) -> Since | None:
    """The report beside what it said when it was last sent otherwise; where it never was, without changes.

    None if it has never been sent. A report that is sent again is compared with the time before.
    """
    content = content_of(form, document)
    same = None
    for sent in reversed(document.sent):
        then = content_of(sent.form, sent.document)
        if said(then) != said(content):
            return _since(form, document, content, sent, then)
        same = same or Since(_at(sent), fingerprint(then), fingerprint(content))
    return same


def parts(form: Format, document: Document) -> tuple[Part, ...]:
    """The changes as a paper of its own; nothing where it was never sent."""
    since = since_sent(form, document)
    if since is None:
        return ()
    made = paper(since)
    whose = f"{form.title_of(document.unit.strip(), document.year)}。".replace("\n", "")
    return (replace(made, heading="", paragraphs=(whose, *made.paragraphs)),)


def paper(since: Since) -> Part:
    """The changes as a page to be signed."""
    first = f"送审稿：{since.at}送审，内容指纹{since.before}。现在：内容指纹{since.now}。"
    if since.same:
        return Part(HEADING, (f"{first}内容相同。",))
    texts = [f"{first}共{len(since.changed)}处不同，逐处签字。"]
    if since.totals:
        totals = "、".join(f"{each.place}由{each.before or '空'}变为{each.after or '空'}" for each in since.totals)
        texts.append(f"自动总计随之变化：{totals}。")
    return Part(HEADING, tuple(texts), as_table(_WIDTHS, _HEADS, since.changed), "与送审稿的差异")


def _since(form: Format, document: Document, content: Content, sent: Sent, then: Content) -> Since:
    found = differences((sent.form, then), (form, content))
    typed = document.cells.keys() | sent.document.cells.keys()
    totals = tuple(each for each in found if each.cell in form.sums and each.cell not in typed)
    changed = tuple(each for each in found if each not in totals)
    return Since(_at(sent), fingerprint(then), fingerprint(content), changed, totals)


def _at(sent: Sent) -> str:
    return when(Step("in_review", sent.at))
