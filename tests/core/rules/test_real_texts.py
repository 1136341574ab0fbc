"""What the rules about text say of the real reports, judged one by one in data/review-texts.toml."""

import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from govreport_gui.core.findings.finding import Finding
from govreport_gui.core.report.document import LastYear
from govreport_gui.core.rules import content, copied_text, dates, names, parts, publishing, wording
from govreport_gui.core.rules.case import case_of
from govreport_gui.files.sources.imported import Imported

REVIEW = tomllib.loads((Path(__file__).parents[2] / "data" / "review-texts.toml").read_text(encoding="utf-8"))[
    "finding"
]
LAST = {"suqian-2024": "suqian-2023", "pingtan-2021": "pingtan-2020", "pingtan-haitan-2025": "pingtan-haitan-2021"}
RULES = tuple(
    rule for module in (parts, content, names, dates, publishing, wording, copied_text) for rule in module.RULES
)


def test_no_finding_of_the_review_is_false_and_none_must_be_fixed() -> None:
    assert {each["judged"] for each in REVIEW} <= {"true", "arguable"}
    assert all(each["level"] != "must_fix" for each in REVIEW)
    assert all(each["why"] for each in REVIEW)
    # What has to be explained is worth the clerk's time only if it is true.
    assert {each["judged"] for each in REVIEW if each["level"] == "explain"} == {"true"}


def test_every_finding_on_a_real_report_is_reviewed(real_text: Path, read_once: Callable[[Path], Imported]) -> None:
    read = read_once(real_text)
    last = read_once(real_text.with_stem(LAST[real_text.stem])) if real_text.stem in LAST else None
    previous = LastYear(last.form, last.document) if last else None
    case = case_of(read.form, replace(read.document, last=previous))
    found = []
    for rule in RULES:
        for each in rule.judge(case):
            if isinstance(each, Finding):
                words = case.text(each.section)[slice(*each.span)] if each.span else ""
                found.append((each.rule, each.level, each.section, words))
    reviewed = [
        (each["rule"], each["level"], each["section"], each["words"])
        for each in REVIEW
        if each["report"] == real_text.stem
    ]
    assert sorted(found) == sorted(reviewed)
