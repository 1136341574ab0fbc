"""What the text claims of all cases or all applications: 均获维持, 全部办结, 办结率100%."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from govreport_gui.core.findings.finding import Finding, NotChecked
from govreport_gui.core.forms.form import Level
from govreport_gui.core.patterns import pattern
from govreport_gui.core.prose.counts import counts
from govreport_gui.core.prose.mentions import TOPIC
from govreport_gui.core.prose.referents import RESULTS
from govreport_gui.core.rules.case import Case, Check
from govreport_gui.core.rules.cell_sums import first_open, possible, terms
from govreport_gui.core.rules.needs import no_number
from govreport_gui.core.rules.texts import availability, compared_texts, quoted
from govreport_gui.core.values import Number, show

_ALL_UPHELD: Final = pattern(
    "(?:均|全部|都)(?:获|被|予以|得到|为)?(?:维持|胜诉)|无一败诉|无败诉|零败诉|无一被?纠正|零纠错"
)
_ALL_CLOSED: Final = pattern(
    "(?:(?P<timely>按[时期]|及时|限时)(?:答复|办结)?)?(?:办结率|答复率|办理率)(?:(?:和|、|及)[^，。；;、]{1,8}率)?"
    "(?:均|都|达|到|为|是|保持|在)*[ \u00a0]?"
    "(?:100[ \u00a0]?[%％]|１００％|百分之百)"
    "|(?:全部|(?<!平)均|都)(?P<within>(?:已|按[时期]|及时|依法|依规|按规定|在(?:法定|规定)(?:的)?(?:答复|办理)?(?:期限|时限|时间)内?|、|并)*)"
    "(?:答复)?(?:、|并)?(?:办结|办理完毕)(?!率)"
    "|(?:全部|(?<!平)均|都)(?:已)?(?P<answered>(?:按[时期]|及时|在?(?:法定|规定)(?:的)?(?:答复|办理)?(?:期限|时限|时间)内?|依法|依规|、)*)"
    "(?:予以|作出|进行)*(?:了)?答复(?!率|人)"
)
_THE_REST: Final = pattern("其余|余下|剩余|除|另外|上年|去年|结转|到期|应办|确保|力争|争取|目标|要求|做到|实现")
_IN_TIME: Final = pattern("按[时期]|及时|限时|期限|时限|时间")
"""Then it may be meant that what was closed was closed in time."""
_NUMBERED: Final = pattern(
    "^[^收受新接]*[0-9零一二两三四五六七八九十百](?:件|起|宗|份)(?:政府信息公开|信息公开|依申请公开)?(?:申请)?(?:已)?$"
)
_NEAR: Final = 40
_TABLE_FOUR: Final = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")


@lru_cache(maxsize=64)
def _upheld(text: str) -> tuple[tuple[tuple[int, int], tuple[str, ...]], ...]:
    """Where the text says that all cases were won: the words, and the rows of 表四 they are about."""
    found = []
    for said in _ALL_UPHELD.finditer(text):
        begin = max(text.rfind(mark, 0, said.start()) for mark in "。；;\n")
        sentence = text[max(begin + 1, said.start() - _NEAR) : said.start()]
        review, court = "复议" in sentence, "诉讼" in sentence or "诉" in said[0]
        if not (review or court):
            continue
        rows = (_TABLE_FOUR[:1] if review else ()) + (_TABLE_FOUR[1:] if court else ())
        found.append((said.span(), rows))
    return tuple(found)


def _won(case: Case) -> Iterator[Finding | NotChecked]:
    """均获维持 stands only where nothing was corrected and nothing is pending."""
    yield from availability("NV-12", case)
    for section, text in compared_texts(case):
        for at, (span, rows) in enumerate(_upheld(text)):
            each = None if at == 0 else str(at + 1)
            against, blank = {}, None
            for column in ("corrected", "pending"):
                parts = terms(case.form, (f"disputes.{row}.{column}" for row in rows))
                cell = first_open(case.form, case.document.cells, case.numbers, parts)
                if cell is not None:
                    blank = blank or cell
                    parts = tuple((factor, of) for factor, of in parts if of in case.numbers)
                against[column] = (parts, sum(case.numbers[cell] for _, cell in parts))
            for column, name in (("corrected", "结果纠正"), ("pending", "尚未审结")):
                parts, number = against[column]
                # 无一败诉 is true as long as nothing was lost.
                if not number or (column == "pending" and "维持" not in text[span[0] : span[1]]):
                    continue
                message = (
                    f"{quoted(case, section, text, span)}，表四{name}{show(number)}件。"
                    f"请核对文字和表格，有{name}案件的，不写“{text[span[0] : span[1]]}”。"
                )
                cells = tuple(cell for _, cell in parts)
                yield Finding("NV-12", each, "explain", cells, message, None, number, section, span)
                break
            else:
                if blank is not None:
                    yield NotChecked("NV-12", each, no_number(case, (blank,)))


@lru_cache(maxsize=64)
def _closed(section: str, text: str) -> tuple[tuple[tuple[int, int], bool, Number | None], ...]:
    """Where the text says that every application was closed: the words, whether only 按时 is meant, of how many."""
    found = []
    for said in _ALL_CLOSED.finditer(text):
        line = text.rfind("\n", 0, said.start()) + 1
        begin = max(text.rfind(mark, line, said.start()) for mark in "，。；;〕")
        clause = text[max(begin + 1, line) : said.start()]
        # 10件申请均已办结 is a number that another rule compares.
        if (
            _THE_REST.search(clause)
            or _NUMBERED.search(clause)
            or not _is_about_requests(section, text, line, said.start())
        ):
            continue
        start = max(begin + 1, line, said.start() - _NEAR // 2)
        in_time = _IN_TIME.search(said["timely"] or said["within"] or "") or said["answered"] is not None
        found.append(((start, said.end()), bool(in_time), _number_before(text, said.start())))
    return tuple(found)


def _number_before(text: str, at: int) -> Number | None:
    """The last number of 件 before that place in its sentence."""
    start = max(text.rfind(mark, 0, at) for mark in "。；;\n") + 1
    numbers = [
        each.number for each in counts(text) if start <= each.span[0] < at and each.unit in {"件", "宗", "起", "份"}
    ]
    return numbers[-1] if numbers else None


def _is_about_requests(section: str, text: str, line: int, at: int) -> bool:
    topics = list(TOPIC.finditer(text, line, at))
    return bool(topics[-1]["ours"]) if topics else section == "requests_text"


def _all_closed(case: Case) -> Iterator[Finding | NotChecked]:
    """全部办结, 办结率100% beside applications carried into next year."""
    yield from availability("NV-18", case)
    parts = terms(case.form, ("requests.carried_out.total",))
    cells = tuple(cell for _, cell in parts)
    for section, text in compared_texts(case):
        for at, (span, timely, of) in enumerate(_closed(section, text)):
            each = None if at == 0 else str(at + 1)
            cell = first_open(case.form, case.document.cells, case.numbers, parts)
            if cell is not None:
                yield NotChecked("NV-18", each, no_number(case, (cell,)))
                continue
            number = possible(case.form, case.numbers, parts)[0]
            # 办理申请10件，已全部办结: it is said of those that were done.
            done = terms(case.form, RESULTS.cells)
            settled = first_open(case.form, case.document.cells, case.numbers, done) is None
            if number and not (settled and of in possible(case.form, case.numbers, done)):
                level: Level = "notice" if timely else "explain"
                message = (
                    f"{quoted(case, section, text, span)}，表三结转下年度{show(number)}件。"
                    "未办结的申请不计为办结，请核对后改写文字，或更正表格。"
                )
                yield Finding("NV-18", each, level, cells, message, None, number, section, span)
            elif timely and case.document.ledger is not None and (late := case.document.ledger.late):
                message = (
                    f"{quoted(case, section, text, span)}，台账“{case.document.ledger.file}”有{late}件超过答复期限。"
                    "请核对后改写文字，或更正台账中的日期。"
                )
                yield Finding("NV-18", each, "explain", (), message, None, late, section, span)


RULES: Final = (
    Check(
        "NV-12",
        "explain",
        "正文写均获维持、无一败诉的，表四结果纠正为0；写均获维持的，尚未审结也为0",
        "统一格式表四；正文与表格应当一致",
        _won,
    ),
    Check(
        "NV-18",
        "explain",
        "正文写全部办结、办结率100%的，表三结转下年度总计为0；写按时、在期限内的作提醒；由台账得来的，台账中没有超过期限的",
        "统一格式表三；正文与表格应当一致",
        _all_closed,
    ),
)
