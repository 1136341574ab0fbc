"""The words of a ledger (resources/ledger.toml): its columns, what can be chosen, what old registers write for it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final, Literal, get_args

from govreport_gui.core.ledger import groups
from govreport_gui.core.ledger.application import Application, Dispute, day
from govreport_gui.core.ledger.groups import Group
from govreport_gui.core.patterns import pattern
from govreport_gui.core.values import iso_date, read, show

ColumnKind = Literal["text", "date", "choice", "count", "money", "disputes", "files"]

_BETWEEN: Final = pattern(r"[\s\u200b\ufeff、，,。．.：:；;“”\"'‘’（）()〔〕\[\]【】《》<>\-—－_/／·*＊?？!！]+")
_NUMBERING: Final = pattern(
    r"^\s*(?:（[一二三四五六七八九十]+）|\([一二三四五六七八九十]+\)|[一二三四五六七八九十]+、|\d{1,2}[.．、](?=\D)|[①-⑳])\s*"
)
_UNSEEN: Final = pattern(r"[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b\u200e\u200f\u2060\ufeff]")
"""What web pages and spreadsheets leave in texts and nobody sees: two numbers that differ in it alone are one."""
_TIME: Final = pattern(
    r"(\d{1,2}日?|\d{8})\s*(?:[Tt]|\s)\s*\d{1,2}(?:[:：时]\d{1,2})?(?:[:：分]\d{1,2}(?:\.\d+)?秒?)?分?$"
)


_DISPUTE: Final = pattern(r"([^（\d]+)(（复议机关共同被告）)?(\d{4}-\d\d-\d\d|)，(\D+)(\d{4}-\d\d-\d\d|)")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the register: the field of an Application, what it is called, what it holds."""

    id: str
    name: str
    kind: ColumnKind
    words: tuple[str, ...]
    choices: str = ""
    """The list that its text is chosen from."""
    private: bool = False
    """Whether it may tell who an applicant is."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to a question: it leads to another question, or is the result; the articles it rests on."""

    says: str
    to: str = ""
    result: str = ""
    law: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question on the way to a result."""

    id: str
    asks: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """All of it. `names` and `words` go by list (channel, class, result …): id → name; plain word → id.

    `unsure` are words of results and classes that may mean several, with these; `open_words` say that there is no
    result yet. `articles` are by result those that it may rest on (36-4 is 第三十六条第四项).
    """

    columns: tuple[Column, ...]
    names: Mapping[str, Mapping[str, str]]
    words: Mapping[str, Mapping[str, str]]
    unsure: Mapping[str, Mapping[str, tuple[str, ...]]]
    open_words: frozenset[str]
    articles: Mapping[str, tuple[str, ...]]
    questions: Mapping[str, Question]
    heads: Mapping[str, str]
    """By plain head of a column the field it means; of a dispute its part; "" where it is known and left out."""
    endings: tuple[tuple[str, str], ...]
    """How names of organisations end, and the class that shows."""
    groups: tuple[Group, ...]
    """What heads over several columns say of those."""

    def column(self, field: str) -> Column:
        """The column of that field."""
        return next(each for each in self.columns if each.id == field)

    def shown(self, application: Application, field: str) -> str:
        """What the register shows in that column: names for ids, dates and the rest as they are."""
        value = getattr(application, field)
        if isinstance(value, str):
            column = self.column(field)
            return self.names[column.choices].get(value, value) if column.choices else value
        return "、".join(value) if field == "attachments" else self.disputes_shown(application)

    def disputes_shown(self, application: Application) -> str:
        """The disputes in words: 行政复议2025-03-01，结果维持2025-04-20；复议后起诉…，尚未审结."""
        pieces = []
        for each in application.disputes:
            kind = self.names["dispute"].get(each.kind, each.kind)
            outcome = self.names["outcome"].get(each.outcome, each.outcome)
            role = f"（{self.names['role'][each.role]}）" if each.role == "co_defendant" else ""
            pieces.append(f"{kind}{role}{each.filed}，{outcome}{each.closed}")
        return "；".join(pieces)

    def disputes_in(self, text: str) -> tuple[Dispute, ...]:
        """The disputes in words as `disputes_shown` writes them; what cannot be read stands as the kind of one."""
        found = []
        kinds, outcomes = ({name: id_ for id_, name in self.names[of].items()} for of in ("dispute", "outcome"))
        for piece in filter(None, (each.strip() for each in text.split("；"))):
            match = _DISPUTE.fullmatch(piece)
            if match is None or match[1] not in kinds or match[4] not in outcomes:
                found.append(Dispute(piece))
            else:
                role = "co_defendant" if match[2] else ""
                found.append(Dispute(kinds[match[1]], match[3], outcomes[match[4]], match[5], role))
        return tuple(found)

    def entered(self, field: str, text: str) -> str:
        """What is kept of a text typed or pasted into that column: ids, ISO dates and plain numbers where it is known
        what they are; anything else as written.
        """
        text = _UNSEEN.sub("", text)
        column, plain_text = self.column(field), " ".join(text.split())
        if not plain_text:
            return ""
        if column.kind == "date":
            return date_in(plain_text) or plain_text
        if column.kind in {"count", "money"}:
            found = read(plain_text)
            return plain_text if found.number is None or found.remark else show(found.number)
        if column.kind == "choice":
            known = self.words[column.choices]
            if column.choices == "result" and plain(plain_text) in self.open_words:
                return ""
            return known.get(plain(plain_text), plain_text)
        return text.strip()

    def fault(self, field: str, text: str) -> str:
        """Why what stands there is not what the column holds, as part of a sentence; "" if it is or is blank."""
        column = self.column(field)
        if not text:
            return ""
        if column.kind == "date":
            return "" if day(text) is not None else "不是日期"
        if column.kind == "choice":
            return "" if text in self.names[column.choices] else "不在可选的项中"
        if column.kind in {"count", "money"}:
            number = read(text).number
            if number is None or number < 0 or (column.kind == "count" and not isinstance(number, int)):
                return "不是件数、页数" if column.kind == "count" else "不是金额"
        return ""


@lru_cache(maxsize=32768)
def plain(text: str) -> str:
    """A word by which it is known again: without blanks, marks and numbering, in half width, in small letters."""
    return _BETWEEN.sub("", _NUMBERING.sub("", text)).translate(_HALF).lower()


_HALF: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def date_in(text: str, year: int | None = None) -> str:
    """The date in a text as 2026-01-15, a time of day behind it left out; "" if it is none."""
    return iso_date(_TIME.sub(r"\1", text.strip()), year)


def article_in(text: str) -> frozenset[str]:
    """The articles that a text names: 第三十六条第（四）项 and 36条4项 are 36-4; 第十四条 is 14."""
    return frozenset(
        f"{number}-{in_digits(item)}" if item else number
        for number, item in (
            (in_digits(found[1] or found[2]), found[3] or found[4] or found[5] or "")
            for found in _ARTICLE.finditer(text)
        )
    )


_NUMERAL: Final = "[一二三四五六七八九十百]+"
_ARTICLE: Final = pattern(
    rf"(?:第?({_NUMERAL})条|第?(\d{{1,2}})(?:条|(?=[(（\-])|$|(?=[、，,；;\s])))"
    rf"(?:\s*第?[（(]?({_NUMERAL}|\d{{1,2}})[）)]?[款项]|[（(]({_NUMERAL}|\d{{1,2}})[）)]|-(\d))?"
)
_ONES: Final = {digit: at for at, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}
_OF_YEAR: Final = 4
"""Numerals of a year that is read out digit by digit."""


def in_digits(text: str) -> str:
    """三十六 as 36, 二〇二六 as 2026; digits as they are."""
    if text.isdecimal():
        return str(int(text))
    if len(text) == _OF_YEAR and "十" not in text:
        return "".join(str(_ONES.get(each, 0)) for each in text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return str(_ONES.get(ones, 0))
    return str((_ONES.get(tens, 1) if tens else 1) * 10 + _ONES.get(ones, 0))


def load(content: Mapping[str, Any], result_names: Mapping[str, str]) -> Vocabulary:
    """The vocabulary in the file's content; `result_names` are the rows of table 三 by id. Raises KeyError, ValueError
    where the file is not as it should be.
    """
    columns = tuple(_column(each) for each in content["column"])
    names: dict[str, dict[str, str]] = {"result": dict(result_names)}
    words: dict[str, dict[str, str]] = {"result": {}}
    for each in content["choice"]:
        names.setdefault(each["of"], {})[each["id"]] = each["name"]
        _add(words.setdefault(each["of"], {}), each["id"], (each["id"], each["name"], *each["words"]))
    articles: dict[str, tuple[str, ...]] = {}
    for each in content["result"]:
        articles[each["id"]] = tuple(each["articles"])
        name = result_names[each["id"]]
        _add(words["result"], each["id"], (each["id"], name, re.sub("^（.）|^[0-9].", "", name), *each["words"]))
    unsure = {
        of: {plain(word): tuple(each["of"]) for each in content[section] for word in each["words"]}
        for of, section in (("result", "unsure"), ("class", "unsure_class"))
    }
    heads: dict[str, str] = {}
    for column in columns:
        _add(heads, column.id, (column.name, *column.words))
    for each in content["dispute_column"]:
        _add(heads, each["id"], each["words"])
    for each in content["known_column"]:
        _add(heads, "", each["words"])
    return Vocabulary(
        columns,
        MappingProxyType({of: MappingProxyType(each) for of, each in names.items()}),
        MappingProxyType({of: MappingProxyType(each) for of, each in words.items()}),
        MappingProxyType({of: MappingProxyType(each) for of, each in unsure.items()}),
        frozenset(plain(word) for each in content["open"] for word in each["words"]),
        MappingProxyType(articles),
        MappingProxyType({each["id"]: _question(each) for each in content["question"]}),
        MappingProxyType(heads),
        tuple((word, each["class"]) for each in content["name_ending"] for word in each["words"]),
        groups.load(content["group"]),
    )


def _add(known: dict[str, str], to: str, words: tuple[str, ...] | list[str]) -> None:
    for word in words:
        if known.setdefault(plain(word), to) != to:
            raise ValueError(f"{word} means two things")


def _column(each: Mapping[str, Any]) -> Column:
    if each["kind"] not in get_args(ColumnKind):
        raise ValueError(each["kind"])
    return Column(
        each["id"],
        each["name"],
        each["kind"],
        tuple(each["words"]),
        each.get("choices", ""),
        each.get("private", False),
    )


def _question(each: Mapping[str, Any]) -> Question:
    answers = tuple(Answer(one["say"], one.get("to", ""), one.get("result", ""), one["law"]) for one in each["answers"])
    return Question(each["id"], each["ask"], answers)
