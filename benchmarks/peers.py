"""The same report put out by this program and by others, side by side: `python benchmarks/peers.py [ROUNDS]`.

Three tables and all texts of the shipped sample → PDF. Each gets what it takes ready-made: LibreOffice our Word file,
WeasyPrint our web page, fpdf2 and typst the plain parts; what is read, judged and laid out counts for us alone. All set
it in the bundled font, LibreOffice in what it finds. Cold is a new process to the written file, warm the same process
from the second time on. CPU seconds say more than those on the clock while others use the machine; all take turns, and
what counts is the ratio. What is not installed is named: `pip install --group peers`.
"""

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
FAMILY = "WenQuanYi Micro Hei"
Make = Callable[[], object]
Time = tuple[float, float]
"""CPU seconds, seconds on the clock."""


# ── who puts it out; each is prepared, and what it gives puts it out once ─


def ours(folder: Path) -> Make:
    """As `govreport export` does, in one process."""
    from govreport_gui.core.rules.check import check
    from govreport_gui.files.output import export
    from govreport_gui.files.sources import reading

    def make() -> None:
        read = reading.read(folder / "report.govreport")
        export.write(folder / "ours.pdf", read.form, read.document, check(read.form, read.document))

    return make


def weasyprint(folder: Path) -> Make:
    from weasyprint import CSS, HTML

    face = f'@font-face {{ font-family: cjk; src: url("{(folder / "font.ttc").as_uri()}") }} * {{ font-family: cjk }}'

    def make() -> None:
        HTML(folder / "report.html").write_pdf(folder / "weasyprint.pdf", stylesheets=[CSS(string=face)])

    return make


def fpdf2(folder: Path) -> Make:
    from fpdf import FPDF
    from fpdf.enums import TableBordersLayout

    def table(pdf: FPDF, part: dict[str, Any]) -> None:
        pdf.set_font("cjk", size=8)
        with pdf.table(
            col_widths=part["widths"],
            borders_layout=TableBordersLayout.ALL,
            first_row_as_headings=False,
            num_heading_rows=0,
        ) as made:
            for line in range(part["lines"]):
                row = made.row()
                for at, (text, down, across) in part["boxes"].items():
                    if at.startswith(f"{line},"):
                        row.cell(text, colspan=across, rowspan=down)

    def make() -> None:
        content = json.loads((folder / "content.json").read_text(encoding="utf-8"))
        pdf = FPDF()
        pdf.add_font("cjk", fname=folder / "font.ttc")
        pdf.add_page()
        pdf.set_font("cjk", size=22)
        pdf.multi_cell(0, text=content["title"], align="C", new_x="LMARGIN", new_y="NEXT")
        for part in content["parts"]:
            pdf.set_font("cjk", size=16)
            if part["heading"]:
                pdf.multi_cell(0, text=part["heading"], new_x="LMARGIN", new_y="NEXT")
            if part["boxes"]:
                table(pdf, part)
            pdf.set_font("cjk", size=16)
            for text in part["texts"]:
                pdf.multi_cell(0, h=10, text=f"　　{text}", new_x="LMARGIN", new_y="NEXT")
        pdf.output(str(folder / "fpdf2.pdf"))

    return make


def typst(folder: Path) -> Make:
    import typst as library

    def string(text: str) -> str:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'

    def make() -> None:
        content = json.loads((folder / "content.json").read_text(encoding="utf-8"))
        lines = [
            f'#set text(font: "{FAMILY}", lang: "zh", size: 16pt)',
            f"#align(center, text(22pt, {string(content['title'])}))",
        ]
        for part in content["parts"]:
            lines.append(f"#heading({string(part['heading'])})" if part["heading"] else "")
            if part["boxes"]:
                columns = ", ".join(f"{width}fr" for width in part["widths"])
                boxes = [
                    "table.cell(y: {}, x: {}, rowspan: {}, colspan: {}, text(8pt, {}))".format(
                        *at.split(","), down, across, string(text)
                    )
                    for at, (text, down, across) in part["boxes"].items()
                ]
                lines.append(f"#table(columns: ({columns}), {', '.join(boxes)})")
            lines += [f"#par(first-line-indent: (amount: 2em, all: true), {string(text)})" for text in part["texts"]]
        source = folder / "report.typ"
        source.write_text("\n\n".join(lines), encoding="utf-8")
        library.compile(source, output=folder / "typst.pdf", font_paths=[folder], ignore_system_fonts=True)

    return make


MAKERS = {"ours": ours, "typst": typst, "fpdf2": fpdf2, "weasyprint": weasyprint}
LIBRARIES = {"typst": "typst", "fpdf2": "fpdf", "weasyprint": "weasyprint"}


# ── measuring ────────────────────────────────────────────────────────


def prepare(folder: Path) -> str:
    """Lay out what each of them takes; the unit that must stand on every result."""
    from govreport_gui.core.papers.content import content_of
    from govreport_gui.core.rules.check import check
    from govreport_gui.files import resources
    from govreport_gui.files.output import export
    from govreport_gui.files.saving import store
    from govreport_gui.files.sources import reading

    shutil.copy(resources.path("fonts/wqy-microhei.ttc"), folder / "font.ttc")
    read = reading.read(resources.path("samples/pengshui-2021.txt"))
    store.write(folder / "report.govreport", read.document, read.form)
    for suffix in (".docx", ".html"):
        export.write(folder / f"report{suffix}", read.form, read.document, check(read.form, read.document))
    content = content_of(read.form, read.document)
    parts = [
        {
            "heading": part.heading,
            "texts": part.paragraphs,
            "widths": part.table.widths if part.table else (),
            "lines": len(part.table.lines) if part.table else 0,
            "boxes": {f"{b.line},{b.position}": (b.text, b.lines, b.positions) for b in part.table.boxes}
            if part.table
            else {},
        }
        for part in content.parts
    ]
    parts.append({"heading": "", "texts": content.closing, "boxes": {}})
    (folder / "content.json").write_text(json.dumps({"title": content.title, "parts": parts}), encoding="utf-8")
    return content.unit


def child(command: list[str]) -> tuple[Time, str]:
    """What a process takes, with all it starts, and what it prints."""
    environment = os.environ | {"PYTHONPATH": str(HERE.parent)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its modules compiled
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    run = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    clock, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, clock), run.stdout


def cold_commands(folder: Path) -> tuple[dict[str, list[str]], dict[str, str]]:
    """By name how each is run once, and why others are not."""
    export = ["export", str(folder / "report.govreport"), "--force", "--to"]
    program = [sys.executable, "-m", "govreport_gui", *export]
    commands = {"ours": [*program, str(folder / "ours.pdf")], "ours, Excel": [*program, str(folder / "ours.xlsx")]}
    lacking = {}
    for name, library in LIBRARIES.items():
        if find_spec(library):
            commands[name] = [sys.executable, __file__, "--make", name, str(folder), "0"]
        else:
            lacking[name] = f"Python 里没有 {library}"
    if soffice := shutil.which("soffice"):
        home = f"-env:UserInstallation={(folder / 'office').as_uri()}"
        to = ["--headless", "--convert-to", "pdf", "--outdir", str(folder / "libreoffice"), str(folder / "report.docx")]
        commands["LibreOffice"] = [soffice, home, *to]
    else:
        lacking["LibreOffice"] = "没有 soffice"
    return commands, lacking


def make(name: str, folder: Path, rounds: int) -> None:
    """Be the process of one of them; times from the second round on, as JSON."""
    once = MAKERS[name](folder)
    once()
    times = []
    for _ in range(rounds):
        cpu, clock = time.process_time(), time.perf_counter()
        once()
        times.append((time.process_time() - cpu, time.perf_counter() - clock))
    print(json.dumps(times))


def pages(path: Path, unit: str) -> int:
    """The pages of a result, which must have the report on it."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(path)
    texts = ["".join(page.get_textpage().get_text_range().split()) for page in document]
    assert any(unit in text for text in texts), path
    return len(texts)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("rounds", nargs="?", type=int, default=5)
    parser.add_argument("--make", nargs=3, metavar=("NAME", "FOLDER", "ROUNDS"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.make:
        name, where, rounds = options.make
        make(name, Path(where), int(rounds))
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        unit = prepare(folder)
        commands, lacking = cold_commands(folder)
        cold: dict[str, list[Time]] = {name: [] for name in commands}
        for at in range(options.rounds + 1):
            for name, command in commands.items():
                taken, _ = child(command)
                if at:  # the first has files to compile and a profile to make
                    cold[name].append(taken)
        warm: dict[str, list[Time]] = {name: [] for name in commands}
        for name in MAKERS:
            if name in commands:
                _, told = child([sys.executable, __file__, "--make", name, str(folder), str(options.rounds * 3)])
                warm[name] = json.loads(told)
        report = {name: folder / f"{name}.pdf" for name in MAKERS} | {"LibreOffice": folder / "libreoffice/report.pdf"}
        tell(cold, warm, {name: pages(report[name], unit) for name in commands if name in report})
    for name, why in lacking.items():
        print(f"{name}：没有比，{why}。")


def tell(cold: dict[str, list[Time]], warm: dict[str, list[Time]], printed: dict[str, int]) -> None:
    """Medians in milliseconds and how many times ours, cold by CPU and by the clock, then warm."""
    print(f"{'毫秒（是本程序的几倍）':<19}{'新进程 CPU':>14}{'钟':>15}{'第二次起 CPU':>14}{'钟':>15}{'页':>6}")
    for name in cold:
        cells = []
        for times in (cold, warm):
            for which in (0, 1):
                if not times[name]:
                    cells.append(f"{'':>16}")
                    continue
                middle, own = (statistics.median(each[which] for each in times[who]) for who in (name, "ours"))
                cells.append(f"{middle * 1e3:>8.0f} ({middle / own:>5.2f})")
        print(f"{name:<26}{''.join(cells)}{printed.get(name, ''):>6}")


if __name__ == "__main__":
    main()
