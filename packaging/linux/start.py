"""What the frozen program runs; the wheel's two commands do the same."""

import os
import sys

from govreport_gui.__main__ import main

# The starter has pointed LD_LIBRARY_PATH at this folder. The loader has read it and will not look again, but programs
# that this one starts, such as a PDF viewer, must not load our libraries.
before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
os.environ.pop("LD_LIBRARY_PATH", None)
if before is not None:
    os.environ["LD_LIBRARY_PATH"] = before

sys.exit(main())
