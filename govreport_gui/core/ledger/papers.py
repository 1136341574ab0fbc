"""What is printed of a ledger, as plain data: register of the year, one application, deadlines, evidence of table 三.

Papers leave the house: none names an applicant or says what somebody asked for; the register number leads there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from govreport_gui.core.ledger import deadlines
from govreport_gui.core.ledger.application import PRIVATE, TEXTS, Application, said
from govreport_gui.core.ledger.counting import WHY, Counted, by_why, named
from govreport_gui.core.ledger.ledger import Ledger
from govreport_gui.core.ledger.privacy import personal, without
from govreport_gui.core.ledger.problem import Problem
from govreport_gui.core.ledger.steps import steps
from govreport_gui.core.ledger.vocabulary import Vocabulary
from govreport_gui.core.ledger.working_days import Calendar
from govreport_gui.core.values import show

CONVENTION: Final = "一份申请计一件；几人联名申请的，计一件，按第一申请人的类别；一份申请有多项内容的，计一件。"
"""How applications are counted; there is no official rule for these."""
_SHOWN: Final = ("number", "received", "channel", "applicant_class", "answered", "result", "articles")
"""The columns of the printed register; none of them tells who somebody is."""
_WIDTHS: Final = (14.0, 14.0, 9.0, 10.0, 14.0, 14.0, 14.0, 11.0)
_UNTIL: Final = 4
"""Where among them the end of the time to answer stands."""
_NUMBERS: Final = 30
"""Register numbers in one row of the evidence; what has more goes on in the next."""
_LETTERS: Final = 200
"""Their letters in one row."""
COUNT: Final = "件数"
"""The head of a column of numbers."""
_ROWS: Final = ("new", "carried_in", "results_total", "carried_out")
_OF_ONE: Final = (*(field for field in TEXTS if field not in PRIVATE), "disputes")
"""What the paper about one application has, where it is filled in."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A table of a paper: what it is called, its heads, widths as shares of the page, its rows."""

    name: str
    heads: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A title, what is said above, and the lists."""

    title: str
    words: tuple[str, ...]
    lists: tuple[Listing, ...]


def register(ledger: Ledger, counted: Counted, vocabulary: Vocabulary, calendar: Calendar) -> Paper:
    """台账: every application of the year in a line."""
    known = personal(ledger.applications)

    def line(texts: Sequence[str], until: str) -> tuple[str, ...]:
        return (*texts[:_UNTIL], until, *texts[_UNTIL:])

    heads = line([vocabulary.column(field).name for field in _SHOWN], "答复期限")
    rows = tuple(
        line([without(vocabulary.shown(each, field), known) for field in _SHOWN], _until(each, calendar))
        for each in ledger.applications
    )
    new, carried, done, out = (show(counted.cells[f"requests.{row}.total"]) for row in _ROWS)
    words = (
        f"共登记{len(rows)}件。本年新收{new}件，上年结转{carried}件，办结{done}件，结转下年度{out}件。",
        CONVENTION,
        *_left_out(ledger, counted),
    )
    title = f"{ledger.unit}{counted.year}年政府信息公开申请台账"
    return Paper(title, words, (Listing("台账", heads, _WIDTHS, rows),))


def _until(application: Application, calendar: Calendar) -> str:
    time = deadlines.clock(application, calendar)
    return time.due.isoformat() if time else ""


def _left_out(ledger: Ledger, counted: Counted) -> tuple[str, ...]:
    known = personal(ledger.applications)
    return tuple(
        f"未计入表三：{len(out)}件{WHY[why]}：{without(named(out, _NUMBERS), known)}。"
        for why, out in by_why(ledger, counted).items()
    )


def application(
    ledger: Ledger, key: int, vocabulary: Vocabulary, calendar: Calendar, found: Sequence[Problem] = ()
) -> Paper:
    """申请办理单: one application step by step, with what `found` says of it."""
    of, known = ledger.of(key), personal(ledger.applications)
    taken = tuple(
        (step.name, said(step.on) if step.on else "", without(step.follows, known))
        for step in steps(of, vocabulary, calendar)
    )
    whole = tuple(
        (vocabulary.column(field).name, without(text, known))
        for field in _OF_ONE
        if (text := vocabulary.shown(of, field))
    )
    problems = tuple(without(each.alone or each.message, known) for each in found if key in each.keys)
    lists = (
        Listing("登记", ("项目", "内容"), (30.0, 70.0), whole),
        Listing("办理", ("步骤", "日期", "期限和说明"), (16.0, 24.0, 60.0), taken),
    )
    return Paper(f"{ledger.unit}政府信息公开申请办理单", problems, lists)


def due_list(ledger: Ledger, calendar: Calendar, today: date) -> Paper:
    """期限清单: what is overdue, due and coming, as of a day."""
    of, known = {each.key: each for each in ledger.applications}, personal(ledger.applications)
    dues = deadlines.list_of(ledger.applications, calendar, today)
    rows = tuple(
        (
            without(of[due.key].number or of[due.key].name, known),
            deadlines.KINDS[due.kind],
            due.due.isoformat(),
            deadlines.URGENCIES[due.urgency],
            f"已过{-due.left}个工作日" if due.left < 0 else f"还有{due.left}个工作日",
            without(of[due.key].office, known),
        )
        for due in dues
    )
    unknown = deadlines.assumed({year for due in dues for year in due.unknown_years})
    words = (f"截至{said(today)}，未办结的申请中有{len(rows)}项期限。", *filter(None, (unknown,)))
    heads = ("登记编号", "事项", "期限", "情况", "工作日", "承办科室")
    widths = (20.0, 14.0, 16.0, 14.0, 20.0, 16.0)
    return Paper(f"{ledger.unit}申请办理期限清单", words, (Listing("期限", heads, widths, rows),))


def evidence(ledger: Ledger, counted: Counted) -> Paper:
    """计数依据: every cell of tables 三 and 四 that is not 0, with its register numbers."""
    form, known = counted.form, personal(ledger.applications)
    of = {each.key: each for each in ledger.applications}
    lists = []
    for table in (form.table("requests"), form.table("disputes")):
        rows = []
        for cell in table.cells:
            if cell not in counted.keys or cell in form.sums:
                continue
            names = [without(of[key].number or of[key].name, known) for key in counted.keys[cell]]
            where = table.rows[form.cells[cell].row], table.columns[form.cells[cell].column]
            for at, some in enumerate(_in_rows(names)):
                rows.append((*where, "（续）" if at else show(counted.cells[cell]), some))
        heads = ("行", "列", COUNT, "登记编号")
        lists.append(Listing(f"{table.name}依据", heads, (22.0, 16.0, 9.0, 53.0), tuple(rows)))
    words = ("总计各格由各行、各列相加，不另列。", CONVENTION, *_left_out(ledger, counted))
    return Paper(f"{ledger.unit}{counted.year}年表三、表四计数依据", words, tuple(lists))


def _in_rows(names: Sequence[str]) -> Iterator[str]:
    """Register numbers, as many together as fit into one row."""
    row: list[str] = []
    for name in names:
        if row and (len(row) == _NUMBERS or len("、".join((*row, name))) > _LETTERS):
            yield "、".join(row)
            row = []
        row.append(name)
    yield "、".join(row)
