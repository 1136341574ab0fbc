"""What a PDF holds beside its pages: the report as data, and what it is called, by whom and when, as XMP."""

from html import escape
from typing import TYPE_CHECKING, Any, Final

from govreport_gui.core.papers.content import Content
from govreport_gui.core.papers.fingerprint import fingerprint
from govreport_gui.core.papers.part import visible
from govreport_gui.core.values import iso_date

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

PROGRAM: Final = "公开年报"
SUBJECT: Final = "政府信息公开工作年度报告"
NAME: Final = "report.govreport"
"""What the report is called among the attachments."""
_MIME: Final = "application#2Fx-govreport+json"
_XMP: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" \
xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{unit}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>
<dc:identifier>{code}</dc:identifier>
<xmp:CreatorTool>{program}</xmp:CreatorTool><pdf:Producer>{program}</pdf:Producer>{dates}
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def date_of(content: Content) -> str:
    """The date that the report bears, as 2026-01-20; "" if it bears none."""
    return next((day for text in reversed(content.closing) if (day := iso_date("".join(text.split())))), "")


def describe(canvas: "Canvas", day: str) -> None:
    """By whom the file was made and when: on the day that the report bears, so that its bytes stay the same."""
    from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFInfo, PDFString  # noqa: PLC0415 - slow to import

    class Info(PDFInfo):  # type: ignore[misc]  # of reportlab, which has no types
        def format(self, document: Any) -> Any:  # noqa: ANN401
            told = {"Title": self.title, "Author": self.author, "Subject": self.subject}
            told |= {"Producer": PROGRAM, "Creator": PROGRAM}
            if day:
                told |= dict.fromkeys(("CreationDate", "ModDate"), f"D:{day.replace('-', '')}000000+08'00'")
            return PDFDictionary({name: PDFString(text) for name, text in told.items()}).format(document)

    canvas._doc.info = Info()  # noqa: SLF001  # it has no other way
    canvas.setSubject(SUBJECT)


def carry(canvas: "Canvas", content: Content, report: bytes) -> None:
    """Put the XMP into the file, and the report as an attachment where one is given."""
    from reportlab.pdfbase import pdfdoc  # noqa: PLC0415 - slow to import

    document = canvas._doc  # noqa: SLF001  # it has no other way
    catalog = document.Catalog
    day = date_of(content)
    dates = f"<xmp:CreateDate>{day}</xmp:CreateDate><xmp:ModifyDate>{day}</xmp:ModifyDate>" if day else ""
    title, unit = (escape(visible(text), quote=False) for text in (content.title, content.unit))
    xmp = _XMP.format(title=title, unit=unit, code=fingerprint(content), program=PROGRAM, dates=dates)
    kind = {"Type": pdfdoc.PDFName("Metadata"), "Subtype": pdfdoc.PDFName("XML")}
    catalog.Metadata = pdfdoc.PDFStream(pdfdoc.PDFDictionary(kind), xmp.encode(), filters=[])
    if not report:
        return
    size = pdfdoc.PDFDictionary({"Size": len(report)})
    kind = {"Type": pdfdoc.PDFName("EmbeddedFile"), "Subtype": f"/{_MIME}", "Params": size}
    stream = document.Reference(pdfdoc.PDFStream(pdfdoc.PDFDictionary(kind), report))
    place = {
        "Type": pdfdoc.PDFName("Filespec"),
        "F": pdfdoc.PDFString(NAME),
        "UF": pdfdoc.PDFString(NAME),
        "AFRelationship": pdfdoc.PDFName("Data"),
        "EF": pdfdoc.PDFDictionary({"F": stream, "UF": stream}),
    }
    file = document.Reference(pdfdoc.PDFDictionary(place))
    names = pdfdoc.PDFDictionary({"Names": pdfdoc.PDFArray([pdfdoc.PDFString(NAME), file])})
    catalog.Names = pdfdoc.PDFDictionary({"EmbeddedFiles": names})
    catalog.AF = pdfdoc.PDFArray([file])
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "AF"]
