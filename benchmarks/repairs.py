"""How often the wrong cell is found, and how fast, as a table; `--all` takes fifteen times as many reports.

Each trial makes a consistent report by chance, mistypes one, two or three cells (two digits swapped,
±1, ±2, ±10, a digit dropped or too much) and asks for repairs. 非0: only cells that were not 0 are
mistyped, which with blank totals is the harder case. A row says how often

  首位  the first repairs on offer are just the true cells with their true numbers,
  在列  the true cells are among the offers,
  部分  some of the true cells are on offer, others are not,
  错误  there are offers, all of them wrong,
  无法判断  nothing is offered,
  未发现  the mistyped figures contradict nothing, so that no rule can tell;

then the processor's time for the repairs of all findings. Two wrong cells in one sum look like one:
nothing is offered unless it is clearly the likeliest.

`--clerk` prints only the first tables: the errors of `clerk_errors`, in real reports and in reports made by
chance, without and with last year's. 首位 all first offers together give the right report; 部分 some of it;
不提 nothing is offered, suspects are named; 首位错 a click would change a right number or put a wrong one in;
只说一处 how many of them are told as one problem.
"""

import argparse
import json
import random
import statistics
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from clerk_errors import MOVES, SLIPS, Kind, Sheet, sheet

from govreport_gui.core.findings.located import Repair
from govreport_gui.core.forms.form import Format
from govreport_gui.core.forms.relations import judge
from govreport_gui.core.repairs import proposals
from govreport_gui.core.repairs.located import locate
from govreport_gui.core.report.document import Document, LastYear
from govreport_gui.core.report.figures import figures_of, printed_numbers
from govreport_gui.core.rules.case import case_of
from govreport_gui.core.rules.check import check_case
from govreport_gui.files import resources
from govreport_gui.files.sources import reading

SHARED = Path(__file__).parents[2] / "shared" / "reports"
LEAST = 150
"""A real report with fewer known cells is left out."""
SIZES = {"小": (1, 12), "中": (30, 300), "大": (1000, 9000)}
"""Applications received in a year."""
OUTCOMES = ("首位", "在列", "部分", "错误", "无法判断", "未发现")
COLUMNS = {
    "natural_person": 80, "enterprise": 12, "research": 1, "public_welfare": 2, "legal_service": 3, "other": 2,
}  # fmt: skip


def split(dice: random.Random, number: int, weights: Mapping[str, float]) -> Counter[str]:
    return Counter(dice.choices(list(weights), list(weights.values()), k=number))


def report(form: Format, dice: random.Random, size: str) -> Document:
    """A consistent report: applications fall on columns and results as they do in life, unevenly."""
    table = form.table("requests")
    rows = [row for row in table.rows if row not in ("new", "carried_in", "results_total", "carried_out")]
    common = {row: dice.paretovariate(0.7) for row in rows}
    numbers = dict.fromkeys(form.cells, 0)
    received = dice.randint(*SIZES[size])
    new = split(dice, received, COLUMNS)
    carried_in = split(dice, dice.randint(0, received // 5), COLUMNS)
    for column in COLUMNS:
        both = new[column] + carried_in[column]
        carried_out = sum(dice.random() < 0.1 for _ in range(both))
        numbers[f"requests.new.{column}"] = new[column]
        numbers[f"requests.carried_in.{column}"] = carried_in[column]
        numbers[f"requests.carried_out.{column}"] = carried_out
        for row, count in split(dice, both - carried_out, common).items():
            numbers[f"requests.{row}.{column}"] = count
    for row in form.table("disputes").rows:
        columns = {"upheld": 6, "corrected": 2, "other": 1, "pending": 2}
        for column, count in split(dice, dice.randint(0, received // 4), columns).items():
            numbers[f"disputes.{row}.{column}"] = count
    for total, parts in sorted(form.sums.items(), key=lambda item: any(cell in form.sums for _, cell in item[1])):
        numbers[total] = sum(factor * numbers[cell] for factor, cell in parts)
    return Document(form.id, year=2025, cells={cell: str(number) for cell, number in numbers.items()})


def slip(dice: random.Random, text: str) -> str:
    """The number mistyped, each kind of slip that is possible here as often as the others."""
    number = int(text)
    at = dice.randrange(len(text))
    near = number + dice.choice((-10, -2, -1, 1, 2, 10))
    slips = [
        text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :] if at else text,
        str(near) if near >= 0 else text,
        text[:at] + text[at + 1 :] or text,
        text[:at] + str(dice.randrange(10)) + text[at:],
    ]
    wrong = [str(int(each)) for each in slips if int(each) != number]
    return dice.choice(wrong) if wrong else slip(dice, text)


def broken(form: Format, document: Document) -> bool:
    figures = figures_of(form, document)
    return any(judge(each.relation, figures).state == "broken" for each in form.bound if each.rule.level == "must_fix")


def outcome(form: Format, document: Document, truth: dict[str, str], offers: Iterable[Repair]) -> str:
    right = set(truth.items())
    offered = [{(change.cell, change.after) for change in repair} for repair in offers]
    if not offered:
        return "无法判断" if broken(form, document) else "未发现"
    # The first offers that do not touch what an earlier one settles already.
    first: set[tuple[str, str]] = set()
    current = document
    while later := proposals.find(case_of(form, current)):
        first |= {(change.cell, change.after) for change in later[0]}
        current = proposals.apply(current, later[0])
        if len(first) > len(right):
            break
    true = set().union(*(each for each in offered if each <= right))
    if first == right and true:
        return "首位"
    return "在列" if true == right else "部分" if true else "错误"


def trials(
    form: Format, name: str, size: str, cells: list[str], wrong: int, rounds: int, *, blank: bool, used: bool
) -> list[float]:
    dice = random.Random(f"{name}{size}{wrong}")
    outcomes: Counter[str] = Counter()
    seconds = []
    for _ in range(rounds):
        right = report(form, dice, size)
        if blank:
            right = right.with_cells(dict.fromkeys(form.sums, ""))
        possible = [cell for cell in cells if right.cells.get(cell, "") not in (("", "0") if used else ("",))]
        if len(possible) < wrong:
            continue
        chosen = dice.sample(possible, wrong)
        truth = {cell: right.cells[cell] for cell in chosen}
        document = right.with_cells({cell: slip(dice, text) for cell, text in truth.items()})
        case = case_of(form, document)
        checked = check_case(case)
        start = time.process_time()
        located = locate(case, checked)
        seconds.append(time.process_time() - start)
        offers = dict.fromkeys(offer.repair for each in located.repairs.values() for offer in each)
        outcomes[outcome(form, document, truth, offers)] += 1
    ordered = sorted(seconds)
    figures = "".join(f"{outcomes[each]:>8}" for each in OUTCOMES)
    high = ordered[int(len(ordered) * 0.99)]
    pad = " " * (22 - sum(2 if ord(letter) > 255 else 1 for letter in name))
    times = f"{statistics.median(ordered) * 1e3:>9.2f}{high * 1e3:>8.2f}"
    print(f"{name}{pad}{size}{wrong:>5}{len(seconds):>7}{figures}{times}")
    return seconds


@dataclass
class Tally:
    """What came of one kind of error."""

    outcomes: Counter[str] = field(default_factory=Counter)
    once: int = 0
    seconds: list[float] = field(default_factory=list)

    @property
    def tried(self) -> int:
        return self.outcomes.total()


def shared_reports(forms: Mapping[str, Format], folder: Path) -> list[Sheet]:
    """The real reports without a broken sum, with their text where it can be read; blank cells are 0."""
    found = []
    for path in sorted(folder.rglob("*.truth.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        if truth.get("broken") or len(truth["cells"]) < LEAST:
            continue
        form = forms[truth["forms"]["requests"]] if "requests" in truth.get("forms", {}) else forms["2021"]
        cells = dict.fromkeys(form.cells, "0") | {
            cell: str(number) for cell, number in truth["cells"].items() if number is not None and cell in form.cells
        }
        text = path.with_name(path.name.replace(".truth.json", ".txt"))
        document = Document(form.id, truth.get("unit") or "", truth.get("year"))
        if text.exists() and (imported := reading.read(text)).form.id == form.id:
            document = imported.document
        document = document.with_cells(cells)
        if not broken(form, document):
            found.append(sheet(form, document))
    return found


def judged(form: Format, right: Document, wrong: Document) -> tuple[str, bool, float]:
    """What came of it, whether it was told as one problem, and the seconds it took.

    A first offer is wrong if a click on it changes a right number, or puts a wrong one in.
    """
    case = case_of(form, wrong)
    checked = check_case(case)
    start = time.process_time()
    located = locate(case, checked)
    seconds = time.process_time() - start
    sums = {rule.id for rule in form.rules if rule.level == "must_fix"}
    told = [
        at for at, finding in enumerate(located.checked.findings) if finding.rule in sums and finding.caused_by is None
    ]
    true = printed_numbers(form, right)
    after = wrong
    for first in dict.fromkeys(located.repairs[at][0].repair for at in told if at in located.repairs):
        after = proposals.apply(after, first)
        now = printed_numbers(form, after)
        if any(now.get(change.cell) != true[change.cell] for change in first):
            return "首位错", len(told) == 1, seconds
    once = len(told) == 1
    if after is wrong:
        return "不提", once, seconds
    return "首位" if printed_numbers(form, after) == true else "部分", once, seconds


def clerk_errors(reports: Sequence[Sheet], name: str, kinds: Mapping[str, Kind], rounds: int, *, last: bool) -> Tally:
    """One line a kind: how often the first offer was right, and the problem told once."""
    everything = Tally()
    for kind, make in kinds.items():
        dice = random.Random(f"{name}{kind}")
        tally = Tally()
        for tried in range(rounds * 40):
            of = reports[tried % len(reports)]
            changes = make(of, dice)
            if changes is None:
                continue
            right = with_last_year(of) if last else of.document
            wrong = right.with_cells(changes)
            if not broken(of.form, wrong):
                continue
            outcome, once, seconds = judged(of.form, right, wrong)
            for each in (tally, everything):
                each.outcomes[outcome] += 1
                each.once += once
                each.seconds.append(seconds)
            if tally.tried == rounds:
                break
        print_tally(kind, tally)
    return everything


def with_last_year(of: Sheet) -> Document:
    """The report with last year's, of which only what was carried over is known."""
    row = of.rows[of.row("carried_in")]
    cells = {cell.replace("carried_in", "carried_out"): of.document.cells[cell] for cell in row}
    return replace(of.document, last=LastYear(of.form, Document(of.form.id, cells=cells)))


def print_tally(name: str, tally: Tally) -> None:
    pad = " " * (24 - sum(2 if ord(letter) > 255 else 1 for letter in name))
    counts = "".join(f"{tally.outcomes[each]:>8}" for each in ("首位", "部分", "不提", "首位错"))
    ordered = sorted(tally.seconds) or [0.0]
    high = ordered[int(len(ordered) * 0.99)] * 1e3
    once = f"{100 * tally.once / tally.tried:.0f}%" if tally.tried else "-"
    print(f"{name}{pad}{tally.tried:>6}{counts}{once:>9}{statistics.median(ordered) * 1e3:>9.2f}{high:>8.2f}")


def print_clerk_errors(forms: Sequence[Format], rounds: int) -> None:
    """All kinds, in the real reports beside the checkout and in reports made by chance."""
    by_id = {form.id: form for form in forms}
    dice = random.Random(1)
    chance = [sheet(by_id["2021"], report(by_id["2021"], dice, size)) for _ in range(20) for size in SIZES]
    sets = {"真实年报": shared_reports(by_id, SHARED), "随机年报": chance}
    for name, reports in sets.items():
        for last in (False, True):
            if not reports:
                continue
            title = f"{name}{len(reports)}份{'，有上年年报' * last}"
            pad = " " * (24 - sum(2 if ord(letter) > 255 else 1 for letter in title))
            print(f"\n{title}{pad}  次数    首位    部分    不提  首位错 只说一处 中位毫秒     p99")
            slips = clerk_errors(reports, name, SLIPS, rounds, last=last)
            moves = clerk_errors(reports, name, MOVES, rounds, last=last)
            print_tally("错位、互换、总计为0", moves)
            slips.outcomes.update(moves.outcomes)
            print_tally("全部", Tally(slips.outcomes, slips.once + moves.once, slips.seconds + moves.seconds))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--clerk", action="store_true", help="only the errors that clerks make")
    parser.add_argument("--all", action="store_true", help="fifteen times as many reports")
    options = parser.parse_args()
    times = 15 if options.all else 1
    print_clerk_errors(resources.formats(), 40 * times)
    if options.clerk:
        return
    print()
    form = next(form for form in resources.formats() if form.id == "2021")
    requests, disputes = list(form.table("requests").cells), list(form.table("disputes").cells)
    print("                      报告 错格   次数    " + "    ".join(OUTCOMES) + "   中位毫秒    p99")
    two: list[float] = []
    rows: list[tuple[str, list[str], bool, tuple[int, ...], int]] = [
        ("表三，总计照写", requests, False, (1, 2, 3), 100),
        ("表三，总计留空", requests, True, (1, 2, 3), 40),
        ("同上，错格原非0", requests, True, (1, 2), 40),
        ("表四，总计照写", disputes, False, (1, 2), 40),
        ("表三和表四", requests + disputes, False, (1, 2, 3), 40),
    ]
    for name, cells, blank, counts, rounds in rows:
        for wrong in counts:
            for size in SIZES:
                seconds = trials(form, name, size, cells, wrong, rounds * times, blank=blank, used="非0" in name)
                if wrong == 2:
                    two += seconds
    ordered = sorted(two)
    print(f"两个错格，全部：中位 {statistics.median(ordered) * 1e3:.2f} 毫秒，"
          f"p99 {ordered[int(len(ordered) * 0.99)] * 1e3:.2f} 毫秒（目标 p99 < 20）")  # fmt: skip


if __name__ == "__main__":
    main()
