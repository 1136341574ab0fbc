"""One application step by step in the order of the law: 收到, 补正, 征求意见, 延期, 收费, 答复, 送达, 复议诉讼."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from govreport_gui.core.ledger import deadlines
from govreport_gui.core.ledger.application import Application, day, said
from govreport_gui.core.ledger.problem import Problem
from govreport_gui.core.ledger.vocabulary import Vocabulary
from govreport_gui.core.ledger.working_days import Calendar

FIELDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "receipt": ("number", "received", "confirmed", "channel", "applicant_class", "joint_applicants", "items"),
        "correction": ("documents", "correction_notified", "corrected"),
        "opinion": ("third_party_asked", "third_party_answered", "organ_asked", "organ_answered"),
        "extension": ("extended",),
        "fee": ("fee_by", "fee_units", "fee_amount", "fee_notified", "fee_paid"),
        "answer": ("answered", "result", "articles"),
        "sending": ("delivery", "delivered"),
        "disputes": ("disputes",),
    }
)
"""By step the fields that belong to it; those in none (applicant, contents, office …) belong to no step."""
NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "receipt": "收到",
        "correction": "补正",
        "opinion": "征求意见",
        "extension": "延期",
        "fee": "收费",
        "answer": "答复",
        "sending": "送达",
        "disputes": "复议诉讼",
    }
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: whether it was taken and when last, what follows from it in a sentence, what is wrong there."""

    id: str
    on: date | None
    follows: str
    problems: tuple[Problem, ...] = ()

    @property
    def name(self) -> str:
        """What it is called."""
        return NAMES[self.id]


def steps(
    application: Application, vocabulary: Vocabulary, calendar: Calendar, found: Iterable[Problem] = ()
) -> tuple[Step, ...]:
    """All eight steps; `found` are the problems of the ledger, of which each step takes its own."""
    mine = [each for each in found if application.key in each.keys]
    says = _says(application, vocabulary, calendar)
    return tuple(
        Step(
            step,
            _last(application, fields),
            says[step],
            tuple(each for each in mine if each.fields and each.fields[0] in fields),
        )
        for step, fields in FIELDS.items()
    )


def _last(application: Application, fields: tuple[str, ...]) -> date | None:
    """The latest date among these fields."""
    if fields == ("disputes",):
        texts = [text for each in application.disputes for text in (each.filed, each.closed)]
    else:
        texts = [text for field in fields if isinstance(text := getattr(application, field), str)]
    return max((found for text in texts if (found := day(text)) is not None), default=None)


def _says(of: Application, vocabulary: Vocabulary, calendar: Calendar) -> Mapping[str, str]:
    if of.receipt is None:
        return dict.fromkeys(FIELDS, "") | {"receipt": "填收到日期后计算答复期限。"}
    says = dict.fromkeys(FIELDS, "") | _waiting(of, of.receipt, calendar)
    time = deadlines.clock(of, calendar)
    if time is not None:
        more = f"，扣除征求意见的{time.left_out}个工作日" if time.left_out else ""
        extended = "，已延期" if time.extended else ""
        step = {"receipt": "receipt", "corrected": "correction", "paid": "fee"}[time.because]
        because, told = deadlines.BEGINNINGS[time.because], deadlines.assumed(time.unknown_years)
        says[step] = f"自{because}起计算，答复期限至{said(time.due)}{more}{extended}。{told}"
        if of.closed is None and not time.extended:
            says["extension"] = f"需要延期的，{said(time.due)}以前（含当日）告知申请人，再加20个工作日。"
        elif of.closed is not None and of.closed >= of.receipt:
            late = of.closed > time.due
            says["answer"] = f"答复{deadlines.overrun(time.due, of.closed, calendar)}。" if late else "在答复期限内。"
    if of.disputes:
        says["disputes"] = vocabulary.disputes_shown(of) + "。"
    return says


def _waiting(of: Application, received: date, calendar: Calendar) -> dict[str, str]:
    """What is said of the steps in which somebody else has to do something."""
    says: dict[str, str] = {}
    until, pay = deadlines.correction_due(of, calendar), deadlines.payment_due(of, calendar)
    if of.correction_notified and not of.corrected:
        says["correction"] = "等申请人补正；自收到补正之日起重新计算答复期限。"
    elif until is not None and not of.corrected and of.closed is None:
        says["correction"] = f"需要补正的，{said(until)}以前（含当日）一次告知。"
    asked = [said(due.due) for due in deadlines.waiting(of, calendar, received) if due.kind == "opinion"]
    if asked:
        says["opinion"] = f"等意见至{'、'.join(asked)}，其间答复期限停止计算；逾期未提出的，恢复计算。"
    if pay is not None and not of.fee_paid:
        says["fee"] = (
            f"申请人收到收费通知次日起20个工作日内缴费，按通知日期计算至{said(pay)}，逾期未缴的视为放弃申请；"
            "缴费的，自缴费次日起重新计算答复期限。"
        )
    return says
