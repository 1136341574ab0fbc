"""Starting Qt."""

import os

import pytest

from govreport_gui.ui import app


@pytest.mark.parametrize(("before", "after"), [("fcitx", "fcitx;ibus"), ("fcitx5", "fcitx;ibus"), ("ibus", None)])
def test_fcitx_is_asked_in_the_way_of_ibus(before, after, monkeypatch):
    for name in ("QT_IM_MODULES", "IBUS_USE_PORTAL"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    monkeypatch.setenv("QT_IM_MODULE", before)
    app._reach_input_method()
    assert os.environ.get("QT_IM_MODULES") == after


def test_a_clerks_own_choice_of_input_methods_stays(monkeypatch):
    monkeypatch.setenv("QT_IM_MODULE", "fcitx")
    monkeypatch.setenv("QT_IM_MODULES", "compose")
    app._reach_input_method()
    assert os.environ["QT_IM_MODULES"] == "compose"
