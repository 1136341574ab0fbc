import pytest

from govreport_gui.core.forms.form import Format
from govreport_gui.core.reading.lines import blocks
from govreport_gui.files import resources
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.sources.assembly import assemble
from govreport_gui.files.sources.imported import Imported


def read(text: str) -> Imported:
    return assemble(blocks(text, resources.formats()), resources.formats())


def rows(form: Format, table: str, number: str = "1") -> str:
    """A table as text, each cell on a line, with that number in every cell."""
    official = form.table(table)
    lines = []
    for at, line in enumerate(official.lines):
        boxes = [box for box in official.boxes if box.line == at]
        lines.append("\n".join("\t" + (box.text or (number if box.cell else "")) for box in boxes))
        assert line.labels or line.cells
    return "\n\n".join(lines) + "\n\n"


def report(form: Format, title: str = "甲县财政局2025年政府信息公开工作年度报告", **texts: str) -> str:
    text = f"{title}\n\n{texts.get('preface', '说明。')}\n"
    for section in form.sections:
        if section.heading:
            text += f"{texts.get(section.id + '_heading', section.heading)}\n"
            text += rows(form, section.table) if section.table else ""
            text += texts.get(section.id, "") + "\n"
    return text


def test_every_line_that_is_no_table_lands_in_a_part(form: Format) -> None:
    texts = {section.id: f"{section.name}第一段。\n{section.name}第二段。" for section in form.sections[:-1]}
    imported = read(report(form, **texts))
    assert dict(imported.document.sections) == texts
    assert len(imported.document.cells) == 200
    assert imported.problems == ()


def test_the_shipped_sample_is_read_whole(sample: Imported) -> None:
    source = resources.path("samples/pengshui-2021.txt").read_text(encoding="utf-8")
    document = sample.document
    kept = [line for text in document.sections.values() for line in text.split("\n")]
    in_table = False
    for line in source.split("\n"):
        in_table = line.startswith("\t") or (in_table and bool(line.strip()))
        if in_table or not line.strip():
            continue
        official = {section.heading for section in sample.form.sections}
        known = line in kept or line in official or line in document.headings.values()
        assert known or line in (document.unit, "2021年政府信息公开工作年度报告")
    assert "1709608\u00a0次" in document.sections["overview"]
    assert dict(document.headings) == {"problems": "五、当前存在的主要问题及下步改进措施"}
    assert (document.unit, document.year, document.title) == ("彭水苗族土家族自治县人民政府机关", 2021, "")
    assert {part: text.count("\n") + 1 for part, text in document.sections.items()} == {
        "preface": 1,
        "overview": 6,
        "problems": 2,
        "other_matters": 1,
    }


@pytest.mark.parametrize(
    ("title", "unit", "year", "kept"),
    [
        ("甲县财政局2025年政府信息公开工作年度报告", "甲县财政局", 2025, False),
        ("甲县财政局\n2025年政府信息公开工作年度报告", "甲县财政局", 2025, False),
        ("2022年上海市政府信息公开工作年度报告", "上海市", 2022, True),
        ("甲县财政局2025年度政府信息公开工作年度报告", "甲县财政局", 2025, True),
        ("甲县财政局关于2021年度政府信息公开工作年度报告", "甲县财政局", 2021, True),
        ("甲县财政局二〇二五年政府信息公开年度报告", "甲县财政局", 2025, True),
    ],
)
def test_unit_and_year_from_the_title(form: Format, title: str, unit: str, year: int, kept: bool) -> None:
    document = read(report(form, title)).document
    assert (document.unit, document.year) == (unit, year)
    assert bool(document.title) is kept


def test_drifted_headings_are_known_and_kept(form: Format) -> None:
    drifted = {
        "problems_heading": "五、存在问题及下步打算",
        "other_matters_heading": "六、其他需报告的事项",
        "disputes_text_heading": "四、政府信息公开行政复议行政诉讼情况",
    }
    document = read(report(form, problems="有问题。", other_matters="没有收费。", **drifted)).document
    assert document.sections["problems"] == "有问题。"
    assert document.sections["other_matters"] == "没有收费。"
    # without the 、 it is the same heading; the other two are other words
    assert set(document.headings) == {"problems", "other_matters"}


def test_numbered_sentences_of_the_text_are_no_headings(form: Format) -> None:
    overview = "二、主动公开工作扎实推进，全年主动公开政府信息395条，公开质量进一步提升。\n三、其他。"
    assert read(report(form, overview=overview)).document.sections["overview"] == overview


def test_signature_and_date_go_to_the_closing(form: Format) -> None:
    document = read(report(form, other_matters="没有收费。\n甲县财政局\n2026年1月20日")).document
    assert document.sections["other_matters"] == "没有收费。"
    assert document.sections["closing"] == "甲县财政局\n2026年1月20日"


def test_a_row_that_is_not_understood_stays_visible(form: Format) -> None:
    text = report(form).replace("\t规章\n\t1\n\t1\n\t1", "\t规章\n\t1\n\t1")
    imported = read(text)
    assert "proactive.regulations.issued" not in imported.document.cells
    [entry] = [entry for entry in imported.account if entry.what == "doubtful"]
    assert entry.cells == tuple(f"proactive.regulations.{each}" for each in ("issued", "repealed", "in_force"))
    assert "“规章”" in entry.text
    assert "1、1" in entry.text
    assert entry.text in imported.problems


def test_a_missing_table_is_said(form: Format) -> None:
    imported = read(report(form).replace(rows(form, "disputes"), ""))
    assert imported.problems == ("没有找到表四，这张表还空着。",)
    assert len(imported.document.cells) == 185


def test_a_strange_table_in_part_six_stays_as_text(form: Format) -> None:
    imported = read(report(form, other_matters="\t收取件数\n\t收取金额\n\n\t1\n\t800"))
    assert imported.document.sections["other_matters"] == "收取件数\t收取金额\n1\t800"
    assert imported.problems == ()


def test_both_forms_are_told_apart(form: Format, old_form: Format) -> None:
    assert read(report(form)).form.id == form.id
    old = read(report(old_form, "甲局2020年政府信息公开工作年度报告"))
    assert old.form.id == old_form.id
    assert len(old.document.cells) == 198
    assert not old.document.forms


def test_an_old_table_three_under_a_new_table_two(form: Format, old_form: Format) -> None:
    text = report(form).replace(rows(form, "requests"), rows(old_form, "requests", "4"))
    document = read(text).document
    assert document.format == form.id
    assert dict(document.forms) == {"requests": "2019"}
    assert document.cells["requests.otherwise_other.other"] == "4"
    assert "requests.otherwise_fee_unpaid.other" not in document.cells


def test_a_new_table_three_under_an_old_table_two_is_added_up(form: Format, old_form: Format) -> None:
    new = rows(form, "requests", "4").replace("\t3.其他\n\t4", "\t3.其他\n\t无")
    document = read(report(old_form).replace(rows(old_form, "requests"), new)).document
    assert document.format == old_form.id
    assert document.cells["requests.otherwise.other"] == "12"
    # what is no number stays visible instead of vanishing in a sum
    assert document.cells["requests.otherwise.natural_person"] == "4＋4＋无"


def test_something_else_is_refused() -> None:
    with pytest.raises(OutsideError, match="没有找到年报的表格和标题"):
        read("今天天气很好。\n\t甲\n\t乙\n")


def test_control_characters_go(form: Format) -> None:
    assert read(report(form, overview="前\x07后")).document.sections["overview"] == "前后"


def test_no_number_goes_without_a_word_where_a_blank_line_is_missing(sample: Imported) -> None:
    lines = resources.path("samples/pengshui-2021.txt").read_text(encoding="utf-8").split("\n")
    lost = set()
    for at, line in enumerate(lines):
        if not line.strip():
            imported = read("\n".join(lines[:at] + lines[at + 1 :]))
            gone = sample.document.cells.items() - imported.document.cells.items()
            told = "".join(entry.text for entry in imported.account if entry.what == "left_over")
            assert all(text in told for _, text in gone), at
            lost |= gone
    # Table 四 has no names of rows: its numbers are known only as a row of their own.
    assert {cell.partition(".")[0] for cell, _ in lost} <= {"disputes"}


def test_two_rows_in_one_are_both_read(form: Format) -> None:
    text = report(form)
    joined = text.replace("\t1\n\n\t二、上年结转", "\t1\n\t二、上年结转")
    assert joined != text
    assert read(joined).document.cells == read(text).document.cells
    assert {entry.what for entry in read(joined).account} <= {"proof"}


def test_numbers_of_a_row_that_fit_no_cell_are_named(form: Format) -> None:
    text = report(form)
    head = "\t一、本年新收政府信息公开申请数量\n"
    imported = read(text.replace(head, f"\t77\n{head}"))
    assert imported.document.cells["requests.new.total"] == "1"
    (over,) = [entry.text for entry in imported.account if entry.what == "left_over"]
    assert "77" in over


def test_rows_of_a_table_that_is_missing_are_named(form: Format) -> None:
    text = report(form).replace(
        "\n\n\t1\n\t1\n\t1\n\t1\n\t1\n\t1\n\t1\n\t1", "\n\t1\n\t1\n\t1\n\t1\n\t1\n\t1\n\t1\n\t1"
    )
    imported = read(text)
    (over,) = [entry.text for entry in imported.account if entry.what == "left_over"]
    assert over.count("1") >= 15
