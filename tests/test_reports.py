"""Real reports with true values beside them, where the collection is at hand."""

import json
import tomllib
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from govreport_gui.core.papers.content import content_of
from govreport_gui.core.report.document import LastYear
from govreport_gui.core.rules.check import check
from govreport_gui.core.values import read
from govreport_gui.files.excel import workbook
from govreport_gui.files.pdf import writer
from govreport_gui.files.sources.imported import Imported

SUMS = {"T3-01", "T3-02", "T3-03", "T4-01", "T4-02", "T4-03"}


def truth(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.with_suffix(".truth.json").read_text(encoding="utf-8"), parse_float=Decimal)
    return found


def test_every_cell_and_every_broken_sum(real_text: Path, read_once: Callable[[Path], Imported]) -> None:
    expected = truth(real_text)
    imported = read_once(real_text)
    document = imported.document
    read_cells = {cell: read(document.cells.get(cell, "")).number for cell in expected["cells"]}
    assert read_cells == expected["cells"]
    assert (document.unit, document.year) == (expected["unit"], expected["year"])
    assert document.format == expected["forms"]["proactive"]
    assert dict(document.forms) == {k: v for k, v in expected["forms"].items() if v != document.format}
    found = [[each.rule, each.each] for each in check(imported.form, document).findings if each.rule in SUMS]
    assert sorted(found) == sorted(expected["broken"])


def test_no_line_is_lost(real_text: Path, read_once: Callable[[Path], Imported]) -> None:
    imported = read_once(real_text)
    kept = {line for text in imported.document.sections.values() for line in text.split("\n")}
    headings = {section.heading for section in imported.form.sections} | set(imported.document.headings.values())
    in_table = False
    for number, line in enumerate(real_text.read_text(encoding="utf-8").split("\n")):
        in_table = line.startswith("\t") or (in_table and bool(line.strip()))
        if not in_table and line.strip() and number > 1:
            assert line.strip() in kept | headings
    assert imported.problems == ()


def test_every_report_can_be_put_out(real_text: Path, read_once: Callable[[Path], Imported]) -> None:
    imported = read_once(real_text)
    assert writer.write(content_of(imported.form, imported.document)).missing == ""
    assert workbook.write(imported.form, imported.document)


def test_every_finding_was_reviewed(real_texts: tuple[Path, ...], read_once: Callable[[Path], Imported]) -> None:
    """Findings and tests/data/review.toml agree exactly; nothing in it is judged false."""
    reviewed = tomllib.loads((Path(__file__).parent / "data" / "review.toml").read_text(encoding="utf-8"))["finding"]
    assert {each["judged"] for each in reviewed} <= {"true", "arguable"}
    assert all(each["judged"] == "true" for each in reviewed if each["level"] == "must_fix")
    imported = {path.stem: read_once(path) for path in real_texts}
    pairs: list[tuple[str, str | None]] = [(name, None) for name in imported]
    pairs += [("suqian-2024", "suqian-2023"), ("pingtan-2021", "pingtan-2020")]
    found = []
    for name, before in pairs:
        report = imported[name]
        last = LastYear(imported[before].form, imported[before].document) if before else None
        for each in check(report.form, replace(report.document, last=last)).findings:
            title = f"{name} after {before}" if before else name
            found.append((title, each.rule, each.each or "", each.section, each.level))
    keys = ("report", "rule", "each", "section", "level")
    assert sorted(found) == sorted(tuple(each[key] for key in keys) for each in reviewed)
