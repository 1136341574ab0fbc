"""The report that a PDF of this program carries beside its pages."""

from typing import Final

from govreport_gui.core.papers.content import content_of
from govreport_gui.core.papers.on_pages import missing
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.saving import store
from govreport_gui.files.saving.store import Opened
from govreport_gui.files.sources import pdf_streams

NAME: Final = "report.govreport"
"""What it is called in the PDF."""


def report_in(content: bytes, name: str) -> Opened | None:
    """The report attached to a PDF; None where there is none, or where the pages show something else: then somebody has
    changed them, and what they show is what holds.
    """
    from pypdfium2 import PdfDocument, PdfiumError  # noqa: PLC0415  # 8 MB, which most files do without

    pdf_streams.bounded(content)
    try:
        document = PdfDocument(content)
    except PdfiumError:
        return None
    try:
        found = None
        for at in range(min(document.count_attachments(), 20)):
            attachment = document.get_attachment(at)
            if attachment.get_name() == NAME:
                found = bytes(attachment.get_data())
        if found is None:
            return None
        pages = tuple(page.get_textpage().get_text_range() for page in document)
        opened = store.opened(found.decode("utf-8"), name)
    except (OutsideError, PdfiumError, UnicodeDecodeError):
        return None
    finally:
        document.close()
    return None if missing(pages, opened.form, content_of(opened.form, opened.document)) else opened
