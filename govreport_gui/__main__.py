"""Arguments → the window, or a verb without one."""

import gc
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from govreport_gui.files.names import is_there

if TYPE_CHECKING:  # the window does without the verbs
    from argparse import Namespace

_VERBS: Final = ("check", "convert", "export", "fingerprint", "rollup", "ledger", "sql", "selftest")
_OF_ONE: Final = ("convert", "export", "fingerprint")
"""Those of one report: what they make stays until they end, so nothing is gained by looking for what goes again."""
_OWN: Final = ("try-form", "read-file", "look-at", "find-fonts", "find-earlier", "read-reports", "try-recogniser")
"""What the program asks of processes of its own."""


def _is_file(argument: str) -> bool:
    """Whether a lone argument means a file: it is there, or looks like one. A mistyped verb does not."""
    return argument not in _VERBS and not argument.startswith("-") and (is_there(Path(argument)) or "." in argument)


def _do(options: "Namespace") -> int:  # noqa: PLR0911  # one for each verb
    """Do what a verb says, with no more of the program than it needs; the exit code."""
    if options.verb == "check":
        from govreport_gui.cli import check  # noqa: PLC0415  # nobody else needs it

        return check.run(options)
    if options.verb == "convert":
        from govreport_gui.cli import convert  # noqa: PLC0415  # likewise

        return convert.run(options)
    if options.verb == "export":
        from govreport_gui.cli import export  # noqa: PLC0415  # likewise

        return export.run(options)
    if options.verb == "fingerprint":
        from govreport_gui.cli import fingerprint  # noqa: PLC0415  # likewise

        return fingerprint.run(options)
    if options.verb == "rollup":
        from govreport_gui.cli import rollup  # noqa: PLC0415  # likewise

        return rollup.run(options)
    if options.verb == "ledger":
        from govreport_gui.cli import ledger  # noqa: PLC0415  # likewise

        return ledger.run(options)
    if options.verb == "sql":
        from govreport_gui.cli import sql  # noqa: PLC0415  # likewise

        return sql.run(options)
    from govreport_gui import selftest  # noqa: PLC0415  # opens a window

    return selftest.run(options)


def _serve(verb: str, *places: str) -> int:
    """Be a process that another one of this program has started."""
    if verb == "try-form":
        from govreport_gui import form_trial  # noqa: PLC0415  # nobody else needs it

        return form_trial.run(Path(places[0]))
    if verb == "read-file":
        from govreport_gui.files.sources import apart  # noqa: PLC0415  # likewise

        return apart.run(*map(Path, places))
    if verb == "look-at":
        from govreport_gui.files.known import looker  # noqa: PLC0415  # likewise

        looker.run(Path(places[0]))
    if verb == "find-fonts":
        from govreport_gui.files.pdf import found  # noqa: PLC0415  # likewise

        return found.run()
    if verb == "find-earlier":
        from govreport_gui.files.sources import earlier  # noqa: PLC0415  # likewise

        return earlier.run(Path(places[0]))
    if verb == "try-recogniser":
        from govreport_gui.files.scans import trial  # noqa: PLC0415  # likewise

        return trial.run(Path(places[0]), Path(places[1]))
    from govreport_gui.files.rollup import gathering  # noqa: PLC0415  # likewise

    return gathering.serve()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; the exit code."""
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    for stream in (sys.stdout, sys.stderr):
        # A console with an old code page shows ? for a sign it lacks; pythonw has no console at all.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    if arguments[:1] and arguments[0] in _OWN:
        return _serve(*arguments)
    if not arguments or (len(arguments) == 1 and _is_file(arguments[0])):
        from govreport_gui.files import handover  # noqa: PLC0415  # the verbs do without it

        if arguments and handover.call(Path(arguments[0])):
            return 0  # the window that has it, or one that was free, shows it
        gc.disable()  # until app.started(): a start makes only things that stay
        from govreport_gui.ui import app  # noqa: PLC0415  # the verbs do without Qt

        return app.run(Path(arguments[0]) if arguments else None)
    from govreport_gui.cli.arguments import parsed  # noqa: PLC0415  # the window does without the verbs

    options = parsed(arguments)
    if options.verb in _OF_ONE:
        gc.disable()
    try:
        return _do(options)
    finally:
        gc.enable()


if __name__ == "__main__":
    sys.exit(main())
