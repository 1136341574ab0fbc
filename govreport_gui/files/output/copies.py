"""A copy of the report for a purpose: what stands on it beside the report, from the report and its check."""

from govreport_gui.core.findings.finding import Checked
from govreport_gui.core.forms.form import Format
from govreport_gui.core.papers import annexes, purpose
from govreport_gui.core.papers.content import Content
from govreport_gui.core.papers.fingerprint import fingerprint
from govreport_gui.core.papers.part import Part
from govreport_gui.core.papers.purpose import Copy, Purpose
from govreport_gui.core.report.document import Document
from govreport_gui.core.rules.case import case_of
from govreport_gui.files.output import papers

_PROOFREADING = "附：校对记录"


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
    ]
    if kind == "archive":
        annex += [annexes.checks(form, checked), annexes.history(document), *_proofreading(form, document)]
    return Copy(kind, mark, code, tuple(annex))


def _proofreading(form: Format, document: Document) -> list[Part]:
    """校对记录, where anything was read aloud."""
    if not document.read_aloud:
        return [Part(_PROOFREADING, ("该年报无校对记录。",))]
    first, *rest = papers.proofreading(form, document)
    return [Part(_PROOFREADING, first.paragraphs), *rest]
