"""How well paper is read, as a table by kind of damage: `make bench-scans`, or `benchmarks/scans.py [KINDS] [--more]`.

Each file of `scan_pages.py` is read as the program reads it, in a process of its own, and its cells are compared:
  正确  the number that is printed, and nothing is said about it
  存疑  said to be doubtful: rightly (对) or the number is another (错)
  缺    blank where a number is printed, and said (言明: of the cell, or with the row that was not understood) or not
  错    another number than is printed, or a number where nothing is printed, and nothing said; of these
  瞒过  those in no equation that is broken: nobody would notice. This is what must be 0.
Then files whose unit or year is another; seconds of CPU for a page, the most memory that a process took.

With `--changed N` it reads N pages on which one number was changed in print, so that a sum is wrong: each must be read
as printed, the wrong sum must be told, and nothing may have been made fit.
"""

import argparse
import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import pypdfium2
import read_apart
import scan_pages
import scan_papers
from PIL import Image

from govreport_gui.core.forms.form import Format
from govreport_gui.core.reading.account import TOLD, Entry
from govreport_gui.core.reading.proof import prove
from govreport_gui.core.report.document import Document
from govreport_gui.core.rules.check import check
from govreport_gui.core.values import read
from govreport_gui.files.saving import store

REPORTS: Final[tuple[str, ...]] = ("suqian-2024", "huaian-2024.pdf", "pingtan-zrz-2021.pdf")
"""What each kind is made of unless others are named: one that we set, and two that others did."""
NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")
SHOWN: Final = 25
"""How many cells of a file are named at most."""
COLUMNS: Final = (
    ("right", "正确"),
    ("told right", "存疑对"),
    ("told wrong", "存疑错"),
    ("lost told", "缺言明"),
    ("lost", "缺"),
    ("wrong", "错"),
    ("hidden", "瞒过"),
)


@dataclass(frozen=True)
class Outcome:
    """What became of a file: cells by the columns, those that are not right, and what it took."""

    counts: Counter[str]
    notes: tuple[str, ...]
    pages: int
    seconds: float
    megabytes: float
    named: bool = True
    refused: str = ""


@dataclass(frozen=True)
class Told:
    """What the process told, or why there is nothing; and what it took."""

    form: Format | None
    document: Document | None
    account: tuple[Entry, ...]
    refused: str
    seconds: float
    megabytes: float


@dataclass
class Total:
    """Of one kind."""

    counts: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    pages: int = 0
    seconds: float = 0
    megabytes: float = 0
    strangers: int = 0

    def add(self, outcome: Outcome) -> None:
        self.counts += outcome.counts
        self.notes += outcome.notes
        self.pages += outcome.pages
        self.seconds += outcome.seconds
        self.megabytes = max(self.megabytes, outcome.megabytes)
        self.strangers += not outcome.named


def told_of(path: Path) -> Told:
    """Have the program read a file in a process of its own, as the window does."""
    with tempfile.TemporaryDirectory(prefix="govreport-scans-") as name:
        found = read_apart.read(path, Path(name))
    taken = (found.seconds, found.megabytes)
    if found.told is None or found.told.refused:
        refused = f"它没有说就结束了（{found.status}）" if found.told is None else found.told.refused
        return Told(None, None, (), refused, *taken)
    opened = store.opened(found.told.report, path.name)
    return Told(opened.form, opened.document, found.told.account, "", *taken)


def outcome_of(path: Path) -> Outcome:
    """Read a file and compare it with the truth beside it."""
    truth = json.loads((path.parent / f"{path.stem}.truth.json").read_text(encoding="utf-8"), parse_float=Decimal)
    wanted = {cell: None if value is None else Decimal(value) for cell, value in truth["cells"].items()}
    told, pages = told_of(path), pages_of(path)
    if told.form is None or told.document is None:
        counts = Counter({"lost told": sum(value is not None for value in wanted.values())})
        return Outcome(counts, (), pages, told.seconds, told.megabytes, named=False, refused=told.refused)
    counts, notes = compared(wanted, told.form, told.document, told.account)
    named = not truth["titled"] or (told.document.unit, told.document.year) == (truth["unit"], truth["year"])
    return Outcome(counts, tuple(notes), pages, told.seconds, told.megabytes, named=named)


def compared(
    wanted: Mapping[str, Decimal | None], form: Format, document: Document, account: Sequence[Entry]
) -> tuple[Counter[str], list[str]]:
    """How many cells are what, and a line on each that is not right; `wanted` is what is printed."""
    said = {cell for entry in account if entry.what in TOLD for cell in entry.cells}
    gone = " ".join(entry.text for entry in account if entry.what == "not_found")
    said |= {cell for table in form.tables if f"没有找到{table.name}" in gone for cell in table.cells}
    broken = {
        cell for bound in prove(form, document).broken for _, cell in (*bound.relation.left, *bound.relation.right)
    }
    # A row that was not understood stands in the account with its numbers.
    left = Counter(NUMBER.findall(" ".join(entry.text for entry in account if entry.what == "left_over")))
    counts, notes = Counter[str](), []
    for cell, value in wanted.items():
        text = document.cells.get(cell, "")
        number = read(text).number
        if (number == value and value is not None) or (value is None and not text):
            counts["told right" if cell in said and value is not None else "right"] += 1
            continue
        if text:
            what = "told wrong" if cell in said else "wrong"
        elif cell in said or left[str(value)]:
            what = "lost told"
            left[str(value)] -= cell not in said
        else:
            what = "lost"
        counts[what] += 1
        if what == "wrong" and cell not in broken:
            counts["hidden"] += 1
            what = "hidden"
        notes.append(f"{dict(COLUMNS)[what]} {cell}：印为 {value}，读为“{text}”")
    return counts, notes


def pages_of(path: Path) -> int:
    if path.suffix == ".pdf":
        return len(pypdfium2.PdfDocument(path))
    with Image.open(path) as picture:
        return int(getattr(picture, "n_frames", 1))


def judge(kinds: Sequence[str], reports: Sequence[str], seed: int, which: scan_pages.Which, *, more: bool) -> int:
    """Print the table; how many cells would have passed unnoticed."""
    print(
        f"{'':12}{'页':>3}{'格':>6}"
        + "".join(f"{said:>6}" for _, said in COLUMNS)
        + f"{'名错':>4}{'秒/页':>6}{'MB':>6}"
    )
    every = Total()
    for kind in kinds:
        total = Total()
        with tempfile.TemporaryDirectory(prefix="govreport-scans-") as folder:
            for name in reports:
                path = scan_pages.made(name, kind, Path(folder), seed, which)
                outcome = outcome_of(path)
                total.add(outcome)
                every.add(outcome)
                if outcome.refused:
                    print(f"  {path.name}：{outcome.refused}")
                for note in sorted(outcome.notes)[: SHOWN if more else 0]:
                    print(f"  {path.name} {note}")
        print(row(kind, total), flush=True)
    print(row("合计", every))
    return every.counts["hidden"]


def row(name: str, total: Total) -> str:
    cells = sum(total.counts[what] for what, _ in COLUMNS if what != "hidden")
    parts = [f"{total.counts[what]:>8}" for what, _ in COLUMNS]
    share = f"{100 * total.counts['right'] / max(1, cells):6.1f}%"
    seconds = total.seconds / max(1, total.pages)
    return (
        f"{name:12}{total.pages:>4}{cells:>7}" + "".join(parts) + f"{share}"
        f"{total.strangers:>4}{seconds:>8.1f}{total.megabytes:>7.0f}"
    )


# ── numbers changed in print ─────────────────────────────────────────


def changed(count: int, kind: str, seed: int) -> int:
    """Read pages with one number changed in print; how many were not read as printed, or not told."""
    failed = 0
    with tempfile.TemporaryDirectory(prefix="govreport-scans-") as folder:
        for at, (name, cell, before, after, printed) in enumerate(alterations(count, seed)):
            path = scan_pages.made(name, kind, Path(folder), seed + at, "tables", printed)
            told = told_of(path)
            if told.form is None or told.document is None:
                print(f"✕ {name}：{told.refused}")
                failed += 1
                continue
            text = told.document.cells.get(cell, "")
            marked = any(cell in entry.cells for entry in told.account if entry.what in TOLD)
            broken = [
                bound.rule.id
                for bound in prove(told.form, told.document).broken
                if any(cell == each for _, each in (*bound.relation.left, *bound.relation.right))
            ]
            rules = {each.rule for each in check(told.form, told.document).findings}
            good = (text == after or (marked and text != before)) and broken and set(broken) <= rules
            failed += not good
            as_read = "照印" if text == after else f"读为“{text}”"
            print(f"{'✓' if good else '✕'} {name} {cell} 由 {before} 印成 {after}：{as_read}，{'、'.join(broken)}")
    return failed


def alterations(count: int, seed: int) -> Iterator[tuple[str, str, str, str, tuple[tuple[str, str], ...]]]:
    """Report, cell, what it had, what is printed, and the whole of the changes that printing it takes."""
    dice = Random(f"{seed}/changed")
    names = [name for name in scan_papers.names() if not name.endswith(".pdf")]
    for at in range(count):
        name = names[at % len(names)]
        paper = scan_papers.paper(name)
        cells = [cell for cell, value in paper.values.items() if value and cell.partition(".")[0] != "proactive"]
        cell = dice.choice(cells)
        before = str(paper.values[cell])
        place = dice.randrange(len(before))
        others = [digit for digit in "0123456789"[place == 0 :] if digit != before[place]]
        after = before[:place] + dice.choice(others) + before[place + 1 :]
        # Totals keep what they had: else the change would be added up and no sum would be wrong.
        printed = {each: str(value) for each, value in paper.values.items() if value is not None} | {cell: after}
        yield name, cell, before, after, tuple(printed.items())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kinds", nargs="*", help="as benchmarks/scan_pages.py names them; all where none is named")
    parser.add_argument("--reports", default="", help="parted by commas, or all")
    parser.add_argument("--pages", choices=("all", "tables", "fullest"), default="tables")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--changed", type=int, default=0, metavar="N", help="only N pages with a number changed in print"
    )
    parser.add_argument("--more", action="store_true", help="name each cell that is not right")
    options = parser.parse_args()
    kinds = options.kinds or list(scan_pages.KINDS)
    if options.changed:
        failed = changed(options.changed, options.kinds[0] if options.kinds else "mild", options.seed)
        print(f"{failed} of {options.changed} failed")
        return 1 if failed else 0
    usual = [name for name in REPORTS if name in scan_papers.names()] or [scan_papers.SAMPLE]
    reports = list(scan_papers.names()) if options.reports == "all" else options.reports.split(",")
    return (
        1 if judge(kinds, reports if options.reports else usual, options.seed, options.pages, more=options.more) else 0
    )


if __name__ == "__main__":
    sys.exit(main())
