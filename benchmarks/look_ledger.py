"""Pictures of the window of a ledger: `python benchmarks/look_ledger.py` writes them to out/look/."""

import os
import random
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest

from govreport_gui.core.ledger.application import Application, Dispute
from govreport_gui.core.ledger.editor import LedgerEditor
from govreport_gui.core.ledger.ledger import Ledger, added
from govreport_gui.files import clock, resources
from govreport_gui.files.ledger import calendar_file, open_ledger, vocabulary_file
from govreport_gui.ui import app
from govreport_gui.ui.ledger import ledger_menu
from govreport_gui.ui.ledger.ledger_window import LedgerWindow
from govreport_gui.ui.widgets import theme

FOLDER: Final = Path(__file__).parent.parent / "out" / "look"
TODAY: Final = date(2025, 12, 22)
_SIZES: Final = ((1366, 690), (911, 480))
_RESULTS: Final = (
    *("granted",) * 10, *("unavailable_not_held",) * 5, "partial", "refused_third_party", "refused_enforcement_file",
    "not_processed_petition", "not_processed_duplicate", "otherwise_other",
)  # fmt: skip
_CONTENTS: Final = ("征地补偿安置方案", "行政处罚决定书", "部门预算执行情况", "道路施工许可", "规划许可证", "检查记录")


def ledger(number: int = 96) -> Ledger:
    """The applications of a unit for 2025, invented by dice, some of them late, the last open."""
    dice = random.Random(5)
    found = []
    for at in range(number):
        received = date(2025, 1, 2) + timedelta(days=354 * at // number)
        answered = received + timedelta(days=dice.randint(4, 27))
        is_open = answered > TODAY or at == number - 9
        disputed = (Dispute("reconsideration", f"2025-{at % 9 + 2:02}-12", "upheld", f"2025-{at % 9 + 3:02}-20"),)
        found.append(
            Application(
                0,
                f"2025-{at + 1:03}",
                received.isoformat(),
                channel=dice.choice(("in_person", "registered_post")),
                applicant=f"{dice.choice('赵钱孙李周吴郑王')}某某",
                applicant_class=dice.choice((*("natural_person",) * 7, "enterprise", "legal_service")),
                content=dice.choice(_CONTENTS) + dice.choice(("", "（城东片区）", "（2024年）")),
                answered="" if is_open else answered.isoformat(),
                result="" if is_open else dice.choice(_RESULTS),
                disputes=disputed if at % 23 == 6 else (),
            )
        )
    return added(Ledger("某县自然资源局", 2025), found)


def opened(folder: Path) -> LedgerWindow:
    """The window of that ledger on that day."""
    file = open_ledger.create(folder / "某县自然资源局2025年度台账.govledger", ledger(), clock.now())
    words, days = vocabulary_file.vocabulary(), calendar_file.calendar()
    return ledger_menu.new_window(file, LedgerEditor(file.ledger, resources.newest(), words, days, TODAY))


def settle(window: LedgerWindow) -> None:
    """Wait until all is painted; a window that comes to the front has taken the day of the clock."""
    QTest.qWait(100)
    window.editor.renew(window.editor.calendar, TODAY)
    QTest.qWait(100)


def main() -> None:
    """Draw every page of the window, light and dark, on two sizes of screen."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    qt = app.application()
    with tempfile.TemporaryDirectory() as folder:
        window = opened(Path(folder))
        window.show()
        for is_dark in (False, True):
            theme.take_palette(qt, is_dark=is_dark)
            for width, height in _SIZES:
                window.resize(width, height)
                for tab in window.tabs:
                    window.show_tab(tab)
                    window.register.go_to(88)
                    settle(window)
                    name = f"ledger-{tab}-{width}-{'dark' if is_dark else 'light'}.png"
                    window.grab().save(str(FOLDER / name))
        window.close()


if __name__ == "__main__":
    main()
