"""The account of a reading: what is not certain, found no place, was put together, missing, taken from elsewhere."""

from dataclasses import dataclass
from typing import Literal

What = Literal["doubtful", "joined", "not_found", "left_over", "assumed", "restyled", "proof"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to know about a reading: of which kind, which cells it is about, and a sentence."""

    what: What
    text: str
    cells: tuple[str, ...] = ()


TOLD = frozenset({"doubtful", "left_over", "not_found", "assumed"})
"""What the clerk is told at once; the rest stands in the account."""
