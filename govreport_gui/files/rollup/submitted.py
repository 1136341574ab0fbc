"""One file → a submission: read, checked, its slips located. What goes between processes is made of plain parts."""

import pickle
import sys
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Final

from govreport_gui.core.findings.finding import Finding, Verdict
from govreport_gui.core.forms.form import Format
from govreport_gui.core.repairs.located import locate
from govreport_gui.core.report.document import Document
from govreport_gui.core.rollup.submission import Submission, Unreadable
from govreport_gui.core.rules.case import case_of
from govreport_gui.core.rules.check import check_case
from govreport_gui.files import resources
from govreport_gui.files.errors import OutsideError, PaperError
from govreport_gui.files.sources import reading
from govreport_gui.files.sources.imported import Imported

Found = Submission | Unreadable


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that is a scan or a picture, to be read by itself."""

    file: str


_FIELDS: Final = tuple(field.name for field in fields(Document) if field.name not in {"last", "sent"})


def read(path: Path, file: str = "") -> Found | Paper:
    """What is in that file, which is called `file` where that is another name. Never raises for what it holds."""
    file = file or str(path)
    try:
        imported = reading.read(path)
    except PaperError:
        return Paper(file)
    except OutsideError as error:
        return Unreadable(file, str(error))
    return submission(path, imported, file)


def submission(path: Path, imported: Imported, file: str = "") -> Submission:
    """What was read of that file, which is called `file`, as a submission."""
    try:
        changed = path.stat().st_mtime_ns
    except OSError:
        changed = 0
    return judged(file or str(path), imported.form, imported.document, imported.problems, changed)


def judged(file: str, form: Format, document: Document, told: tuple[str, ...] = (), changed: int = 0) -> Submission:
    """A report as a submission."""
    case = case_of(form, document)
    checked = check_case(case)
    findings = locate(case, checked).told
    # What it was compared with, and what it said earlier, is checked and not carried about.
    alone = replace(document, last=None, sent=())
    wrong = sum(each.level == "must_fix" and each.explanation is None for each in checked.findings)
    return Submission(file, alone, case.numbers, checked.verdict, findings, told, changed, wrong)


def form_of(document: Document) -> Format:
    """The form that a report is made on."""
    return next(form for form in resources.formats() if form.id == document.format)


def packed(found: Found | Paper) -> bytes:
    """A submission for another process of this program."""
    if not isinstance(found, Submission):
        return pickle.dumps(found)
    document = {name: _plain(getattr(found.document, name)) for name in _FIELDS}
    parts = (
        found.file,
        document,
        dict(found.numbers),
        found.verdict,
        found.findings,
        found.told,
        found.changed,
        found.wrong,
    )
    return pickle.dumps(parts)


def unpacked(content: bytes) -> Found | Paper:
    """What `packed` has packed."""
    found = pickle.loads(content)  # noqa: S301  # from this program's own process
    if isinstance(found, (Unreadable, Paper)):
        return found
    document: dict[str, Any]
    verdict: Verdict
    findings: tuple[Finding, ...]
    file, document, numbers, verdict, findings, told, changed, wrong = found
    # Thousands of reports have the same few hundred names of cells.
    document["cells"] = {sys.intern(cell): sys.intern(text) for cell, text in document["cells"].items()}
    numbers = {sys.intern(cell): number for cell, number in numbers.items()}
    return Submission(file, Document(**document), numbers, verdict, findings, told, changed, wrong)


def _plain(value: object) -> object:
    return dict(value) if isinstance(value, Mapping) else value
