"""How the pages of a report can be set, by name: after the standard for official papers, or closer."""

from types import MappingProxyType
from typing import Final, Literal

ProfileName = Literal["official", "plain", "landscape"]
OFFICIAL: Final = "official"
"""What is taken unless something else is said."""
NAMES: Final = MappingProxyType[ProfileName, str](
    {"official": "公文版", "plain": "普通版", "landscape": "普通版，宽表横排"}
)


def known(name: str) -> ProfileName:
    """The profile of that name; for any other the official one."""
    return next((each for each in NAMES if each == name), OFFICIAL)
