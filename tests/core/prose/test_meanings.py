"""Phrases that are asked for only where one of their words stands."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from govreport_gui.core.prose import statements
from govreport_gui.core.prose.meanings import MEANINGS, Meaning

WORDED = [meaning for meaning in MEANINGS if meaning.words]


@pytest.mark.parametrize(
    "meaning", WORDED, ids=[f"{number}-{each.rule}-{each.each}" for number, each in enumerate(WORDED)]
)
@settings(max_examples=15, database=None, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_phrase_can_be_said_without_one_of_its_words(meaning: Meaning, data: st.DataObject) -> None:
    said = ""
    for pattern in (meaning.before, meaning.after):
        if pattern is not None:
            found = pattern.search(data.draw(st.from_regex(pattern.pattern)))
            assume(found)
            said += f"\n{found[0]}" if found else ""
    assert any(word in said for word in meaning.words)


def test_the_words_leave_nothing_out_of_a_real_report(real_text: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = real_text.read_text(encoding="utf-8")
    by_words = [statements.statements.__wrapped__(section, text) for section in statements.SECTIONS]
    monkeypatch.setattr(statements, "MEANINGS", tuple(replace(each, words=()) for each in MEANINGS))
    assert by_words == [statements.statements.__wrapped__(section, text) for section in statements.SECTIONS]
