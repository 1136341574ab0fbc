"""A guess from the unit's name at what kind of unit it is. Only ever offered, never taken as said."""

from typing import Final

from govreport_gui.core.patterns import pattern

# The first that fits decides; more special names come first.
_KINDS: Final = (
    ("township", pattern(r"(乡|镇)(人民政府)?$|街道(办事处)?$")),
    ("office", pattern(r"人民政府(机关|办公厅|办公室)|管委会办公室|政府办$")),
    ("rollup", pattern(r"人民政府$|管理委员会$|管委会$")),
    ("department", pattern(r"(局|委员会|委|厅|部|司|办|办公室|署|院|队)$")),
)
_LEVELS: Final = (
    ("township", pattern(r"(乡|镇)(人民政府)?$|街道(办事处)?$")),
    ("county", pattern(r"(县|旗|自治县|市\S{1,8}?区|^\S{1,3}(?<!新)区)(?!域)")),
    ("municipal", pattern(r"市(?!场)|(?<!贵)州|盟|地区")),
    ("provincial", pattern(r"省|自治区")),
)
_MUNICIPALITIES: Final = pattern(r"^(北京|上海|天津|重庆)市(?!\S{1,20}[区县])")


def kind(unit: str) -> str:
    """The code of the kind that the name looks like; "" if it looks like none."""
    return next((code for code, pattern in _KINDS if pattern.search(unit)), "")


def level(unit: str) -> str:
    """The code of the level that the name looks like; "" if it looks like none."""
    if _MUNICIPALITIES.search(unit):
        return "provincial"
    return next((code for code, pattern in _LEVELS if pattern.search(unit)), "")
