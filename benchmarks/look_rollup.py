"""Pictures of the desk that adds up: `python benchmarks/look_rollup.py` writes them to out/look/."""

import os
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSize
from PySide6.QtTest import QTest

from govreport_gui.core.report.document import Document
from govreport_gui.core.rollup import desk as desks
from govreport_gui.core.rollup.adding import add_up, last_sum
from govreport_gui.core.rollup.desk import Desk
from govreport_gui.core.rollup.submission import Collection, Member, Submission, Unreadable
from govreport_gui.core.values import read
from govreport_gui.files import resources
from govreport_gui.files.rollup.submitted import judged
from govreport_gui.files.sources import reading
from govreport_gui.ui import app
from govreport_gui.ui.rollup import desk_menu
from govreport_gui.ui.rollup.desk_window import ALIKE, PROBLEMS
from govreport_gui.ui.rollup.work import Work
from govreport_gui.ui.widgets import theme

FOLDER: Final = Path(__file__).parent.parent / "out" / "look"
KINDS: Final = (
    *(
        "发展和改革",
        "教育",
        "科学技术",
        "工业和信息化",
        "公安",
        "民政",
        "司法",
        "财政",
        "人力资源和社会保障",
        "自然资源",
    ),
    *("生态环境", "住房和城乡建设", "交通运输", "水利", "农业农村", "商务", "文化和旅游", "卫生健康"),
    *(
        "应急管理",
        "审计",
        "市场监督管理",
        "统计",
        "林业",
        "医疗保障",
        "信访",
        "乡村振兴",
        "政务服务",
        "城市管理",
        "机关事务",
    ),
)
PLACES: Final = (
    *("城东", "城西", "河口", "青山", "双河", "白石", "大坪", "新桥", "石门", "龙潭", "桃源", "永兴", "太平", "长寿"),
    *("清溪", "金泉", "银杏", "梅林", "松柏", "竹园", "三江", "五里", "七星", "九龙", "长岭", "沙坪", "杨柳", "茶园"),
    *("盐井", "铁山", "云台", "观音", "文峰"),
)
UNITS: Final = (*(f"县{kind}局" for kind in KINDS), *(f"{place}镇人民政府" for place in PLACES))
OVERVIEW: Final = """{unit}主动公开方面，按要求公开政府信息，{a}。依申请公开方面，规范受理、办理和答复，{b}。
政府信息管理方面，严格保密审查，{c}。平台建设方面，完善专栏，{d}。监督保障方面，加强培训，{e}。
本年度工作考核、社会评议结果良好，没有发生责任追究的情形。"""
PHRASES: Final = (
    *(
        "重点领域目录及时调整",
        "政策解读形式逐步丰富",
        "线上线下渠道保持畅通",
        "答复文书模板统一规范",
        "台账逐件登记可以追溯",
    ),
    *(
        "发布审核分级把关",
        "历史文件逐件清理",
        "栏目更新按季通报",
        "查阅点配备专人",
        "业务骨干轮流授课",
        "群众意见逐条回复",
    ),
)


def reports(year: int, seed: int) -> Iterator[Document]:
    """A report for each unit, made from the shipped sample."""
    sample = reading.read(resources.path("samples/pengshui-2021.txt")).document
    form = resources.form_of("2021")
    assert form is not None
    dice = random.Random(seed)
    for number, unit in enumerate(UNITS):
        scale = dice.choice((1, 2, 3, 5, 8, 13))
        words = dice.sample(PHRASES, 5)
        cells = {
            cell: str(known * scale if isinstance(known := read(text).number or 0, int) else known)
            for cell, text in sample.cells.items()
        }
        overview = OVERVIEW.format(unit=unit, **dict(zip("abcde", words, strict=True)))
        problems = f"主要问题是{words[0]}方面仍有不足，{words[1]}还不够。下一步{words[2]}，{words[3]}，按季度通报情况。"
        texts = {"overview": overview, "problems": problems, "other_matters": "本年度未收取信息处理费。"}
        if number % 21 == 4:
            texts |= {"overview": OVERVIEW.format(unit="本单位", **dict(zip("abcde", PHRASES, strict=False)))}
        made = replace(sample, unit=unit, year=year, cells=cells, sections=texts, headings={}, title="")
        yield made.with_cells({"proactive.licensing.decisions": str(dice.randrange(400)) + "0"})


def desk() -> Desk:
    """A county's collection: some wrong, some missing, one of another year, one unreadable; last year beside."""
    form = resources.form_of("2021")
    assert form is not None
    both: list[list[Submission]] = []
    for year, seed in ((2020, 5), (2021, 6)):
        found = []
        for at, document in enumerate(reports(year, seed)):
            changed = document
            if year == 2021 and at % 11 == 3:
                changed = document.with_cells({"requests.granted.natural_person": "53"})
            found.append(judged(f"邮件/{document.unit}.docx", form, changed, changed=at))
        both.append(found)
    before = Collection(resources.formats(), tuple(both[0]), year=2020)
    this = [each for at, each in enumerate(both[1]) if at % 10 != 7]
    late = replace(both[0][7], file="邮件/去年的.docx")
    collection = Collection(
        resources.formats(),
        (*this, late),
        (
            Unreadable(
                "邮件/扫描件.png", "“扫描件.png”为图片，读不出文字。请照图填报，或取得这份年报的 Word、PDF 文件。"
            ),
        ),
        tuple(Member(unit) for unit in UNITS),
        "某县人民政府",
        2021,
        last=last_sum(before, add_up(before)),
    )
    made = Desk(collection, deadline="1月24日", contact="政务公开科　电话：123456")
    return desks.marked(made, UNITS[20:40], "accepted")


def main() -> None:
    qt = app.application()
    FOLDER.mkdir(parents=True, exist_ok=True)
    work = Work(desk())
    for shade in (False, True):
        theme.take_palette(qt, is_dark=shade)
        for size in (QSize(1366, 690), QSize(911, 450)):
            window = desk_menu.new_desk(work, lambda *_: None)
            window.resize(size)
            window.show()
            window.totals.go_to("requests.new.total")
            name = f"rollup-{size.width()}x{size.height()}-{'dark' if shade else 'light'}"
            for tab in ("requests", "proactive", PROBLEMS, ALIKE):
                window.show_tab(tab)
                QTest.qWait(150)
                window.grab().save(str(FOLDER / f"{name}-{tab}.png"))
            window.close()


if __name__ == "__main__":
    main()
