"""Rows that a page break cut in two are whole again, told by the names that their halves make together."""

from collections.abc import Iterable, Sequence
from itertools import pairwise, zip_longest

from govreport_gui.core.reading.blocks import Block, Table, owners
from govreport_gui.core.reading.words import key, like_number


def mended(blocks: Sequence[Block], words: frozenset[str]) -> list[Block]:
    """The same blocks; of two tables that follow each other the last row and the first may be one."""
    result = list(blocks)
    for at, (one, other) in enumerate(pairwise(blocks)):
        if not (isinstance(one, Table) and isinstance(other, Table) and one.width == other.width > 1):
            continue
        above = result[at]
        if not isinstance(above, Table) or len(above.rows) < 2:
            continue
        whole = _whole(above, other, words)
        if whole is not None:
            result[at] = Table(above.rows[:-1], above.places[:-1], above.unsure, above.loose)
            result[at + 1] = Table((whole, *other.rows[1:]), other.places, other.unsure, other.loose)
    return result


def _whole(above: Table, below: Table, words: frozenset[str]) -> tuple[str | None, ...] | None:
    """The row of both halves; None where they make no more official names together than by themselves."""
    last = len(above.rows) - 1
    covered = owners(above.rows)
    ends: list[str | None] = []
    for place, text in enumerate(above.rows[last]):
        owner = covered.get((last, place))
        ends.append(above.rows[owner[0]][owner[1]] if text is None and owner and owner[1] == place else text)
    begins = below.rows[0]
    if any(like_number(end) and like_number(begin) for end, begin in zip(ends, begins, strict=False)):
        return None
    whole = tuple(
        None if end is None and begin is None else f"{end or ''}{begin or ''}"
        for end, begin in zip_longest(ends, begins)
    )
    return whole if _known(whole, words) > _known(ends, words) + _known(begins, words) else None


def _known(texts: Iterable[str | None], words: frozenset[str]) -> int:
    return sum(key(text) in words for text in texts if text and key(text))
