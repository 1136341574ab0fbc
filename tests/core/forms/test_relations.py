from decimal import Decimal

import pytest

from govreport_gui.core.forms.relations import Figures, RelationError, computed, judge, parse

SUMS = {"total": ((1, "a"), (1, "b"))}


def relation(text: str):
    return parse(text, lambda name: ["a", "b"] if name == "*" else [] if name == "nowhere" else [name.replace("*", "")])


def test_reads_sums_on_both_sides() -> None:
    read = relation("total >= a - b")
    assert (read.left, read.sign, read.right) == (((1, "total"),), ">=", ((1, "a"), (-1, "b")))
    assert read.cells == ("total", "a", "b")


def test_a_star_stands_for_several_cells() -> None:
    assert parse("t = x_*", lambda name: ["x_1", "x_2"] if "*" in name else [name]).right == ((1, "x_1"), (1, "x_2"))


@pytest.mark.parametrize(
    ("text", "column", "what"),
    [
        ("a = nowhere", 4, "没有这样的格"),
        ("a = b = c", 6, "这里不该有关系符号"),
        ("a b = c", 2, "这里应是 + 或 -"),
        ("a + = c", 4, "这里不该有关系符号"),
        ("a = b c", 6, "这里应是 + 或 -"),
        ("a + b", 5, "式子没有写完"),
        ("a =", 3, "式子没有写完"),
        ("a = B", 3, "这里看不懂"),
        ("a = + b", 4, "这里应是名字"),
    ],
)
def test_a_bad_relation_is_pointed_at(text: str, column: int, what: str) -> None:
    with pytest.raises(RelationError) as caught:
        relation(text)
    message, shown, caret = str(caught.value).split("\n")
    assert message.startswith(what)
    assert shown == f"  {text}"
    assert caret.index("^") == column + 2


@pytest.mark.parametrize(
    ("text", "numbers", "state"),
    [
        ("total = a + b", {"total": 3, "a": 1, "b": 2}, "holds"),
        ("total = a + b", {"total": 4, "a": 1, "b": 2}, "broken"),
        # a blank may still become any number that is not negative
        ("total = a + b", {"total": 4, "a": 1}, "open"),
        ("total = a + b", {"total": 4, "a": 4}, "open"),
        ("total = a + b", {"total": 4, "a": 5}, "broken"),
        ("c = a + b", {"a": 5}, "open"),
        ("c + a = b", {"a": 5, "b": 4}, "broken"),
        # a blank total stands for the sum of its parts
        ("total = a + b", {"a": 1, "b": 2}, "holds"),
        ("total = a + b", {"a": 1}, "holds"),
        ("total = a + b", {}, "holds"),
        ("total + c = d", {"a": 1, "b": 2, "c": 3, "d": 6}, "holds"),
        ("total + c = d", {"a": 1, "b": 2, "c": 3, "d": 7}, "broken"),
        ("total + c = d", {"a": 1, "c": 3, "d": 7}, "open"),
        ("total + c = d", {"a": 1, "c": 3, "d": 3}, "broken"),
        ("a <= b", {"a": 1, "b": 1}, "holds"),
        ("a <= b", {"a": 2, "b": 1}, "broken"),
        ("a <= b", {"a": 2}, "open"),
        ("a <= b", {"a": 0}, "holds"),
        ("a <= b", {"b": 2}, "open"),
        ("a >= b - c", {"a": 1, "b": 3, "c": 2}, "holds"),
        ("a >= b - c", {"a": 0, "b": 3, "c": 2}, "broken"),
        ("a >= b - c", {"a": 0, "b": 3}, "open"),
        ("a >= b - c", {"b": 3, "c": 4}, "holds"),
        ("a = b", {"a": Decimal("0.1"), "b": Decimal("0.1")}, "holds"),
    ],
)
def test_judge(text: str, numbers: dict, state: str) -> None:
    assert judge(relation(text), Figures(numbers, sums=SUMS)).state == state


def test_an_unreadable_cell_is_not_judged() -> None:
    judged = judge(relation("total = a + b"), Figures({"total": 4, "a": 9}, unreadable={"b"}, sums=SUMS))
    assert (judged.state, judged.missing) == ("unreadable", ("b",))


def test_a_signed_blank_may_become_anything() -> None:
    figures = Figures({"a": 5, "b": 4}, signed={"c"})
    assert judge(relation("c + a = b"), figures).state == "open"


def test_both_sides_and_the_difference() -> None:
    judged = judge(relation("a = b"), Figures({"a": Decimal("7.5"), "b": 9}))
    assert (judged.left, judged.right, judged.difference) == (Decimal("7.5"), 9, Decimal("1.5"))


@pytest.mark.parametrize(
    ("numbers", "shown"), [({"a": 1, "b": 2}, 3), ({"a": 1}, 1), ({"a": 0, "b": 0}, 0), ({}, None)]
)
def test_a_blank_total_shows_the_sum_of_what_is_there(numbers: dict, shown: int | None) -> None:
    assert computed("total", Figures(numbers, sums=SUMS)) == shown


def test_a_total_with_an_unreadable_part_shows_nothing() -> None:
    assert computed("total", Figures({"a": 1}, unreadable={"b"}, sums=SUMS)) is None
