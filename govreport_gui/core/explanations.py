"""What the clerk wrote about a finding. It holds only for the values it was given for."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from govreport_gui.core.document import Document, Explanation
from govreport_gui.core.findings import Fallen, Finding
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
        return "还没有写说明。"
    return f"说明至少写{LEAST}个字，讲清原因。" if len(plain) < LEAST else ""


def explain(document: Document, finding: Finding, text: str) -> Document:
    """The report with this explanation; a blank text takes it away."""
    kept = {name: each for name, each in document.explanations.items() if name != key(finding)}
    if text.strip():
        kept[key(finding)] = Explanation(text.strip(), basis(finding, document))
    return replace(document, explanations=kept)


def apply(findings: Iterable[Finding], document: Document) -> tuple[tuple[Finding, ...], tuple[Fallen, ...]]:
    """The findings with the explanations that hold, and the explanations that do not hold any more."""
    explanations = document.explanations
    if not explanations:
        return tuple(findings), ()
    held: set[str] = set()
    result = []
    for finding in findings:
        name = key(finding)
        given = explanations.get(name)
        if given is not None and finding.level != "must_fix" and given.basis == basis(finding, document):
            held.add(name)
            result.append(replace(finding, explanation=given.text))
        else:
            result.append(finding)
    fallen = tuple(Fallen(name.split("/", 1)[0], each.text) for name, each in explanations.items() if name not in held)
    return tuple(result), fallen
