"""All shipped rules together: every one has examples, a source, and sentences a clerk can act upon."""

import re
from pathlib import Path

import pytest

from govreport_gui.core.ledger import rules as ledger
from govreport_gui.core.rules.check import RULES
from govreport_gui.files import resources

TESTS = Path(__file__).parent / "core"
RELATIONS = [(form.id, rule) for form in resources.formats() for rule in form.rules]
MUST_FIX = {
    "T2-01", "T2-02", "T3-01", "T3-02", "T3-03", "T3-06", "T4-01", "T4-02", "T4-03", "T4-04", "NR-01", "NR-05", "NR-07",
}  # fmt: skip
WAITING = {"NR-09", "NR-10", "XT-06", "PB-03", "TX-05", "PD-07"}
OF_LEDGER = {"T3-10", "T3-12"}
"""They look at single applications, which only the ledger knows (core/ledger/rules)."""
RESTYLED = {"PD-01"}
"""The outputs print the official title, so that a title in other words needs nothing."""
CONTAINED = {"T3-04", "T3-05", "T3-11", "T3-13", "T2-09"}
HELP = {"T2-08", "T4-05", "XY-11", "XY-03", "XT-07"}


def test_ids_are_unique_and_none_that_waits_is_there() -> None:
    ids = [rule.id for rule in RULES]
    assert len(ids) == len(set(ids))
    for form in resources.formats():
        both = set(ids) & {rule.id for rule in form.rules}
        assert not both, both
    shipped = set(ids) | {rule.id for _, rule in RELATIONS}
    assert not shipped & (WAITING | CONTAINED | HELP | RESTYLED | OF_LEDGER)
    assert {rule.id for rule in ledger.RULES} >= OF_LEDGER


def test_all_rules_of_the_reference_are_there() -> None:
    numbered = {
        "T2": range(1, 11), "T3": range(1, 15), "T4": range(1, 9), "XT": range(1, 8), "XY": range(1, 12),
        "NV": range(1, 19), "NR": range(1, 12), "PD": range(1, 8), "TX": range(1, 7), "PB": range(1, 5),
    }  # fmt: skip
    wanted = {f"{group}-{number:02}" for group, numbers in numbered.items() for number in numbers}
    shipped = {rule.id for rule in RULES} | {rule.id for _, rule in RELATIONS}
    assert wanted - shipped == WAITING | CONTAINED | HELP | RESTYLED | OF_LEDGER
    assert shipped - wanted == {"FM-01", "DT-01", "KZ-01", "LD-03", "NV-19", "TX-07", "XY-12"}


def test_only_contradictions_and_missing_parts_must_be_fixed() -> None:
    levels = {rule.id: rule.level for rule in RULES} | {rule.id: rule.level for _, rule in RELATIONS}
    assert {rule for rule, level in levels.items() if level == "must_fix"} == MUST_FIX


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_says_what_it_is_and_by_whom(rule) -> None:
    assert rule.formula
    assert not rule.formula.endswith("。")
    assert rule.source


@pytest.mark.parametrize("rule", sorted({rule.id for rule in RULES} | {rule.id for _, rule in RELATIONS}))
def test_every_rule_has_examples(rule: str) -> None:
    """The tests of each tuple hold that each of its rules has a failing and a passing one; this, that it is in one."""
    naming = [path.name for path in TESTS.rglob("test_*.py") if re.search(rf'"{rule}\b', path.read_text("utf-8"))]
    assert naming, rule
