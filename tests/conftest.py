"""What every test may ask for."""

import os
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

# Before Qt is imported: the tests show no window and need no screen.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

import pytest
from hypothesis import settings as properties

from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document
from govreport_gui.files import resources, settings
from govreport_gui.files.sources import reading
from govreport_gui.files.sources.imported import Imported

# The same examples each time, so that what passes here passes everywhere; `make fuzz` looks for new ones.
properties.register_profile("same", derandomize=not os.environ.get("DICE"))
properties.load_profile("same")


@pytest.fixture(autouse=True)
def own_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes what the program keeps for the person at this machine."""

    @cache
    def folder() -> Path:
        return tmp_path_factory.mktemp("user")  # most tests never ask

    monkeypatch.setattr(settings, "_path", lambda: folder() / "settings.json")
    monkeypatch.setattr(settings, "data_folder", folder)


REPORTS = Path(__file__).parents[2] / "shared" / "reports"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """`real_text`: each real report as a text; `real_truth`: each file of true values. Where none is, skipped."""
    texts = [path for path in sorted(REPORTS.glob("*.txt")) if "crawled" not in path.name]
    for name, paths in (("real_text", texts), ("real_truth", sorted(REPORTS.glob("*.truth.json")))):
        if name in metafunc.fixturenames:
            metafunc.parametrize(name, paths, ids=[path.name.partition(".")[0] for path in paths])


@pytest.fixture(scope="session")
def reports() -> Path:
    """The collection of real reports; who asks for it is skipped where it is not at hand."""
    if not REPORTS.is_dir():
        pytest.skip("the collection of real reports is not beside the checkout")
    return REPORTS


@pytest.fixture(scope="session")
def real_texts(reports: Path) -> tuple[Path, ...]:
    """All real reports that are texts as they were published."""
    return tuple(path for path in sorted(reports.glob("*.txt")) if "crawled" not in path.name)


@pytest.fixture(scope="session")
def read_once() -> Callable[[Path], Imported]:
    """`reading.read` for files that no test changes: each is read once, and what is read is immutable."""
    return cache(reading.read)


@pytest.fixture(scope="session")
def form() -> Format:
    """The form of 2021."""
    return next(form for form in resources.formats() if form.id == "2021")


@pytest.fixture(scope="session")
def old_form() -> Format:
    """The form of 2019."""
    return next(form for form in resources.formats() if form.id == "2019")


@pytest.fixture(scope="session")
def sample() -> Imported:
    """The shipped sample, read from its text."""
    return reading.read(resources.path("samples/pengshui-2021.txt"))


CALM = """主动公开方面，按要求公开政府信息。依申请公开方面，规范受理、办理和答复。
政府信息管理方面，严格保密审查。平台建设方面，完善政府网站专栏。监督保障方面，加强培训。
本年度工作考核、社会评议结果良好，没有发生责任追究的情形。"""


PROBLEMS = "主要问题是公开不够及时，政策解读形式单一。下一步改进措施是加强培训，丰富解读形式，按季度通报情况。"


@pytest.fixture(scope="session")
def calm(sample: Imported) -> Document:
    """The sample with nothing left that any rule would speak of."""
    document = replace(sample.document, headings={}).with_section("overview", CALM)
    for section, text in document.sections.items():
        document = document.with_section(section, text.replace("\u00a0", ""))
    return document


@pytest.fixture
def zeros(form: Format) -> Document:
    """A report with 0 in every cell and all its text: complete and consistent."""
    texts = {"overview": CALM, "problems": PROBLEMS, "other_matters": "本年度未收取信息处理费。"}
    return Document(form.id, "测试市财政局", 2025, sections=texts, cells=dict.fromkeys(form.cells, "0"))


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which files below the test's folder the disk was asked about by name: on a slow share each takes its time."""
    found: list[str] = []
    for name in ("stat", "lstat"):
        monkeypatch.setattr(os, name, _noting(getattr(os, name), str(tmp_path), found))
    return found


def _noting(ask, folder: str, found: list[str]):
    def noting(path, **named):
        if not isinstance(path, int) and os.fspath(path).startswith(folder):
            found.append(os.fspath(path))
        return ask(path, **named)

    return noting
