"""One thing has one word: no word that was given up stands where a clerk reads."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
GIVEN_UP = (
    *("上级会怎么看", "怎么看", "唱校", "唱读", "回头看", "下一块", "上一块", "换一级", "只看这一部分", "检查全部"),
    *("纸上合计", "其余空格", "由程序相加", "程序相加的", "由程序计算", "输入的总计", "自动合计", "改回自动相加"),
    *("状态经过", "先不恢复", "不要了", "知道了", "没有填", "没填", "没有核对", "没办完", "都一致", "还没有", "还差"),
    *("从哪里下载", "怎样联系", "就没有了", "打开过年报", "填一次", "随便改", "记为本单位", "自动填好", "了吗"),
)
"""Words of the window, of messages and of papers that have another now."""
ENTRIES = re.compile(
    r"(?<!查)看样例|打开样例|不再与上年比较|填的是\{?0|显示上年数[」(]|"
    r"「输出 ?(?:PDF|Excel)|输出 ?(?:PDF|Excel|Word|网页)\(&"
)
"""Names of entries that were given up, and sentences in forms that were."""
EARLIER = ("core/proofreading/reading_aloud.py", {"唱校有误", "回头看"})
"""What files of earlier versions say is still read, in one place."""
TEXTS = (
    *("README.md", "CHANGELOG.md", "docs/guide/guide.md", "docs/linux.md"),
    "packaging/linux/debian/govreport.zh_CN.1",
)


def sentences(code: str) -> Iterator[str]:
    """Every text of a program but what explains it."""
    tree = ast.parse(code)
    explained = {
        id(line.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        for line in node.body
        if isinstance(line, ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in explained:
            yield node.value


def texts(value: object) -> Iterator[str]:
    """Every text in what a TOML file holds."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from texts(each)


def given_up(text: str) -> list[str]:
    return [word for word in GIVEN_UP if word in text] + ENTRIES.findall(text)


@pytest.mark.parametrize("text", ["按 F11 唱校", "看样例(&D)", "输出 PDF(&P)…", "还有2格没有填", "「输出 Excel」"])
def test_a_word_that_was_given_up_is_found(text: str) -> None:
    assert given_up(text)


@pytest.mark.parametrize("text", ["查看样例(&D)", "输出 PDF、Word、Excel 或网页", "不能输出 PDF", "未填"])
def test_a_word_in_use_is_none_of_them(text: str) -> None:
    assert given_up(text) == []


def test_the_program_says_no_word_that_was_given_up() -> None:
    earlier = ROOT / "govreport_gui" / EARLIER[0]
    said = {
        f"{path.relative_to(ROOT)}：{text}": words
        for path in sorted((ROOT / "govreport_gui").rglob("*.py"))
        for text in sentences(path.read_text(encoding="utf-8"))
        if not (path == earlier and text in EARLIER[1]) and (words := given_up(text))
    }
    assert said == {}


def test_forms_and_their_help_say_no_word_that_was_given_up() -> None:
    files = [*(ROOT / "resources" / "formats").glob("*.toml"), *(ROOT / "resources" / "help").glob("*.toml")]
    assert len(files) >= 3
    said = {
        f"{path.name}：{text}": words
        for path in files
        for text in texts(tomllib.loads(path.read_text(encoding="utf-8")))
        if (words := given_up(text))
    }
    assert said == {}


@pytest.mark.parametrize("name", TEXTS)
def test_guide_and_readme_say_no_word_that_was_given_up(name: str) -> None:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    assert {line: words for line in lines if (words := given_up(line))} == {}
