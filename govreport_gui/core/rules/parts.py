"""Rules about parts that are missing: a part of text, 五, an official table.

When is an empty part *missing*, and when has it only not been written yet? A part of text is missing
once every cell to fill in is filled, or the rest is written and every table has figures; a table is missing
once the other tables are filled and 一, 五 and 六 are all written. So whoever fills in a new report is
left in peace until the tables are done, no report passes without its text, and one that was read from
elsewhere hears of it at once.
"""

from collections.abc import Iterator
from typing import Final, Literal

from govreport_gui.core.findings.finding import Finding, NotChecked
from govreport_gui.core.patterns import pattern
from govreport_gui.core.prose.passages import length, shortened
from govreport_gui.core.rules import headings
from govreport_gui.core.rules.case import Case, Check, carries
from govreport_gui.core.rules.needs import SHORTENED
from govreport_gui.core.rules.texts import not_written

Filled = Literal["blank", "begun", "full"]
TEXTS: Final = ("overview", "problems", "other_matters")
"""The parts that are text: 一, 五, 六."""
_PROBLEMS_LEAST: Final = 30
_NOTHING: Final = pattern(
    "(?:经?(?:自查|本单位|本机关|本部门|我单位|我局|我委|我办|我镇|本年度|目前|现))*"
    "(?:暂?无|没有|暂?未发现|不存在)(?:任何)?(?:存在)?(?:的)?(?:主要|突出|明显|其他)?(?:问题)?(?:[及和与]改进(?:情况|措施))?"
)
_PUNCTUATION: Final = pattern(r"[\s，。、；：:,.;!！“”（）()/\-—]+")
_A_PROBLEM: Final = pattern(
    "问题|不足|薄弱|差距|不够|有待|欠缺|短板|弱项|[还仍尚]需|不高|不强|不到位|困难|滞后|空间|有限|不平衡|不充分"
    "|[不未](?:能|够)?(?:完全|很好|充分|及时|有效)?(?:满足|适应|符合|匹配)|(?:还|尚|仍)(?:不|未|存在)|(?:亟待|需要?).{0,8}(?:改进|提升|加强|完善)"
)
_A_MEASURE: Final = pattern("改进|下一步|下步|措施|今后|将|加强|加大|提升|提高|完善|强化|推进|整改|优化|健全")


def _states(case: Case) -> dict[str, Filled]:
    """How far each table is; totals count as something that stands there."""
    blank = dict.fromkeys((table.id for table in case.form.tables), 0)
    for cell in case.form.inputs:
        if cell not in case.document.cells:
            blank[case.form.cells[cell].table] += 1
    states: dict[str, Filled] = {}
    for table in case.form.tables:
        begun = any(cell in case.document.cells for cell in table.cells)
        states[table.id] = "full" if not blank[table.id] else "begun" if begun else "blank"
    return states


def _missing_text(case: Case, section: str) -> bool:
    """Whether that text is missing: the tables are done, or the rest is written and every table has figures."""
    if case.text(section).strip():
        return False
    states = _states(case)
    rest = all(case.text(part).strip() for part in TEXTS if part != section)
    figures = all(states[table.id] == "full" or carries(table, case.document) for table in case.form.tables)
    return all(state == "full" for state in states.values()) or (rest and figures)


def _parts(case: Case) -> Iterator[Finding | NotChecked]:
    wrong = list(headings.misplaced(case))
    yield from wrong
    for section in TEXTS:
        if case.text(section).strip():
            continue
        # A heading that is misnumbered has been told.
        where = headings.lost(case, section)
        if where is not None:
            if not any((each.section, each.span) == where for each in wrong):
                yield headings.lost_heading(case, section, where)
        elif section == "problems":
            continue
        elif _missing_text(case, section):
            of = case.form.section(section)
            also = "无其他事项的，写明收取信息处理费的情况。" if section == "other_matters" else ""
            message = f"缺少第{of.heading[0]}部分“{of.heading}”，年报应有6个部分。请补写。{also}"
            yield Finding("NR-01", None, "must_fix", (), message, section=section)
        else:
            yield not_written(case, "NR-01", section)


def _problems(case: Case) -> Iterator[Finding | NotChecked]:
    text = case.text("problems")
    plain = _PUNCTUATION.sub("", text)
    ought = "应写明存在的具体问题和改进情况，不能写“无”"
    if not text.strip():
        if headings.lost(case, "problems"):
            return
        if _missing_text(case, "problems"):
            message = f"“五、问题及改进”为空，{ought}。请补写。"
            yield Finding("NR-05", None, "must_fix", (), message, section="problems")
        else:
            yield not_written(case, "NR-05", "problems")
    elif not plain or _NOTHING.fullmatch(plain):
        message = f"“五、问题及改进”写作“{text.strip()}”，{ought}。请补写。"
        yield Finding("NR-05", None, "must_fix", (), message, section="problems", span=(0, len(text)))
    elif shortened(text):
        yield NotChecked("NR-05", None, SHORTENED)
    elif (number := length(text)) < _PROBLEMS_LEAST:
        message = f"“五、问题及改进”仅{number}字，{ought}。请写具体，不少于{_PROBLEMS_LEAST}字。"
        yield Finding("NR-05", None, "explain", (), message, number, _PROBLEMS_LEAST, "problems")
    else:
        sought = (("存在的问题", _A_PROBLEM), ("改进的措施", _A_MEASURE))
        absent = [name for name, words in sought if not words.search(text)]
        if absent:
            message = f"“五、问题及改进”未见{'和'.join(absent)}，问题和改进2个方面均应写明。请补写，或写明原因。"
            yield Finding("NR-05", None, "explain", (), message, 2 - len(absent), 2, "problems")


def _tables(case: Case) -> Iterator[Finding | NotChecked]:
    states = _states(case)
    all_written = all(case.text(part).strip() for part in TEXTS)
    for section in case.form.sections:
        if states.get(section.table) != "blank":
            continue
        table = case.form.table(section.table)
        if all_written and all(state == "full" for of, state in states.items() if of != section.table):
            message = (
                f"第{section.heading[0]}部分缺少{table.name}，其他部分均已填写，{table.name}为空。"
                "该部分应有统一格式的表格，不能仅用文字或图片；未发生的填0。"
            )
            yield Finding("NR-07", None, "must_fix", (), message, section=section.id)
        else:
            yield NotChecked("NR-07", None, f"{table.name}未填")


_NOTICE: Final = "国办公开办函〔2021〕30号"
RULES: Final = (
    Check("NR-01", "must_fix", "年报有一至六共六个部分，标题用统一格式的标题", f"{_NOTICE}所附格式", _parts),
    Check(
        "NR-05",
        "must_fix",
        f"第五部分不是空的，也不是“无”；至少{_PROBLEMS_LEAST}字，既有问题又有改进",
        "《政府信息公开条例》第五十条第四项",
        _problems,
    ),
    Check("NR-07", "must_fix", "第二、三、四部分有表格，不只有文字", f"{_NOTICE}所附格式", _tables),
)
