"""What contradicts itself in a ledger: each rule once broken, and silent where nothing is."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from govreport_gui.core.ledger import fees
from govreport_gui.core.ledger.application import PRIVATE, Application, Dispute
from govreport_gui.core.ledger.ledger import Ledger
from govreport_gui.core.ledger.over_all import RULES as OVER_ALL
from govreport_gui.core.ledger.problem import Problem
from govreport_gui.core.ledger.rules import RULES, problems
from govreport_gui.core.ledger.steps import FIELDS, steps
from govreport_gui.files.ledger.calendar_file import calendar
from govreport_gui.files.ledger.vocabulary_file import vocabulary

GOOD = Application(
    1,
    "2025-1",
    "2025-03-03",
    channel="in_person",
    applicant="张三",
    applicant_class="natural_person",
    content="关于某路改造的批复",
    answered="2025-03-20",
    delivery="in_person",
    result="granted",
    articles="第三十六条第（二）项",
)
Fields = dict[str, Any]


def found(*applications: Application, today: date | None = None) -> list[Problem]:
    return list(problems(Ledger("某局", 2025, applications), vocabulary(), calendar(), today))


def of(fields: Fields) -> Application:
    return replace(GOOD, **fields)


def test_a_good_application_has_no_problem() -> None:
    assert found(GOOD) == []


@pytest.mark.parametrize(
    ("rule", "level", "fields", "words"),
    [
        ("LD-01", "must_fix", {"received": ""}, "未填收到日期"),
        ("LD-01", "must_fix", {"received": "3月3日"}, "“3月3日”不是日期"),
        ("LD-01", "explain", {"received": "2026-01-05", "answered": "", "result": ""}, "2026年1月5日在2025年度以后"),
        ("LD-01", "explain", {"confirmed": "2025-03-02"}, "早于收到日期2025年3月3日"),
        ("LD-01", "notice", {"channel": "internet"}, "1件由网上"),
        ("LD-02", "must_fix", {"answered": "2025-03-02"}, "答复日期2025年3月2日早于收到日期2025年3月3日"),
        ("LD-02", "must_fix", {"answered": ""}, "未填答复日期"),
        ("LD-02", "must_fix", {"answered": "三月底"}, "答复日期“三月底”不是日期"),
        ("LD-02", "must_fix", {"result": ""}, "2025年3月20日已答复，未填办理结果"),
        ("LD-04", "must_fix", {"result": "不予受理"}, "“不予受理”不是统一格式表三的一行"),
        ("LD-05", "explain", {"answered": "2025-04-02"}, "期限至2025年3月31日（自收到申请之日2025年3月3日起计算）"),
        ("LD-05", "explain", {"answered": "2025-04-02"}, "超过2个工作日"),
        ("LD-05", "explain", {"extended": "2025-04-01"}, "延期不计"),
        ("LD-05", "explain", {"extended": "2025-03-01"}, "早于期限起算之日"),
        ("LD-06", "explain", {"correction_notified": "2025-03-13", "corrected": "2025-03-14"}, "超过1个工作日"),
        ("LD-06", "explain", {"correction_notified": "2025-03-02", "corrected": "2025-03-14"}, "早于收到日期"),
        ("LD-06", "explain", {"corrected": "2025-03-14"}, "未填补正通知日期"),
        ("LD-06", "explain", {"correction_notified": "2025-03-06", "corrected": "2025-03-05"}, "早于补正通知日期"),
        (
            "LD-06", "explain",
            {"correction_notified": "2025-03-05、2025-03-20", "corrected": "2025-03-28"},
            "补正通知日期有2个日期，期限不能计算。补正原则上不超过一次",
        ),
        ("LD-06", "explain", {"correction_notified": "3-6", "corrected": "3-10和3-15"}, "补正收到日期有2个日期"),
        ("LD-07", "notice", {"organ_asked": "2025-03-04", "organ_answered": "2025-04-01"}, "20个工作"),
        ("LD-07", "notice", {"organ_answered": "2025-03-10"}, "征求日期在此之后或未填"),
        ("LD-08", "notice", {"delivery": "post"}, "1件邮寄送达"),
        ("LD-08", "explain", {"delivered": "2025-03-19"}, "早于答复日期"),
        ("LD-09", "explain", {"fee_amount": "100"}, "未填收费方式"),
        ("LD-09", "explain", {"fee_by": "page", "fee_units": "120", "fee_amount": "1200"}, "应收1100元，现填1200元"),
        ("LD-09", "explain", {"fee_by": "item", "fee_amount": "100"}, "本件应收0元，现填100元"),
        ("LD-09", "explain", {"fee_paid": "2025-03-10"}, "未填收费通知日期，或通知在后"),
        ("LD-10", "explain", {"result": "otherwise_fee_unpaid", "articles": ""}, "未填收费通知日期"),
        (
            "LD-05", "explain",
            {"fee_by": "page", "fee_notified": "2025-03-04", "fee_paid": "2025-03-05", "answered": "2025-04-03"},
            "期限至2025年4月2日（自缴费次日2025年3月6日起计算）",
        ),
        (
            "LD-10", "notice",
            {"fee_by": "page", "fee_notified": "2025-03-10", "fee_paid": "2025-04-09", "answered": "2025-04-10"},
            "缴费期限按通知日期计算至2025年4月8日（收到收费通知次日起20个工作日），2025年4月9日缴费，超过1个工作日",
        ),
        (
            "LD-10", "explain",
            {"result": "otherwise_fee_unpaid", "articles": "", "fee_notified": "2025-03-10", "answered": "2025-04-08"},
            "缴费期限按通知日期计算至2025年4月8日",
        ),
        ("LD-12", "must_fix", {"applicant_class": ""}, "未填申请人类别"),
        ("LD-12", "must_fix", {"applicant_class": "法人"}, "申请人类别“法人”不是"),
        ("LD-14", "explain", {"articles": "第三十八条"}, "两者不符"),
        ("LD-15", "explain", {"extended": "三月"}, "延期告知日期“三月”不是日期"),
        ("LD-15", "explain", {"channel": "微信"}, "不在可选的项中"),
        ("LD-15", "explain", {"items": "-1"}, "不是件数"),
        ("LD-15", "explain", {"disputes": (Dispute("reconsideration", "2025-05-01", "胜"),)}, "“胜”认不出"),
        ("LD-16", "notice", {"disputes": (Dispute("reconsideration"),)}, "没有写明提起日期"),
        ("LD-16", "notice", {"disputes": (Dispute("reconsideration", "2025-05-01", "upheld"),)}, "没有写明审结日期"),
        ("T3-10", "explain", {"articles": "第三十七条"}, "只计“部分公开”"),
        ("T3-12", "explain", {"result": "otherwise_not_corrected", "articles": "30"}, "未填补正通知日期"),
        (
            "T3-12", "explain",
            {"result": "unavailable_still_unclear", "articles": "30", "correction_notified": "2025-03-06"},
            "未填补正收到日期",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_once_with_where_and_what(rule: str, level: str, fields: Fields, words: str) -> None:
    mine = [each for each in found(of(fields)) if words in each.message]
    assert [(each.rule, each.level, each.keys) for each in mine] == [(rule, level, (1,))]
    assert mine[0].fields


def test_an_open_application_is_overdue_only_as_of_a_day() -> None:
    open_ = of({"answered": "", "result": "", "articles": ""})
    assert found(open_) == found(open_, today=date(2025, 3, 31)) == []
    (late,) = found(open_, today=date(2025, 4, 1))
    assert late.rule == "LD-05"
    assert "至今未答复，超过1个工作日" in late.message


def test_a_fee_notice_has_to_come_in_time_instead_of_the_answer() -> None:
    waiting = of({"answered": "", "result": "", "articles": "", "fee_notified": "2025-03-28"})
    assert found(waiting, today=date(2025, 4, 10)) == []
    late = replace(waiting, fee_notified="2025-04-01")
    assert "收费通知于2025年4月1日，超过1个工作日" in found(late)[0].message


def test_numbers_and_contents_that_come_twice_are_told_together() -> None:
    again = replace(GOOD, key=2, received="2025-05-06", answered="2025-05-20")
    told = found(GOOD, again)
    assert [(each.rule, each.level, each.keys) for each in told] == [
        ("LD-11", "explain", (1, 2)),
        ("LD-11", "notice", (1, 2)),
    ]
    mended = replace(again, number="2025-2", result="not_processed_duplicate", articles="36(6)")
    assert found(GOOD, mended) == []


def test_a_year_without_a_calendar_is_told_once() -> None:
    several = [replace(GOOD, key=at, number=str(at), received="2025-03-03", content="") for at in (1, 2)]
    later = [replace(each, received="2026-12-20", answered="2027-01-05") for each in several]
    told = problems(Ledger("某局", 2026, tuple(later)), vocabulary(), calendar())
    assert [(each.rule, each.keys) for each in told] == [("LD-13", (1, 2))]
    assert "2027年" in told[0].message


def test_no_problem_names_an_applicant() -> None:
    planted: Fields = dict.fromkeys(PRIVATE, "欧阳震华")
    for fields in (
        {"received": ""},
        {"result": "x"},
        {"applicant_class": ""},
        {"answered": "2025-06-01"},
        {"number": ""},
    ):
        both = (of({**planted, **fields}), replace(of({**planted, **fields}), key=2))
        assert not [each.message for each in found(*both) if "欧阳" in each.message]


def test_no_rule_is_told_under_two_ids() -> None:
    ids = [rule.id for rule in RULES]
    assert len(set(ids)) == len(ids)
    assert not set(ids) & OVER_ALL.keys()


@pytest.mark.parametrize(
    ("before", "items", "amount"),
    [(0, 10, 0), (10, 1, 100), (0, 30, 2000), (30, 1, 200), (30, 10, 2000), (40, 1, 300), (0, 41, 4300)],
)
def test_fees_by_item_rise_by_tens(before: int, items: int, amount: int) -> None:
    assert fees.for_items(before, items) == amount


@pytest.mark.parametrize(
    ("pages", "amount"), [(0, 0), (30, 0), (31, 10), (100, 700), (101, 720), (200, 2700), (201, 2740)]
)
def test_fees_by_page_rise_by_bands(pages: int, amount: int) -> None:
    assert fees.for_pages(pages) == amount


def test_what_was_paid_in_a_year_is_added_up() -> None:
    paid = of({"fee_by": "page", "fee_amount": "110.5", "fee_notified": "2025-03-05", "fee_paid": "2025-03-10"})
    other = replace(paid, key=2, fee_paid="2024-12-30")
    assert [str(each) for each in fees.collected([paid, other, GOOD], 2025)] == ["1", "110.5"]


def test_the_steps_say_what_follows_and_carry_their_problems() -> None:
    late = of({"answered": "2025-04-02", "third_party_asked": "2025-03-10", "third_party_answered": "2025-03-11"})
    there = {each.id: each for each in steps(late, vocabulary(), calendar(), found(late))}
    assert list(there) == list(FIELDS)
    assert there["receipt"].on == date(2025, 3, 3)
    assert there["receipt"].follows == "自收到申请之日起计算，答复期限至2025年4月1日，扣除征求意见的1个工作日。"
    assert there["answer"].follows == "答复超过1个工作日。"
    assert [each.rule for each in there["answer"].problems] == ["LD-05"]
    assert there["fee"].on is None
    waiting = of({"answered": "", "result": "", "correction_notified": "2025-03-06"})
    there = {each.id: each for each in steps(waiting, vocabulary(), calendar())}
    assert there["correction"].follows == "等申请人补正；自收到补正之日起重新计算答复期限。"
    assert there["answer"].follows == ""
    billed = of({"answered": "", "result": "", "fee_notified": "2025-03-10"})
    there = {each.id: each for each in steps(billed, vocabulary(), calendar())}
    assert there["fee"].follows.startswith("申请人收到收费通知次日起20个工作日内缴费，按通知日期计算至2025年4月8日")
    paid = replace(billed, fee_paid="2025-03-12")
    there = {each.id: each for each in steps(paid, vocabulary(), calendar())}
    assert there["fee"].follows == "自缴费次日起计算，答复期限至2025年4月10日。"
    nothing = {each.id: each for each in steps(Application(1), vocabulary(), calendar())}
    assert nothing["receipt"].follows == "填收到日期后计算答复期限。"


def test_an_answer_before_the_receipt_is_not_said_to_be_in_time() -> None:
    backwards = replace(GOOD, answered="2025-01-02")
    (said,) = [step.follows for step in steps(backwards, vocabulary(), calendar()) if step.id == "answer"]
    assert "期限内" not in said
