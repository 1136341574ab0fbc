"""Report files of older versions, made into the next one step by step."""

from typing import Any, Final


def _with_explanations(content: dict[str, Any]) -> None:
    """Version 1 → 2."""
    _fill(content, {"office": {}, "explanations": {}, "bindings": []})


def _with_notes(content: dict[str, Any]) -> None:
    """Version 2 → 3."""
    _fill(content, {"notes": {}, "paper_totals": {}, "read_aloud": {}, "state": "draft", "steps": [], "last": None})


def _fill(content: dict[str, Any], new: dict[str, Any]) -> None:
    for key, value in new.items():
        content.setdefault(key, value)


def _with_sent(content: dict[str, Any]) -> None:
    """Version 3 → 4."""
    _fill(content, {"sent": []})


def _with_contributions(content: dict[str, Any]) -> None:
    """Version 4 → 5."""
    _fill(content, {"contributions": {}})


def _with_ledger(content: dict[str, Any]) -> None:
    """Version 5 → 6."""
    _fill(content, {"ledger": None})


UPGRADES: Final = {
    1: _with_explanations,
    2: _with_notes,
    3: _with_sent,
    4: _with_contributions,
    5: _with_ledger,
}
"""By version: what makes it the next one."""
