"""Whether the add-on works here: what the process that tries it tells. test_commands has the whole selftest with it."""

from pathlib import Path

import pytest

from govreport_gui.files.scans import addon, trial


def test_without_the_add_on_it_tells_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addon, "found", lambda: None)
    assert trial.run(tmp_path / "没有.png", tmp_path / "说") == 1
    assert "安装“识别组件”后可读入" in (tmp_path / "说").read_text(encoding="utf-8")


def test_modules_that_cannot_be_loaded_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(found: addon.Addon) -> None:
        del found
        raise ImportError("DLL load failed")

    monkeypatch.setattr(addon, "found", lambda: addon.Addon("1.0.0", tmp_path, tmp_path))
    monkeypatch.setattr(addon, "load", fails)
    assert trial.run(tmp_path / "没有.png", tmp_path / "说") == 1
    assert (tmp_path / "说").read_text(encoding="utf-8") == "ImportError DLL load failed"
