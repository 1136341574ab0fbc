"""What the clerk wrote about a finding. It holds only for the values it was given for."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from govreport_gui.core.findings.finding import Checked, Fallen, Finding, NotChecked
from govreport_gui.core.report.document import Document, Explanation
from govreport_gui.core.values import show

LEAST: Final = 6
"""Fewest characters of an explanation, as in the national reporting system's 核实 class."""


def key(finding: Finding) -> str:
    """What an explanation is filed under: the rule, which one of it, and the part of the text."""
    return "/".join((finding.rule, finding.each or "", finding.section))


def basis(finding: Finding, document: Document) -> str:
    """The values a finding stands on: its two sides, its cells as typed, the words it quotes."""
    sides = [show(side) for side in (finding.left, finding.right) if side is not None]
    cells = [f"{cell}={document.cells[cell]}" for cell in finding.cells if cell in document.cells]
    start, end = finding.span or (0, 0)
    return ";".join((*sides, *cells, document.sections.get(finding.section, "")[start:end]))


def fault(text: str) -> str:
    """Why that is no explanation; "" if it is one."""
    plain = "".join(text.split())
    if plain in ("", "无"):
        return "尚未写说明。"
    return f"说明至少写{LEAST}个字，讲清原因。" if len(plain) < LEAST else ""


def explain(document: Document, finding: Finding, text: str) -> Document:
    """The report with this explanation; a blank text takes it away."""
    kept = {name: each for name, each in document.explanations.items() if name != key(finding)}
    if text.strip():
        kept[key(finding)] = Explanation(text.strip(), basis(finding, document))
    return replace(document, explanations=kept)


def apply(
    findings: Iterable[Finding], not_checked: Iterable[NotChecked], document: Document
) -> tuple[tuple[Finding, ...], tuple[Fallen, ...]]:
    """The findings with the explanations that hold, and the explanations that do not hold any more.

    Where a rule is not checked now, what was written about it rests: it neither holds nor falls.
    """
    given = document.explanations
    if not given:
        return tuple(findings), ()
    resting = {(rule.rule, rule.each or "") for rule in not_checked}
    fallen = {}
    for name, each in given.items():
        rule, of, _ = name.split("/", 2)
        if (rule, of) not in resting and (rule, "") not in resting:
            fallen[name] = each
    by_words = {(*name.split("/", 2)[::2], each.basis): name for name, each in given.items()}
    result = []
    for finding in findings:
        name, stands_on = key(finding), basis(finding, document)
        if finding.section and (name not in given or given[name].basis != stands_on):
            # Of several in one part the running number may have changed; the words tell which it is.
            name = by_words.get((finding.rule, finding.section, stands_on), name)
        explanation = given.get(name)
        if explanation is None or finding.level == "must_fix":
            result.append(finding)
        elif explanation.basis == stands_on:
            fallen.pop(name, None)
            result.append(replace(finding, explanation=explanation.text))
        else:
            fallen[name] = explanation
            result.append(finding)
    return tuple(result), tuple(Fallen(name, each.text) for name, each in fallen.items())


def paragraphs(checked: Checked) -> tuple[str, ...]:
    """What the annex prints: the fact of every explained finding with its explanation, numbered."""
    explained = [finding for finding in checked.findings if finding.explanation and finding.level == "explain"]
    return tuple(f"{number}．{finding.fact}说明：{finding.explanation}" for number, finding in enumerate(explained, 1))
