"""What the commands of the arm64 package run, on the system's own Python: the packages of this folder come first."""

import sys
from pathlib import Path

here = Path(__file__).resolve().parent
sys.path[:0] = [str(here / "app"), str(here / "lib")]
sys.executable = "/usr/bin/govreport"  # the program starts itself once more for a trial, and not this Python

from govreport_gui.__main__ import main  # noqa: E402  # only now can it be found

sys.exit(main())
