"""The list of file types, in the form that each installer wants, on standard output: file_types.py KIND.

nsis     a macro that does the same for each type, for installer.nsi
mime     the file that tells Linux desktops what these types are
desktop  the line of the menu entry
table    ENDING MIME-TYPE NAME ICON PICTURE, one line each: for scripts and checks
"""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape, quoteattr

_HERE: Final = Path(__file__).resolve().parent
_ICONS: Final = _HERE.parent / "resources" / "icons"
PROGRAM: Final = "govreport"


@dataclass(frozen=True, slots=True)
class FileType:
    """One line of the list. `place`: which one, from 1 on, and so the number of its picture in the Windows program."""

    place: int
    ending: str
    chinese: str
    english: str

    @property
    def name(self) -> str:
        """What Windows registers it as."""
        return f"{PROGRAM}.{self.ending.removeprefix('gov')}"

    @property
    def mime(self) -> str:
        """Its MIME type: all of them are UTF-8 JSON."""
        return f"application/x-{self.ending}+json"

    @property
    def icon(self) -> Path:
        """Its picture, or that of the program."""
        own = _ICONS / f"{self.ending}.svg"
        return own if own.exists() else _ICONS / f"{PROGRAM}.svg"


def listed(path: Path = _HERE / "file-types.txt") -> tuple[FileType, ...]:
    """All of them, the program's own report first."""
    lines = (line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    return tuple(FileType(place, *line.split("\t")) for place, line in enumerate(lines, 1))


def _nsis(types: tuple[FileType, ...]) -> str:
    given = ((each.name, f".{each.ending}", each.mime, each.chinese, str(-each.place)) for each in types)
    lines = (f"  !insertmacro ${{DO}} {' '.join(map(_quoted, each))}\n" for each in given)
    return "\ufeff!macro EACH_TYPE DO\n" + "".join(lines) + "!macroend\n"


def _quoted(word: str) -> str:
    return f'"{word}"'


def _mime(types: tuple[FileType, ...]) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">\n'
        + "".join(
            f"  <mime-type type={quoteattr(each.mime)}>\n"
            f"    <comment>{escape(each.english)}</comment>\n"
            f'    <comment xml:lang="zh_CN">{escape(each.chinese)}</comment>\n'
            '    <sub-class-of type="application/json"/>\n'
            f"    <icon name={quoteattr(each.icon.stem)}/>\n"
            f"    <glob pattern={quoteattr(f'*.{each.ending}')}/>\n"
            "  </mime-type>\n"
            for each in types
        )
        + "</mime-info>\n"
    )


def _desktop(types: tuple[FileType, ...]) -> str:
    return f"MimeType={''.join(f'{each.mime};' for each in types)}\n"


def _table(types: tuple[FileType, ...]) -> str:
    return "".join(f"{each.ending} {each.mime} {each.name} {each.icon.stem} {-each.place}\n" for each in types)


def main() -> None:
    """Write it; in UTF-8, whatever the locale."""
    forms = {"nsis": _nsis, "mime": _mime, "desktop": _desktop, "table": _table}
    sys.stdout.buffer.write(forms[sys.argv[1]](listed()).encode())


if __name__ == "__main__":
    main()
