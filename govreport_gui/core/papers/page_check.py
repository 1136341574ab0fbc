"""网页核对: the report beside what somebody reads on the website, as a paper."""

from collections.abc import Iterable
from typing import Final

from govreport_gui.core.forms.form import Format
from govreport_gui.core.papers import on_pages
from govreport_gui.core.papers.comparing import Changed, as_table, differences
from govreport_gui.core.papers.content import Content
from govreport_gui.core.papers.part import Part

TITLE: Final = "网页核对"
_HEADS: Final = ("位置", "年报", "网页")
_WIDTHS: Final = (24.0, 38.0, 38.0)
_MOST: Final = 100
"""Characters that are shown of what the website has around the report."""


def parts(
    name: str, report: tuple[Format, Content], page: tuple[Format, Content], told: Iterable[str]
) -> tuple[Part, ...]:
    """Every place where the page of that name says something else; `told` is what is doubtful in its reading.

    Lines that only the page has, above the report or below it, are mostly those of the website: they come apart.
    """
    form, content = report
    found = differences(report, page)
    around = [each for each in found if _is_around(form, each)]
    inside = [each for each in found if each not in around]
    lines = sum(1 for _ in on_pages.lines(content))
    title = content.title.replace("\n", "")
    compared = f"“{name}”与{title}相比，已逐格、逐段比较{len(form.cells)}个数和{lines}段文字"
    if inside:
        table = as_table(_WIDTHS, _HEADS, inside)
        made = [Part("", (f"{compared}，共{len(inside)}处不同。",), table, "不同之处")]
    else:
        made = [Part("", (f"{compared}，均一致。",))]
    if around:
        made.append(Part("网页上另有的文字", tuple(f"{each.place}：{_cut(each.after)}" for each in around)))
    if doubts := tuple(told):
        made.append(Part("读网页时存疑的", doubts))
    return tuple(made)


def _is_around(form: Format, change: Changed) -> bool:
    first, *_, last, closing = (section.name for section in form.sections)
    return not change.cell and not change.before and change.place.startswith((first, last, closing))


def _cut(text: str) -> str:
    return text if len(text) <= _MOST else f"{text[:_MOST]}…"
