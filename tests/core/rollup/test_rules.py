"""What does not fit together: each rule finds what it should, and leaves alone what is right."""

from dataclasses import replace

import pytest

from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document
from govreport_gui.core.rollup.adding import add_up
from govreport_gui.core.rollup.rules import LEFT_OUT, RULES, Problem, problems
from govreport_gui.core.rollup.submission import Collection, LastSum, Member, Submission
from govreport_gui.files import resources
from govreport_gui.files.rollup.submitted import judged

NEW = "requests.new.natural_person"


def came(form: Format, unit: str, cells: dict[str, str] | None = None, year: int = 2025, **rest) -> Submission:
    return judged(f"{unit}.docx", form, Document(form.id, unit, year, cells=cells or {}, **rest))


def found(*submissions: Submission, report: Document | None = None, **rest) -> dict[str, list[Problem]]:
    collection = Collection(resources.formats(), submissions, **rest)
    by_rule: dict[str, list[Problem]] = {}
    for problem in problems(collection, add_up(collection), report):
        by_rule.setdefault(problem.rule, []).append(problem)
    return by_rule


def test_the_rules_are_those_of_the_reference_and_what_is_left_out_says_why() -> None:
    ids = [rule.id for rule in RULES]
    assert len(ids) == len(set(ids))
    assert set(ids) | LEFT_OUT.keys() == {f"RU-{number:02}" for number in range(1, 14)} | {"NR-10"}
    assert not set(ids) & LEFT_OUT.keys()
    assert {rule.id for rule in RULES if rule.level == "must_fix"} == {"RU-01"}
    assert all(rule.formula and rule.source and not rule.formula.endswith("。") for rule in RULES)


def test_good_units_have_no_problem(form: Format, zeros: Document) -> None:
    units = [
        judged(f"{name}.docx", form, replace(zeros, unit=f"县{name}局").with_section("overview", name * 20))
        for name in "甲乙"
    ]
    units[1] = replace(units[1], document=units[1].document.with_section("problems", "别的问题" * 30))
    assert found(*units, roster=(Member("县甲局"), Member("县乙局"))) == {}


def test_ru_01_the_governments_own_report_is_the_sum(form: Format) -> None:
    units = (came(form, "县甲局", {NEW: "3"}), came(form, "县乙局", {NEW: "4"}))
    own = add_up(Collection(resources.formats(), units)).document
    assert "RU-01" not in found(*units, report=own)
    wrong = own.with_cells({NEW: "8"})
    (problem,) = (each for each in found(*units, report=wrong)["RU-01"] if each.cells == (NEW,))
    assert (problem.level, problem.left, problem.right) == ("must_fix", 8, 7)
    assert problem.message == (
        "表三本年新收·自然人汇总数8，各单位之和7，相差1。各单位：县乙局4、县甲局3。请核对后更正。"
    )


def test_ru_02_missing_double_unknown_nameless(form: Format) -> None:
    roster = (Member("某县教育局"), Member("某县公安局"))
    twice = replace(came(form, "某县教育局"), file="又一份.docx", changed=1)
    nameless = came(form, "")
    messages = [
        each.message
        for each in found(came(form, "某县教育局"), twice, came(form, "某县公安"), nameless, roster=roster)["RU-02"]
    ]
    assert messages == [
        "尚有1个单位未报：某县公安局。请催报；本年不再报送的，从应报单位中移除。",
        "某县教育局报送了2份，已计入“又一份.docx”，未计入“某县教育局.docx”。请核对应以哪一份为准。",
        "某县公安不在应报单位中。疑为“某县公安局”。请核对单位名称，或补入应报单位。",
        "1份年报未写明单位名称：“.docx”。已计入汇总，请核对是哪个单位、有无重复。",
    ]


def test_ru_03_a_sum_among_the_units_and_the_same_numbers_twice(form: Format) -> None:
    cells = {cell: str(at + 2) for at, cell in enumerate(form.inputs[:10])}
    both = found(came(form, "甲县人民政府"), came(form, "县甲局", cells), came(form, "县乙局", cells))["RU-03"]
    assert [each.files for each in both] == [("甲县人民政府.docx",), ("县甲局.docx", "县乙局.docx")]
    assert "RU-03" not in found(came(form, "甲县人民政府"))
    few = dict.fromkeys(form.inputs[:3], "2")
    assert "RU-03" not in found(came(form, "县甲局", few), came(form, "县乙局", few))


def test_ru_04_a_wrong_report_counts_and_is_told(form: Format) -> None:
    wrong = came(form, "县甲局", {NEW: "2", "requests.new.total": "1"})
    (problem,) = found(wrong, came(form, "县乙局"))["RU-04"]
    assert problem.files == ("县甲局.docx",)
    assert problem.level == "explain"


def test_ru_05_other_years_and_other_forms(form: Format, old_form: Format) -> None:
    other = came(old_form, "县丙局", {"proactive.procurement.items": "7"})
    both = found(came(form, "县甲局"), came(form, "县乙局", year=2024), other)["RU-05"]
    assert both[0].message == "县乙局的年报为2024年度，不是2025年度，未计入。请核对是否报错年度。"
    place = old_form.cells["proactive.procurement.items"].place
    assert both[1].message == (
        f"县丙局采用{old_form.name}，已按{form.name}归入相应各格。其中{place}无对应的格，未计入。"
        f"请该单位改用{form.name}。"
    )
    assert len(both) == 2


def test_ru_06_what_is_carried_in_is_what_was_handed_on(form: Format) -> None:
    cell, before = "requests.carried_in.total", "requests.carried_out.total"
    units = (came(form, "县甲局", {cell: "3"}), came(form, "县乙局", {cell: "4"}))
    last = LastSum(form, {before: 6}, {"县甲局": {before: 3}, "县乙局": {before: 3}})
    (problem,) = found(*units, last=last)["RU-06"]
    assert (problem.left, problem.right, problem.files) == (7, 6, ("县乙局.docx",))
    assert "RU-06" not in found(*units, last=replace(last, totals={before: 7}))
    assert "RU-06" not in found(*units), "without last year there is nothing to compare"


def test_ru_07_only_the_government_makes_regulations(form: Format) -> None:
    cells = {"proactive.regulations.issued": "1"}
    (problem,) = found(came(form, "某市财政局", cells), came(form, "某市人民政府办公室", cells))["RU-07"]
    assert problem.files == ("某市财政局.docx",)


def test_ru_08_a_suit_that_names_two_organs(form: Format) -> None:
    cells = {"disputes.litigation_after_reconsideration.total": "1"}
    (problem,) = found(came(form, "某县财政局", cells), came(form, "某县人民政府办公室", cells))["RU-08"]
    assert problem.level == "notice"
    assert "RU-08" not in found(came(form, "某县财政局", cells), came(form, "某县公安局", cells))


def test_ru_12_one_gives_nearly_all_or_ten_times_last_years(form: Format) -> None:
    cell = "proactive.licensing.decisions"
    few = [came(form, f"县{name}局", {cell: "5"}) for name in "甲乙丙丁"]
    (problem,) = found(came(form, "县大局", {cell: "900"}), *few)["RU-12"]
    assert (problem.files, problem.cells) == (("县大局.docx",), (cell,))
    last = LastSum(form, {}, {"县甲局": {cell: 90}})
    (jump,) = found(*few, last=last)["RU-12"]
    assert (jump.files, jump.left, jump.right) == (("县甲局.docx",), 5, 90)


def test_ru_13_lists_the_fees_that_part_six_names(form: Format) -> None:
    charged = came(form, "县甲局", sections={"other_matters": "本年度收取信息处理费共120元，涉及2件。"})
    none = came(form, "县乙局", sections={"other_matters": "本年度未收取信息处理费。"})
    (problem,) = found(charged, none)["RU-13"]
    assert problem.message == (
        "1个单位在第六部分写明收取信息处理费，合计120元：县甲局120元。请核对后写入汇总年报第六部分。"
    )


TEXT = "".join(
    f"本单位第{word}项工作按要求推进，全年共办理{number}件，群众总体满意。"
    for number, word in enumerate("一二三四五六")
)


@pytest.mark.parametrize(("other", "alike"), [(TEXT.replace("3", "9"), True), (TEXT[:60] + "别的话" * 60, False)])
def test_nr_10_units_do_not_copy_each_other(form: Format, other: str, alike: bool) -> None:
    units = (
        came(form, "县甲局", sections={"overview": TEXT}),
        came(form, "县乙局", sections={"overview": other}),
    )
    assert ("NR-10" in found(*units)) is alike
