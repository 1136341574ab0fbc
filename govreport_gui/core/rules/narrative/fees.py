"""What the text says of fees: against table 二, and part 六 against itself and part 一."""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Final

from govreport_gui.core.findings.finding import Finding, NotChecked
from govreport_gui.core.patterns import pattern
from govreport_gui.core.prose.mentions import mentions
from govreport_gui.core.prose.passages import Span
from govreport_gui.core.prose.phrases import ELSEWHEN
from govreport_gui.core.rules.case import Case, Check
from govreport_gui.core.rules.cross_table import processing_fee
from govreport_gui.core.rules.needs import lacking
from govreport_gui.core.rules.proactive import FEES
from govreport_gui.core.rules.texts import availability, compared_texts, quoted
from govreport_gui.core.values import Number, show

_OF_FEES: Final = pattern(
    "(?:行政事业性收费|(?:^|[，,。；、：:年度])(?:本年度?|全年|共|今年|我[局委办县区市镇乡])*收费)(?:项目)?(?:收入|金额|总额|总金额|数额)*"
    "(?:[共总合累]计|共|为|是|达到?|：|:|约| |\u00a0)*$"
)
_OTHER_FEES: Final = pattern("处理费|罚|减免|退|标准|每|培训|停车|水费|电费|学费|预算|欠|应收|目录")
_NOT_CHARGED: Final = pattern(
    "(?:未|没有|不|无)[予曾有]?(?:收取|产生|发生|收到)(?:任何|过)?[^，,。；;]{0,12}(?:信息)?处理费|(?:没有|无)[^，,。；]{0,10}处理费(?:收取)?"
)


@lru_cache(maxsize=64)
def _amounts(text: str) -> tuple[tuple[Span, Span, Number, int], ...]:
    """What the text says that the unit's statutory fees came to: words, place, 元 and written decimals of 万元."""
    found = []
    for mention in mentions(text):
        if mention.count.unit != "元" or mention.count.approximate:
            continue
        if _OF_FEES.search(mention.lead) and not (
            _OTHER_FEES.search(mention.clause) or ELSEWHEN.search(mention.clause)
        ):
            in_ten_thousands = text[slice(*mention.span)].rstrip().endswith("万元")
            places = mention.count.places if in_ten_thousands else 4
            found.append((mention.quote, mention.span, mention.count.number, places))
    return tuple(found)


def _charged(case: Case) -> Iterator[Finding | NotChecked]:
    """收费 N 万元 beside the amount of table 二."""
    if FEES not in case.form.cells:
        return
    yield from availability("NV-19", case)
    for section, text in compared_texts(case):
        for at, (quote, _, yuan, places) in enumerate(_amounts(text)):
            each = None if at == 0 else str(at + 1)
            if reason := lacking(case, (FEES,)):
                yield NotChecked("NV-19", each, reason)
                continue
            said, fees = Decimal(yuan) / 10_000, Decimal(case.numbers[FEES])
            if abs(said - fees) < Decimal(1).scaleb(-places):
                continue
            message = (
                f"{quoted(case, section, text, quote)}，表二行政事业性收费{show(fees)}万元。"
                "请核对文字和表格，更正有误的一处。"
            )
            yield Finding("NV-19", each, "explain", (FEES,), message, said, fees, section, quote)


def _contradicting(case: Case) -> Iterator[Finding]:
    """Part 六 says that nothing was charged, and it or part 一 names an amount; or the two name different ones."""
    amounts = [
        (section, text, found)
        for section in ("other_matters", "overview")
        if (text := case.text(section)) and (found := processing_fee(text))
    ]
    charged = [(section, text, found) for section, text, found in amounts if found[0]]
    denied = [
        (section, text, no.span())
        for section in ("other_matters", "overview")
        if (text := case.text(section)) and (no := _NOT_CHARGED.search(text))
    ]
    if charged and denied:
        section, text, (_, start, end) = charged[0]
        other, words, span = denied[0]
        message = (
            f"{quoted(case, section, text, (start, end))}，{quoted(case, other, words, span)}，两处矛盾。"
            "请核对信息处理费收取情况，更正有误的一处。"
        )
        yield Finding("XT-05", None, "explain", (), message, section=section, span=(start, end))
    elif denied and case.document.ledger is not None and Decimal(case.document.ledger.fees) > 0:
        (section, text, span), ledger = denied[0], case.document.ledger
        message = (
            f"{quoted(case, section, text, span)}，台账“{ledger.file}”收取信息处理费{ledger.fees}元"
            f"（{ledger.fee_cases}件），两处矛盾。请核对信息处理费收取情况，更正有误的一处。"
        )
        yield Finding("XT-05", None, "explain", (), message, section=section, span=span)
    elif len(amounts) > 1 and amounts[0][2][0] != amounts[1][2][0]:
        (section, text, first), (other, words, second) = amounts
        message = (
            f"{quoted(case, section, text, first[1:])}，{quoted(case, other, words, second[1:])}，"
            "两处信息处理费不一致。请核对后更正有误的一处。"
        )
        yield Finding("XT-05", None, "explain", (), message, first[0], second[0], section, first[1:])


RULES: Final = (
    Check(
        "NV-19", "explain", "正文的行政事业性收费金额等于表二本年收费金额", "统一格式表二；正文与表格应当一致", _charged
    ),
    Check(
        "XT-05",
        "explain",
        "写未收取信息处理费的，第一、六部分和台账没有收取金额；两处金额一致",
        "统一格式第六部分；国办函〔2020〕109号",
        _contradicting,
    ),
)
