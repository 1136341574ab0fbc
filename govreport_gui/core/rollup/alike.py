"""Texts of different units that are nearly the same: groups around the first unit that wrote so.

Looked for are texts that share half of their sentences word for word, numbers aside; how alike they are is then
measured as for a text beside last year's. A text in which every single sentence was changed is not found.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from govreport_gui.core.patterns import pattern
from govreport_gui.core.prose.passages import length, sentences, shortened
from govreport_gui.core.rollup.submission import Submission
from govreport_gui.core.rules.copied_text import likeness

ALIKE: Final = 80
"""Percent of likeness above which two units' texts are near-copies."""
SECTIONS: Final = ("overview", "problems")
_LEAST: Final = 100
"""Characters of a text; shorter ones say the same because they say little."""
_SENTENCE: Final = 12
"""Characters of a sentence that is told from others."""
_TRIED: Final = 4
"""So many of the texts that share most with a new one are measured."""
_NUMBER: Final = pattern("[0-9０-９]+")


@dataclass(frozen=True, slots=True)
class Alike:
    """Texts of one part that are nearly the same: the file that came first, and each other one with percent."""

    section: str
    first: str
    others: tuple[tuple[str, int], ...]


def near_copies(submissions: Sequence[Submission]) -> tuple[Alike, ...]:
    """All groups, part by part, the largest first."""
    return tuple(group for section in SECTIONS for group in _groups(section, submissions))


def _groups(section: str, submissions: Sequence[Submission]) -> list[Alike]:
    groups: dict[str, list[tuple[str, int]]] = {}
    texts: dict[str, str] = {}
    by_sentence: dict[str, list[str]] = {}
    for each in submissions:
        text = each.document.sections.get(section, "")
        if length(text) < _LEAST or shortened(text):
            continue
        # New figures do not make a new text.
        text = _NUMBER.sub("0", text)
        said = _said(text)
        if found := _nearest(text, said, by_sentence, texts):
            groups[found[0]].append((each.file, found[1]))
            continue
        texts[each.file], groups[each.file] = text, []
        for sentence in said:
            by_sentence.setdefault(sentence, []).append(each.file)
    found_groups = [
        Alike(section, first, tuple(sorted(others, key=lambda other: -other[1])))
        for first, others in groups.items()
        if others
    ]
    return sorted(found_groups, key=lambda group: -len(group.others))


def _said(text: str) -> Mapping[str, int]:
    """The sentences of a text with their length, without blanks."""
    plain = ("".join(text[slice(*span)].split()) for span in sentences(text))
    return {sentence: len(sentence) for sentence in plain if len(sentence) >= _SENTENCE}


def _nearest(
    text: str, said: Mapping[str, int], by_sentence: Mapping[str, list[str]], texts: Mapping[str, str]
) -> tuple[str, int] | None:
    """The first text of a group that this one is a near-copy of, with percent."""
    shared: Counter[str] = Counter()
    for sentence, size in said.items():
        for file in by_sentence.get(sentence, ()):
            shared[file] += size
    for file, size in shared.most_common(_TRIED):
        if size * 2 < sum(said.values()):
            break
        percent = likeness(text, texts[file])
        if percent > ALIKE:
            return file, percent
    return None
