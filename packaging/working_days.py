"""Write resources/working_days.toml anew from the package chinesecalendar (`pip install chinesecalendar`).

Run it when that package knows another year, and compare the days with the notice of the State Council.
"""

from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
from chinese_calendar.constants import holidays

FIRST = 2018
TARGET = Path(__file__).parent.parent / "resources" / "working_days.toml"
HEAD = """\
# 工作日：国务院办公厅每年公布的节假日安排。周一至周五中放假的日子（off）和周六、周日中上班的日子（work），写月-日。
# 每年一节；没有写到的年度，程序按周一至周五推算，并说明。新的一年可以由“装入工作日历”补入。
"""


def days(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(at) for at in range((date(year + 1, 1, 1) - first).days)]


def listed(found: list[date]) -> str:
    return ", ".join(f'"{day:%m-%d}"' for day in found)


def main() -> None:
    pieces = [HEAD]
    for year in sorted({day.year for day in holidays} - set(range(FIRST))):
        off = [day for day in days(year) if day.weekday() < 5 and not chinese_calendar.is_workday(day)]
        work = [day for day in days(year) if day.weekday() >= 5 and chinese_calendar.is_workday(day)]
        name = f"国务院办公厅关于{year}年部分节假日安排的通知"
        pieces.append(f'[[year]]\nyear = {year}\nsource = "{name}"\noff = [{listed(off)}]\nwork = [{listed(work)}]\n')
    TARGET.write_text("\n".join(pieces), encoding="utf-8")


if __name__ == "__main__":
    main()
