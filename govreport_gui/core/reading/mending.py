"""Rows that a page break cut in two are whole again, told by the names or digits that their halves make together."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from govreport_gui.core.reading.blocks import Block, Table, owners
from govreport_gui.core.reading.words import key, like_number

_CUT: Final = "一个数被分页切断，已接起来"
Texts = tuple[str | None, ...]


def mended(blocks: Sequence[Block], words: frozenset[str]) -> list[Block]:
    """The same blocks; of two tables that follow each other the last row and the first may be one.

    Heads that are repeated on the new page stand between the halves.
    """
    result = list(blocks)
    for at, (above, below) in enumerate(pairwise(blocks)):
        one, other = result[at], result[at + 1]
        if not (isinstance(above, Table) and isinstance(below, Table)):
            continue
        if not (isinstance(one, Table) and isinstance(other, Table)) or len(one.rows) < 2 or one.width != other.width:
            continue
        # Heads may be repeated; and a piece of a name may read as one.
        many = _heads(other, words)
        tried = ((heads, _whole(one, other.rows[heads], words)) for heads in (0, many, max(many - 1, 0)))
        found = next(((heads, whole) for heads, whole in tried if whole is not None), None)
        if found is None:
            continue
        heads, (row, unsure) = found
        result[at] = Table(one.rows[:-1], one.places[:-1], one.unsure, one.loose, edges=one.edges)
        rows = (*other.rows[:heads], row, *other.rows[heads + 1 :])
        folded = {**other.unsure, **{(heads, place): _CUT for place in unsure}}
        result[at + 1] = replace(other, rows=rows, unsure=folded)
    return [block for block in result if not isinstance(block, Table) or block.rows]


def _heads(table: Table, words: frozenset[str]) -> int:
    """How many rows of heads a table begins with; 0 where it has nothing else."""
    for at, row in enumerate(table.rows):
        if any(text and key(text) and key(text) not in words for text in row):
            return at if table.width > 1 else 0
    return 0


def _whole(above: Table, begins: Texts, words: frozenset[str]) -> tuple[Texts, list[int]] | None:
    """The row of both halves, and the places where digits were put together; None if they are two rows."""
    last = len(above.rows) - 1
    covered = above.merged or owners(above.rows)
    ends: list[str | None] = []
    for place, text in enumerate(above.rows[last]):
        owner = covered.get((last, place))
        ends.append(above.rows[owner[0]][owner[1]] if text is None and owner and owner[1] == place else text)
    cut = [at for at, (end, begin) in enumerate(zip(ends, begins, strict=False)) if _digits(end) and _digits(begin)]
    whole = tuple(
        None if end is None and begin is None else f"{end or ''}{begin or ''}"
        for end, begin in zip(ends, begins, strict=False)
    )
    said = [text for text in begins if text and text.strip()]
    if cut:
        return (whole, cut) if len(cut) == sum(map(_digits, said)) and _only_digits(said, words) else None
    if any(like_number(end) and like_number(begin) for end, begin in zip(ends, begins, strict=False)):
        return None
    more = _known(whole, words) > _known(ends, words) + _known(begins, words)
    more = more or _completed(ends, whole, begins, words)
    return (whole, []) if more or (said and _pieces(ends, whole, begins, words)) else None


def _digits(text: str | None) -> bool:
    return bool(text) and (text or "").strip().isdigit()


def _only_digits(said: Sequence[str], words: frozenset[str]) -> bool:
    """Whether a row has digits and at most pieces of names: no row by itself begins like that."""
    return all(_digits(text) or (key(text) not in words and _piece(text, words)) for text in said)


def _pieces(ends: Sequence[str | None], whole: Texts, begins: Texts, words: frozenset[str]) -> bool:
    """Whether all that the lower half says goes on with a name that has begun, and is not ended yet either."""
    return all(
        bool(key(end or "")) and key(end or "") not in words and _begins(text or "", words)
        for end, text, begin in zip(ends, whole, begins, strict=False)
        if begin and begin.strip()
    )


def _completed(ends: Sequence[str | None], whole: Texts, begins: Texts, words: frozenset[str]) -> bool:
    """Whether the lower half has no number and ends a name of which the upper has but the beginning: 3. and 其他."""
    both = [
        (key(end or ""), key(text or ""))
        for end, text, begin in zip(ends, whole, begins, strict=False)
        if key(end or "") and key(begin or "")
    ]
    named = all(text in words and end not in words for end, text in both)
    return bool(both) and named and not any(map(like_number, begins))


def _begins(text: str, words: frozenset[str]) -> bool:
    return any(word.startswith(key(text)) for word in words)


def _piece(text: str, words: frozenset[str]) -> bool:
    return any(key(text) in word for word in words)


def _known(texts: Iterable[str | None], words: frozenset[str]) -> int:
    return sum(key(text) in words for text in texts if text and key(text))
