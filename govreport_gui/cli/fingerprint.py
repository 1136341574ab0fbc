"""`govreport fingerprint`."""

import sys
from argparse import Namespace

from govreport_gui.cli import source
from govreport_gui.cli.outcome import DONE, FOUND, OUTSIDE, complain, tell
from govreport_gui.core.papers import fingerprint
from govreport_gui.core.papers.content import content_of
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.names import readable


def run(options: Namespace) -> int:
    """`govreport fingerprint`: the fingerprint of a report's content, or whether it is the one that is asked for."""
    try:
        imported = source.read(options.file)
    except OutsideError as error:
        complain(error)
        return OUTSIDE
    tell(options.file, imported.problems)
    code = fingerprint.fingerprint(content_of(imported.form, imported.document))
    print(code)
    if options.code is None or fingerprint.typed(options.code) == code:
        return DONE
    print(readable(f"“{options.file.name}”的内容指纹不是 {fingerprint.typed(options.code)}。"), file=sys.stderr)
    return FOUND
