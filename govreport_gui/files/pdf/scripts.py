"""Scripts of bilingual names whose letters are joined or set above one another: 藏文, 维吾尔文, 蒙古文.

A word of theirs, or a syllable of 藏文, is drawn as one. 彝文, 朝鲜文 and 壮文 are written sign by sign, as Chinese is.
"""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from govreport_gui.core.patterns import pattern

_ARABIC: Final = "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc"
_MONGOLIAN: Final = "\u1800-\u18af"
_FACES: Final = MappingProxyType({"arabic": "arabic.ttf", "tibetan": "tibetan.ttf", "mongolian": "mongolian.ttf"})
"""By script, the file that ships with the program."""
_LETTER: Final = pattern(f"[{_ARABIC}\u0f00-\u0fff{_MONGOLIAN}]")
SMALLER: Final = MappingProxyType({"tibetan.ttf": (0.75, 0.08)})
"""By file how large (of the size of type) and how high (em) it is set where that is not as Chinese: letters of 藏文
stand above one another, 1.8 em in all, and would reach into the next line.
"""
_WORD: Final = pattern(
    rf"(?P<arabic>[{_ARABIC}]+)"
    # A syllable with the dot behind it and the strokes that end a phrase: a line ends behind these.
    r"|(?P<tibetan>[\u0f00-\u0f0a\u0f0c\u0f15-\u0fff]+\u0f0b*[\u0f0d-\u0f14]*|[\u0f0b\u0f0d-\u0f14]+)"
    rf"|(?P<mongolian>[{_MONGOLIAN}][{_MONGOLIAN}\u202f]*)"
)


def pieces(text: str) -> Iterator[tuple[str, str]]:
    """What is drawn as one, in order: words with the font file of their script, and single characters with ""."""
    last = 0
    for word in _WORD.finditer(text):
        yield from ((char, "") for char in text[last : word.start()])
        yield word[0], _FACES[str(word.lastgroup)]
        last = word.end()
    yield from ((char, "") for char in text[last:])


def any_in(text: str) -> bool:
    """Whether a text has such words."""
    return not text.isascii() and _LETTER.search(text) is not None


def lying(text: str) -> bool:
    """Whether a text has 蒙古文, which runs downwards and lies on its side in a line of Chinese."""
    return any_in(text) and any(found.lastgroup == "mongolian" for found in _WORD.finditer(text))
