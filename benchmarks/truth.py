"""Whether the checks tell the truth, as two tables: published reports with every finding judged, and seeded errors.

已公布年报: how many findings of each rule are true, arguable or false by tests/data/review.toml; 未复核 are in no
review. 已植入差错: of every kind how often it was made (right words beside wrong ones), how often
  发现  one of its rules tells it,
  误导  the wrong words make some other rule ask for an explanation or a correction,
  虚警  the right words make any rule speak.
"""

import random
import tomllib
from collections import Counter
from dataclasses import replace
from pathlib import Path

from seeds import KINDS, Sheet

from govreport_gui.core.findings.finding import Finding
from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document, LastYear
from govreport_gui.core.rules.check import check
from govreport_gui.files.sources import reading
from govreport_gui.files.sources.imported import Imported

ROOT = Path(__file__).parents[1]
REPORTS = ROOT.parent / "shared" / "reports"
FAULTS = ROOT.parent / "shared" / "faults"
YEARS = (("suqian-2024", "suqian-2023"), ("pingtan-2021", "pingtan-2020"))
TRIALS = 5
"""Of a kind in each report."""


def published() -> dict[str, Imported]:
    """The real reports, by name."""
    return {path.stem: reading.read(path) for path in sorted(REPORTS.glob("*.txt")) if "crawled" not in path.name}


def told(form: Format, document: Document) -> list[Finding]:
    """The findings of a check that are problems of their own."""
    return [each for each in check(form, document).findings if each.caused_by is None]


def judge(reports: dict[str, Imported]) -> None:
    """Print how the findings on the published reports were judged, by rule."""
    content = (ROOT / "tests/data/review.toml").read_text(encoding="utf-8")
    keys = ("report", "rule", "each", "section", "level")
    judged = {tuple(each[key] for key in keys): each["judged"] for each in tomllib.loads(content)["finding"]}
    table: dict[tuple[str, str], Counter[str]] = {}
    for name, before in [*((name, None) for name in reports), *YEARS]:
        report, last = reports[name], reports[before] if before else None
        document = replace(report.document, last=LastYear(last.form, last.document) if last else None)
        title = f"{name} after {before}" if before else name
        for each in told(report.form, document):
            found = judged.get((title, each.rule, each.each or "", each.section, each.level), "未复核")
            table.setdefault((each.rule, each.level), Counter())[found] += 1
    print(f"已公布年报 {len(reports)} 份\n{'规则':8}{'级别':10}{'属实':>4}{'可商榷':>5}{'不实':>4}{'未复核':>5}")
    for (rule, level), counts in sorted(table.items()):
        print(f"{rule:10}{level:12}" + "".join(f"{counts[name]:6}" for name in ("true", "arguable", "false", "未复核")))
    for level in ("must_fix", "explain", "notice"):
        every = sum((counts for (_, of), counts in table.items() if of == level), Counter[str]())
        if total := every.total():
            print(f"{level}：属实 {every['true']}/{total}，{100 * every['true'] / total:.1f}%")


def new(document: Document, before: Document, of: Sheet) -> list[Finding]:
    """The findings that a change of a report brings."""

    known = Counter((each.rule, each.each, each.section, each.level) for each in told(of.form, before))
    found = []
    for each in told(of.form, document):
        key = (each.rule, each.each, each.section, each.level)
        known[key] -= 1
        if known[key] < 0:
            found.append(each)
    return found


def plant(reports: list[Sheet]) -> None:
    """Print how often each kind of seeded error is told."""
    dice = random.Random(20261130)
    print(f"\n已植入差错，底本 {len(reports)} 份\n{'差错':12}{'规则':14}{'次数':>5}{'发现':>6}{'误导':>5}{'虚警':>5}")
    total: Counter[str] = Counter()
    recall: dict[str, Counter[str]] = {}
    for name, (kind, rules) in KINDS.items():
        counts: Counter[str] = Counter()
        others: Counter[str] = Counter()
        for of in reports:
            for _ in range(TRIALS):
                made = kind(of, dice)
                if made is None:
                    continue
                right, wrong = made
                base = replace(of.document, last=right.last, unit=right.unit)
                false = [each for each in new(right, base, of) if each.level != "notice" and name not in CHANGES_CELLS]
                others.update(f"虚警{each.rule}" for each in false)
                found = new(wrong, right, of)
                caught = any(each.rule in rules for each in found)
                misleading = [each.rule for each in found if each.rule not in rules and each.level != "notice"]
                counts.update(tried=1, caught=caught, misleading=bool(misleading), false=bool(false))
                others.update(misleading)
                for rule in rules:
                    recall.setdefault(rule, Counter()).update(tried=1, caught=caught)
        total += counts
        worst = "" if not others else "  误导：" + "、".join(rule for rule, _ in others.most_common(3))
        print(f"{name:　<8}{'、'.join(sorted(rules)):18}{row(counts)}{worst}")
    print(f"{'合计':　<8}{'':18}{row(total)}")
    print(
        "\n规则      召回\n"
        + "\n".join(f"{rule:10}{each['caught']}/{each['tried']}" for rule, each in sorted(recall.items()))
    )


CHANGES_CELLS = frozenset({"两项填反", "填入规章", "收费按元填", "增减件数、倍数", "空格与错数"})
"""Kinds whose right side has other figures than the report, so that what the report says of its own may not fit."""


def row(counts: Counter[str]) -> str:
    """Numbers of one line of the table."""
    share = 100 * counts["caught"] / max(1, counts["tried"])
    return f"{counts['tried']:6}{share:6.0f}%{counts['misleading']:6}{counts['false']:6}"


def main() -> None:
    """Print both tables."""
    reports = published()
    judge(reports)
    others = [reading.read(path) for path in sorted(FAULTS.glob("rules-false-*.txt"))]
    plant([Sheet(each.form, each.document) for each in (*reports.values(), *others)])


if __name__ == "__main__":
    main()
