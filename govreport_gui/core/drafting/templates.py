"""The usual texts of 编制说明, 六 and 落款, from the unit and a date; the headings of the five aspects."""

from datetime import date
from typing import Final

from govreport_gui.core.drafting.sentences import Sentence
from govreport_gui.core.forms.form import Format
from govreport_gui.core.prose.aspects import ASPECTS
from govreport_gui.core.report.document import Document
from govreport_gui.core.rules.content import asks_for_aspects
from govreport_gui.core.values import iso_date

_LAW: Final = "《中华人民共和国政府信息公开条例》"
_NUMERALS: Final = "一二三四五"
_PARTS: Final = "一二三四五六"


def templates(form: Format, document: Document, section: str, today: date) -> tuple[Sentence, ...]:
    """Those for that part. What the program cannot know stands in 〔〕 and is to be filled in."""
    match section:
        case "preface":
            return (Sentence("编制说明范文", _preface(form, document)),)
        case "overview" if asks_for_aspects(form):
            lines = (f"（{number}）{name}方面。" for number, name in zip(_NUMERALS, ASPECTS.values(), strict=True))
            return (Sentence("五个方面的标题", "\n".join(lines)),)
        case "other_matters":
            year = f"{document.year}年" if document.year else "本年度"
            none = "除此之外，无其他需要报告的事项。"
            got = f"{year}，共发出收费通知〔件数〕件，收取信息处理费〔金额〕元。{none}"
            return (
                Sentence("六、未收取信息处理费", f"{year}，未收取政府信息公开信息处理费。{none}"),
                Sentence("六、收取信息处理费", got),
            )
        case "closing":
            return (Sentence("落款：单位和日期", f"{document.unit or '〔单位名称〕'}\n{_day(document, today)}"),)
    return ()


def _preface(form: Format, document: Document) -> str:
    numbered = [each.heading[2:] for each in form.sections if each.heading[:1] in tuple(_PARTS)]
    year = document.year or "〔年度〕"
    return (
        f"根据{_LAW}和国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告格式的要求，"
        f"编制{document.unit or '〔单位名称〕'}{year}年政府信息公开工作年度报告。"
        f"报告由{'、'.join(numbered)}{len(numbered)}个部分组成。"
        f"所列数据的统计期限为{year}年1月1日至{year}年12月31日。"
        "报告电子版可在〔网站名称、网址〕查阅、下载。"
        "对报告有疑问的，请与〔联系部门〕联系，地址：〔地址〕，邮编：〔邮编〕，电话：〔电话〕。"
    )


def _day(document: Document, today: date) -> str:
    """The day on which it is to be published, where the cover has one, else today."""
    planned = iso_date(document.office.get("publish_on", ""))
    day = date.fromisoformat(planned) if planned else today
    return f"{day.year}年{day.month}月{day.day}日"
