import pytest

from govreport_gui.core.report.unit import guessed_kind, guessed_level


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
