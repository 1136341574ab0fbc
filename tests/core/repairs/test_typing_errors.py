"""How readily a number is typed where another is meant."""

import pytest

from govreport_gui.core.repairs.typing_errors import ANY, weight


@pytest.mark.parametrize(("before", "after"), [(-3, 13), (13, -3), (-3, -12), (-10, 110)])
def test_a_negative_number_beside_one_as_long_is_no_slip_of_keys(before: int, after: int) -> None:
    assert weight(before, after) >= ANY


def test_keys_that_stand_side_by_side_weigh_more_than_others() -> None:
    assert weight(13, 14) > weight(13, 18)
