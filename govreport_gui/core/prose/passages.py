"""Places in a part's text: paragraphs and sentences, what was cut out, and how a finding names its words."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from govreport_gui.core.patterns import pattern

Span = tuple[int, int]
"""Start and end in the text of one part."""

_CUT: Final = pattern("〔[^〔〕]*略[^〔〕]*〕")
_PARAGRAPH: Final = pattern(r"[^\n]+")
_SENTENCE: Final = pattern(r"[^。；！？\n]+[。；！？]?")
_NAMED: Final = pattern("《[^》\n]*》")
_HALF_DIGITS: Final = str.maketrans("０１２３４５６７８９", "0123456789")
_QUOTED: Final = 24


@lru_cache(maxsize=64)
def shortened(text: str) -> bool:
    """Whether something was cut out, as in 〔…略…〕: then what does not stand there proves nothing."""
    return _CUT.search(text) is not None


@lru_cache(maxsize=64)
def length(text: str) -> int:
    """The characters of a text as they are counted for its length: no spaces, no marks of a cut."""
    return len("".join(_CUT.sub("", text).split()))


@lru_cache(maxsize=512)
def places(pattern: re.Pattern[str], text: str) -> tuple[Span, ...]:
    """Where a pattern fits."""
    return tuple(found.span() for found in pattern.finditer(text))


@lru_cache(maxsize=64)
def paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs that are not blank."""
    return tuple(found.span() for found in _PARAGRAPH.finditer(text) if found[0].strip())


@lru_cache(maxsize=64)
def sentences(text: str) -> tuple[Span, ...]:
    """The sentences; a ； ends one too."""
    return tuple(found.span() for found in _SENTENCE.finditer(text))


def sentence_at(text: str, place: int) -> str:
    """The sentence around a place."""
    return next((text[start:end] for start, end in sentences(text) if start <= place < end), "")


@lru_cache(maxsize=64)
def own_words(text: str) -> str:
    """The text with half-width digits and without the names in 《》, every character in its old place."""
    return _NAMED.sub(lambda found: "　" * len(found[0]), text.translate(_HALF_DIGITS))


def quote(words: str) -> str:
    """The words in “”, shortened in the middle where they are long."""
    plain = " ".join(words.split())
    if len(plain) > _QUOTED:
        plain = plain[: _QUOTED // 2] + "…" + plain[-_QUOTED // 3 :]
    return f"“{plain}”"


def times(found: Sequence[object]) -> str:
    """How often, where it is more than once: 等3处."""
    return f"等{len(found)}处" if len(found) > 1 else ""
