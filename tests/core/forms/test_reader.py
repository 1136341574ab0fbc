import copy
import tomllib

import pytest

from govreport_gui.core.forms.reader import load
from govreport_gui.core.forms.strict import FormatError
from govreport_gui.files import resources


@pytest.fixture(scope="module")
def shipped() -> dict:
    return tomllib.loads(resources.path("formats/2021.toml").read_text(encoding="utf-8"))


def rule(definition: dict, name: str) -> dict:
    return next(rule for rule in definition["rule"] if rule["id"] == name)


def _unknown_key(d):
    d["colour"] = "red"


def _unknown_section_key(d):
    d["section"][1]["colour"] = "red"


def _unknown_table_key(d):
    d["table"][0]["colour"] = "red"


def _unknown_line_key(d):
    d["table"][0]["line"][2]["colour"] = "red"


def _unknown_rule_key(d):
    rule(d, "T3-01")["colour"] = "red"


def _cell_twice(d):
    d["table"][0]["line"][3]["row"] = "regulations"


def _rule_twice(d):
    rule(d, "T3-02")["id"] = "T3-01"


def _no_such_cell(d):
    rule(d, "T3-01")["relation"] = "new + carried = results_total + carried_out"


def _star_for_nothing(d):
    rule(d, "T3-02")["relation"] = "results_total = granted + nothing_*"


def _no_such_table(d):
    rule(d, "T3-01")["table"] = "fees"


def _no_such_row(d):
    rule(d, "T4-01")["each"] = ["mediation"]


def _bad_level(d):
    rule(d, "T3-01")["level"] = "E"


def _no_numbers(d):
    rule(d, "T3-01")["says"] = "这一列不平。"


def _unknown_field(d):
    rule(d, "T3-01")["says"] = "{each}{leftt}"


def _line_too_short(d):
    d["table"][1]["line"][0]["labels"].pop()


def _nothing_to_merge(d):
    d["table"][0]["line"][0]["labels"][0] = "<"


def _row_without_name(d):
    del d["table"][0]["rows"]["fees"]


def _bad_kind(d):
    d["table"][0]["kinds"]["fees.amount"]["kind"] = "float"


def _missing_name(d):
    del d["name"]


def _wrong_type(d):
    d["first_year"] = "2021"


def _bool_for_int(d):
    d["first_year"] = True


def _section_without_table(d):
    d["section"][2]["table"] = "fees"


def _table_in_no_part(d):
    del d["section"][3]["table"]


def _table_in_two_parts(d):
    d["section"][1]["table"] = "requests"


def _computes_two(d):
    rule(d, "T3-03")["relation"] = "total + other = research"


def _carry_to_nowhere(d):
    d["carry"]["2019"] = {"requests.nothing": ["requests.otherwise"]}


@pytest.mark.parametrize(
    ("break_it", "place"),
    [
        (_unknown_key, "格式 2021：不认识 colour"),
        (_unknown_section_key, "部分 overview：不认识 colour"),
        (_unknown_table_key, "表 proactive：不认识 colour"),
        (_unknown_line_key, "表 proactive 第3行：不认识 colour"),
        (_unknown_rule_key, "规则 T3-01：不认识 colour"),
        (_cell_twice, "proactive.regulations.issued 写了两次"),
        (_rule_twice, "规则 T3-01：写了两次"),
        (_no_such_cell, "规则 T3-01（natural_person）：没有这样的格"),
        (_star_for_nothing, "规则 T3-02（natural_person）：没有这样的格"),
        (_no_such_table, "规则 T3-01：没有表 fees"),
        (_no_such_row, "规则 T4-01：each"),
        (_bad_level, "规则 T3-01：不认识级别 E"),
        (_no_numbers, "规则 T3-01：says 里没有 left"),
        (_unknown_field, "规则 T3-01：says"),
        (_line_too_short, "表 requests 第1行：应有 10 格，写了 9 格"),
        (_nothing_to_merge, "表 proactive 第1行第1格：没有可合并的格"),
        (_row_without_name, "表 proactive 第14行：fees.amount 没有行名或列名"),
        (_bad_kind, "fees.amount：不认识数的种类 float"),
        (_missing_name, "格式 2021：缺少 name"),
        (_wrong_type, "格式 2021：first_year 应是 int"),
        (_bool_for_int, "格式 2021：first_year 应是 int"),
        (_section_without_table, "部分 proactive_text：没有表 fees"),
        (_table_in_no_part, "格式 2021：每张表应在一个部分里，且只在一个"),
        (_table_in_two_parts, "格式 2021：每张表应在一个部分里，且只在一个"),
        (_computes_two, "规则 T3-03：computes"),
        (_carry_to_nowhere, "carry.2019：没有行 requests.nothing"),
    ],
)
def test_a_faulty_form_is_refused_and_the_place_is_named(shipped: dict, break_it, place: str) -> None:
    definition = copy.deepcopy(shipped)
    break_it(definition)
    with pytest.raises(FormatError) as caught:
        load(definition)
    assert place in str(caught.value)


def test_a_new_form_needs_no_code(shipped: dict) -> None:
    definition = copy.deepcopy(shipped)
    definition["id"], definition["first_year"] = "2030", 2030
    line = {"row": "appeals", "labels": ["行政裁决"], "cells": ["decisions", "<", "<"]}
    definition["table"][0]["line"].append(line)
    definition["table"][0]["rows"]["appeals"] = "行政裁决"
    form = load(definition)
    assert "proactive.appeals.decisions" in form.inputs
    assert form.cells["proactive.appeals.decisions"].place == "表二行政裁决·本年处理决定数量"
