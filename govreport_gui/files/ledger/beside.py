"""The ledger that a report was counted from, where it lies beside the report."""

from pathlib import Path

from govreport_gui.core.forms.form import Format
from govreport_gui.core.ledger.ledger import Ledger
from govreport_gui.core.ledger.privacy import personal
from govreport_gui.core.ledger.taking import as_it_stands
from govreport_gui.core.report.document import Document, LedgerCount
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.ledger import ledger_file
from govreport_gui.files.names import is_there


def ledger_of(report: Path, document: Document) -> Path | None:
    """The file of the report's ledger in the report's folder; None where there is none of that name."""
    if document.ledger is None or Path(document.ledger.file).suffix != ledger_file.SUFFIX:
        return None
    path = report.parent / Path(document.ledger.file).name
    return path if is_there(path) else None


def at_hand(report: Path, form: Format, document: Document) -> tuple[frozenset[str], LedgerCount | None]:
    """Who applied, which must not stand in the report's text, and what the ledger beside the report gives now."""
    path = ledger_of(report, document)
    ledger = readable(path) if path is not None else None
    if ledger is None:
        return frozenset(), None
    return personal(ledger.applications), as_it_stands(ledger, form, document)


def readable(path: Path) -> Ledger | None:
    """The ledger in that file; None where it cannot be read: whoever opens it is told, the report is judged without."""
    try:
        return ledger_file.read(path)[0]
    except OutsideError:
        return None
