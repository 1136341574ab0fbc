"""What is known of a copy before it is put out: what the checks say, what the fonts of this computer lack."""

from govreport_gui.core.findings.finding import Checked
from govreport_gui.core.findings.progress import in_the_way
from govreport_gui.core.papers.purpose import UNFINISHED
from govreport_gui.files.output import export
from govreport_gui.files.pdf.writer import Printed


def remarks(checked: Checked, outlook: Printed | str | None) -> tuple[tuple[str, str], ...]:
    """Signs and sentences. `outlook` is how the paper comes out, or why there is none, or not known yet."""
    found = [_verdict(checked)]
    if isinstance(outlook, str):
        found.append(("must_fix", outlook))
    elif outlook is None:
        found.append(("present", "正在查看字体和页数…"))
    else:
        found += [("explain" if "〓" in note else "notice", note) for note in export.notes(outlook)]
    return tuple(found)


def _verdict(checked: Checked) -> tuple[str, str]:
    held = f"{checked.held} 处勾稽关系成立"
    if checked.verdict != "pass":
        return checked.verdict, f"{in_the_way(checked)}，每页右上角印“{UNFINISHED}”。"
    said = sum(finding.level == "explain" for finding in checked.findings)
    if said:
        return "explained", f"{checked.verdict_words}：{said} 处已说明，{held}。"
    return "done", f"{checked.verdict_words}：{held}。"


def without_picture(outlook: Printed) -> str:
    """The characters of the title, with the unit's name in it, that no font of this computer has."""
    return "".join(char for char in outlook.missing if char in outlook.title)
