"""What is read from paper. benchmarks/scan_pages.py makes the pages, benchmarks/scans.py judges many more of them."""

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from govreport_gui.core.reading.proof import prove
from govreport_gui.core.rules.check import check
from govreport_gui.files.scans import addon
from govreport_gui.files.sources import apart

ROOT = Path(__file__).parents[3]
DISPUTES = 5
"""The page of the sample with table 四: 15 numbers and some text."""
pytestmark = pytest.mark.skipif(addon.found() is None, reason="the recogniser is not installed: pip install -e .[ocr]")


@pytest.fixture(scope="module")
def pages() -> Iterator[ModuleType]:
    """What makes the pages."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "benchmarks"))
        import scan_pages  # noqa: PLC0415

        yield scan_pages


@pytest.fixture
def judged(pages: ModuleType):
    """How many cells of a page are what, and a line on each that is not right."""
    import scan_papers  # noqa: PLC0415
    import scans  # noqa: PLC0415

    def judging(path: Path, which: tuple[int, ...]):
        paper = scan_papers.paper(scan_papers.SAMPLE)
        wanted = {cell: value for cell, value in paper.values.items() if paper.pages.get(cell) in which}
        imported = apart.read(path)
        return scans.compared(wanted, imported.form, imported.document, imported.account)

    return judging


@pytest.mark.parametrize("kind", ["mild", "photo"])
def test_numbers_of_a_page_are_right_or_said_to_be_doubtful(kind: str, pages, judged, tmp_path: Path) -> None:
    path = pages.made("sample", kind, tmp_path, which=(DISPUTES,))
    counts, notes = judged(path, (DISPUTES,))
    assert counts["right"] + counts["told right"] == 15, notes


def test_a_number_changed_on_the_paper_is_read_as_printed_and_its_sum_is_told(pages, tmp_path: Path) -> None:
    import scan_papers  # noqa: PLC0415

    cell = "disputes.reconsideration.total"
    before = {each: str(value) for each, value in scan_papers.paper("sample").values.items()}
    after = str(int(before[cell]) + 3)
    path = pages.made("sample", "mild", tmp_path, which=(DISPUTES,), changes=tuple((before | {cell: after}).items()))
    imported = apart.read(path)
    read = imported.document.cells
    assert {each: text for each, text in read.items() if each.startswith("disputes")} == {
        each: text for each, text in (before | {cell: after}).items() if each.startswith("disputes")
    }
    assert [bound.rule.id for bound in prove(imported.form, imported.document).broken] == ["T4-01"]
    assert "T4-01" in {finding.rule for finding in check(imported.form, imported.document).findings}


def test_pages_are_the_same_for_the_same_seed(pages, tmp_path: Path) -> None:
    drawn = []
    for seed in (1, 1, 2):
        path = pages.made("sample", "clean-100", tmp_path, seed, which=(DISPUTES,))
        drawn.append(bytes(pages.pypdfium2.PdfDocument(path)[0].render().buffer))
    assert drawn[0] == drawn[1] != drawn[2]


def test_a_red_stamp_is_taken_off_the_page_and_where_it_was_is_known(pages) -> None:
    from govreport_gui.files.scans import light  # noqa: PLC0415  # what it imports is in the add-on

    page = pages.Image.new("RGB", (900, 900), "white")
    page.paste("black", (300, 440, 600, 446))
    stamped = pages.damage.stamped(page, (250, 250, 600, 600), 200, pages.Random(1), "2025.1.20")
    grey, stamp = light.evened(stamped)
    assert stamp is not None
    assert 5_000 < stamp.sum() < 60_000
    bare = light.cleared(grey, stamp)
    assert bare[442:444, 305:595].max() < 60
    bare[430:456] = 255
    assert (bare < 200).sum() == 0
