"""What the launcher runs. A program that cannot start says so: the launcher shows GOVREPORT_FAULT and ends with 97."""

import os
import sys
import traceback


def _start() -> int:
    try:
        from govreport_gui.__main__ import main  # noqa: PLC0415  # may be what is missing

        return main()
    except Exception as error:  # noqa: BLE001  # whatever it is, a window that never comes helps nobody
        if sys.stderr is not None:
            traceback.print_exc()
        os.environ["GOVREPORT_FAULT"] = f"{type(error).__name__}: {error}"
        return 97


sys.exit(_start())
