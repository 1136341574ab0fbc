"""The look of a Word file after GB/T 9704: styles, page, head and foot. Measures in twentieths of a point."""

from typing import Final

from govreport_gui.files.word.body import WIDTH, words

NAMESPACES: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_EDGE: Final = 280
"""From the edge of the text area to the page number: a character of it."""
_SONG, _FANG, _HEI, _KAI, _TITLE = "宋体", "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体"

SECTION: Final = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:headerReference w:type="even" r:id="rId4"/>'
    '<w:footerReference w:type="default" r:id="rId5"/><w:footerReference w:type="even" r:id="rId6"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="1134" w:footer="1304" w:gutter="0"/>'
    '<w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr>'
)
"""22 lines of 28 characters in 156 × 225 mm. Characters on the grid too would be set wide by some programs: instead
every character stands 0.2 pt closer to the next.
"""

SETTINGS: Final = (
    f"<w:settings {NAMESPACES}><w:mirrorMargins/><w:evenAndOddHeaders/>"
    '<w:characterSpacingControl w:val="compressPunctuation"/>'
    '<w:compat><w:useFELayout/><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
)


_WIDE: Final = '<w:spacing w:val="0"/>'
_BORDERS: Final = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_EDGES: Final = (
    '<w:tblCellMar><w:left w:w="28" w:type="dxa"/><w:right w:w="28" w:type="dxa"/></w:tblCellMar>'  # half a millimetre
)
_TABLES: Final = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    f"<w:tblPr>{_EDGES}</w:tblPr></w:style>"
    '<w:style w:type="table" w:customStyle="1" w:styleId="Form"><w:name w:val="表样"/>'
    f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{_BORDERS}</w:tblBorders>{_EDGES}</w:tblPr></w:style>'
)


def styles() -> str:
    """The styles, by the names that Word has for them where it has any."""
    indent, flush = _indent(2), _indent(0)
    heading = f'<w:keepNext/><w:spacing w:before="0" w:after="0"/>{indent}'
    title = f'<w:keepNext/><w:snapToGrid/><w:spacing w:after="579"/>{flush}<w:jc w:val="center"/>'
    in_table = f'<w:snapToGrid w:val="0"/><w:spacing w:line="260" w:lineRule="exact"/>{flush}'
    apart = f'<w:snapToGrid w:val="0"/><w:spacing w:line="120" w:lineRule="exact"/>{flush}'
    closing = '<w:ind w:rightChars="400" w:right="1264" w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="right"/>'
    number = f'<w:tabs><w:tab w:val="right" w:pos="{WIDTH - _EDGE}"/></w:tabs><w:snapToGrid w:val="0"/>'
    foot = f'{number}<w:ind w:left="{_EDGE}" w:right="{_EDGE}" w:firstLineChars="0" w:firstLine="0"/>'
    close = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'  # digits stand beside characters without a gap
    plain = f'<w:widowControl/>{close}{indent}<w:jc w:val="both"/>'
    defaults = f'{_fonts(_FANG)}<w:kern w:val="2"/>{_size(32)}<w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
    looks = (
        _style("Normal", "Normal", plain, '<w:spacing w:val="-4"/>'),
        _style("Title", "Title", title, f'{_fonts(_TITLE)}<w:spacing w:val="0"/>{_size(44)}'),
        _style("Heading1", "heading 1", f'{heading}<w:outlineLvl w:val="0"/>', _fonts(_HEI)),
        _style("Heading2", "heading 2", f'{heading}<w:outlineLvl w:val="1"/>', _fonts(_KAI)),
        _style("Closing", "落款", closing, ""),
        _style("TableText", "表格文字", f'{in_table}<w:jc w:val="center"/>', f"{_fonts(_SONG)}{_WIDE}{_size(21)}"),
        _style("TableLabel", "表格行名", f'{in_table}<w:jc w:val="left"/>', f"{_fonts(_SONG)}{_WIDE}{_size(21)}"),
        _style("Apart", "表后", apart, _size(2)),
        _style("Header", "header", f'<w:snapToGrid w:val="0"/>{flush}<w:jc w:val="right"/>', _WIDE + _size(18)),
        _style("Footer", "footer", foot, f"{_fonts(_SONG)}{_WIDE}{_size(28)}"),
        _character("Lead", "段首小标题", _fonts(_KAI)),
        _character("Code", "内容指纹", _size(18)),
    )
    return (
        f"<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{defaults}</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault/></w:docDefaults>{''.join(looks)}{_TABLES}</w:styles>"
    )


def header(mark: str) -> str:
    """The head of every page."""
    return f'<w:hdr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>{_run(mark)}</w:p></w:hdr>'


def footer(code: str, *, even: bool) -> str:
    """The foot of a page: its number at the outer edge, the fingerprint at the inner one."""
    field = (
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    number = _run("— ") + "".join(f"<w:r>{each}</w:r>" for each in field) + _run(" —")
    inner = _run(f"内容指纹 {code}", "Code") if code else ""
    tab = "<w:r><w:tab/></w:r>"
    runs = number + (tab + inner if inner else "") if even else inner + tab + number
    return f'<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{runs}</w:p></w:ftr>'


def _run(text: str, style: str = "") -> str:
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{words(text)}</w:t></w:r>' if text else ""


def _fonts(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _indent(characters: int) -> str:
    return f'<w:ind w:firstLineChars="{characters * 100}" w:firstLine="{characters * 316}"/>'


def _character(id_: str, name: str, run: str) -> str:
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{id_}"><w:name w:val="{name}"/>'
        f"<w:rPr>{run}</w:rPr></w:style>"
    )


def _style(id_: str, name: str, paragraph: str, run: str) -> str:
    default = ' w:default="1"' if id_ == "Normal" else ' w:customStyle="1"' if not name.isascii() else ""
    based = "" if id_ == "Normal" else '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/>'
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{id_}"><w:name w:val="{name}"/>{based}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )
