"""The errors that published reports have beside their sums, each made on purpose: years, units, laws, claims, shares.

Every kind takes a report and gives it with one such error, or None where the report has no place for it, and the
rules any of which tells it. The sentences are those of published reports, filled with the report's own numbers.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document, LastYear
from govreport_gui.core.report.figures import printed_numbers
from govreport_gui.core.values import show


@dataclass(frozen=True)
class Sheet:
    """A report and its printed numbers."""

    form: Format
    document: Document

    def number(self, cell: str) -> int | None:
        """The number of a cell, None where it has none or a fraction."""
        number = printed_numbers(self.form, self.document).get(cell)
        return number if isinstance(number, int) else None

    def saying(self, words: str, section: str = "overview") -> Document:
        """The report with these words at the end of a part."""
        text = self.document.sections.get(section, "")
        return self.document.with_section(section, f"{text}\n{words}".strip())


Kind = Callable[[Sheet, random.Random], tuple[Document, Document] | None]
"""From a report: the same with the right words, and with the wrong ones."""

NEW, CARRIED_OUT, RESULTS = (f"requests.{row}.total" for row in ("new", "carried_out", "results_total"))
GRANTED, REVIEWS = "requests.granted.total", "disputes.reconsideration.total"
LICENSING, PENALTIES = "proactive.licensing.decisions", "proactive.penalties.decisions"
FEES = "proactive.fees.amount"
DOCUMENTS = "proactive.normative_documents"
ISSUED, REPEALED, IN_FORCE = (f"{DOCUMENTS}.{column}" for column in ("issued", "repealed", "in_force"))


def off(dice: random.Random, number: int) -> int:
    """A number mistyped beyond what other figures of the report may be."""
    return number + dice.choice((137, 251, 463)) if number < 50 else number * 10 + dice.randrange(1, 9)


def stated(cell: str, *wordings: str) -> Kind:
    """A number of the text that differs from its cell, in one of these wordings."""

    def made(of: Sheet, dice: random.Random) -> tuple[Document, Document] | None:
        number = of.number(cell)
        if number is None:
            return None
        words = dice.choice(wordings)
        return of.saying(words.format(number)), of.saying(words.format(off(dice, number)))

    return made


def worded(pairs: tuple[tuple[str, str], ...], section: str = "overview", *, needs: str = "", cell: str = "") -> Kind:
    """Right words and wrong ones; `needs` is a cell that must be above 0, `cell` one whose number they are given."""

    def made(of: Sheet, dice: random.Random) -> tuple[Document, Document] | None:
        if needs and not of.number(needs):
            return None
        right, wrong = dice.choice(pairs)
        year, number = of.document.year or 0, of.number(cell) if cell else 0
        named = {"year": year, "last": year - 1, "next": year + 1, "n": number, "unit": of.document.unit}
        return of.saying(right.format(**named), section), of.saying(wrong.format(**named), section)

    return made


def _rough(of: Sheet, dice: random.Random) -> tuple[Document, Document] | None:
    number = of.number(NEW)
    if not number or number < 5:
        return None
    words = dice.choice(
        ("收到政府信息公开申请{}余件。", "收到政府信息公开申请{}多件。", "收到政府信息公开申请近{}件。")
    )
    return of.saying(words.format(number)), of.saying(words.format(number * 3 + 10))


def _share(of: Sheet, dice: random.Random) -> tuple[Document, Document] | None:
    whole = dice.choice((8, 20, 40, 80))
    part = whole // dice.choice((2, 4))
    percent = part * 100 // whole
    words = dice.choice((
        "发布信息{}条，其中解读{}条（{}%）。",
        "发布信息{}条，其中解读{}条，占比{}%。",
        "发布信息{}条，其中解读{}条，占总数的{}%。",
    ))  # fmt: skip
    return of.saying(words.format(whole, part, percent)), of.saying(words.format(whole, part, percent + 1))


def _opened(of: Sheet, dice: random.Random) -> tuple[Document, Document] | None:
    granted, results = of.number(GRANTED), of.number(RESULTS)
    if not granted or not results:
        return None
    rate = round(granted * 100 / results, 1)
    wrong = round((rate + 23.7) % 100, 1)
    words = dice.choice(("办结申请中，予以公开{0}件，公开率{1}%。", "办结申请中，予以公开的占{1}%。"))
    return of.saying(words.format(granted, rate)), of.saying(words.format(granted, wrong))


def _tenths(of: Sheet, dice: random.Random) -> tuple[Document, Document] | None:
    tenths = dice.choice((2, 3, 4))
    digits = "零一二三四五六七八九"
    words = f"发布信息100条，其中解读{tenths * 10}条，占{{}}成。"
    return of.saying(words.format(digits[tenths])), of.saying(words.format(digits[tenths + 4]))


def _growth(of: Sheet, dice: random.Random) -> tuple[Document, Document] | None:
    number = of.number(NEW)
    if not number:
        return None
    before = LastYear(of.form, replace(of.document, year=(of.document.year or 1) - 1, title="", last=None))
    texts = {cell: "0" for cell in of.form.cells if cell.startswith("requests.")}
    texts |= {"requests.new.natural_person": str(number * 2), NEW: str(number * 2)}
    now = replace(of, document=replace(of.document, last=replace(before, document=before.document.with_cells(texts))))
    if dice.random() < 0.5:
        words = "新收政府信息公开申请{}件，比上年减少{}件。"
        return now.saying(words.format(number, number)), now.saying(words.format(number, number * 2 + 1))
    texts |= {"requests.new.natural_person": str(number), NEW: str(number)}
    words = "新收政府信息公开申请{}件，较上年增长{}倍。"
    tripled = {"requests.new.natural_person": str(number * 3), "requests.new.total": str(number * 3)}
    last = LastYear(of.form, before.document.with_cells(texts))
    grown = replace(of, document=replace(of.document.with_cells(tripled), last=last))
    return grown.saying(words.format(number * 3, 2)), grown.saying(words.format(number * 3, 5))


def _part(of: Sheet, dice: random.Random) -> tuple[Document, Document] | None:
    whole, part = dice.choice(((11, 5), (20, 12), (48, 8)))
    words = f"举办培训{whole}场，其中网络{part}场、现场{{}}场。"
    return of.saying(words.format(whole - part)), of.saying(words.format(whole + 49))


def _title(of: Sheet, dice: random.Random) -> tuple[Document, Document] | None:
    year = of.document.year
    if year is None or len(of.document.sections) < 3:
        return None
    preface = (
        f"根据《中华人民共和国政府信息公开条例》编制。本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止，"
        "可从网站下载。"
    )
    right = replace(of, document=of.document.with_section("preface", preface)).saying(
        f"{year}年，我单位认真落实公开要求。"
    )
    return right, replace(right, year=year - dice.choice((1, 1, 2)), title="")


def _unit(of: Sheet, dice: random.Random) -> tuple[Document, Document] | None:
    unit = of.document.unit
    sort = next((each for each in ("人民政府", "局", "委员会", "街道办事处") if unit.endswith(each)), "")
    if not sort:
        return None
    other = {
        "人民政府": "安平县人民政府",
        "局": "安平县水务局",
        "委员会": "安平县教育委员会",
        "街道办事处": "安平街道办事处",
    }[sort]
    section, words = dice.choice((
        ("preface", "如有疑问，请与{}办公室联系（电话：0000-00000000）。"),
        ("overview", "{}坚持以公开为常态，不断提升公开质量。"),
        ("closing", "{}\n"),
    ))  # fmt: skip
    return of.saying(words.format(unit), section), of.saying(words.format(other), section)


def _lost_heading(of: Sheet, dice: random.Random) -> tuple[Document, Document] | None:
    problems = "主要问题是公开不够及时，政策解读形式单一。下一步将加强培训，丰富解读形式，按季度通报情况。"
    right = of.document.with_section("problems", problems)
    heading = dice.choice(("", "四、存在的主要问题及改进情况\n", "六、存在的主要问题及改进情况\n"))
    return right, right.with_section("problems", "").with_section("disputes_text", heading + problems)


def _misnumbered(of: Sheet, dice: random.Random) -> tuple[Document, Document] | None:
    return of.document, of.saying(dice.choice(("二", "四")) + "、收到和处理政府信息公开申请情况", "proactive_text")


def _fee(of: Sheet, dice: random.Random) -> tuple[Document, Document] | None:
    if FEES not in of.form.cells:
        return None
    amount = dice.randrange(3_000, 90_000)
    return of.document.with_cells({FEES: str(amount)}), of.document.with_cells({FEES: str(amount * 10_000)})


def _charged(of: Sheet, dice: random.Random) -> tuple[Document, Document] | None:
    number = printed_numbers(of.form, of.document).get(FEES)
    if number is None:
        return None
    words = dice.choice(("全年行政事业性收费{}万元。", "全年收费{}万元。", "行政事业性收费金额共计{}万元。"))
    return of.saying(words.format(show(number))), of.saying(words.format(show(number * 10 + 7)))


def _fee_denied(of: Sheet, dice: random.Random) -> tuple[Document, Document] | None:
    cells = {FEES: "999"} if FEES in of.form.cells else {}
    clean = of.document.with_cells(cells)
    quiet = replace(of, document=clean.with_section("other_matters", "本年度未收取信息处理费。"))
    if dice.random() < 0.5:
        return quiet.document, quiet.saying("全年收取信息处理费2230元。", "other_matters")
    return quiet.document, quiet.saying("全年收取政府信息公开信息处理费2230元。")


def _regulations(of: Sheet, dice: random.Random) -> tuple[Document, Document] | None:
    cells = [f"proactive.regulations.{column}" for column in ("issued", "repealed", "in_force")]
    if cells[0] not in of.form.cells:
        return None
    unit = replace(of.document, unit=dice.choice(("安平县水务局", "临河市财政局", "安平县人民政府")), title="")
    filled = dict(zip((ISSUED, REPEALED, IN_FORCE), ("3", "1", "20"), strict=True))
    wrong = dict(zip(cells, filled.values(), strict=True)) | dict.fromkeys(filled, "0")
    return unit.with_cells(filled | dict.fromkeys(cells, "0")), unit.with_cells(wrong)


def _exchanged(of: Sheet, dice: random.Random) -> tuple[Document, Document] | None:
    many, few = dice.randrange(300, 900), dice.randrange(8, 40)
    last = of.document.with_cells(
        {LICENSING: str(many), PENALTIES: str(few), ISSUED: "2", REPEALED: "9", IN_FORCE: "60"}
    )
    last = replace(last, year=(of.document.year or 1) - 1, title="", last=None, sections={})
    now = {LICENSING: str(many + few), PENALTIES: str(few + 2), ISSUED: "3", REPEALED: "7", IN_FORCE: "56"}
    document = replace(of.document.with_cells(now), last=LastYear(of.form, last))
    if ISSUED in of.form.cells and dice.random() < 0.5:
        return document, document.with_cells({ISSUED: "7", REPEALED: "3"})
    return document, document.with_cells({LICENSING: now[PENALTIES], PENALTIES: now[LICENSING]})


def _blank_zeros(of: Sheet, dice: random.Random) -> tuple[Document, Document] | None:
    """Zeros printed as blank, totals too, and one input mistyped."""
    rows = [
        row
        for row in of.form.table("requests").rows
        if row not in ("new", "carried_in", "results_total", "carried_out")
    ]
    results = [cell for row in rows if of.number(cell := f"requests.{row}.natural_person")]
    known = of.number("requests.results_total.natural_person")
    if not results or known is None or known != sum(of.number(cell) or 0 for cell in results):
        return None
    texts = {
        "problems": "公开不够及时，下一步将加强培训，丰富解读形式，按季度通报情况，逐项整改。",
        "other_matters": "未收取信息处理费。",
    }
    document = replace(of.document, sections={"overview": "〔略〕", **texts, **of.document.sections})
    blank = {cell: "" for cell, text in document.cells.items() if text == "0" or cell.endswith(".total")}
    document = document.with_cells(blank)
    cell = dice.choice(results)
    return document, document.with_cells({cell: str(off(dice, of.number(cell) or 0))})


KINDS: Mapping[str, tuple[Kind, frozenset[str]]] = {
    "标题年度": (_title, frozenset({"PD-02"})),
    "数前的年份": (
        worded((("{year}年，全区共收到公开申请{n}件。", "{last}年，全区共收到公开申请{n}件。"),), cell=NEW),
        frozenset({"PD-05"}),
    ),
    "打算的年份": (
        worded((("{next}年，我单位将继续加强培训。", "{year}年，我单位将继续加强培训。"),), "problems"),
        frozenset({"PD-05"}),
    ),
    "落款日期": (
        worded((("{next}年1月22日", "{year}年1月22日"), ("{next}年1月8日", "{year}年12月8日")), "closing"),
        frozenset({"PD-04"}),
    ),
    "一中更晚年份": (
        worded((("{year}年，我单位坚持公开为常态。", "{next}年，我单位坚持公开为常态，规划先行。"),)),
        frozenset({"PD-05"}),
    ),
    "法规文号": (
        worded(
            (
                (
                    "根据《中华人民共和国政府信息公开条例》（国务院令第711号）编制。",
                    "根据《中华人民共和国政府信息公开条例》（国务院令第492号）编制。",
                ),
                (
                    "按《中华人民共和国政府信息公开条例》和《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）办理。",
                    "按《中华人民共和国政府信息公开条例》和《政府信息公开信息处理费管理办法》（国办函〔2020〕19号）办理。",
                ),
            ),
            "preface",
        ),
        frozenset({"TX-06"}),
    ),
    "外单位名称": (_unit, frozenset({"PD-06"})),
    "标题丢失": (_lost_heading, frozenset({"NR-01"})),
    "标题序号": (_misnumbered, frozenset({"NR-01"})),
    "收费按元填": (_fee, frozenset({"T2-05"})),
    "收费与表二": (_charged, frozenset({"NV-19"})),
    "未收取与金额": (_fee_denied, frozenset({"XT-05"})),
    "占比": (_share, frozenset({"NV-15"})),
    "公开率": (_opened, frozenset({"NV-15"})),
    "几成": (_tenths, frozenset({"NV-15"})),
    "增减件数、倍数": (_growth, frozenset({"XY-08"})),
    "约数": (_rough, frozenset({"NV-01"})),
    "分项大于总数": (_part, frozenset({"NV-16"})),
    "零申请": (
        worded(
            tuple(
                ("收到政府信息公开申请{n}件。", wrong)
                for wrong in (
                    "全年零申请。", "全年无依申请公开事项。", "我单位依申请公开0件。", "全年未有政府信息公开申请发生。",
                    "本年度未收到政府信息公开申请。",
                )
            ),
            needs=NEW, cell=NEW,
        ),
        frozenset({"NV-11", "NV-02"}),
    ),
    "无复议": (
        worded(
            tuple(
                ("因政府信息公开被申请行政复议{n}件。", wrong)
                for wrong in (
                    "全年无因政府信息公开引发的行政复议。", "全年未有因政府信息公开引发的行政复议发生。",
                    "因政府信息公开引发的行政复议为零。",
                )
            ),
            needs=REVIEWS, cell=REVIEWS,
        ),
        frozenset({"NV-10"}),
    ),
    "全部办结": (
        worded(
            tuple(
                ("结转下年度政府信息公开申请{n}件。", wrong)
                for wrong in (
                    "政府信息公开申请全部按期答复办结。", "政府信息公开申请答复率100%。",
                    "政府信息公开申请均按时答复。",
                )
            ),
            needs=CARRIED_OUT, cell=CARRIED_OUT,
        ),
        frozenset({"NV-18"}),
    ),
    "空标题": (
        lambda of, _: (
            of.document,
            of.document.with_section(
                "overview",
                "（一）主动公开。\n（二）依申请公开。\n（三）政府信息管理。\n（四）平台建设。\n（五）监督保障。",
            ),
        ) if of.form.first_year >= 2021 else None,
        frozenset({"NR-02", "NR-04"}),
    ),
    "止于逗号": (worded((("切实提升质量。", "切实提升质量，"),)), frozenset({"TX-07"})),
    "占位文字": (
        worded((("收到群众来信3封。", "收到群众来信***封。"), ("召开会议3次。", "召开会议××次。"))),
        frozenset({"NR-08"}),
    ),
    "密级": (
        worded((("本报告向社会公布。", "机密"), ("本报告向社会公布。", "内部资料")), "preface"), frozenset({"PB-02"}),
    ),
    "个人手机": (
        worded(
            (
                ("联系电话：0000-00000000。", "联系人：张明，13912345678。"),
                ("联系人：办公室。", "联系人：李先生（13912345678）。"),
            ),
            "preface",
        ),
        frozenset({"PB-01"}),
    ),
    "填入规章": (_regulations, frozenset({"T2-03"})),
    "两项填反": (_exchanged, frozenset({"XY-12"})),
    "空格与错数": (_blank_zeros, frozenset({"T3-01", "T3-02", "T3-03", "NV-05"})),
    "收到": (
        stated(
            NEW, "收到政府信息公开申请{}件。", "收到{}条政府信息公开申请。",
            "通过邮寄、网络等方式提交的各类申请共计{}件。", "收到政府网站上申请件{}件。",
            "收到政府信息公开申请书{}份。",
        ),
        frozenset({"NV-01", "NV-11"}),
    ),
    "办结": (stated(RESULTS, "办结政府信息公开申请{}件。", "{}件申请均已按时答复。"), frozenset({"NV-03"})),
    "结转": (
        stated(
            CARRIED_OUT, "申请尚有{}件正在办理中，结转下一年度。", "申请另有{}件顺延到下年度答复。",
            "申请转下一年度办理答复的有{}件。",
        ),
        frozenset({"NV-04"}),
    ),
    "结果": (stated(GRANTED, "对{}件申请予以公开。", "同意公开依申请公开{}件。"), frozenset({"NV-05"})),
    "复议": (
        stated(REVIEWS, "办理因政府信息公开申请引发的行政复议{}起。", "因不服答复引起行政复议{}件。"),
        frozenset({"NV-08"}),
    ),
    "规范性文件": (
        stated(IN_FORCE, "规范性文件库中现行有效{}件。", "行政规范性文件现行有效数量{}条。"), frozenset({"NV-13"})
    ),
    "许可": (
        stated(LICENSING, "办理行政许可事项{}件。", "作出{}宗行政许可。", "行政许可处理决定（数量）{}件。"),
        frozenset({"NV-14"}),
    ),
    "处罚": (stated(PENALTIES, "立案并作出处罚{}件。", "行政处罚处理决定{}件。"), frozenset({"NV-14"})),
}  # fmt: skip
