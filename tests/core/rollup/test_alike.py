"""Near-copies among many texts."""

from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document
from govreport_gui.core.rollup.alike import near_copies
from govreport_gui.core.rollup.submission import Submission

WORDS = "春夏秋冬东西南北日月星辰山川湖海风云雷电松竹梅兰"


def text(seed: int, number: int = 3) -> str:
    """Sentences of their own for each seed."""
    return "".join(
        "".join(WORDS[(seed * 7 + at * 5 + step * (seed % 5 + 1)) % len(WORDS)] for step in range(14)) + f"{number}件。"
        for at in range(12)
    )


def came(form: Format, name: str, **sections: str) -> Submission:
    return Submission(name, Document(form.id, name, 2025, sections=sections), {}, "pass")


def test_a_copy_with_other_numbers_joins_the_group_of_the_first(form: Format) -> None:
    units = [
        came(form, "甲", overview=text(1)),
        came(form, "乙", overview=text(2)),
        came(form, "丙", overview=text(1, 95)),
        came(form, "丁", overview=text(1)),
    ]
    (group,) = near_copies(units)
    assert (group.section, group.first) == ("overview", "甲")
    assert [file for file, _ in group.others] == ["丙", "丁"]
    assert {percent for _, percent in group.others} == {100}, "new figures make no new text"


def test_short_and_shortened_texts_say_nothing(form: Format) -> None:
    short = "按要求做好各项工作。"
    cut = text(1) + "〔正文从略〕"
    assert near_copies([came(form, name, problems=short) for name in "甲乙"]) == ()
    assert near_copies([came(form, name, problems=cut) for name in "甲乙"]) == ()


def test_a_sentence_that_all_have_makes_no_copies(form: Format) -> None:
    common = "根据《中华人民共和国政府信息公开条例》和上级要求，编制本报告，所列数据统计期限为本年度。"
    assert near_copies([came(form, str(seed), overview=common + text(seed)) for seed in (1, 2, 3, 4)]) == ()
