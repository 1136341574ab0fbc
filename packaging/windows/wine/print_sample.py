"""Prints the sample on the default printer, page by page, as 打印 does; says how many pages it sent. For unit.sh."""

import sys
import tempfile
from pathlib import Path

from govreport_gui.core.rules.check import check
from govreport_gui.files import resources
from govreport_gui.files.output import export
from govreport_gui.files.pdf import pictures
from govreport_gui.files.settings import Output
from govreport_gui.files.sources import reading
from govreport_gui.ui import app
from govreport_gui.ui.preview import printing

qt = app.application()
imported = reading.read(resources.path("samples/pengshui-2021.txt"))
with tempfile.TemporaryDirectory() as folder:
    path = Path(folder) / "样例.pdf"
    export.write(path, imported.form, imported.document, check(imported.form, imported.document))
    pages = pictures.open_pages(path.read_bytes())
    if not printing.any_printer():
        sys.exit("没有打印机")
    if not printing.send(printing.printer_of(Output()), pages, range(len(pages.sizes))):
        sys.exit("没有送到打印机")
    print(f"pages {len(pages.sizes)}")
