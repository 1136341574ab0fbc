"""Last year's text as the beginning of this year's: years are put on one where that is certain, and nowhere else."""

import re
from typing import Final

_ONE_DAY: Final = r"\s*1\s*月\s*1\s*日"
_LAST_DAY: Final = r"\s*12\s*月\s*31\s*日"
_BETWEEN: Final = r"\s*(?:起)?\s*(?:至|到|—|－|-|~|～)\s*"


def advanced(text: str, before: int, year: int) -> str:
    """The text with the year `before` become `year`: in the period that is counted, in the name of the report, and at
    the beginning of a paragraph, 2024年，… . What else names that year may speak of last year.
    """
    old = rf"{before}\s*年"
    new = f"{year}年"
    text = re.sub(
        rf"{old}({_ONE_DAY}{_BETWEEN}){old}({_LAST_DAY})", lambda found: f"{new}{found[1]}{new}{found[2]}", text
    )
    text = re.sub(rf"{old}({_ONE_DAY}{_BETWEEN}12\s*月\s*31\s*日)", lambda found: f"{new}{found[1]}", text)
    text = re.sub(
        rf"(?<![\d《]){old}(度?(?:本机关|本单位)?政府信息公开(?:工作)?(?:年度)?报告)",
        lambda found: f"{new}{found[1]}",
        text,
    )
    return re.sub(rf"(?m)^([ \u3000]*){old}(度?，)", lambda found: f"{found[1]}{new}{found[2]}", text)
