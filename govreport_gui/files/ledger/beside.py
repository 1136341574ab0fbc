"""The ledger that a report was counted from, where it lies beside the report."""

from pathlib import Path

from govreport_gui.core.ledger.privacy import personal
from govreport_gui.core.report.document import Document
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.ledger import ledger_file
from govreport_gui.files.names import is_there


def ledger_of(report: Path, document: Document) -> Path | None:
    """The file of the report's ledger in the report's folder; None where there is none of that name."""
    if document.ledger is None or Path(document.ledger.file).suffix != ledger_file.SUFFIX:
        return None
    path = report.parent / Path(document.ledger.file).name
    return path if is_there(path) else None


def applicants(report: Path, document: Document) -> frozenset[str]:
    """Who applied, as far as the ledger beside the report says: it must not stand in the report's text."""
    path = ledger_of(report, document)
    if path is None:
        return frozenset()
    try:
        return personal(ledger_file.read(path)[0].applications)
    except OutsideError:
        return frozenset()  # whoever opens the ledger is told; the report is judged without it
