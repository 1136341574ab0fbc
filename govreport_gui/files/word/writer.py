"""Report → Word file. It can be edited on: styles, real headings, tables merged as on the form, no macro, no field
but the page number. The same report gives the same bytes.
"""

from typing import Final

from govreport_gui.core.papers.content import Content
from govreport_gui.core.papers.fingerprint import canonical, fingerprint
from govreport_gui.core.papers.purpose import PUBLIC, Copy
from govreport_gui.files.packing import packed
from govreport_gui.files.word import styles
from govreport_gui.files.word.body import body, words

_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
CONTENT: Final = "customXml/item1.xml"
"""The part with what the fingerprint is taken of."""
NAMESPACE: Final = "urn:govreport:content"
_ITEM: Final = "{5B7C3E4A-6D1F-4E8B-9A52-0F3C1D2E4B6A}"
"""Any name will do; always the same, so that the bytes are."""


def write(content: Content, copy: Copy = PUBLIC) -> bytes:
    """That copy of the report as the bytes of a .docx file."""
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(
            ("officeDocument", "word/document.xml"),
            ("metadata/core-properties", "docProps/core.xml"),
            ("extended-properties", "docProps/app.xml"),
        ),
        "docProps/core.xml": _properties(content),
        "docProps/app.xml": (
            f'<Properties xmlns="{_OFFICE}/extended-properties"><Application>公开年报</Application></Properties>'
        ),
        "word/document.xml": (
            f"<w:document {styles.NAMESPACES}><w:body>{body(content, copy)}{styles.SECTION}</w:body></w:document>"
        ),
        "word/styles.xml": styles.styles(),
        "word/settings.xml": styles.SETTINGS,
        "word/header1.xml": styles.header(copy.mark),
        "word/footer1.xml": styles.footer(copy.code, even=False),
        "word/footer2.xml": styles.footer(copy.code, even=True),
        "word/_rels/document.xml.rels": _relations(
            ("styles", "styles.xml"),
            ("settings", "settings.xml"),
            ("customXml", "../customXml/item1.xml"),
            ("header", "header1.xml"),
            ("footer", "footer1.xml"),
            ("footer", "footer2.xml"),
        ),
        CONTENT: f'<content xmlns="{NAMESPACE}">{words(canonical(content))}</content>',
        "customXml/itemProps1.xml": (
            f'<ds:datastoreItem ds:itemID="{_ITEM}" xmlns:ds="{_OFFICE}/customXml"><ds:schemaRefs>'
            f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
        ),
        "customXml/_rels/item1.xml.rels": _relations(("customXmlProps", "itemProps1.xml")),
    }
    return packed({name: _XML + part for name, part in parts.items()})


def _types() -> str:
    parts = {
        "/word/document.xml": f"{_WORD}.document.main+xml",
        "/word/styles.xml": f"{_WORD}.styles+xml",
        "/word/settings.xml": f"{_WORD}.settings+xml",
        "/word/header1.xml": f"{_WORD}.header+xml",
        "/word/footer1.xml": f"{_WORD}.footer+xml",
        "/word/footer2.xml": f"{_WORD}.footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        "/customXml/itemProps1.xml": "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
    }
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts.items())
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(*targets: tuple[str, str]) -> str:
    each = ""
    for number, (kind, target) in enumerate(targets, 1):
        base = _PACKAGE if kind == "metadata/core-properties" else _OFFICE
        each += f'<Relationship Id="rId{number}" Type="{base}/relationships/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'


def _properties(content: Content) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{words(content.title)}</dc:title><dc:creator>{words(content.unit)}</dc:creator>"
        f"<dc:identifier>{fingerprint(content)}</dc:identifier><dc:language>zh-CN</dc:language></cp:coreProperties>"
    )
