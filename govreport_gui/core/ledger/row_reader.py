"""One row of an old register → an application, with what is not certain in it and what is to be asked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from govreport_gui.core.ledger.application import TEXTS, Application, Dispute
from govreport_gui.core.ledger.heads import Head
from govreport_gui.core.ledger.ledger import Layout
from govreport_gui.core.ledger.vocabulary import Vocabulary, plain
from govreport_gui.core.ledger.words import Meaning, choice_of, class_of, date_of, of_short_year, result_of
from govreport_gui.core.values import read

NOTHING: Final = frozenset({"", "—", "-", "/", "无", "－", "——", "--", "\\", "无。", "／", "0000-00-00"})
_DISPUTED: Final = ("reconsideration_filed", "reconsideration_outcome", "litigation_filed", "litigation_outcome")
_ONLY_YES: Final = frozenset({"是", "有", "√", "已受理"})


@dataclass(frozen=True, slots=True)
class Mark:
    """What is not certain about a value that was read from a row, and which."""

    field: str
    says: str


class RowReader:
    """Reads one row: what is not certain and what is to be asked comes together field by field."""

    def __init__(self, texts: Mapping[str, str], vocabulary: Vocabulary, layout: Layout, year: int | None) -> None:
        self._texts = texts
        self._vocabulary = vocabulary
        self._answered = layout.words
        self._year = year
        self._marks: list[Mark] = []
        self._asked: dict[tuple[str, str], tuple[str, ...]] = {}

    def read(
        self, heads: Sequence[Head], row: tuple[str, ...]
    ) -> tuple[Application, tuple[Mark, ...], Mapping[tuple[str, str], tuple[str, ...]]]:
        """The application, what is not certain in it, what is to be asked."""
        fields = {field: self._field(field, self._said(field)) for field in TEXTS if field in self._texts}
        for head in heads:
            text = row[head.at] if head.at < len(row) else ""
            unsaid = not head.field and head.how in {"unknown", "second"}
            if head.how == "together":
                unsaid = text != self._texts.get(head.field) and plain(text) not in _ONLY_YES
            if unsaid and text not in NOTHING:
                before = fields.get("remarks", "")
                fields["remarks"] = "；".join(filter(None, (before, f"{head.text}：{text}" if head.text else text)))
        disputes = tuple(self._disputes())
        attachments = tuple(filter(None, self._said("attachments").split("、")))
        application = Application(0, **fields, disputes=disputes, attachments=attachments)
        return application, tuple(self._marks), self._asked

    def _said(self, field: str) -> str:
        text = self._texts.get(field, "").strip()
        return "" if text in NOTHING else text

    def _field(self, field: str, text: str) -> str:
        kind = self._vocabulary.column(field).kind
        if not text or kind == "text":
            return text
        if kind == "date":
            return self._date(field, text)
        if kind in {"count", "money"}:
            number = read(text)
            if number.number is not None and number.remark:
                self._marks.append(Mark(field, f"“{text}”中的“{number.remark}”未采用"))
                return str(number.number)
            return self._vocabulary.entered(field, text)
        return self._meant(field, self._chosen(field, text))

    def _chosen(self, field: str, text: str) -> Meaning:
        if field == "result":
            corrections = self._said("correction_notified"), self._said("corrected")
            return result_of(text, self._said("articles"), corrections, self._vocabulary, self._answered)
        if field == "applicant_class":
            return class_of(text, self._said("applicant"), self._vocabulary, self._answered)
        return self._choice(field, text)

    def _meant(self, field: str, meaning: Meaning) -> str:
        if meaning.word:
            self._asked[field, meaning.word] = meaning.of
        if meaning.why:
            self._marks.append(Mark(field, meaning.why))
        return meaning.is_

    def _date(self, field: str, text: str) -> str:
        found = date_of(text)
        if found:
            return found
        if found := of_short_year(text):
            self._marks.append(Mark(field, f"年份只写两位，按{found[:4]}年读入"))
            return found
        guessed = date_of(text, self._year) if self._year else ""
        if guessed:
            # A day before that of receipt belongs to the next year.
            received = date_of(self._said("received"), self._year)
            if field != "received" and received and guessed < received:
                guessed = date_of(text, int(received[:4]) + 1) or guessed
            self._marks.append(Mark(field, f"没有写年份，按{guessed[:4]}年读入"))
            return guessed
        self._marks.append(Mark(field, f"“{text}”不是日期"))
        return text

    def _disputes(self) -> Iterator[Dispute]:
        if "disputes" in self._texts:
            yield from self._vocabulary.disputes_in(self._said("disputes"))
        filed, outcome, suit, judged = (self._said(field) for field in _DISPUTED)
        reconsidered = self._dispute("reconsideration", filed, outcome) if filed or outcome else None
        if reconsidered is not None:
            yield reconsidered
        litigated = self._dispute("litigation", suit, judged) if suit or judged else None
        if litigated is None:
            return
        kind, role = self._said("litigation_kind"), self._said("litigation_role")
        if kind:
            kind = self._meant("litigation_kind", self._choice("litigation_kind", kind))
        else:
            kind = "litigation_after_reconsideration" if reconsidered else "litigation_direct"
            self._marks.append(Mark("disputes", "没有写诉讼类型，按有无复议判断"))
        role = self._meant("litigation_role", self._choice("litigation_role", role)) if role else ""
        yield replace(litigated, kind=kind, role=role)

    def _dispute(self, what: str, filed: str, outcome: str) -> Dispute | None:
        """One dispute, None where the words say that there was none."""
        meaning = self._choice(f"{what}_outcome", outcome) if outcome else Meaning("pending")
        if meaning.is_ == "" and not filed:
            return None
        if plain(outcome) in _ONLY_YES:
            self._marks.append(Mark("disputes", f"只写了“{outcome}”，没有结果，按尚未审结读入"))
        is_ = self._meant(f"{what}_outcome", meaning) or "pending"
        closed = self._said(f"{what}_closed")
        return Dispute(
            what,
            self._date("disputes", filed) if filed else "",
            is_,
            self._date("disputes", closed) if closed else "",
        )

    def _choice(self, field: str, text: str) -> Meaning:
        return choice_of(field, text, self._vocabulary, self._answered)
