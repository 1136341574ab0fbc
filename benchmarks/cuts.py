"""Reports whose tables are cut in two at every row, as files that LibreOffice has made: what is read of them.

Each table in turn is cut below each of its rows, once with its head repeated and once without; a page number stands
between the pieces. LibreOffice makes Word, OpenDocument and PDF files of them. Every cell has a number of its own, so
that one in a wrong place is found; the sums do not hold, so that they cannot help. Needs `soffice`.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from govreport_gui.core.forms.form import Format, Table
from govreport_gui.files import resources
from govreport_gui.files.sources import reading

FORMS = ("docx", "odt", "pdf")
_FILTER = "HTML (StarWriter)"
"""By which the page comes in as a text, with pages, and not as a web page."""
_AT_ONCE = 40
"""Files for one run of LibreOffice."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a table is cut: below how many of its lines."""

    table: str
    line: int
    repeated: bool

    @property
    def name(self) -> str:
        """What its files are called."""
        return f"{self.table}-{self.line:02}-{'head' if self.repeated else 'bare'}"


def cuts(form: Format) -> Iterator[Cut]:
    """Every cut that leaves a line of numbers on both sides."""
    for table in form.tables:
        for line in range(table.header_lines + 1, len(table.lines)):
            for repeated in (True, False):
                yield Cut(table.id, line, repeated)


def page(form: Format, cells: dict[str, str], cut: Cut) -> str:
    """The report as a web page."""
    parts = ["<h1>测试市财政局2025年政府信息公开工作年度报告</h1>"]
    for section in form.sections:
        if section.heading:
            parts.append(f"<p>{section.heading}</p>")
        if not section.table:
            parts.append("<p>本年度按规定做好政府信息公开工作。</p>" if section.heading else "")
            continue
        table = form.table(section.table)
        if table.id != cut.table:
            parts.append(_piece(table, cells, 0, len(table.lines)))
            continue
        head = _rows(table, cells, 0, table.header_lines) if cut.repeated else ""
        parts.append(_piece(table, cells, 0, cut.line))
        parts.append('<p align="center">— 3 —</p><p style="page-break-before: always"></p>')
        parts.append(f'<table border="1">{head}{_rows(table, cells, cut.line, len(table.lines))}</table>')
    return f'<html><head><meta charset="utf-8"></head><body>{"".join(parts)}</body></html>'


def _piece(table: Table, cells: dict[str, str], start: int, end: int) -> str:
    return f'<table border="1">{_rows(table, cells, start, end)}</table>'


def _rows(table: Table, cells: dict[str, str], start: int, end: int) -> str:
    """These lines; what is left of a box that begins above them is blank, as office programs leave it."""
    lines: list[list[tuple[int, str]]] = [[] for _ in range(end - start)]
    for box in table.boxes:
        first, last = max(box.line, start), min(box.line + box.lines, end)
        if first >= last:
            continue
        text = (cells[box.cell] if box.cell else box.text) if box.line >= start else ""
        spans = f' rowspan="{last - first}"' * (last - first > 1) + f' colspan="{box.positions}"' * (box.positions > 1)
        lines[first - start].append((box.position, f"<td{spans}>{escape(text)}</td>"))
    return "".join(f"<tr>{''.join(cell for _, cell in sorted(line))}</tr>" for line in lines)


def convert(sources: list[Path], form: str, folder: Path) -> None:
    """Have LibreOffice write these pages as files of that form."""
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    for at in range(0, len(sources), _AT_ONCE):
        command = ["soffice", profile, "--headless", f"--infilter={_FILTER}", "--convert-to", form]
        command += ["--outdir", str(folder), *map(str, sources[at : at + _AT_ONCE])]
        subprocess.run(command, capture_output=True, check=True)


def main() -> int:
    """Run; 0 if no cell is wrong without being said to be doubtful."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--every", type=int, default=1, help="only each so manieth cut")
    parser.add_argument("--keep", type=Path, help="where the files are left")
    options = parser.parse_args()
    if shutil.which("soffice") is None:
        print("LibreOffice is not here")
        return 0
    form = next(each for each in resources.formats() if each.covers(2025))
    cells = {cell: str(101 + at) for at, cell in enumerate(form.cells)}
    chosen = list(cuts(form))[:: options.every]
    wrong = 0
    with tempfile.TemporaryDirectory() as name:
        folder = options.keep or Path(name)
        folder.mkdir(exist_ok=True)
        sources = [folder / f"{cut.name}.html" for cut in chosen]
        for cut, path in zip(chosen, sources, strict=True):
            path.write_text(page(form, cells, cut), encoding="utf-8")
        for kind in FORMS:
            convert(sources, kind, folder)
        print(f"{len(chosen)} cuts, {len(cells)} cells each\n{'form':6}{'files':>6}{'right':>8}{'told':>6}{'wrong':>6}")
        for kind in ("html", *FORMS):
            found = Counter[str]()
            for path in sources:
                found += _judged(path.with_suffix(f".{kind}"), cells)
            wrong += found["wrong"]
            print(f"{kind:6}{len(sources):6}{found['right']:8}{found['told']:6}{found['wrong']:6}", flush=True)
    return 1 if wrong else 0


def _judged(path: Path, cells: dict[str, str]) -> Counter[str]:
    """Cells that are right; that are not, but said to be doubtful or not found; that are wrong in silence."""
    imported = reading.read(path)
    doubtful = {cell for each in imported.account if each.what == "doubtful" for cell in each.cells}
    told = any(each.what in ("left_over", "not_found", "doubtful") for each in imported.account)
    found = Counter[str]()
    for cell, text in cells.items():
        read = imported.document.cells.get(cell, "")
        silent = cell not in doubtful if read else not told
        found["right" if read == text else "wrong" if silent else "told"] += 1
    if found["right"] < len(cells):
        off = [cell for cell, text in cells.items() if imported.document.cells.get(cell, "") != text]
        print(f"{path.name}: {len(off)} not as written, {', '.join(off[:4])}")
    return found


if __name__ == "__main__":
    sys.exit(main())
