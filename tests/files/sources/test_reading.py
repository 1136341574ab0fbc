from pathlib import Path

import pytest

from govreport_gui.core.forms.form import Format
from govreport_gui.files import resources, settings
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.saving import store
from govreport_gui.files.scans import addon
from govreport_gui.files.sources import reading
from govreport_gui.files.sources.imported import Imported


def test_what_a_file_is_is_told_by_its_content(sample: Imported, tmp_path: Path) -> None:
    path = tmp_path / "年报.txt"
    path.write_text(store.to_text(sample.document, sample.form), encoding="utf-8")
    assert reading.read(path).document == sample.document


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_usual_encodings(sample: Imported, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "年报.txt"
    path.write_text(resources.path("samples/pengshui-2021.txt").read_text(encoding="utf-8"), encoding=encoding)
    assert reading.read(path).document == sample.document


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "“甲.txt”里没有找到年报"),
        (b"%PDF-1.7", "“甲.txt”损坏了"),
        (b"PK\x03\x04", "“甲.txt”损坏了"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "“甲.txt”损坏了"),
        (b"\x89PNG\r\n", "“甲.txt”为图片"),
        (b"Rar!\x1a\x07", "“甲.txt”是压缩包"),
        (b"\x00\x01\x02", "“甲.txt”不是文字文件"),
        (b"\x81\x00\xff", "“甲.txt”不是文字文件"),
        (b"<!DOCTYPE html><html>", "“甲.txt”里没有找到年报"),
        (b"x" * 5_000_001, "“甲.txt”太大"),
    ],
)
def test_other_files_get_one_sentence(
    tmp_path: Path, content: bytes, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addon, "found", lambda: None)
    path = tmp_path / "甲.txt"
    path.write_bytes(content)
    with pytest.raises(OutsideError) as caught:
        reading.read(path)
    assert str(caught.value).startswith(sentence)
    assert path.read_bytes() == content


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OutsideError, match="没有找到“甲.txt”"):
        reading.read(tmp_path / "甲.txt")
    with pytest.raises(OutsideError, match="是一个文件夹"):
        reading.read(tmp_path)


def test_settings_come_back_and_bad_ones_are_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "_path", lambda: tmp_path / "深" / "settings.json")
    assert settings.load() == settings.Settings()
    kept = settings.with_recent(settings.Settings(window="abc"), Path("/甲/乙.govreport"))
    settings.save(kept)
    assert settings.load() == kept
    (tmp_path / "深" / "settings.json").write_text("{", encoding="utf-8")
    assert settings.load() == settings.Settings()


def test_recent_files_newest_first_each_once(form: Format) -> None:
    kept = settings.Settings()
    for number in [*range(10), 7]:
        kept = settings.with_recent(kept, Path(f"/{number}"))
    assert [Path(each).name for each in kept.recent] == ["7", "9", "8", "6", "5", "4", "3", "2", "1", "0"]
