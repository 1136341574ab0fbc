"""What the launcher runs. A program that cannot start says so: the launcher shows GOVREPORT_FAULT and ends with 97."""

import os
import sys
import traceback

try:
    from govreport_gui.__main__ import main

    code = main()
except Exception as error:  # noqa: BLE001  # whatever it is, a window that never comes helps nobody
    if sys.stderr is not None:
        traceback.print_exc()
    os.environ["GOVREPORT_FAULT"] = f"{type(error).__name__}: {error}"
else:
    sys.exit(code)
