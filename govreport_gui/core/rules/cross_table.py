"""Rules between the tables, and between a table and part 六.

There is deliberately no rule that asks part 六 to speak of fees because table 二 has an amount:
行政事业性收费 are all statutory fees, 信息处理费 is one of them.
"""

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final

from govreport_gui.core.findings.finding import Finding, NotChecked
from govreport_gui.core.forms.form import Format
from govreport_gui.core.forms.relations import PREVIOUS
from govreport_gui.core.patterns import pattern
from govreport_gui.core.prose.passages import shortened
from govreport_gui.core.rules.case import Case, Check
from govreport_gui.core.rules.needs import (
    SHORTENED,
    Results,
    given,
    lacking,
    none_for_two_years,
    number,
    numbers,
)
from govreport_gui.core.rules.proactive import FEES
from govreport_gui.core.rules.texts import not_written
from govreport_gui.core.values import Number, show

_RESULTS: Final = "requests.results_total.total"
_UNPAID: Final = "requests.otherwise_fee_unpaid.total"
_RECONSIDERED: Final = "disputes.reconsideration.total"
_DIRECT: Final = "disputes.litigation_direct.total"
_DISPUTES: Final = (_RECONSIDERED, _DIRECT, "disputes.litigation_after_reconsideration.total")
_PART: Final = "other_matters"

_SENTENCE: Final = pattern(r"[^。；;！!\n]+")
_TARIFF: Final = pattern("标准|每件|每页|元[/／每](?:件|页)|超过|加收")
_NONE: Final = pattern("(?:未|没有|不|无|免)[予曾有]?(?:收取|产生|发生|收到|收)|(?:没有|无)[^，,]{0,8}处理费")
_AMOUNT: Final = pattern(r"(\d[\d,，]*(?:\.\d+)?)\s*(万?)元")
_NOT_CHARGED: Final = pattern("应收|应缴|通知|减免|免除|退还|退回|未缴|欠缴|上年|去年|上一年|事业性收费|罚")
_OF_FEE: Final = pattern("的?(?:政府信息公开)?信息处理费")
_NAMES_A_FEE: Final = pattern("处理费|收费|缴费|费用")


@lru_cache(maxsize=64)
def processing_fee(text: str) -> tuple[Decimal, int, int] | None:
    """The 信息处理费 that a text says was charged, in 元, with the start and end of the amount's words.

    None where it names no amount. Tariffs, what was only asked for and other years' amounts are no amounts.
    """
    for sentence in _SENTENCE.finditer(text):
        words = sentence[0]
        named = words.find("处理费")
        if named < 0 or _TARIFF.search(words) or _NONE.search(words):
            continue
        after = 0
        for amount in _AMOUNT.finditer(words):
            before = re.split("[，,、：:（(]", words[after : amount.start()])[-1]
            after = amount.end()
            if _NOT_CHARGED.search(before) or not (amount.start() > named or _OF_FEE.match(words, amount.end())):
                continue
            charged = Decimal(re.sub("[,，]", "", amount[1])) * (10_000 if amount[2] else 1)
            return charged, sentence.start() + amount.start(), sentence.start() + amount.end()
    return None


def _requests(form: Format) -> tuple[str, ...]:
    """The cells of what came in."""
    return tuple(cell for cell in form.cells if cell.startswith(("requests.new.", "requests.carried_in.")))


def _disputes_without_requests(case: Case) -> Results:
    """Where nobody asked for anything for two years there is hardly anything to dispute."""
    disputed = [cell for cell in _DISPUTES if number(case, cell)]
    if not disputed:
        if reason := lacking(case, _DISPUTES):
            yield NotChecked("XT-01", None, reason)
        return
    nothing_asked = none_for_two_years(case, _requests)
    if isinstance(nothing_asked, str):
        yield NotChecked("XT-01", None, nothing_asked)
    elif nothing_asked:
        count = show(sum(numbers(case, disputed)))
        message = (
            f"表四有行政复议、行政诉讼{count}件，近两年表三本年新收和上年结转均为0。"
            "请核对表三和表四；由主动公开等引起的，写明原因。"
        )
        yield Finding("XT-01", None, "explain", tuple(disputed), message)


def _more_disputes_than_results(case: Case, reconsidered: Number, direct: Number, results: Number) -> Results:
    """Every 复议 and every direct suit is about an application handled this year or last."""
    disputes = reconsidered + direct
    if disputes <= results:
        return
    if reason := lacking(case, (PREVIOUS + _RESULTS,)):
        yield NotChecked("XT-02", None, reason)
        return
    (last,) = numbers(case, (PREVIOUS + _RESULTS,))
    if disputes > results + last:
        message = (
            f"表四行政复议{show(reconsidered)}件、未经复议直接起诉{show(direct)}件，合计{show(disputes)}件，"
            f"多于近两年表三（七）总计之和{show(results + last)}件。请核对各数；情况属实的，写明原因。"
        )
        yield Finding("XT-02", None, "explain", (_RECONSIDERED, _DIRECT, _RESULTS), message, disputes, results + last)


def _fee_within_fees(case: Case) -> Results:
    """信息处理费 is a 行政事业性收费 and lies within the amount of table 二."""
    if FEES not in case.form.cells:
        return
    ledger = case.document.ledger
    if ledger is not None and (collected := Decimal(ledger.fees)) > 0:
        words = f"台账“{ledger.file}”收取信息处理费{show(collected)}元"
        yield from _within(case, collected, words, "", None)
        return
    text = case.text(_PART)
    found = processing_fee(text)
    if found is None:
        if not text.strip():
            yield not_written(case, "XT-03", _PART)
        elif shortened(text):
            yield NotChecked("XT-03", None, SHORTENED)
        return
    charged, start, end = found
    words = f"第六部分写收取信息处理费“{text[start:end]}”"
    yield from _within(case, charged, words, _PART, (start, end))


def _within(case: Case, charged: Decimal, words: str, section: str, span: tuple[int, int] | None) -> Results:
    if reason := lacking(case, (FEES,)):
        yield NotChecked("XT-03", None, reason)
        return
    (fees,) = numbers(case, (FEES,))
    within = charged / 10_000
    # An amount that was rounded to its last decimal may lie below by half of that.
    rounding = Decimal(5).scaleb(int(Decimal(fees).as_tuple().exponent) - 1) if fees > 0 else Decimal(0)
    if fees + rounding < within:
        message = (
            f"{words}（{show(within)}万元），表二行政事业性收费为{show(fees)}万元。"
            "信息处理费属于行政事业性收费，应包含在内。请核对两处，更正表二，或写明原因。"
        )
        yield Finding("XT-03", None, "explain", (FEES,), message, fees, within, section, span)


def _unpaid_fee_in_words(case: Case, unpaid: Number) -> Results:
    """Whoever did not pay had been sent a bill, and part 六 reports on that."""
    text = case.text(_PART)
    if unpaid <= 0 or _NAMES_A_FEE.search(text):
        return
    if not text.strip():
        yield not_written(case, "XT-04", _PART)
    elif shortened(text):
        yield NotChecked("XT-04", None, SHORTENED)
    else:
        message = (
            f"表三（六）2.逾期未缴费有{show(unpaid)}件，第六部分未写信息处理费。"
            "请核对后在第六部分写明发出收费通知和收取的情况。"
        )
        yield Finding("XT-04", None, "explain", (_UNPAID,), message, section=_PART)


RULES: Final = (
    Check(
        "XT-01",
        "explain",
        "表四三个总计大于0时，本年或上年的本年新收、上年结转大于0",
        "合理性核对：表三与表四",
        _disputes_without_requests,
    ),
    Check(
        "XT-02",
        "explain",
        "行政复议总计＋未经复议直接起诉总计≤本年（七）总计＋上年（七）总计",
        "合理性核对：表三与表四",
        given("XT-02", (_RECONSIDERED, _DIRECT, _RESULTS), _more_disputes_than_results),
    ),
    Check(
        "XT-03",
        "explain",
        "表二行政事业性收费（万元）≥信息处理费（元，由台账取数的按台账，否则按第六部分）÷10000",
        "国办函〔2020〕109号；省级财政部门收费文件：信息处理费列行政事业性收费收入科目",
        _fee_within_fees,
    ),
    Check(
        "XT-04",
        "explain",
        "（六）2.逾期未缴费大于0时，第六部分写到信息处理费",
        "《政府信息公开条例》第四十二条；国办函〔2020〕109号",
        given("XT-04", (_UNPAID,), _unpaid_fee_in_words),
    ),
)
