"""Whole files of every form that a report is read from, to be spoilt; and how parts within an archive are spoilt."""

import io
import random
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from govreport_gui.core.forms.form import Format
from govreport_gui.core.papers.content import content_of
from govreport_gui.core.report.document import Document
from govreport_gui.core.rules.check import check
from govreport_gui.files import resources
from govreport_gui.files.output import export

FORMS: Final = Path(__file__).parent.parent / "tests" / "data" / "forms"
"""Files that office programs have written."""
WORDS: Final = (
    "<w:gridSpan w:val='99999'/>", "<w:gridSpan w:val='-1'/>", "<w:vMerge/>", "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr>",
    "<w:gridBefore w:val='9999999'/>", "<w:br/>", "<w:del>", "<w:txbxContent>", "<mergeCell ref='A1:XFD1048576'/>",
    "<mergeCell ref='B9:A1'/>", "<c r='XFD1048576'><v>1</v></c>", "<c t='s'><v>-1</v></c>", "<row r='0'>",
    "<v>1e999</v>", "<v>nan</v>", "<c r=''><f>A1</f></c>", " table:number-columns-repeated='16384'",
    " table:number-rows-repeated='99999999'", " table:number-columns-spanned='-3'", " text:c='99999999'", "<text:p>",
    "<!DOCTYPE a [<!ENTITY b 'c'>]>", "&b;", "\\cell ", "\\row ", "\\trowd", "\\cellx99999999", "\\u-1?", "\\'zz",
    "\\bin99999999 ", "{\\*\\pict ", "}}}}", "{{{{", "\\clvmrg", "\\clmrg", "endstream", "endobj", "/Length 99999999",
    "/Kids [1 0 R]", "/Rotate 90", "Td", "Tj", " re S ", "/MediaBox [0 0 1e9 1e9]", "xref", "%%EOF",
    "Content-Type: text/html; charset=x", "boundary=", "=3D=", "--=_",
)  # fmt: skip


def seeds(form: Format, document: Document, folder: Path) -> dict[str, list[bytes]]:
    """By target the whole files; `folder` is for those that are written on the way."""
    checked = check(form, document)
    made = {}
    for suffix in (".docx", ".xlsx", ".html", ".pdf"):
        path = folder / f"seed{suffix}"
        export.write(path, form, document, checked)
        made[suffix] = path.read_bytes()
    return {
        "docx": [made[".docx"]],
        "xlsx": [made[".xlsx"]],
        "page": [made[".html"]],
        "mht": [_archive(made[".html"])],
        "pdf": [made[".pdf"], _plain_pdf(form, document)],
        "rtf": [_rtf(form, document)],
        **{each: [(FORMS / f"report.{each}").read_bytes()] for each in ("doc", "odt", "ods", "xls")},
    }


def _archive(page: bytes) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["Subject"] = "report"
    message.set_content("text")
    message.add_alternative(page.decode("utf-8"), subtype="html", charset="utf-8", cte="quoted-printable")
    return message.as_bytes()


def _rtf(form: Format, document: Document) -> bytes:
    """As office programs write it: \\u for every sign, cells with their edges."""
    lines = ["{\\rtf1\\ansi\\deff0"]
    content = content_of(form, document)
    lines.append(f"{_signs(content.title)}\\par")
    for part in content.parts:
        lines.append(f"{_signs(part.heading)}\\par")
        for line in range(len(part.table.lines)) if part.table else ():
            boxes = [box for box in part.table.boxes if box.line == line] if part.table else []
            edges = "".join(f"\\cellx{1000 * (at + 1)}" for at in range(len(boxes)))
            lines.append(f"\\trowd{edges}\\intbl " + "".join(f"{_signs(box.text)}\\cell " for box in boxes) + "\\row")
        lines += [f"{_signs(text)}\\par" for text in part.paragraphs]
    return ("\n".join(lines) + "}").encode("ascii")


def _signs(text: str) -> str:
    return "".join(f"\\u{ord(sign)}?" if ord(sign) > 126 else sign for sign in text if sign not in "{}\\")


def _plain_pdf(form: Format, document: Document) -> bytes:
    """A table on pages that are not packed, so that what is spoilt is what they show."""
    pdfmetrics.registerFont(TTFont("wqy", str(resources.path("fonts/wqy-microhei.ttc"))))
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842), pageCompression=0, invariant=1)
    content = content_of(form, document)
    top = 800.0
    for part in content.parts:
        canvas.setFont("wqy", 9)
        canvas.drawString(60, top, part.heading)
        top -= 16
        for line in range(len(part.table.lines)) if part.table else ():
            if top < 60:
                canvas.showPage()
                canvas.setFont("wqy", 9)
                top = 800.0
            for at, box in enumerate(box for box in part.table.boxes if box.line == line) if part.table else ():
                canvas.rect(40 + 60 * at, top - 12, 60, 12)
                canvas.drawString(42 + 60 * at, top - 9, box.text[:6])
            top -= 12
    canvas.save()
    return file.getvalue()


def spoilt_archive(content: bytes, dice: random.Random, spoil: Callable[[bytes, random.Random], bytes]) -> bytes:
    """A zip archive in which one part is spoilt, left out, doubled or claims to be larger than it is."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [(each.filename, archive.read(each)) for each in archive.infolist()]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        return spoil(content, dice)
    texts = [at for at, (name, _) in enumerate(parts) if name.endswith((".xml", ".rels"))]
    if not texts:
        return spoil(content, dice)
    # The largest are the document, its tables, its words.
    largest = sorted(texts, key=lambda at: -len(parts[at][1]))[:3]
    at = dice.choice(largest if dice.random() < 0.8 else texts)
    name, text = parts[at]
    way = dice.random()
    if way < 0.9:
        parts[at] = (name, spoil(text, dice))
    elif way < 0.95:
        del parts[at]
    else:
        parts.append((name + dice.choice(("", "/", "..")), text))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, text in dict(parts).items():
            archive.writestr(each, text)
    return file.getvalue()
