"""How alike two Chinese texts are."""

import re
from functools import lru_cache
from typing import Final

_MARKS: Final = re.compile(r"\W+")
_LINE: Final = re.compile(r".+")


@lru_cache(maxsize=64)
def length(text: str) -> int:
    """Characters of a text without punctuation and spaces."""
    return len(_MARKS.sub("", text))


@lru_cache(maxsize=256)
def _grams(text: str) -> frozenset[str]:
    """All runs of three characters, punctuation and spaces left out."""
    plain = _MARKS.sub("", text)
    return frozenset(plain[at : at + 3] for at in range(len(plain) - 2))


@lru_cache(maxsize=64)
def likeness(text: str, other: str) -> int:
    """In per cent: the three-character runs that both have among all that either has (Jaccard)."""
    one, two = _grams(text), _grams(other)
    both = len(one & two)
    return 100 * both // ((len(one) + len(two) - both) or 1)


@lru_cache(maxsize=64)
def most_alike(text: str, other: str) -> tuple[int, int]:
    """Start and end of the paragraph of `text` that shares most with `other`."""
    two = _grams(other)
    lines = list(_LINE.finditer(text))
    return max(lines, key=lambda line: len(_grams(line[0]) & two)).span() if lines else (0, 0)
