from dataclasses import replace

import pytest

from govreport_gui.core.report.document import Document
from govreport_gui.core.report.unit import Unit, followed, guessed_kind, guessed_level


@pytest.mark.parametrize(
    ("unit", "level", "kind"),
    [
        ("彭水苗族土家族自治县人民政府机关", "county", "office"),
        ("淮安市洪泽区人民政府", "county", "rollup"),
        ("宿迁市人民政府", "municipal", "rollup"),
        ("上海市人民政府办公厅", "provincial", "office"),
        ("甲市市场监督管理局", "municipal", "department"),
        ("武山县城关镇人民政府", "township", "township"),
        ("海淀区中关村街道办事处", "township", "township"),
        ("四川省财政厅", "provincial", "department"),
        ("贵州省教育厅", "provincial", "department"),
        ("重庆市彭水苗族土家族自治县人民政府", "county", "rollup"),
        ("兰州新区管委会", "municipal", "rollup"),
        ("甲", "", ""),
        ("", "", ""),
    ],
)
def test_level_and_kind_from_the_name(unit: str, level: str, kind: str) -> None:
    assert (guessed_level(unit), guessed_kind(unit)) == (level, kind)


def test_the_own_unit_follows_what_a_step_changed_and_keeps_the_rest() -> None:
    own = Unit(
        "甲局", "county", "department", rulemaker=False, powers={"licensing_power": "yes", "coercion_power": "no"}
    )
    before = Document("2021", "甲局", 2025, office={"licensing_power": "yes", "catalogue": "3"})
    assert followed(own, before, before) == own
    after = replace(before, level="municipal", office={"penalties_power": "no", "publish_on": "2026-01-05"})
    assert followed(own, before, after) == replace(
        own, level="municipal", powers={"coercion_power": "no", "penalties_power": "no"}
    )
    assert followed(own, before, replace(before, kind="office", rulemaker=True)) == replace(
        own, kind="office", rulemaker=True
    )
    assert followed(own, replace(before, rulemaker=True), before).rulemaker is None
