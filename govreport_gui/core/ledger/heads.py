"""Which column of an old register is which: by its head, else by what stands below it; nothing is guessed unmarked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from govreport_gui.core.ledger import groups
from govreport_gui.core.ledger.ledger import Layout
from govreport_gui.core.ledger.vocabulary import Vocabulary, plain
from govreport_gui.core.ledger.words import date_of
from govreport_gui.core.patterns import pattern
from govreport_gui.core.reading.blocks import Grid, owners

How = Literal["kept", "name", "like", "content", "serial", "tick", "together", "unknown", "second"]
HOW: Final[Mapping[How, str]] = {
    "kept": "按以前的选择",
    "name": "按栏名",
    "like": "按相近的栏名，请核对",
    "content": "按内容，请核对",
    "serial": "没有登记编号一栏，以序号为登记编号",
    "tick": "打勾的栏，按栏名",
    "together": "与另一栏合读",
    "unknown": "认不出，内容记入备注",
    "second": "另有一栏更像，内容记入备注",
}
_SURE: Final = frozenset({"kept", "name"})
_HEAD_ROWS: Final = 30
"""So far down the heads may stand."""
_LEAST: Final = 3
"""So many columns must be known by name for a row to be the heads."""
_BESIDE_TICKS: Final = 2
"""So many where others are columns to be ticked; the official tables have none."""
_MOSTLY: Final = 0.8
_SERIALS: Final = frozenset({"序号", "行号"})
_LIKE_LEAST: Final = 3
"""Letters of a name that is only part of a head."""
_BRACKETS: Final = pattern(r"[（(\[【〔][^（(\[【〔）)\]】〕]*[）)\]】〕]")
_TICKED: Final = {"applicant_class": "class", "result": "result"}
_ABOVE: Final = {"applicant_class": ("申请人", "类别", "主体"), "result": ("结果", "办理", "答复", "处理")}
_CHOICES: Final = {"applicant_class": "class", "result": "result", "channel": "channel"}
_TOGETHER: Final = frozenset({"reconsideration_outcome", "litigation_outcome"})
"""Fields that registers give two columns: 是否复议, 复议结果."""
_COMMON: Final = frozenset({"received", "answered", "delivered", "result"})
"""Fields whose names are said of other things too: a letter to a third party is 收到 and 答复 as well."""
TICKS: Final = frozenset({"√", "✓", "✔", "☑", "■", "●", "1", "是", "V", "v"})
"""What stands in the one of several columns that applies."""
_BLANK: Final = frozenset({"", "—", "-", "/", "无", "－", "——", "\\"})


@dataclass(frozen=True, slots=True)
class Head:
    """One column: where it stands, its head as one text, the field it goes to ("" where it is left out or unknown).

    Of a column that is ticked where it applies, `ticked` is the field and the word that a tick stands for.
    """

    at: int
    text: str
    field: str
    how: How
    ticked: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Heads:
    """The columns of a table, and the first row below their heads."""

    columns: tuple[Head, ...]
    first_row: int

    def of(self, field: str) -> int | None:
        """Where a field's column stands."""
        return next((head.at for head in self.columns if head.field == field), None)


def find(grid: Grid, vocabulary: Vocabulary, layout: Layout) -> Heads | None:
    """The columns of a table; None where no row looks like the heads of a register."""
    best: tuple[tuple[int, bool], int, int, list[str]] | None = None
    covering = owners(grid[: _HEAD_ROWS + 1])
    for lines in (1, 2):
        for row in range(min(len(grid) - lines + 1, _HEAD_ROWS)):
            if lines > 1 and sum(text is not None for text in grid[row]) < _LEAST:
                continue  # a title over all columns is no head of theirs
            texts = _joined(grid, row, lines, covering)
            # One over several columns is the head of none, unless the line below is taken with it.
            over = {left for left in range(len(texts)) if lines == 1 and covering.get((row, left + 1)) == (row, left)}
            named = (_named(text, vocabulary, layout) for left, text in enumerate(texts) if left not in over)
            score = len({field for field, how, _ in named if field and how in _SURE})
            ticks = {word for text in texts if (word := _tick_word(text)) and _may_be_ticked(word, vocabulary)}
            if score >= _BESIDE_TICKS and len(ticks) >= _LEAST:
                score += len(ticks)
            # Where as many are known without the line above, it tells of more.
            rank = score, lines > 1 and None in grid[row]
            if score >= _LEAST and (best is None or rank > best[0]):
                best = rank, row, lines, texts
    if best is None:
        return None
    _, row, lines, texts = best
    return Heads(_columns(grid, row + lines, texts, vocabulary, layout), row + lines)


def _joined(grid: Grid, row: int, lines: int, covering: Mapping[tuple[int, int], tuple[int, int]]) -> list[str]:
    """The heads as one text each: what stands above, over all columns that it covers, before what stands below."""
    # A line break within a head is none between two.
    above = [text and " ".join(text.split()) for text in grid[row]]
    if lines == 1:
        return [text or _reaching_down(grid, row, at, covering) for at, text in enumerate(above)]
    below, texts, last = grid[row + 1], [], ""
    for at, text in enumerate(above):
        last = last if text is None else text
        under = " ".join((below[at] or "").split()) if at < len(below) else None
        # None below: the upper head reaches down; a head of its own below belongs to the last one above.
        texts.append((text or "") if not under else f"{last if text is None or text else ''}\n{under}".strip())
    return texts


def _reaching_down(grid: Grid, row: int, at: int, covering: Mapping[tuple[int, int], tuple[int, int]]) -> str:
    """The head of a column that stands higher and is merged down to this row; "" where there is none."""
    if grid[row][at] is not None:
        return ""
    above, left = covering.get((row, at), (row, -1))
    return " ".join((grid[above][at] or "").split()) if left == at else ""


def _known(text: str, vocabulary: Vocabulary, layout: Layout) -> tuple[str | None, How, int]:
    """The field that a head means, how that is known, and how far down its list of names the word stands."""
    found = _named(text, vocabulary, layout)
    if found[0] is not None:
        return found
    upper, _, lower = text.partition("\n")
    own, over = plain(lower or upper), groups.over(plain(upper), vocabulary.groups) if lower else ()
    like = [
        word
        for word, field in vocabulary.heads.items()
        if len(word) >= _LIKE_LEAST and word in own and groups.may_stand(field, over, _COMMON)
    ]
    if like:
        word = max(like, key=len)
        return vocabulary.heads[word], "like", 100
    return found


def _named(text: str, vocabulary: Vocabulary, layout: Layout) -> tuple[str | None, How, int]:
    """The same by whole names alone."""
    upper, _, lower = text.partition("\n")
    for flat in (" ".join(text.split()), " ".join(lower.split())):
        if flat in layout.columns:
            return layout.columns[flat], "kept", 0
    for word in _forms(text):
        if word in vocabulary.heads:
            return vocabulary.heads[word], "name", _rank(word, vocabulary)
    return _below(plain(upper), lower, vocabulary) if lower else (None, "unknown", 0)


def _below(upper: str, lower: str, vocabulary: Vocabulary) -> tuple[str | None, How, int]:
    """The same of a head below another: by its own name where that can be meant there, else by what both say."""
    over = groups.over(upper, vocabulary.groups)
    days = frozenset(column.id for column in vocabulary.columns if column.kind == "date")
    for word in _forms(lower):
        field = vocabulary.heads.get(word)
        if field is not None and groups.may_stand(field, over, _COMMON):
            how: How = "like" if field in days and not over else "name"
            return field, how, _rank(word, vocabulary)
    # Columns of outcomes are ticked, and say so themselves.
    if plain(lower) not in vocabulary.words["outcome"] and (found := groups.meant(plain(lower), over, days)):
        return found, "like", 100
    return None, "unknown", 0


def _forms(text: str) -> tuple[str, ...]:
    """The ways in which a head may be written as the words have it."""
    return tuple(dict.fromkeys((plain(text), plain(_BRACKETS.sub("", text)), plain(text).replace("时间", "日期"))))


def _rank(word: str, vocabulary: Vocabulary) -> int:
    field = vocabulary.heads[word]
    return [each for each, of in vocabulary.heads.items() if of == field].index(word)


def _columns(grid: Grid, first: int, texts: Sequence[str], vocabulary: Vocabulary, layout: Layout) -> tuple[Head, ...]:
    known = [_known(text, vocabulary, layout) if text.strip() else (None, "unknown", 0) for text in texts]
    ticked = {
        at: found
        for at, text in enumerate(texts)
        if known[at][1] in {"unknown", "like"} and (found := _ticked(grid, first, at, text, vocabulary)) != ("", "")
    }
    best: dict[str, int] = {}
    order = sorted(range(len(texts)), key=lambda at: (known[at][1] == "like", known[at][2], at))
    for at in order:
        if at not in ticked and (field := known[at][0]):
            best.setdefault(field, at)
    heads: list[Head] = []
    for at, text in enumerate(texts):
        field, how, _ = known[at]
        flat = " ".join(text.split())
        if at in ticked:
            heads.append(Head(at, flat, "", "tick", ticked[at]))
        elif field and best[field] != at:
            together = field in _TOGETHER
            heads.append(Head(at, flat, field if together else "", "together" if together else "second"))
        elif field is not None:
            heads.append(Head(at, flat, field, how))
        else:
            content = _by_content(grid, first, at, vocabulary, best)
            if content:
                best[content] = at
            heads.append(Head(at, flat, content, "content" if content else "unknown"))
    return tuple(heads) if "number" in best else tuple(_by_serial(heads, texts))


def _by_serial(heads: Sequence[Head], texts: Sequence[str]) -> Iterator[Head]:
    """The columns of a register that has no register numbers: what its rows are numbered by leads back to the paper."""
    serial = next((head.at for head in heads if head.how == "name" and plain(texts[head.at]) in _SERIALS), None)
    return (replace(head, field="number", how="serial") if head.at == serial else head for head in heads)


def _ticked(grid: Grid, first: int, at: int, text: str, vocabulary: Vocabulary) -> tuple[str, str]:
    """The field and the word that a tick in a column stands for, where it is one of classes or results, and holds ticks
    alone.
    """
    upper, _, lower = text.rpartition("\n")
    word = _tick_word(text)
    texts = {found.strip() for row in grid[first:] if at < len(row) and (found := row[at])}
    if not texts - _BLANK or texts - _BLANK - TICKS:
        return "", ""
    known = [field for field, choices in _TICKED.items() if word in vocabulary.words[choices]]
    # 其他 is a class and a result: what stands above it tells which.
    meant = [field for field in known if any(each in upper for each in _ABOVE[field])] or known
    return (meant[0], lower.strip()) if len(meant) == 1 else ("", "")


def _tick_word(text: str) -> str:
    """The lower one of two heads."""
    return plain(text.rpartition("\n")[2])


def _may_be_ticked(word: str, vocabulary: Vocabulary) -> bool:
    return any(word in vocabulary.words[choices] for choices in _TICKED.values())


def _by_content(grid: Grid, first: int, at: int, vocabulary: Vocabulary, taken: Mapping[str, int]) -> str:
    """The field whose words mostly stand in a column: class, result, channel; or the days of receipt and of answer."""
    texts = [text.strip() for row in grid[first:] if at < len(row) and (text := row[at]) and text.strip() not in _BLANK]
    if len(texts) < _LEAST:
        return ""
    for field, choices in _CHOICES.items():
        words = vocabulary.words[choices]
        unsure = vocabulary.unsure.get(choices, {})
        hits = sum(plain(text) in words or plain(text) in unsure for text in texts)
        if field not in taken and hits >= len(texts) * _MOSTLY:
            return field
    if sum(bool(date_of(text)) for text in texts) >= len(texts) * _MOSTLY:
        return next((field for field in ("received", "answered") if field not in taken), "")
    return ""
