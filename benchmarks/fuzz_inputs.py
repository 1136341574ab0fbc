"""What is thrown at each reader: a whole input, spoilt in one to four ways, by the dice."""

import json
import random
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import fuzz_ledger
import fuzz_sources

from govreport_gui.core.findings.explanations import explain
from govreport_gui.core.forms.form import Table
from govreport_gui.core.report.binding import Binding
from govreport_gui.core.report.document import Document, LastYear, Note, Step
from govreport_gui.core.rules.check import check
from govreport_gui.files import resources
from govreport_gui.files.saving import store
from govreport_gui.files.sources import reading

WEIRD: tuple[Any, ...] = (
    None, True, False, 0, -1, 25, 9999, 10**30, 1e308, float("nan"), float("-inf"), "", " ", "\ud800", "/甲\udcb9.x",
    "\udfff", "x\0y", "\ufeff", "—", "１２", "1,234", "-0", "1e999", "9" * 5000, "1.0000000001", "{unit}", "%s",
    "<img src='file://a/b.png'>", "../../etc", "\u2028", "\u202e", "𠮷", "无", "=1+1", "2026-13-45", [], {}, [[]],
    {"": ""}, [None] * 50, {"a": {"b": {"c": []}}},
)  # fmt: skip
WORDS = (
    "[[section]]", "[[table]]", "[[table.line]]", "[[rule]]", "[table.kinds]", "computes = true", 'each = "row"', '"<"',
    '"^"', "nan", "inf", "-1", "0", "99999999999", "true", "{left}", "{each.x}", "{0}", "*", "previous.", "<=", "=",
    "[carry.2019]", "<td>", "</td>", "<tr>", "</tr>", "<table>", "</table>", "<td rowspan=9999>", "<![if x]>", "<!--",
    "<td colspan='2001'>", "-->", "<![CDATA[", "<?x", "<!doctype", "<br>", "<del>", "<style>", "</style>", "&#xd800;",
    "&amp", "&#99999999;", "<a b='", "\t", "\n", "\n\n", '"', '""', "\r", "\0", "\x0b", "\u2028", "一、", "总计",
    "二、主动公开政府信息情况", "（七）总计", "2025年", "二〇二一年", "1 0", "１", "—", "/", "共计18件", "百分之五十",
    "１．", "\ufeff", "\ud7ff", "转下一年度", "{", "}", "[", ",",
)  # fmt: skip
REPEATS = (2, 10, 100, 3000)
_SHEET = 16
"""Columns of a sheet that holds all tables."""


def seeds() -> dict[str, list[bytes]]:
    """By target the whole inputs that are spoilt."""
    sample = resources.path("samples/pengshui-2021.txt")
    imported = reading.read(sample)
    form, document = imported.form, imported.document
    number = document.sections["overview"].index("2021")
    full = replace(
        document,
        bindings=(Binding("overview", number, "2021", ("requests.new.total",)),),
        notes={"requests.new.total": Note("看台账", follow_up=True)},
        paper_totals={"requests.new.total": "10"},
        read_aloud={"requests.new.total": "9"},
        office={"publish_on": "2022-01-31", "catalogue": "3", "penalties_power": "yes"},
        kind="department",
        level="county",
        state="returned",
        steps=(Step("in_review", "2022-01-10T09:00"), Step("returned", "2022-01-12T15:30", "表三有误")),
        last=LastYear(form, replace(document, year=2020)),
    )
    finding = next(each for each in check(form, full).findings if each.level == "explain")
    full = explain(full, finding, "情况属实，已经核对")
    report = store.to_text(full, form)
    head = json.dumps({"kind": "govreport-journal", "version": 1, "file": "a.govreport", "name": "a", "seen": None})
    states = "\n".join(
        json.dumps({"at": "2022-01-10T09:00:00", "report": report}, ensure_ascii=False) for _ in range(2)
    )
    tables = [
        [
            [box.text or document.cells.get(box.cell, "") for box in table.boxes if box.line == line]
            for line in range(len(table.lines))
        ]
        for table in form.tables
    ]
    html = "".join(f"<table>{''.join(map(_row, rows))}</table>" for rows in tables)
    tabs = "\n".join("\t".join(row) for rows in tables for row in rows)
    parts = [(section.heading, document.sections.get(section.id, "")) for section in form.sections]
    marked = "\n\n".join((*(f"## {heading}\n\n{text}" for heading, text in parts), *map(_pipes, tables)))
    commas = "\r\n".join(_commas(table, document) for table in form.tables)
    kept = {"recent": ["甲.govreport"], "window": "AdnQ", "zoom": 120, "cell_pane": True, "show_last": False,
            "unit": {"name": "甲县财政局", "level": "county", "kind": "department", "rulemaker": False,
                     "powers": {"penalties_power": "yes"}},
            "output": {"printer": "p", "two_sided": "", "tray": "", "grey": False, "zoom": "page", "charts": True},
            }  # fmt: skip
    mark = {"user": "甲", "machine": "pc", "since": "2026-01-10T09:00:00"}
    forms = sorted(resources.path("formats").glob("*.toml"))
    return {
        "report": [report.encode()],
        "text": [sample.read_bytes(), tabs.encode(), sample.read_text("utf-8").encode("gb18030")],
        "html": [html.encode()],
        "tabs": [tabs.encode()],
        "md": [f"# {document.unit}2021年政府信息公开工作年度报告\n\n{marked}\n".encode(), marked.encode("utf-16")],
        "csv": [commas.encode("utf-8-sig"), commas.encode("gb18030"), commas.encode("utf-16")],
        "form": [path.read_bytes().replace(b"revision = 1", b"revision = 2") for path in forms],
        "settings": [json.dumps(kept, ensure_ascii=False).encode()],
        "journal": [f"\n{head}\n\n{states}\n".encode()],
        "lock": [json.dumps(mark, ensure_ascii=False).encode()],
        **fuzz_ledger.seeds(),
        **_of_every_form(),
    }


@cache
def _of_every_form() -> dict[str, list[bytes]]:
    imported = reading.read(resources.path("samples/pengshui-2021.txt"))
    with tempfile.TemporaryDirectory(prefix="govreport-fuzz-") as name:
        return fuzz_sources.seeds(imported.form, imported.document, Path(name))


def _row(texts: list[str]) -> str:
    return f"<tr>{''.join(f'<td colspan=1>{text}</td>' for text in texts)}</tr>"


def _pipes(rows: list[list[str]]) -> str:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join((lines[0], f"|{'---|' * len(rows[0])}", *lines[1:]))


def _commas(table: Table, document: Document) -> str:
    """As a sheet is saved: every line as wide as the widest table, what a merged box covers is blank."""
    rows = [[""] * _SHEET for _ in table.lines]
    for box in table.boxes:
        text = box.text or document.cells.get(box.cell, "")
        rows[box.line][box.position] = f'"{text}"' if text and not text.isdigit() else text
    return "\r\n".join(map(",".join, rows))


def spoilt(content: bytes, dice: random.Random) -> bytes:
    """That input, spoilt."""
    if content.startswith(b"PK\x03\x04") and dice.random() < 0.85:
        return fuzz_sources.spoilt_archive(content, dice, spoilt)
    for _ in range(dice.choice((1, 1, 2, 4))):
        content = dice.choice(_WAYS)(content, dice)
    return content[:3_000_000]


def _json(content: bytes, dice: random.Random) -> bytes:
    """Some value in JSON replaced, taken away, named anew or doubled; in a journal in one of its lines."""
    lines = content.split(b"\n") if content.lstrip().startswith(b'{"kind": "govreport-journal"') else [content]
    at = dice.randrange(len(lines))
    try:
        whole = json.loads(lines[at])
    except (ValueError, RecursionError):
        return _words(content, dice)
    inner = isinstance(whole, dict) and isinstance(whole.get("report"), str) and dice.random() < 0.7
    try:
        target = json.loads(whole["report"]) if inner else whole
    except (ValueError, RecursionError):
        return _words(content, dice)
    if not isinstance(target, dict | list):
        return _words(content, dice)
    _change(target, dice)
    result = whole | {"report": json.dumps(target)} if inner else target
    lines[at] = json.dumps(result, ensure_ascii=dice.random() < 0.5).encode("utf-8", "surrogatepass")
    return b"\n".join(lines)


def _change(target: dict[str, Any] | list[Any], dice: random.Random) -> None:
    nodes: list[Any] = [target]
    for node in nodes:
        nodes += [each for each in (node.values() if isinstance(node, dict) else node) if isinstance(each, dict | list)]
    node = dice.choice(nodes)
    weird = dice.choice(WEIRD)
    if isinstance(node, dict) and node:
        key, way = dice.choice(list(node)), dice.randrange(4)
        if way == 0:
            del node[key]
        elif way == 1:
            node[str(weird)[:50]] = node[key]
        else:
            node[key] = weird
    elif isinstance(node, list):
        node.insert(dice.randrange(len(node) + 1), weird)
    elif isinstance(node, dict):
        node[str(weird)[:50]] = weird


def _bytes(content: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(content) + 1)
    return content[:at] + dice.randbytes(dice.choice((1, 1, 4))) + content[at + dice.choice((0, 1, 3)) :]


def _words(content: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(content) + 1)
    word = dice.choice((*WORDS, *fuzz_sources.WORDS)).encode("utf-8", "surrogatepass") * dice.choice(
        (1, 1, 1, *REPEATS)
    )
    return content[:at] + word + content[at:]


def _cut(content: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(content) + 1)
    return content[:start] + content[start + dice.choice((1, 10, 100, 1000, len(content))) :]


def _again(content: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(content) + 1)
    piece = content[start : start + dice.choice((1, 10, 100, 1000))]
    return content[:start] + piece * dice.choice(REPEATS) + content[start:]


def _lines(content: bytes, dice: random.Random) -> bytes:
    """A line taken away, doubled, moved, or its value changed."""
    lines = content.split(b"\n")
    at, to, way = dice.randrange(len(lines)), dice.randrange(len(lines)), dice.randrange(4)
    line = lines[at]
    if way == 0:
        del lines[at]
    elif way == 1:
        lines.insert(to, line)
    elif way == 2:
        lines[at], lines[to] = lines[to], line
    else:
        name, equals, _ = line.partition(b"=")
        value = json.dumps(dice.choice(WEIRD), ensure_ascii=False).encode("utf-8", "surrogatepass")
        lines[at] = name + equals + b" " + value
    return b"\n".join(lines)


def _deep(content: bytes, dice: random.Random) -> bytes:
    """Something that opens again and again and is never closed."""
    at = dice.choice((0, dice.randrange(len(content) + 1)))
    return (
        content[:at]
        + dice.choice((b"[", b'{"a":', b"<table>", b"<td>", b"<del>", b"<!--", b"(")) * 50_000
        + content[at:]
    )


_WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _json, _json, _json, _deep, _bytes, _words, _words, _cut, _again, _lines, _lines, _lines,
)  # fmt: skip
"""What JSON cannot be spoilt as such is spoilt by words."""


def smaller(content: bytes, fails: Callable[[bytes], bool]) -> bytes:
    """A smaller input that fails in the same way: pieces are left out, halves first."""
    size = len(content) // 2
    while size:
        at, before = 0, len(content)
        while at < len(content):
            without = content[:at] + content[at + size :]
            if fails(without):
                content = without
            else:
                at += size
        if len(content) == before or size > len(content):
            size //= 2
    return content
