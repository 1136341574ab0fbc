"""Several changes of one text at once, and where each of its places is afterwards."""

from collections.abc import Iterable

Edit = tuple[int, int, str]
"""From, to, and what stands there instead."""


def applied(text: str, edits: Iterable[Edit]) -> tuple[str, tuple[int, ...]]:
    """The text with the edits, which do not overlap, and where each of its places, the end included, is now."""
    made: list[str] = []
    places: list[int] = []
    done = length = 0
    for start, end, new in sorted(edits):
        made += [text[done:start], new]
        places += range(length, length + start - done)
        length += start - done
        places += [min(length + at, length + len(new)) for at in range(end - start)]
        length += len(new)
        done = end
    made.append(text[done:])
    places += range(length, length + len(text) - done + 1)
    return "".join(made), tuple(places)
