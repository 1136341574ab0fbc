"""The number or word around a place of a text, as far as that can be told without a dictionary."""

from typing import Final

from govreport_gui.core.patterns import pattern
from govreport_gui.core.prose.passages import Span

_NUMBER: Final = pattern("[0-9０-９]+(?:[,.．，][0-9０-９]+)*")
_LATIN: Final = pattern("[A-Za-z][A-Za-z0-9._@/:-]*")
_TERMS: Final = pattern(
    "政府信息公开|依申请公开|行政规范性文件|政务新媒体|行政复议|行政诉讼|行政许可|行政处罚|行政强制|主动公开|不予公开|部分公开|予以公开"
    "|无法提供|不予处理|其他处理|监督保障|平台建设|信息公开|政务公开|政府信息|政府网站|门户网站|公众号|工作考核|社会评议|责任追究|自然人"
    "|法人|其他组织|申请人|申请|结转|办结|答复|受理|收到|公开|信息|政府|规章|审核|保密|培训|本机关|本单位|本年度|年度|去年|上年"
)
_RUN: Final = pattern("[\u3400-\u9fff〇]+")
_LINK: Final = pattern("[的和与及或在对为按将由以并且等被把从向于至是了]")
"""Characters that join words more often than they are part of one."""


def word_at(text: str, at: int) -> Span:
    """Start and end of the number or word at that place; of one character where it is neither."""
    line = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    for words in (_NUMBER, _LATIN, _TERMS):
        for found in words.finditer(text, line, end):
            if found.start() <= at < found.end():
                return found.span()
    run = next((found for found in _RUN.finditer(text, line, end) if found.start() <= at < found.end()), None)
    if run is None:
        return at, min(at + 1, end)
    edges = [run.start(), run.end()]
    for words in (_TERMS, _LINK):
        edges += [edge for found in words.finditer(text, *run.span()) for edge in found.span()]
    return max(edge for edge in edges if edge <= at), min(edge for edge in edges if edge > at)
