"""Names of laws and documents with their numbers, as resources/laws.toml pairs them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Law:
    """A law or document that reports cite: how it is called, the words it is known by, its number.

    `form` is the id of the only official form whose reports cite it, "" where all do.
    """

    name: str
    words: tuple[str, ...]
    number: str
    form: str = ""


def load(content: Mapping[str, Any]) -> tuple[Law, ...]:
    """The laws in a file's content. Raises KeyError where one lacks its name, words or number."""
    return tuple(
        Law(each["name"], tuple(each["words"]), each["number"], each.get("form", "")) for each in content["law"]
    )
