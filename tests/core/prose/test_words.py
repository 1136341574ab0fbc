"""The number or word that a double click takes."""

import pytest

from govreport_gui.core.prose.words import word_at

TEXT = "全年收到政府信息公开申请1,234件，占99.5%，在门户网站（www.a.gov.cn）公开。\n坚持登记的制度"


@pytest.mark.parametrize(
    ("at", "word"),
    [
        ("1,234", "1,234"),
        ("234", "1,234"),
        ("99.5", "99.5"),
        ("信息公开", "政府信息公开"),
        ("门户", "门户网站"),
        ("a.gov", "www.a.gov.cn"),
        ("坚持", "坚持登记"),
        ("制度", "制度"),
        ("，占", "，"),
        ("\n", ""),
    ],
)
def test_what_is_taken(at: str, word: str) -> None:
    assert TEXT[slice(*word_at(TEXT, TEXT.index(at)))] == word


def test_at_the_end_nothing_is_taken() -> None:
    assert word_at(TEXT, len(TEXT)) == (len(TEXT), len(TEXT))
    assert word_at("", 0) == (0, 0)
