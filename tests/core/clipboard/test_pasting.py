"""Pasting as far as it needs no window: what goes where, what does not fit, what is said."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Literal

import pytest

from govreport_gui.core.clipboard.pasting import Plan, plan
from govreport_gui.core.clipboard.placement import Target
from govreport_gui.core.clipboard.tables import rows_of, tables
from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document
from govreport_gui.core.report.figures import printed_numbers
from govreport_gui.core.values import read

PAYLOADS = Path(__file__).parents[2] / "data" / "clipboard"
TRUTH = json.loads((PAYLOADS / "truth.json").read_text(encoding="utf-8"))
REAL = sorted(path for path in PAYLOADS.glob("*.html") if not path.name.startswith("by-hand"))
AT = "requests.granted.natural_person"


@pytest.fixture
def forms(form: Format, old_form: Format) -> tuple[Format, Format]:
    return form, old_form


@pytest.fixture
def paste(form: Format, forms: tuple[Format, Format]):
    """Paste plain text, html or a payload into an empty report, or into another one."""

    def pasted(
        source: str, *selected: str, into: Document | None = None, on: Format = form, dash: Literal["0", ""] = "0"
    ) -> Plan:
        document = into or Document(on.id)
        selected = selected or (AT,)
        grids = tables(source) or [rows_of(source)]
        return plan(on, document, forms, grids, Target(on.cells[selected[0]].table, selected), dash)

    return pasted


def html(name: str) -> str:
    return (PAYLOADS / f"{name}.html").read_text(encoding="utf-8")


def requests(*columns: str, row: str = "granted") -> list[str]:
    return [f"requests.{row}.{column}" for column in columns]


# ── what real programs give ──────────────────────────────────────────


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_every_number_of_a_real_payload_goes_into_its_own_cell(path: Path, forms, paste) -> None:
    truth = TRUTH[path.stem.split("-", 1)[1].rsplit("-", 1)[0]]
    what = path.stem.rsplit("-", 1)[1]
    on = next(form for form in forms if form.id == truth["forms"]["proactive"])
    start = "requests.new.natural_person"
    made = paste(path.read_text(encoding="utf-8"), start, on=on)
    after = Document(on.id).with_cells(made.texts)
    numbers = printed_numbers(on, after)
    tables_meant = {"all": {"proactive", "requests", "disputes"}, "numbers": {"requests"}}.get(what, {what})
    expected = {cell: text for cell, text in truth["cells"].items() if cell.split(".")[0] in tables_meant}
    wrong = {
        cell: (text, after.cells.get(cell))
        for cell, text in expected.items()
        if (numbers.get(cell) != Decimal(text) if text is not None else cell in after.cells)
    }
    assert wrong == {}
    assert set(expected) <= set(made.texts)
    assert {cell.split(".")[0] for cell in made.texts} == tables_meant
    assert made.skipped == ()
    assert not any("列名" in doubt for doubt in made.doubts)


def test_the_plain_text_of_calc_gives_the_same_cells_as_its_html(paste) -> None:
    for path in REAL:
        if path.name.startswith("calc"):
            text = path.with_suffix(".txt").read_text(encoding="utf-8")
            assert paste(text).texts == paste(path.read_text(encoding="utf-8")).texts


def test_totals_that_agree_stay_automatic_and_are_counted(form: Format, paste) -> None:
    made = paste(html("calc-pingtan-2021-requests"))
    assert (made.equal, made.differing, made.doubts) == (31, 0, ())
    assert made.message == "已粘贴 175 格；其中总计 31 格与自动总计相同。"
    after = Document(form.id).with_cells(made.texts)
    assert not set(after.cells) & set(form.sums)


def test_a_total_that_differs_is_kept_and_shown_first(form: Format, paste) -> None:
    made = paste("1\t2\t0\t0\t0\t0\t4")
    assert made.texts["requests.granted.total"] == "4"
    assert made.puts[-1].note == "与自动总计3不同"
    assert made.doubts == ("总计 1 格与自动总计不同，按粘贴的数保留、核对。",)
    assert made.message == "已粘贴 7 格；总计 1 格与自动总计不同，按粘贴的数保留。"


def test_a_total_is_judged_by_the_parts_as_pasted(paste) -> None:
    """The grand total agrees with the totals beside it even where one of these is wrong itself."""
    wrong_column = "\n".join(
        f"{row}\t{number}" for row, number in (("予以公开", 1), ("部分公开", 2), ("（七）总计", 9))
    )
    made = paste("\t自然人\n" + wrong_column)
    assert made.texts["requests.results_total.natural_person"] == "9"
    assert made.differing == 1


def test_a_mixed_report_is_carried_into_the_form_of_its_second_table(paste) -> None:
    made = paste(html("writer-hongze-2023-requests"))
    assert made.texts["requests.otherwise_other.natural_person"] == "0"
    assert made.texts["requests.refused_state_secret.natural_person"] == "1"
    assert made.doubts[0] == "粘贴的表三是2019年格式，这份报告是2021年格式。"


def test_what_the_form_has_no_cell_for_is_listed(paste) -> None:
    made = paste(html("calc-pingtan-2020-all"))
    skipped = {each.text: each.why for each in made.skipped}
    assert skipped["表二规章·对外公开总数量：7"] == "这份报告的格式没有这一格"
    assert (
        made.texts["proactive.licensing.decisions"] == TRUTH["pingtan-2020"]["cells"]["proactive.licensing.decisions"]
    )
    assert f"没有放进去 {len(made.skipped)} 项" in made.message


def test_another_table_than_the_one_on_screen_is_said(paste) -> None:
    made = paste(html("chromium-suqian-2024-disputes"))
    assert made.doubts == ("认出来的是表四，当前是表三。会粘贴到表四里。",)
    assert all(cell.startswith("disputes.") for cell in made.texts)


def test_excel_markup_with_hidden_rows_and_drifted_names(paste) -> None:
    made = paste(html("by-hand-excel"))
    assert made.texts["requests.new.natural_person"] == "1234"
    assert made.texts["requests.new.total"] == ""
    assert made.texts["requests.granted.total"] == "1004"
    assert made.texts["requests.refused_state_secret.natural_person"] == "2"
    assert not any(cell.startswith("requests.carried_in") for cell in made.texts)
    assert (made.equal, made.differing) == (2, 1)


def test_wps_markup_with_dashes_remarks_and_units(paste) -> None:
    made = paste(html("by-hand-wps"), "proactive.regulations.issued")
    assert made.dashes == 2
    assert made.texts == {
        "proactive.regulations.issued": "0",
        "proactive.regulations.repealed": "0",
        "proactive.regulations.in_force": "3",
        "proactive.normative_documents.issued": "12",
        "proactive.normative_documents.repealed": "1",
        "proactive.normative_documents.in_force": "22（其中修订 16 件）",
        "proactive.fees.amount": "1 234.5万元",
    }
    assert read(made.texts["proactive.fees.amount"]).number == Decimal("1234.5")


# ── by names ─────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("2.重复申请", "not_processed_duplicate"),
        ("重复申请", "not_processed_duplicate"),
        ("2、重 复\n申请", "not_processed_duplicate"),
        ("（五）不予处理 2.重复申请", "not_processed_duplicate"),
        ("部分公开", "partial"),
        ("(二) 部分公开", "partial"),
        ("本年新收", "new"),
        ("本年新收政府信息公开申请数量", "new"),
        ("结转下年度", "carried_out"),
        ("总计", "results_total"),
        ("（六）3.其他", "otherwise_other"),
    ],
)
def test_a_row_is_known_by_its_official_or_drifted_name(name: str, row: str, paste) -> None:
    made = paste(f'"{name}"\t1\t0\t0\t0\t0\t2\t3')
    assert made.texts == dict(
        zip(
            requests(
                "natural_person", "enterprise", "research", "public_welfare", "legal_service", "other", "total", row=row
            ),
            ["1", "0", "0", "0", "0", "2", ""],
            strict=True,
        )
    )
    assert made.how == "按行名对齐"


def test_rows_in_another_order_go_to_their_names_whatever_cell_is_current(paste) -> None:
    made = paste("部分公开\t5\t0\t0\t0\t0\t0\t5\n予以公开\t7\t0\t0\t0\t0\t0\t7", "requests.carried_out.other")
    assert made.texts["requests.granted.natural_person"] == "7"
    assert made.texts["requests.partial.natural_person"] == "5"
    assert made.doubts == ()


def test_columns_in_another_order_go_to_their_heads(paste) -> None:
    heads = "总计\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他"
    made = paste(f"\t{heads}\n予以公开\t9\t1\t2\t3\t0\t0\t3")
    assert [made.texts[cell] for cell in requests("natural_person", "enterprise", "other")] == ["1", "2", "3"]
    assert made.equal == 1


def test_some_columns_with_names_and_heads_go_to_both(paste) -> None:
    made = paste("项目\t其他\t自然人\n部分公开\t4\t3")
    assert made.texts == {"requests.partial.natural_person": "3", "requests.partial.other": "4"}
    assert made.doubts == ()


def test_some_columns_with_names_only_begin_at_the_current_column_and_that_is_shown(paste) -> None:
    made = paste("部分公开\t4\t3", "requests.new.research")
    assert made.texts == {"requests.partial.research": "4", "requests.partial.public_welfare": "3"}
    assert made.doubts == ("行按名称对齐；没有认出列名，列从当前格起往右放。",)


@pytest.mark.parametrize("name", ["（一）予以公开\t", "（一）予以公开", "三、本年度办理结果\t（一）予以公开\t"])
def test_the_blanks_of_a_merged_name_are_no_columns(name: str, paste) -> None:
    made = paste(f"{name}\t5\t6", "requests.new.natural_person")
    assert made.texts == {AT: "5", "requests.granted.enterprise": "6"}


def test_heads_without_names_give_the_columns(paste) -> None:
    made = paste("其他\t自然人\n4\t3\n6\t5", "requests.granted.natural_person")
    assert made.texts == {
        "requests.granted.natural_person": "3",
        "requests.granted.other": "4",
        "requests.partial.natural_person": "5",
        "requests.partial.other": "6",
    }
    assert made.how == "按列名对齐"


def test_heads_that_come_three_times_are_told_apart_by_those_above(paste) -> None:
    made = paste("行政复议\t复议后起诉\n结果维持\t结果维持\n1\t2", "disputes.reconsideration.upheld")
    assert made.texts == {
        "disputes.reconsideration.upheld": "1",
        "disputes.litigation_after_reconsideration.upheld": "2",
    }


def test_a_row_that_no_line_is_called_is_listed(paste) -> None:
    made = paste("予以公开\t1\t0\t0\t0\t0\t0\t1\n网上申请\t5\t0\t0\t0\t0\t0\t5")
    assert [(each.text, each.why) for each in made.skipped] == [("网上申请 5 0 0 0 0 0 5", "没有认出这一行")]
    assert made.doubts == ("有 1 项放不进去。",)


def test_a_further_table_of_the_page_is_listed(paste) -> None:
    layout = "<table><tr><td>首页<td>公开</table>"
    other = "<table><tr><td>收费情况<td>3</table>"
    made = paste(layout + "<table><tr><td>规章<td>1<td>0<td>2</table>" + other, "proactive.fees.amount")
    assert made.texts["proactive.regulations.in_force"] == "2"
    assert [(each.text, each.why) for each in made.skipped] == [("收费情况", "另一张表，没有认出来")]


# ── by position ──────────────────────────────────────────────────────


def test_seven_numbers_fill_the_seven_number_columns(paste) -> None:
    made = paste("1\t0\t0\t0\t0\t2\t3\r\n4\t0\t0\t0\t0\t0\t4\r\n", "requests.new.natural_person")
    assert list(made.texts)[:7] == requests(
        "natural_person", "enterprise", "research", "public_welfare", "legal_service", "other", "total", row="new"
    )
    assert made.texts["requests.carried_in.natural_person"] == "4"
    assert made.equal == 2


def test_a_column_goes_down_over_heads_and_bands(paste) -> None:
    made = paste("1\n2\n3\n4\n5\n6.5", "proactive.regulations.issued")
    assert made.texts == {
        "proactive.regulations.issued": "1",
        "proactive.normative_documents.issued": "2",
        "proactive.licensing.decisions": "3",
        "proactive.penalties.decisions": "4",
        "proactive.coercion.decisions": "5",
        "proactive.fees.amount": "6.5",
    }


def test_a_merged_box_takes_one_number_and_the_others_are_listed(paste) -> None:
    made = paste("7\t8\t9", "proactive.licensing.decisions")
    assert made.texts == {"proactive.licensing.decisions": "7"}
    assert [each.text for each in made.skipped] == ["8", "9"]
    assert paste("7\t\t", "proactive.licensing.decisions").skipped == ()


def test_nothing_is_cut_silently_at_the_edges(paste) -> None:
    made = paste("1\t2\n3\t4", "requests.carried_out.total")
    assert made.texts == {"requests.carried_out.total": "1"}
    assert [(each.text, each.why) for each in made.skipped] == [
        ("2", "表三右边没有格了"),
        ("3", "表三下面没有行了"),
        ("4", "表三下面没有行了"),
    ]
    assert "有 3 项放不进去。" in made.doubts


def test_names_that_nothing_is_called_are_left_out_and_said(paste) -> None:
    made = paste("某科室\t1\t2\n另一科室\t3\t4")
    assert made.texts[AT] == "1"
    assert made.doubts[0] == "“某科室”、“另一科室”不是这张表的行名、列名，没有粘贴；数字从当前格起按位置放。"


def test_columns_in_another_order_are_found_by_the_names_they_are_called_by(paste) -> None:
    made = paste("信息内容\t本年制发\t现行有效\t本年废止\n规章\t1\t30\t2\n行政规范性文件\t4\t50\t6")
    assert made.texts == {
        "proactive.regulations.issued": "1",
        "proactive.regulations.in_force": "30",
        "proactive.regulations.repealed": "2",
        "proactive.normative_documents.issued": "4",
        "proactive.normative_documents.in_force": "50",
        "proactive.normative_documents.repealed": "6",
    }


def test_heads_that_are_not_known_are_said_before_numbers_go_below_them(paste) -> None:
    made = paste("信息内容\t本年制发\t上年有效\t现行有效\n规章\t1\t2\t3", "proactive.regulations.issued")
    assert "表二“规章”：列名“上年有效”没有认出，下面的数按位置放。" in made.doubts
    titled = paste("主动公开政府信息情况\t\t\t\n规章\t1\t2\t3", "proactive.regulations.issued")
    assert not any("列名" in doubt for doubt in titled.doubts), "a title is no head"


@pytest.mark.parametrize("first", ["未统计", "1.2万", "=1+1", "不详", "3①"])
def test_an_entry_that_is_no_number_keeps_its_place_at_the_top_of_a_column(first: str, paste) -> None:
    made = paste(f"{first}\n5\n6")
    assert list(made.texts.values()) == [first, "5", "6"]
    assert made.puts[0].doubtful
    assert "1 格不是这一格该有的数，照原样放进去，核对后改。" in made.doubts


@pytest.mark.parametrize("head", ["数量", "2024年", "某单位"])
def test_a_head_at_the_top_of_a_column_is_none_of_its_numbers(head: str, paste) -> None:
    made = paste(f"{head}\n5\n6")
    assert list(made.texts.values()) == ["5", "6"]


def test_a_dash_that_replaces_a_number_is_named(form: Format, paste) -> None:
    (put,) = paste("未发生", into=Document(form.id, cells={AT: "7"})).puts
    assert (put.after, put.note) == ("0", "粘贴的是“未发生”，替换原来的数")


def test_one_value_fills_the_selection(paste) -> None:
    cells = (*requests("natural_person", "enterprise"), *requests("natural_person", "enterprise", row="partial"))
    made = paste("0", *cells)
    assert made.texts == dict.fromkeys(cells, "0")
    assert (made.how, made.doubts) == ("填满选中的格", ())


def test_a_row_fills_selected_rows(paste) -> None:
    cells = (*requests("natural_person", "enterprise"), *requests("natural_person", "enterprise", row="partial"))
    assert paste("1\t2", *cells).texts == dict(zip(cells, ["1", "2", "1", "2"], strict=True))


@pytest.mark.parametrize("text", ["", "  \r\n", "\t\t\n"])
def test_nothing_is_nothing(text: str, paste) -> None:
    assert paste(text) is None


def test_prose_is_not_pasted_over_numbers(paste) -> None:
    assert paste("一、总体情况\n本年度认真贯彻\n共收到申请 5 件\n下一步将继续") is None


# ── what stands in the cells ─────────────────────────────────────────


@pytest.mark.parametrize(
    ("pasted", "stored"),
    [
        ("１２", "12"),
        ("1,234", "1234"),
        ("1，234", "1234"),
        ("1 234", "1234"),
        ("\u00a012\u3000", "12"),
        ("9件", "9件"),
        ("3 条", "3 条"),
        ("251000元", "251000元"),
        ("007", "7"),
        ("12.50", "12.5"),
        ("-3", "-3"),
        ("#REF!", "#REF!"),
        ("=1+1", "=1+1"),
        ("九件半", "九件半"),
    ],
)
def test_a_plain_number_is_stored_plain_and_all_else_as_written(pasted: str, stored: str, paste) -> None:
    assert paste(pasted).texts == {AT: stored}


@pytest.mark.parametrize("text", ["#REF!", "=1+1", "九件半", "-3", "1.5", "9万元"])
def test_what_the_cell_should_not_hold_is_shown_before_it_is_done(text: str, paste) -> None:
    made = paste(text)
    assert made.doubts == ("1 格不是这一格该有的数，照原样放进去，核对后改。",)
    assert made.puts[0].doubtful


@pytest.mark.parametrize("text", ["—", "-", "－", "――", "／", "/", "无", "〇", "——", "–"])
def test_dashes_are_asked_about(text: str, paste) -> None:
    made = paste(f"{text}\t1") if text != "――" else paste("―\t1")
    assert made.dashes == 1
    assert made.texts[AT] == "0"
    assert paste(f"{text}\t1" if text != "――" else "―\t1", dash="").texts[AT] == ""


def test_other_numbers_are_replaced_only_after_a_look(form: Format, paste) -> None:
    filled = Document(form.id, cells={AT: "9", "requests.partial.natural_person": "5"})
    made = paste("8\n5", into=filled)
    assert made.doubts == ("1 格原来填了别的数，会被替换。",)
    assert [(put.before, put.after, put.note) for put in made.puts if put.doubtful] == [("9", "8", "替换原来的数")]


def test_a_block_as_large_as_the_selection_is_not_asked_about(form: Format, paste) -> None:
    cells = (AT, "requests.partial.natural_person")
    filled = Document(form.id, cells=dict.fromkeys(cells, "9"))
    assert paste("8\n5", *cells, into=filled).doubts == ()
    assert paste("8\n", *cells, into=filled).texts == dict.fromkeys(cells, "8")


def test_a_pasted_blank_empties_and_is_counted(form: Format, paste) -> None:
    cells = requests("natural_person", "enterprise")
    made = paste("\t3", *cells, into=Document(form.id, cells={AT: "9"}))
    assert made.texts[AT] == ""
    assert made.message == "已粘贴 1 格；清空 1 格。"


def test_a_typed_total_becomes_automatic_where_the_pasted_one_agrees(form: Format, paste) -> None:
    total = "requests.granted.total"
    made = paste("1\t0\t0\t0\t0\t0\t1", into=Document(form.id, cells={total: "5"}))
    assert made.texts[total] == ""


def test_a_table_of_a_later_form_is_added_up_where_an_earlier_one_has_one_row(old_form: Format, paste) -> None:
    made = paste(html("calc-pingtan-2021-requests"), "requests.new.natural_person", on=old_form)
    assert made.texts["requests.otherwise.natural_person"] == "1"
    assert made.texts["requests.otherwise.total"] == ""
    assert made.doubts == ("粘贴的表三是2021年格式，这份报告是2019年格式。",)
    assert made.skipped == ()
