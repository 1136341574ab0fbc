"""`govreport convert`."""

from argparse import Namespace

from govreport_gui.cli import source
from govreport_gui.cli.outcome import DONE, OUTSIDE, complain, doubts_said, refuse_existing, tell
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.names import readable
from govreport_gui.files.saving import store


def run(options: Namespace) -> int:
    """`govreport convert`: any readable form → a report file."""
    try:
        refuse_existing(options.to, force=options.force)
        imported = source.read(options.source)
        store.write(options.to, imported.document, imported.form)
    except OutsideError as error:
        complain(error)
        return OUTSIDE
    tell(options.source, imported.problems)
    doubts = doubts_said(imported.account)
    print(readable(f"已保存“{options.to.name}”。{doubts and f'{doubts}，其中不再标出。'}"))
    return DONE
