"""The account of a reading: what is not certain, found no place, was put together, missing, taken from elsewhere."""

from dataclasses import dataclass
from typing import Literal

from govreport_gui.core.reading.blocks import Spot

What = Literal["doubtful", "joined", "not_found", "left_over", "assumed", "restyled", "proof"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to know about a reading: of which kind, which cells it is about, and a sentence."""

    what: What
    text: str
    cells: tuple[str, ...] = ()
    spots: tuple[Spot, ...] = ()
    """Where in the source that stands, where it is in no cell."""
    second: str = ""
    """What its one cell may mean instead; never taken by itself."""


TOLD = frozenset({"doubtful", "left_over", "not_found", "assumed"})
"""What the clerk is told at once; the rest stands in the account."""
