from govreport_gui.core.findings.progress import in_the_way, remaining, section_of, states, todo
from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document
from govreport_gui.core.rules.check import check


def test_states_of_an_empty_report(form: Format) -> None:
    document = Document(form.id)
    found = states(form, document, check(form, document))
    assert found["cover"] == "unfinished"
    assert found["preface"] == "optional"
    assert found["proactive_text"] == "unfinished"
    assert found["problems"] == "unfinished"


def test_the_gravest_matter_marks_the_part(form: Format, zeros: Document) -> None:
    document = zeros.with_cells({"disputes.reconsideration.total": "1", "requests.new.other": ""}).with_section(
        "problems", "主要问题是公开不够及时，政策解读形式单一。下一步改进措施是加强培训，丰富解读形式，按季度通报。"
    )
    found = states(form, document, check(form, document))
    assert found["cover"] == "done"
    assert found["proactive_text"] == "done"
    assert found["requests_text"] == "partial"
    assert found["disputes_text"] == "must_fix"
    assert found["problems"] == "done"


def test_a_finding_is_put_right_where_its_cells_are(old_form: Format) -> None:
    document = Document(old_form.id, year=2023, cells={"disputes.reconsideration.total": "-1"})
    parts = [section_of(old_form, finding) for finding in check(old_form, document).findings]
    assert parts[:2] == ["cover", "disputes_text"]


def test_what_is_still_to_do_in_one_line(form: Format, zeros: Document) -> None:
    assert "，".join(words for _, words in todo(check(form, zeros))) == ""
    document = zeros.with_cells({"disputes.reconsideration.total": "1", "proactive.fees.amount": ""})
    assert "，".join(words for _, words in todo(check(form, document))) == "1 处必须改正，1 格未填"
    assert in_the_way(check(form, document)) == "尚有 1 处必须改正，1 格未填"


def test_what_is_only_a_notice_is_in_nobodys_way(form: Format, zeros: Document) -> None:
    noticed = check(form, zeros.with_section("overview", zeros.sections["overview"] + "空\u00a0格"))
    assert "，".join(words for _, words in todo(noticed)) == "1 处提醒"
    assert in_the_way(noticed) == ""


def test_a_part_of_which_something_was_cut_out_says_so(form: Format, calm: Document) -> None:
    cut = calm.with_section("overview", "本年度主动公开信息12条。〔中间略〕")
    checked = check(form, cut)
    assert states(form, cut, checked)["overview"] in {"partial", "explain", "notice"}
    empty = Document(form.id).with_section("overview", "〔正文从略〕")
    checked = check(form, empty)
    assert states(form, empty, checked)["overview"] == "partial"
    assert remaining(form, empty, checked)["overview"] == "有从略"
