"""Regular expressions that are compiled when first used.

The rules about text have some two hundred; compiling them all takes 0.1 s, which the window's start
should not pay.
"""

import re
from typing import Final, cast

_METHODS: Final = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub")


class _Lazy:
    """Becomes the compiled pattern at the first look at any of its methods."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        compiled = re.compile(self._source, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern, as re.compile gives it but later."""
    return cast("re.Pattern[str]", _Lazy(source, flags))
