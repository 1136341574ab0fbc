"""What a screen reader is told of a window, as a tree, and what is wrong with it. Needs neither Qt nor a desktop."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

HEADS: Final = ("table column header", "table row header")
_NAMED: Final = ("table", "list", "tree", "text", "combo box", "page tab list")
"""What needs a name whether the keyboard reaches it or not."""
_WORDS: Final = "label"


@dataclass(frozen=True, slots=True)
class Node:
    """One thing: its role in the words of AT-SPI, its name, whether the keyboard reaches it, whether it is in sight."""

    role: str
    name: str
    focusable: bool = False
    showing: bool = True
    children: tuple["Node", ...] = ()


def nodes(node: Node, above: tuple[Node, ...] = ()) -> Iterator[tuple[Node, tuple[Node, ...]]]:
    """All things in sight with those that they are in."""
    if not node.showing:
        return
    yield node, above
    for child in node.children:
        yield from nodes(child, (*above, node))


def faults(root: Node) -> list[str]:
    """What is in sight and cannot be heard: where it is, and what is wrong."""
    found = [f"{_place(above)}：{wrong}" for node, above in nodes(root) if (wrong := _fault(node, above))]
    return list(dict.fromkeys(found))


def _fault(node: Node, above: tuple[Node, ...]) -> str:
    name = node.name.strip()
    if node.role in HEADS:
        return f"{node.role} is called {name!r}" if not name or name.isdigit() else ""
    if node.role == "table cell":
        return "" if name else "table cell says nothing"
    if not name and (node.focusable or node.role in _NAMED):
        return f"{node.role} has no name"
    if not name and node.role == _WORDS and above and above[-1].role == "status bar":
        return "label says nothing"
    return ""


def _place(above: tuple[Node, ...]) -> str:
    return " › ".join(f"{node.role} {node.name}".strip() for node in above if node.name)[-120:]


def drawn(node: Node, depth: int = 0) -> Iterator[str]:
    """The tree as lines; * where the keyboard reaches, - what is not in sight."""
    sign = ("*" if node.focusable else " ") if node.showing else "-"
    yield f"{'  ' * depth}{sign} {node.role} {node.name}".rstrip()
    for child in node.children:
        yield from drawn(child, depth + 1)
