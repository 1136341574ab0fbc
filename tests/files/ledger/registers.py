"""Three old registers made by dice: layouts, words and files differ, with errors; and the truth."""

import csv
import random
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO, StringIO
from zipfile import ZipFile

from openpyxl import Workbook

ROWS = 200
CLASSES = {
    "natural_person": ("自然人", "公民", "个人", "公民个人"),
    "enterprise": ("商业企业", "企业", "法人（商业企业）", "公司"),
    "research": ("科研机构", "法人或其他组织-科研机构"),
    "public_welfare": ("社会公益组织", "公益组织"),
    "legal_service": ("法律服务机构", "律师事务所"),
    "other": ("其他", "法人（其他）"),
}
RESULTS = {
    "granted": ("予以公开", "同意公开", "全部公开", "已主动公开", "予以公开（已主动公开，告知获取途径）"),
    "partial": ("部分公开", "同意部分公开", "部分公开（部分信息不存在）"),
    "refused_state_secret": ("不予公开（国家秘密）",),
    "refused_third_party": ("不予公开-商业秘密", "不予公开（涉及个人隐私）", "不予公开：第三方不同意公开"),
    "refused_internal_affairs": ("不予公开（内部事务信息）",),
    "refused_process_information": ("不予公开（过程性信息）", "属于过程性信息，不予公开"),
    "refused_enforcement_file": ("行政执法案卷", "不予公开（行政执法案卷信息）"),
    "refused_administrative_inquiry": ("业务查询", "行政查询事项"),
    "unavailable_not_held": ("信息不存在", "非本机关掌握", "无法提供（信息不存在）", "本机关不掌握", "不存在"),
    "unavailable_must_be_created": ("没有现成信息", "需要加工分析"),
    "unavailable_still_unclear": ("补正后仍不明确",),
    "not_processed_petition": ("信访", "咨询", "投诉举报", "不予处理（信访举报投诉）"),
    "not_processed_duplicate": ("重复申请", "不予处理：重复申请"),
    "not_processed_publication": ("公开出版物",),
    "otherwise_not_corrected": ("逾期不补正", "逾期未补正"),
    "otherwise_fee_unpaid": ("逾期未缴费",),
    "otherwise_other": ("申请人撤回", "终止", "其他处理（撤回申请）"),
}
WEIGHTS = (60, 15, 2, 8, 3, 5, 6, 3, 40, 6, 3, 14, 8, 2, 6, 1, 6)
WAYS = ("网站", "邮箱", "现场", "挂号信")
UNSURE = {
    "refused_third_party": ("不予公开", "第十五条"),
    "refused_internal_affairs": ("不予公开", "第十六条第一款"),
    "unavailable_must_be_created": ("无法提供", "第三十八条"),
    "not_processed_duplicate": ("不予处理", "第三十六条第（六）项"),
}
"""Words that only the article beside them decides."""
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平"
ORGANISATIONS = {
    "enterprise": "宏远建材有限公司", "research": "城市规划研究院", "public_welfare": "绿色家园环保志愿者协会",
    "legal_service": "正平律师事务所", "other": "东湖小区业主委员会",
}  # fmt: skip


@dataclass(frozen=True)
class Truth:
    """What a row means; `error` says what was spoilt in it: date, class, result, or nothing."""

    number: str
    received: str
    answered: str
    applicant: str
    klass: str
    result: str
    words: tuple[str, str, str]
    """Of class, result and articles as the register writes them."""
    corrections: tuple[str, str]
    error: str = ""


def rows(seed: int) -> list[Truth]:
    """Two hundred applications of 2025; one in forty is spoilt."""
    dice = random.Random(seed)  # noqa: S311  # dice for a test
    found = []
    day = date(2025, 1, 2)
    for at in range(1, ROWS + 1):
        day = min(day + timedelta(dice.choice((0, 1, 1, 2, 3))), date(2025, 12, 30))
        klass = dice.choices(list(CLASSES), (70, 15, 3, 3, 6, 3))[0]
        result = dice.choices(list(RESULTS), WEIGHTS)[0]
        answered = (day + timedelta(dice.randrange(5, 30))).isoformat()
        if dice.random() < 0.06:
            result, answered = "", ""
        word, article = (dice.choice(RESULTS[result]), "") if result else (dice.choice(("办理中", "未办结", "")), "")
        if result in UNSURE and dice.random() < 0.3:
            word, article = UNSURE[result]
        corrections = ("", "")
        if result in {"unavailable_still_unclear", "otherwise_not_corrected"}:
            notice = (day + timedelta(3)).isoformat()
            corrections = notice, (day + timedelta(9)).isoformat() if result == "unavailable_still_unclear" else ""
        name = dice.choice(SURNAMES) + "".join(dice.choices(GIVEN, k=2))
        applicant = name if klass == "natural_person" else dice.choice(SURNAMES) + ORGANISATIONS[klass]
        error = dice.choice(("date", "class", "result")) if at % 40 == 0 else ""
        found.append(
            Truth(
                f"2025-{at:03}",
                day.isoformat(),
                answered,
                applicant,
                klass,
                result,
                (dice.choice(CLASSES[klass]), word, article),
                corrections,
                error if error != "result" or result else "class",
            )
        )
    return found


def spoilt(row: Truth, dice: random.Random) -> tuple[str, str, str]:
    """Day of receipt, class and result as they are written, spoilt where the row is."""
    received, klass, result = row.received, row.words[0], row.words[1]
    if row.error == "date":
        received = dice.choice(("2025-13-05", "三月中旬", "2025-02-30"))
    elif row.error == "class":
        klass = dice.choice(("", "法 人?", "待核"))
    elif row.error == "result":
        result = dice.choice(("见答复书", "按程序办理"))
    return received, klass, result


def workbook(seed: int) -> tuple[bytes, list[Truth]]:
    """An Excel sheet with a title, real dates and a row of sums."""
    truth, dice = rows(seed), random.Random(seed)  # noqa: S311  # likewise
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["某市某局2025年依申请公开登记台账"])
    sheet.merge_cells("A1:N1")
    sheet.append(
        ["序号", "登记编号", "收到申请日期", "申请方式", "申请人姓名/名称", "申请人类型", "联系电话", "申请内容",
         "补正告知日期", "补正收到日期", "答复期限", "答复日期", "办理结果", "依据条款", "承办科室", "经费科目"]
    )  # fmt: skip
    for at, row in enumerate(truth, 1):
        received, klass, result = spoilt(row, dice)
        sheet.append(
            [at, row.number, _real(received), dice.choice(("网上申请", "EMS", "信函")), row.applicant, klass,
             f"138{dice.randrange(10**8):08}", f"关于{row.number}号地块的批复", _real(row.corrections[0]),
             _real(row.corrections[1]), "20个工作日", _real(row.answered), result, row.words[2], "办公室", ""]
        )  # fmt: skip
    sheet.append(["合计", "", "", "", f"{len(truth)}件"])
    sheet.append(["填表人：孙某", "审核人：李某"])
    raw = BytesIO()
    book.save(raw)
    return raw.getvalue(), truth


def _real(text: str) -> object:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return text


def comma_text(seed: int) -> tuple[bytes, list[Truth]]:
    """A GBK text with commas, other heads, days written in several ways, some without a year."""
    truth, dice = rows(seed), random.Random(seed)  # noqa: S311  # likewise
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(
        ["受理编号", "受理时间", "申请途径", "姓名（名称）", "申请人性质", "申请公开内容", "告知补正时间", "补正时间",
         "办结时间", "答复形式", "答复类型", "法律依据", "是否复议", "是否诉讼", "备注"]
    )  # fmt: skip
    for row in truth:
        received, klass, result = spoilt(row, dice)
        writer.writerow(
            [row.number, _said(received, dice), dice.choice(WAYS), row.applicant, klass,
             f"{row.number}号文件全文", _said(row.corrections[0], dice), _said(row.corrections[1], dice),
             _said(row.answered, dice, year=True), dice.choice(("邮寄", "电子邮件", "")), result, row.words[2],
             dice.choice(("否", "否", "否", "维持", "/")), "否", ""]
        )  # fmt: skip
    return out.getvalue().encode("gb18030"), truth


def _said(text: str, dice: random.Random, *, year: bool = False) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    ways = [
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y/%m/%d}",
        f"{day:%Y%m%d}",
    ]
    return dice.choice(ways if year else [*ways, f"{day.month}月{day.day}日"])


def document(seed: int) -> tuple[bytes, list[Truth]]:
    """A Word document: heads in two rows with merged cells, a table a page, the later ones without heads."""
    truth, dice = rows(seed), random.Random(seed)  # noqa: S311  # likewise
    above = [
        ("编号", 1),
        ("收件日期", 1),
        ("渠道", 1),
        ("申请人", 3),
        ("申请内容", 1),
        ("补正", 2),
        ("答复", 3),
        ("备注", 1),
    ]
    below = ["", "", "", "姓名", "类别", "电话", "", "告知日期", "收到日期", "日期", "结果", "依据", ""]
    head = "".join(_cell(text, span=span, down="restart" if span == 1 else "") for text, span in above)
    under = "".join(_cell(text, down="" if text else "continue") for text in below)
    pages: list[str] = []
    lines: list[str] = []
    for at, row in enumerate(truth, 1):
        received, klass, result = spoilt(row, dice)
        texts = [row.number, received, dice.choice(("当面", "平信", "传真", "网络")), row.applicant, klass, "",
                 f"申请{row.number}规划信息", *row.corrections, row.answered, result, row.words[2], ""]  # fmt: skip
        lines.append(_row("".join(map(_cell, texts))))
        if at % 25 == 0:
            heads = [_row(head), _row(under)] if not pages else []
            pages.append(f"<w:tbl>{''.join([*heads, *lines])}</w:tbl><w:p/>")
            lines = []
    body = f"<w:p><w:r><w:t>2025年政府信息公开申请登记表</w:t></w:r></w:p>{''.join(pages)}"
    raw = BytesIO()
    with ZipFile(raw, "w") as archive:
        space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>')
        archive.writestr("[Content_Types].xml", "<Types/>")
    return raw.getvalue(), truth


def _row(cells: str) -> str:
    return f"<w:tr>{cells}</w:tr>"


def _cell(text: str, span: int = 1, down: str = "") -> str:
    merged = f'<w:vMerge w:val="{down}"/>' if down else ""
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{merged}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>'


MAKERS = {"登记簿.xlsx": workbook, "登记簿.csv": comma_text, "登记簿.docx": document}
