"""Words of the texts replaced by others. Tables are never touched, nor numbers of the text that follow them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from govreport_gui.core.editing.search import Place
from govreport_gui.core.prose.edits import Edit, applied
from govreport_gui.core.report.binding import Bindings
from govreport_gui.core.report.document import Document


def replaceable(document: Document, places: Iterable[Place]) -> tuple[Place, ...]:
    """Those places whose words can be replaced: of a text, and no part of a number that follows the table."""
    bound = document.bindings
    return tuple(
        place
        for place in places
        if not place.cell
        and not any(
            each.section == place.part and each.start < place.span[1] and place.span[0] < each.end for each in bound
        )
    )


def replaced(document: Document, places: Iterable[Place], words: str) -> tuple[Document, Bindings]:
    """The report with these words in place of those, and its bindings where their numbers stand then."""
    edits: dict[str, list[Edit]] = {}
    for place in places:
        edits.setdefault(place.part, []).append((*place.span, words))
    texts: Mapping[str, tuple[str, tuple[int, ...]]] = {
        part: applied(document.sections.get(part, ""), several) for part, several in edits.items()
    }
    result = document
    for part, (text, _) in texts.items():
        result = result.with_section(part, text)
    fresh = tuple(
        replace(each, start=texts[each.section][1][each.start]) for each in document.bindings if each.section in texts
    )
    return result, fresh
