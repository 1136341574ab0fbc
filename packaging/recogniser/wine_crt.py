"""wine_crt.py FROM TO: Wine 8's ucrtbase.dll with the parts of complex numbers, which it only has the names of.

NumPy asks for them when it is loaded; every Windows has them. For the tests' own Wine, never shipped. The mended copy
bears no mark of Wine's own files any more, so that Wine takes it in place of its own.
"""

import sys
from pathlib import Path
from typing import Final

import pefile

_CODE: Final = {
    "crealf": "660f6ec1c3",  # movd xmm0, ecx; ret: both halves come in one register
    "cimagf": "48c1e920660f6ec1c3",  # shr rcx, 32; movd xmm0, ecx; ret
    "cimag": "f20f104108c3",  # movsd xmm0, [rcx + 8]; ret: a pair of doubles comes by its address
}
_MARK: Final = b"Wine builtin DLL"


def main() -> None:
    """Write the mended copy."""
    binary = pefile.PE(sys.argv[1])
    places = {symbol.name: symbol.address for symbol in binary.DIRECTORY_ENTRY_EXPORT.symbols}
    data = bytearray(Path(sys.argv[1]).read_bytes())
    for name, code in _CODE.items():
        at = binary.get_offset_from_rva(places[name.encode()])
        data[at : at + len(code) // 2] = bytes.fromhex(code)
    mark = data.index(_MARK)
    data[mark : mark + len(_MARK)] = bytes(len(_MARK))
    Path(sys.argv[2]).write_bytes(data)


main()
