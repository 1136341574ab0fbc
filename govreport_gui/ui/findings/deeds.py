"""What can be done about a problem, as the buttons in its block."""

from dataclasses import dataclass
from typing import Final, Literal

from govreport_gui.core.drafting.mismatches import Mismatch, Value
from govreport_gui.core.findings.causes import Cause
from govreport_gui.core.forms.form import Format
from govreport_gui.core.values import show

REPAIR_KEY: Final = "Alt+Enter"
MOST: Final = 2
"""More numbers than these are not laid out as buttons: then the table has to be looked at."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One way out, with the words of its button."""

    kind: Literal["repair", "mend", "look", "explain"]
    """Change the table, change the text, go to the table, write about it."""
    words: str
    value: Value | None = None
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Matter:
    """A problem of the list: its cause, and the number of the text that it is about, where it is about one."""

    cause: Cause
    mismatch: Mismatch | None
    deeds: tuple[Deed, ...]

    @property
    def main(self) -> Deed | None:
        """What the key does, None where the clerk has to choose: of ways that are equal none is the filled button."""
        if not self.deeds or (self.mismatch is not None and not self.mismatch.sure):
            return None
        return self.deeds[0]


def matter(form: Format, cause: Cause, mismatch: Mismatch | None) -> Matter:
    """That cause with what can be done about it."""
    if cause.offer is not None:
        return Matter(cause, None, (Deed("repair", cause.deed),))
    explain = (Deed("explain", "写说明…"),) * (cause.level == "explain")
    if mismatch is None:
        return Matter(cause, None, explain)
    values = mismatch.values if len(mismatch.values) <= MOST else ()
    mend = (Deed("mend", f"正文改为 {show(each.number)}", each) for each in values)
    look = Deed("look", f"转到{form.table(form.cells[mismatch.cell].table).name}", cell=mismatch.cell)
    return Matter(cause, mismatch, (*mend, look, *explain))
