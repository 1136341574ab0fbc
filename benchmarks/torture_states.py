"""A report as torture.py sees it: every text of the report file by its place. And what may come of an edit."""

import json
from pathlib import Path
from typing import Any

from govreport_gui.files.sources import reading

Place = tuple[str, ...]
State = dict[Place, str]


def flat(content: Any, at: Place = ()) -> State:  # noqa: ANN401  # whatever JSON holds
    """What is in a report file, by place; what is blank, absent or no is not there."""
    if isinstance(content, dict):
        pairs = list(content.items())
    elif isinstance(content, list):
        pairs = [(str(number), each) for number, each in enumerate(content)]
    else:
        return {} if content in ("", None, False) else {at: str(content)}
    return {place: text for key, each in pairs for place, text in flat(each, (*at, key)).items()}


def state_in(path: Path) -> State:
    """What is in that report file, which the program must be able to read. Raises OutsideError."""
    reading.read(path)
    return flat(json.loads(path.read_text(encoding="utf-8")))


def changed(state: State, line: dict[str, Any]) -> State:
    """The state after that line of the clerk's."""
    gone = {tuple(place) for place in line.get("gone", ())}
    return {place: text for place, text in state.items() if place not in gone} | {
        tuple(place): text for place, text in line["doc"]
    }


def is_half_typed(shown: State, base: State, place: Place, typed: str) -> bool:
    """Whether this is that state with a part of what was being typed at that place."""
    text, before = shown.get(place, ""), base.get(place, "")
    rest = {**base, place: text}
    if {key: each for key, each in rest.items() if each} != shown:
        return False
    start = text[: len(text) - len(before)] if text.endswith(before) else text
    return typed.startswith((text, start, text.strip()))


def unlike(shown: State, last: State) -> str:
    """Where what is shown differs from the state that was expected."""
    places = [place for place in {*shown, *last} if shown.get(place) != last.get(place)]
    texts = [f"{'/'.join(place)} {last.get(place, '')[-20:]!r} → {shown.get(place, '')[-20:]!r}" for place in places]
    return f"{len(places)} places, {'; '.join(sorted(texts)[:4])}"
