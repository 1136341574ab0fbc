"""Forms that are put in from a file, brought on a stick say, and taken out again.

A form decides what the program shows, adds up and prints. Before one goes in, a process of its own lives with it for a
moment (`form_trial`): what makes that one fail, hang or fall over would have done so to the clerk's program.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from govreport_gui.core.forms.form import Format
from govreport_gui.files import atomic, limits, own_process, resources, settings
from govreport_gui.files.errors import OutsideError

TRIAL: Final = "try-form"
"""The first argument of a program that is only to try a form; the second is the folder for it."""
CANDIDATE: Final = "candidate.toml"
REFUSED: Final = "refused.txt"
"""In the folder of a trial: the form, and why it cannot be used."""
_PATIENCE: Final = 10
"""Seconds for a trial; it takes two."""


def add(source: Path) -> Format:
    """Check and try a form file, and put it in for good. Raises OutsideError.

    A form that is there already is replaced only by a later issue that has all that reports use of it.
    """
    content = limits.given(source, resources.LARGEST_FORM, "格式文件")
    if why := _tried(content):
        raise OutsideError(f"“{source.name}”不能用：{why}。没有改动现在的格式。")
    form = resources.read_form(content)
    folder = resources.added_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise OutsideError(f"“{source.name}”没有装入：写不进程序的数据文件夹。") from None
    atomic.write(folder / f"{form.id}.toml", content)
    resources.look_again()
    return form


def remove() -> None:
    """Take out every form that was put in; those that ship with the program are used again. Raises OutsideError."""
    try:
        for file in resources.added():
            file.unlink(missing_ok=True)
    except OSError:
        raise OutsideError("格式文件没有移除：程序的数据文件夹写不进去。") from None
    finally:
        resources.look_again()


def _tried(content: bytes) -> str:
    """Why a program that had this form could not work, as part of a sentence; "" if it could."""
    try:
        with tempfile.TemporaryDirectory(prefix="govreport-", ignore_cleanup_errors=True) as name:
            folder = Path(name)
            if resources.added():
                shutil.copytree(resources.added_folder(), folder / "formats")
            (folder / CANDIDATE).write_bytes(content)
            environment = {settings.ELSEWHERE: name, "QT_QPA_PLATFORM": "offscreen"}
            process = own_process.begin(TRIAL, name, environment=environment)
            try:
                process.wait(_PATIENCE)
            finally:
                own_process.end(process)
            why = folder / REFUSED
            if why.exists():
                return why.read_text(encoding="utf-8")
            return "用它试着做一份报告时，程序出了错" if process.returncode else ""
    except subprocess.TimeoutExpired:
        return f"用它试着做一份报告，{_PATIENCE}秒内未做完"
    except OSError:
        return "现在不能试用它，临时文件夹可能已满"
