"""A ledger from any file that holds one: its own, or an old register; with the account of the reading."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from govreport_gui.core.ledger.account import account
from govreport_gui.core.ledger.ledger import Layout, Ledger, added
from govreport_gui.core.ledger.register import Register, read_register
from govreport_gui.core.reading.account import Entry
from govreport_gui.files import limits
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.ledger import ledger_file, register_file
from govreport_gui.files.ledger.vocabulary_file import vocabulary

_LOOKED_AT: Final = 5_000_000
"""In bytes. Whatever is larger is not looked at before it is opened."""
_SHEETS: Final = frozenset({".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv"})


@dataclass(frozen=True, slots=True)
class Read:
    """A ledger as its file has it; of an old register also the reading itself, and what is to be known of it."""

    ledger: Ledger
    account: tuple[Entry, ...] = ()
    register: Register | None = None


def read(path: Path, layout: Layout | None = None, year: int | None = None) -> Read:
    """The ledger in a file. Raises OutsideError."""
    if path.suffix.lower() == ledger_file.SUFFIX or _begins_as_json(path):
        return Read(ledger_file.read(path)[0])
    tables, notes = register_file.read(path)
    register = read_register(tables, vocabulary(), layout, year)
    if not register.applications:
        raise OutsideError(f"“{path.name}”里没有找到申请。登记簿应有收到日期、申请人类别、办理结果等栏，一行一件申请。")
    ledger = added(Ledger(year=register.year, layout=layout or Layout()), register.applications)
    return Read(ledger, (*notes, *account(register, vocabulary())), register)


def is_register(path: Path) -> bool:
    """Whether a spreadsheet is an old register rather than a report."""
    if path.suffix.lower() not in _SHEETS:
        return False
    try:
        limits.given(path, _LOOKED_AT, "登记簿")
        tables, _ = register_file.read(path)
    except OutsideError:
        return False
    return bool(read_register(tables, vocabulary()).applications)


def merged(ledger: Ledger, register: Register) -> Ledger:
    """The ledger with all applications of a register behind its own; one without any is of the register's year."""
    year = ledger.year if ledger.applications else register.year
    return replace(added(ledger, register.applications), year=year or register.year)


def _begins_as_json(path: Path) -> bool:
    return limits.given(path, register_file.LARGEST, "登记簿").lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"{"
