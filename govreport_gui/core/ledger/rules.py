"""What contradicts itself in an application, or the law (LD-01 …); what is seen only over all stands in over_all.

`must_fix` is what keeps an application out of the tables; all else is `explain` or `notice`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from govreport_gui.core.forms.form import Level
from govreport_gui.core.ledger import deadlines, fees, over_all
from govreport_gui.core.ledger.application import DATES, Application, day, said
from govreport_gui.core.ledger.counting import CLASSES, KINDS, OUTCOMES, RESULTS, place
from govreport_gui.core.ledger.ledger import Ledger
from govreport_gui.core.ledger.problem import Problem
from govreport_gui.core.ledger.vocabulary import Vocabulary, article_in, date_in
from govreport_gui.core.ledger.working_days import Calendar
from govreport_gui.core.patterns import pattern
from govreport_gui.core.values import read, show

_NOTIFIED: Final = frozenset({"unavailable_still_unclear", "otherwise_not_corrected"})
"""Results that need a correction notice."""


@dataclass(frozen=True, slots=True)
class Case:
    """One application as the rules see it: for which year's ledger, and as of which day."""

    application: Application
    year: int
    vocabulary: Vocabulary
    calendar: Calendar
    today: date | None = None


@dataclass(frozen=True, slots=True)
class LedgerCheck:
    """A rule of the ledger: `formula` says it in words, for whoever has to approve the rules."""

    id: str
    level: Level
    formula: str
    source: str
    judge: Callable[[Case], Iterator[Problem]]


def problems(
    ledger: Ledger, vocabulary: Vocabulary, calendar: Calendar, today: date | None = None
) -> tuple[Problem, ...]:
    """All that the rules find, application by application in the ledger's order, then what is seen over all. `today`
    tells what is overdue; without it only what is answered is judged by its time.
    """
    if ledger.year is None:
        return ()
    found = [each for of in ledger.applications for each in of_one(of, ledger.year, vocabulary, calendar, today)]
    return (*found, *over_all.problems(ledger, [over_all.facts(each, calendar) for each in ledger.applications]))


def of_one(
    application: Application, year: int, vocabulary: Vocabulary, calendar: Calendar, today: date | None
) -> tuple[Problem, ...]:
    """What is found for one application by itself."""
    return _of_one(application, year, vocabulary, calendar, today if application.closed is None else None)


@lru_cache(maxsize=16384)
def _of_one(
    application: Application, year: int, vocabulary: Vocabulary, calendar: Calendar, today: date | None
) -> tuple[Problem, ...]:
    case = Case(application, year, vocabulary, calendar, today)
    return tuple(problem for rule in RULES for problem in rule.judge(case))


def _problem(case: Case, rule: str, level: Level, words: str, *fields: str) -> Problem:
    return Problem(rule, level, f"{case.application.name}：{words}", (case.application.key,), fields)


def _receipt(case: Case) -> Iterator[Problem]:
    of = case.application
    if of.receipt is None:
        stands = f"收到日期“{of.received}”不是日期" if of.received else "未填收到日期"
        words = f"{stands}，未计入表三。请填收到申请的日期，如 {case.year}-03-05。"
        yield _problem(case, "LD-01", "must_fix", words, "received")
        return
    if of.receipt.year > case.year:
        words = f"收到日期{said(of.receipt)}在{case.year}年度以后，未计入表三。请核对日期，或移到下一年度的台账。"
        yield _problem(case, "LD-01", "explain", words, "received")
    confirmed, received = day(of.confirmed), day(of.received)
    if confirmed is not None and received is not None and confirmed < received:
        words = f"确认日期{said(of.confirmed)}早于收到日期{said(of.received)}。请核对两个日期。"
        yield _problem(case, "LD-01", "explain", words, "confirmed", "received")


def _closing(case: Case) -> Iterator[Problem]:
    of = case.application
    why = place(of, case.year)
    if why == "backwards" and of.receipt and of.closed:
        words = f"答复日期{said(of.closed)}早于收到日期{said(of.receipt)}，未计入表三。请核对两个日期。"
        yield _problem(case, "LD-02", "must_fix", words, "answered", "received")
    elif of.result and of.closed is None and of.receipt is not None:
        stands = of.answered or of.delivered
        has = f"答复日期“{stands}”不是日期" if stands else "未填答复日期"
        words = f"有办理结果，{has}，不能确定属于哪一年度，未计入表三。请填答复日期；未办结的，清空办理结果。"
        yield _problem(case, "LD-02", "must_fix", words, "answered", "result")
    elif of.closed is not None and not of.result:
        words = f"{said(of.closed)}已答复，未填办理结果，未计入表三。请选择办理结果。"
        yield _problem(case, "LD-02", "must_fix", words, "result")


def _result(case: Case) -> Iterator[Problem]:
    of = case.application
    if of.result and of.result not in RESULTS:
        words = f"办理结果“{of.result}”不是统一格式表三的一行，未计入表三。请选择办理结果。"
        yield _problem(case, "LD-04", "must_fix", words, "result")


def _in_time(case: Case) -> Iterator[Problem]:
    of = case.application
    time = deadlines.clock(of, case.calendar)
    if time is None or of.receipt is None:
        return
    told = deadlines.assumed(time.unknown_years)
    begins = f"{deadlines.BEGINNINGS[time.because]}{said(time.first)}"
    notified = day(of.fee_notified)
    asked_to_pay = notified is not None and not of.fee_paid
    closed = notified if asked_to_pay else of.closed
    ends = closed or case.today
    if ends is not None and ends > time.due:
        late = deadlines.overrun(time.due, ends, case.calendar)
        what = "收费通知于" if asked_to_pay else "答复于"
        done = f"{what}{said(closed)}" if closed else "至今未答复"
        words = f"答复期限至{said(time.due)}（自{begins}起计算），{done}，{late}。{told}请核对各日期。"
        yield _problem(case, "LD-05", "explain", words, "answered")
    if time.late_extension:
        words = f"延期告知日期{said(of.extended)}已在答复期限{said(time.due)}以后，延期不计。请核对日期。"
        yield _problem(case, "LD-05", "explain", words, "extended")
    told_on = day(of.extended)
    if told_on is not None and told_on < time.begins:
        words = f"延期告知日期{said(of.extended)}早于期限起算之日{said(time.begins)}，延期不计。请核对日期。"
        yield _problem(case, "LD-05", "explain", words, "extended")


def _correction(case: Case) -> Iterator[Problem]:
    of = case.application
    notified, corrected = day(of.correction_notified), day(of.corrected)
    due = deadlines.correction_due(of, case.calendar)
    if notified is not None and due is not None and notified > due:
        late = deadlines.overrun(due, notified, case.calendar)
        words = f"补正通知期限至{said(due)}（收到申请之日起7个工作日），{said(notified)}发出，{late}。请核对日期。"
        yield _problem(case, "LD-06", "explain", words, "correction_notified")
    if notified is not None and of.receipt is not None and notified < of.receipt:
        words = f"补正通知日期{said(of.correction_notified)}早于收到日期。请核对两个日期。"
        yield _problem(case, "LD-06", "explain", words, "correction_notified", "received")
    if corrected is not None and notified is None:
        words = f"{said(of.corrected)}收到补正，未填补正通知日期。请补填。"
        yield _problem(case, "LD-06", "explain", words, "correction_notified")
    elif corrected is not None and notified is not None and corrected < notified:
        words = f"补正收到日期{said(of.corrected)}早于补正通知日期{said(of.correction_notified)}。请核对。{_ONCE}"
        yield _problem(case, "LD-06", "explain", words, "corrected", "correction_notified")
    for field in _OF_CORRECTION:
        if len(days := _days(getattr(of, field), case.year)) > 1:
            words = f"{case.vocabulary.column(field).name}有{len(days)}个日期，期限不能计算。{_ONCE}"
            yield _problem(case, "LD-06", "explain", words, field)


_OF_CORRECTION: Final = ("correction_notified", "corrected")
_ONCE: Final = "补正原则上不超过一次，确有再次补正的，填最后一次的通知、收到日期，以前的写在备注中。"
_BETWEEN_DAYS: Final = pattern(r"[、，,；;和及\s]+")


def _days(text: str, year: int) -> tuple[str, ...]:
    """The dates in a text that holds several; none where it is one date, or none."""
    if not text or day(text) is not None:
        return ()
    return tuple(filter(None, (date_in(part, year) for part in _BETWEEN_DAYS.split(text))))


def _opinions(case: Case) -> Iterator[Problem]:
    of = case.application
    for who, asked_field, answered_field in (
        ("第三方", "third_party_asked", "third_party_answered"),
        ("其他机关", "organ_asked", "organ_answered"),
    ):
        asked, answered = day(getattr(of, asked_field)), day(getattr(of, answered_field))
        if answered is None:
            continue
        if asked is None or answered < asked:
            words = f"{who}于{said(answered)}答复，征求日期在此之后或未填。请核对两个日期。"
            yield _problem(case, "LD-07", "notice", words, asked_field, answered_field)
        elif (days := case.calendar.between(asked, answered)) > deadlines.OPINION:
            words = (
                f"征求{who}意见用了{days}个工作日，超过{deadlines.OPINION}个工作日。"
                f"答复期限只扣除{deadlines.OPINION}个工作日，请核对。"
            )
            yield _problem(case, "LD-07", "notice", words, asked_field, answered_field)


def _sending(case: Case) -> Iterator[Problem]:
    of = case.application
    answered, delivered = day(of.answered), day(of.delivered)
    if answered is not None and delivered is not None and delivered < answered:
        words = f"送达（交邮）日期{said(of.delivered)}早于答复日期{said(of.answered)}。请核对两个日期。"
        yield _problem(case, "LD-08", "explain", words, "delivered", "answered")


def _fee(case: Case) -> Iterator[Problem]:
    of = case.application
    amount = fees.amount(of)
    if amount and not of.fee_by:
        yield _problem(case, "LD-09", "explain", "填了收费金额，未填收费方式。请选择按件或按量。", "fee_by")
    pages = read(of.fee_units).number
    if amount is not None and of.fee_by == "page" and isinstance(pages, int) and pages >= 0:
        right = fees.for_pages(pages)
        if amount != right:
            words = f"按量计收，{pages}页应收{right}元，现填{show(amount)}元。请核对页数和金额。"
            yield _problem(case, "LD-09", "explain", words, "fee_amount", "fee_units")
    paid, notified = day(of.fee_paid), day(of.fee_notified)
    if paid is not None and (notified is None or paid < notified):
        words = f"{said(of.fee_paid)}缴费，未填收费通知日期，或通知在后。请核对两个日期。"
        yield _problem(case, "LD-09", "explain", words, "fee_notified", "fee_paid")


def _unpaid(case: Case) -> Iterator[Problem]:
    of = case.application
    due, paid = deadlines.payment_due(of, case.calendar), day(of.fee_paid)
    if of.result != "otherwise_fee_unpaid":
        if due is not None and paid is not None and paid > due:
            late = deadlines.overrun(due, paid, case.calendar)
            words = (
                f"缴费期限按通知日期计算至{said(due)}（收到收费通知次日起20个工作日），{said(paid)}缴费，{late}。"
                "请核对两个日期；申请人收到通知较晚的，期限随之顺延。"
            )
            yield _problem(case, "LD-10", "notice", words, "fee_paid", "fee_notified")
        return
    if due is None:
        words = "办理结果为逾期未缴费，未填收费通知日期。请补填，或更正办理结果。"
        yield _problem(case, "LD-10", "explain", words, "fee_notified")
    elif of.fee_paid:
        words = f"办理结果为逾期未缴费，又填了缴费日期{said(of.fee_paid)}。请核对。"
        yield _problem(case, "LD-10", "explain", words, "fee_paid", "result")
    elif of.closed is not None and of.closed <= due:
        words = (
            f"缴费期限按通知日期计算至{said(due)}（收到收费通知次日起20个工作日），"
            f"{said(of.closed)}已按逾期未缴费办结。请核对日期。"
        )
        yield _problem(case, "LD-10", "explain", words, "answered", "fee_notified")


def _class(case: Case) -> Iterator[Problem]:
    of = case.application
    if of.applicant_class not in CLASSES:
        stands = f"申请人类别“{of.applicant_class}”不是统一格式表三的一列" if of.applicant_class else "未填申请人类别"
        words = f"{stands}，未计入表三。请选择自然人、商业企业、科研机构、社会公益组织、法律服务机构或其他。"
        yield _problem(case, "LD-12", "must_fix", words, "applicant_class")


def _articles(case: Case) -> Iterator[Problem]:
    of = case.application
    right = case.vocabulary.articles.get(of.result, ())
    cited = article_in(of.articles) if of.articles else frozenset()
    if "37" in cited and of.result in RESULTS and of.result != "partial":
        words = "依据条款有第三十七条，作了区分处理的只计“部分公开”，不计其他行。请更正办理结果或依据条款。"
        yield _problem(case, "T3-10", "explain", words, "result", "articles")
    elif right and cited and not any(_cites(each, wanted) for each in cited for wanted in right):
        name = case.vocabulary.names["result"][of.result]
        words = f"办理结果为“{name}”，依据条款写“{of.articles}”，两者不符。请核对。"
        yield _problem(case, "LD-14", "explain", words, "articles", "result")


def _cites(cited: str, wanted: str) -> bool:
    """Whether an article is the one wanted; one without its item may be."""
    return cited == wanted or cited == wanted.partition("-")[0] or cited.partition("-")[0] == wanted


def _notified(case: Case) -> Iterator[Problem]:
    of = case.application
    if of.result in _NOTIFIED and not of.correction_notified:
        name = case.vocabulary.names["result"][of.result]
        words = f"办理结果为“{name}”，应先发过补正通知，未填补正通知日期。请补填，或更正办理结果。"
        yield _problem(case, "T3-12", "explain", words, "correction_notified", "result")
    elif of.result == "unavailable_still_unclear" and not of.corrected:
        words = "办理结果为补正后仍不明确，未填补正收到日期。请补填；申请人没有补正的，应为逾期不补正。"
        yield _problem(case, "T3-12", "explain", words, "corrected", "result")
    elif of.result == "otherwise_not_corrected" and of.corrected:
        words = f"办理结果为逾期不补正，又填了补正收到日期{said(of.corrected)}。请核对。"
        yield _problem(case, "T3-12", "explain", words, "corrected", "result")


_TOLD_ELSEWHERE: Final = frozenset({"received", "result", "applicant_class"})


def _contents(case: Case) -> Iterator[Problem]:
    of, vocabulary = case.application, case.vocabulary
    told = {"answered", "delivered"} if of.result and of.closed is None else set[str]()
    told |= {field for field in _OF_CORRECTION if len(_days(getattr(of, field), case.year)) > 1}
    for field in _LOOKED_AT:
        text = "" if field in told else getattr(of, field)
        if text and (fault := vocabulary.fault(field, text)):
            words = f"{vocabulary.column(field).name}“{text}”{fault}。请更正。"
            yield _problem(case, "LD-15", "explain", words, field)
    for each in of.disputes:
        if each.kind not in KINDS or each.outcome not in OUTCOMES:
            bad = each.kind if each.kind not in KINDS else each.outcome
            yield _problem(case, "LD-15", "explain", f"复议诉讼中的“{bad}”认不出，未计入表四。请重新选择。", "disputes")
            continue
        name = vocabulary.names["dispute"][each.kind]
        if day(each.filed) is None:
            words = f"{name}没有写明提起日期，按{case.year}年度计入表四。请补填。"
            yield _problem(case, "LD-16", "notice", words, "disputes")
        if each.outcome != "pending" and day(each.closed) is None:
            words = f"{name}有结果，没有写明审结日期，按{case.year}年度审结计入表四。请补填。"
            yield _problem(case, "LD-16", "notice", words, "disputes")


_LOOKED_AT: Final = tuple(
    field
    for field in (
        *DATES,
        "channel",
        "documents",
        "fee_by",
        "delivery",
        "joint_applicants",
        "items",
        "fee_units",
        "fee_amount",
    )
    if field not in _TOLD_ELSEWHERE
)


RULES: Final = (
    LedgerCheck("LD-01", "must_fix", "每件申请有一个收到日期，按渠道确定", "《条例》第三十一条", _receipt),
    LedgerCheck("LD-02", "must_fix", "办结的有答复日期和办理结果，未办结的都没有", "统一格式表三", _closing),
    LedgerCheck("LD-04", "must_fix", "每件申请只有一个最终办理结果，是表三的一行", "统一格式表三", _result),
    LedgerCheck("T3-10", "explain", "区分处理的只计部分公开；条款与结果相符（LD-14）", "统一格式表三", _articles),
    LedgerCheck("T3-12", "explain", "补正后仍不明确、逾期不补正的，发过补正通知", "《条例》第三十条", _notified),
    LedgerCheck("LD-05", "explain", "在期限内答复；延期在期限内告知", "《条例》第三十三条", _in_time),
    LedgerCheck("LD-06", "explain", "补正通知在7个工作日内一次发出", "《条例》第三十条", _correction),
    LedgerCheck("LD-07", "notice", "征求意见不超过15个工作日", "《条例》第三十二条、第三十四条", _opinions),
    LedgerCheck(
        "LD-08", "explain", "送达（交邮）不早于答复；邮寄以交邮之日为准", "国办公开办函〔2016〕235号", _sending
    ),
    LedgerCheck("LD-09", "explain", "收费只用一种方式，金额符合标准", "国办函〔2020〕109号", _fee),
    LedgerCheck(
        "LD-10", "explain", "收到收费通知次日起20个工作日内缴费；逾期未缴费的已过此期", "国办函〔2020〕109号", _unpaid
    ),
    LedgerCheck("LD-12", "must_fix", "每件申请有申请人类别，是表三的一列", "统一格式表三", _class),
    LedgerCheck("LD-15", "explain", "各栏内容认得出；复议诉讼写明日期（LD-16）", "《条例》第四十五条", _contents),
)
"""The rules that look at one application, in the order in which they are told."""
