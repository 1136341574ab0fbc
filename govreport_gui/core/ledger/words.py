"""What the words of an old register stand for: certain, by what else the row says, or to be asked once a word."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from govreport_gui.core.ledger.counting import CLASSES, RESULTS
from govreport_gui.core.ledger.vocabulary import Vocabulary, article_in, date_in, in_digits, plain
from govreport_gui.core.patterns import pattern

_SERIAL: Final = pattern(r"([3-7]\d{4})(?:\.\d+)?")
_SHORT_YEAR: Final = pattern(r"(\d\d)[-./年](\d{1,2})[-./月](\d{1,2})日?")
_BLANKS: Final = pattern(r"\s+")
_NUMERALS: Final = pattern("[〇零○一二三四五六七八九十]+")
_FIRST_DAY: Final = date(1899, 12, 30)
"""Day 0 of spreadsheets."""
_PARTS: Final = pattern(r"[（(）)\[\]【】、，,；;。：:\-—－_/／\n]+")
_LEAD: Final = pattern(r"^(?:属于|涉及|因为|因|系|为|该|经查|告知|申请公开的|所申请的?)+")
_REMARK: Final = pattern(r"[（(][^（(）)]*[）)]$")
Words = Mapping[tuple[str, str], str]
"""What was answered before, by field and word as it is shown."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a text stands for: an id, or the text itself where that is not known. `why` says what it was decided by,
    where the word alone does not decide; `word` is what has to be asked about, and `of` what it may mean.
    """

    is_: str
    why: str = ""
    word: str = ""
    of: tuple[str, ...] = ()


def date_of(text: str, year: int | None = None) -> str:
    """The date in a cell of a register: as typed, or as spreadsheets store it; "" if it is none."""
    text = text.strip()
    found = date_in(text, year)
    serial = _SERIAL.fullmatch(text)
    if found or serial is None:
        return found or date_in(_tidied(_REMARK.sub("", text)), year)
    return (_FIRST_DAY + timedelta(int(serial[1]))).isoformat()


def of_short_year(text: str) -> str:
    """The date in a cell whose year has two digits, as 26.3.5; "" if it is none."""
    short = _SHORT_YEAR.fullmatch(_tidied(text.strip()))
    return date_in(f"20{short[1]}-{short[2]}-{short[3]}") if short else ""


def _tidied(text: str) -> str:
    """A date in the usual writing: numerals as digits, no blanks, no full stop behind it."""
    text = _BLANKS.sub("", text).replace("\\", "-").rstrip(".．。")
    return _NUMERALS.sub(lambda found: in_digits(found[0]), text) if "月" in text else text


def class_of(text: str, applicant: str, vocabulary: Vocabulary, answered: Words) -> Meaning:
    """The column of table 三 that an applicant belongs to."""
    word, unsure = plain(text), vocabulary.unsure["class"]
    begins = next((each for each in sorted(unsure, key=len, reverse=True) if word.startswith(each)), "")
    words = vocabulary.words["class"]
    to = answered.get(("applicant_class", text), words.get(word, words.get(word.removeprefix(begins))))
    if to is not None:
        return Meaning(to)
    of = unsure.get(word, tuple(sorted(CLASSES)))
    if word in unsure:
        name = plain(applicant)
        for ending, klass in vocabulary.endings:
            if name.endswith(ending) and klass in of:
                return Meaning(klass, f"按申请人名称以“{ending}”结尾判断")
    return Meaning(text, word=text, of=of)


def result_of(
    text: str, articles: str, corrections: tuple[str, str], vocabulary: Vocabulary, answered: Words
) -> Meaning:
    """The row of table 三 that a result stands for; `corrections` are the days of notice and of the corrected paper."""
    word, known, unsure = plain(text), vocabulary.words["result"], vocabulary.unsure["result"]
    if word in vocabulary.open_words:
        return Meaning("")
    cited = article_in(articles) if articles else frozenset()
    if word in unsure:
        return _narrowed(text, unsure[word], cited, corrections, vocabulary, answered)
    to = answered.get(("result", text), known.get(word))
    if to is not None:
        return Meaning(to)
    sure, open_, rest = _parts(text, known, unsure)
    one = "partial" if "partial" in sure else next(iter(sure)) if len(sure) == 1 else ""
    if one and (all(one in of for of in open_) or one == "partial"):
        divided = "区分处理的只计部分公开" if one == "partial" and (len(sure) > 1 or open_) else ""
        return Meaning(one, divided or (f"按其中的词判断，“{'、'.join(rest)}”未采用" if rest else ""))
    if sure or not open_:
        every = tuple(each for each in vocabulary.names["result"] if each in RESULTS)
        return Meaning(text, word=text, of=_resting_on(cited, every, vocabulary) or every)
    of = tuple(each for each in open_[0] if all(each in other for other in open_))
    return _narrowed(text, of or open_[0], cited, corrections, vocabulary, answered, marked=True)


def _parts(
    text: str, known: Mapping[str, str], unsure: Mapping[str, tuple[str, ...]]
) -> tuple[set[str], list[tuple[str, ...]], list[str]]:
    """The results that the pieces of a text name for certain, what the others may mean, and pieces that say nothing."""
    sure: set[str] = set()
    open_: list[tuple[str, ...]] = []
    rest: list[str] = []
    for piece in filter(None, (each.strip() for each in _PARTS.split(text))):
        for word in (plain(piece), plain(_LEAD.sub("", piece))):
            if word in known:
                sure.add(known[word])
                break
            if word in unsure:
                open_.append(unsure[word])
                break
        else:
            begins = next((each for each in sorted(unsure, key=len, reverse=True) if plain(piece).startswith(each)), "")
            to = known.get(plain(_LEAD.sub("", plain(piece).removeprefix(begins)))) if begins else None
            if to is not None and to in unsure[begins]:
                sure.add(to)
            elif plain(piece):
                rest.append(piece)
    return sure, open_, rest


def _narrowed(
    text: str,
    of: tuple[str, ...],
    cited: frozenset[str],
    corrections: tuple[str, str],
    vocabulary: Vocabulary,
    answered: Words,
    *,
    marked: bool = False,
) -> Meaning:
    """The one result that the articles or the corrections leave of several; else the question which it is."""
    left = _resting_on(cited, of, vocabulary)
    if len(left) == 1:
        return Meaning(left[0], "按依据条款判断")
    notified, corrected = corrections
    if set(of) == {"unavailable_still_unclear", "otherwise_not_corrected"} and notified:
        return Meaning("unavailable_still_unclear" if corrected else "otherwise_not_corrected", "按有无补正判断")
    shown = f"{text}（依据{'、'.join(map(_article, sorted(cited)))}）" if left else text
    if (to := answered.get(("result", shown))) is not None:
        return Meaning(to, "按词的一部分判断" if marked else "")
    return Meaning(text, word=shown, of=left or of)


def _resting_on(cited: frozenset[str], of: tuple[str, ...], vocabulary: Vocabulary) -> tuple[str, ...]:
    """Those of the results that may rest on one of these articles."""
    return tuple(each for each in of if any(_cites(one, right) for one in cited for right in vocabulary.articles[each]))


def _article(cited: str) -> str:
    """16-2 as 第16条第2款; the articles that have items are counted by these."""
    number, _, item = cited.partition("-")
    kind = "款" if number in _OF_PARAGRAPHS else "项"
    return f"第{number}条" + (f"第{item}{kind}" if item else "")


_OF_PARAGRAPHS: Final = frozenset({"16", "39"})


def _cites(cited: str, wanted: str) -> bool:
    return cited == wanted or cited == wanted.partition("-")[0]


def choice_of(field: str, text: str, vocabulary: Vocabulary, answered: Words) -> Meaning:
    """What any other word to choose from stands for, by its column or by the part of a dispute."""
    choices = _DISPUTE_CHOICES.get(field) or vocabulary.column(field).choices
    if (to := answered.get((field, text))) is not None:
        return Meaning(to)
    known = vocabulary.words[choices]
    for word in dict.fromkeys((plain(text), plain(_REMARK.sub("", text)))):
        if word in known:
            return Meaning(known[word])
    return Meaning(text, word=text, of=tuple(each for each in vocabulary.names[choices] if each))


_DISPUTE_CHOICES: Final = {
    "reconsideration_outcome": "outcome",
    "litigation_outcome": "outcome",
    "litigation_kind": "dispute",
    "litigation_role": "role",
}
