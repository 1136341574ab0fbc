"""What is printed beside the official parts, as plain data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, or none, with its paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]
