from dataclasses import replace

import pytest

from govreport_gui.core.findings.finding import Finding, NotChecked
from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document
from govreport_gui.core.rules import content, parts
from govreport_gui.core.rules.case import case_of

FIVE_ASPECTS = (
    "（一）主动公开。全年公开信息120条，内容有财政预决算、政府采购、惠民补贴，均在形成后二十个工作日内公开。\n"
    "（二）依申请公开。收到申请3件，均登记在册，办理过程留有记录，在规定期限内答复，申请人没有提出异议。\n"
    "（三）政府信息管理。严格审核制度，公开前由科室、分管负责人逐级审核，每半年清理一次已经失效的文件。\n"
    "（四）平台建设。办好政府网站。栏目按统一的目录设置，指定两人维护，每个工作日更新，链接和附件逐月检查。\n"
    "（五）监督保障。开展培训2次，参加的有各科室联络员，检查发现的问题当场交办，年底前已经全部办完，并有记录。"
)
A_PROBLEM = "政策解读形式还不够丰富，图解少；下一步将增加图解和视频解读，每个季度检查一次，年底通报结果。"
NO_FEE = "本年度未收取信息处理费。"
TEXTS = {"overview": FIVE_ASPECTS, "problems": A_PROBLEM, "other_matters": NO_FEE}


def judged(form: Format, document: Document) -> list[Finding | NotChecked]:
    case = case_of(form, document)
    return [each for rule in (*parts.RULES, *content.RULES) for each in rule.judge(case)]


def found(form: Format, document: Document) -> list[str]:
    return [f"{each.rule} {each.level}" for each in judged(form, document) if isinstance(each, Finding)]


def open_rules(form: Format, document: Document) -> dict[str, str]:
    return {each.rule: each.reason for each in judged(form, document) if isinstance(each, NotChecked)}


def report(form: Format, *, cells: dict[str, str] | None = None, **texts: str) -> Document:
    """A finished report of 测试市财政局 with these texts instead of the usual ones."""
    sections = {part: text for part, text in (TEXTS | texts).items() if text}
    filled = dict.fromkeys(form.cells, "0") if cells is None else cells
    return Document(form.id, "测试市财政局", 2025, kind="department", sections=sections, cells=filled)


def test_a_finished_report_has_everything(form: Format) -> None:
    assert judged(form, report(form)) == []


# ── 缺不缺：还没有写，还是缺了 ─────────────────────────────────────────


def test_a_new_report_lacks_nothing_yet(form: Format) -> None:
    blank = Document(form.id)
    assert found(form, blank) == []
    reasons = open_rules(form, blank)
    assert reasons["NR-01"] == "“六、其他事项”未写"
    assert reasons["NR-05"] == "“五、问题及改进”未写"
    assert reasons["NR-07"] == "表四未填"


def test_full_tables_without_any_text_do_not_pass(form: Format, zeros: Document) -> None:
    assert found(form, replace(zeros, sections={})) == ["NR-01 must_fix", "NR-01 must_fix", "NR-05 must_fix"]


@pytest.mark.parametrize("order", ["一二三四五六", "二三四一五六", "一五六二三四", "六五四三二一"])
def test_whoever_fills_in_a_report_is_left_in_peace_until_the_tables_are_done(form: Format, order: str) -> None:
    tables = dict(zip("二三四", form.tables, strict=True))
    texts = {"一": "overview", "五": "problems", "六": "other_matters"}
    document = Document(form.id, "测试市财政局", 2025, kind="department")
    early = []
    for number, part in enumerate(order):
        if part in tables:
            cells = tables[part].cells
            half = document.with_cells(dict.fromkeys(cells[: len(cells) // 2], "0"))
            early.append([] if set(texts) <= set(order[:number]) else found(form, half))
            document = document.with_cells(dict.fromkeys(cells, "0"))
        else:
            document = document.with_section(texts[part], TEXTS[texts[part]])
        if not set(tables) <= set(order[: number + 1]):
            early.append([] if set(texts) <= set(order[: number + 1]) else found(form, document))
    assert not any(early)
    assert found(form, document) == []


@pytest.mark.parametrize(("section", "words"), [("overview", "缺少第一部分"), ("other_matters", "缺少第六部分")])
def test_nr01_a_part_is_missing(form: Format, section: str, words: str) -> None:
    document = report(form, cells=None, **{section: ""})
    assert "NR-01 must_fix" in found(form, document)
    (finding,) = [each for each in judged(form, document) if isinstance(each, Finding)]
    assert finding.section == section
    assert words in finding.message
    assert "6个部分" in finding.message


def test_nr01_a_heading_in_other_words_needs_nothing(form: Format) -> None:
    """The outputs print the official one."""
    heading = "五、当前存在的主要问题及下步改进措施"
    document = Document(
        form.id, "测试市财政局", 2025, headings={"problems": heading}, sections=TEXTS, cells=report(form).cells
    )
    assert judged(form, document) == []


def test_nr01_a_heading_that_is_misnumbered(form: Format) -> None:
    """Its line stands in the text of another part, or among the headings as they were read."""
    line = "二、收到和处理政府信息公开申请情况"
    in_text = report(form, proactive_text=f"以上为主动公开情况。\n{line}")
    read = replace(report(form), headings={"requests_text": line})
    for document, section in ((in_text, "proactive_text"), (read, "requests_text")):
        (finding,) = [each for each in judged(form, document) if isinstance(each, Finding)]
        assert (finding.rule, finding.level, finding.section) == ("NR-01", "notice", section)
        assert finding.message.startswith(f"标题“{line}”序号有误，统一格式为“三、收到和处理政府信息公开申请情况”。")
    right = report(form, requests_text="三、四季度办理较多。\n三、收到和处理政府信息公开申请情况")
    assert found(form, right) == []


@pytest.mark.parametrize(
    ("section", "other", "text"),
    [
        ("problems", "disputes_text", A_PROBLEM),
        ("other_matters", "problems", f"{A_PROBLEM}\n{NO_FEE}"),
        ("overview", "preface", FIVE_ASPECTS * 3),
        ("problems", "disputes_text", f"四、存在的主要问题及改进情况\n{A_PROBLEM}"),
    ],
)
def test_nr01_a_heading_is_lost_and_its_text_hangs_on_the_part_before(
    form: Format, section: str, other: str, text: str
) -> None:
    document = report(form, cells=None, **{section: "", other: text})
    (finding,) = [each for each in judged(form, document) if isinstance(each, Finding) and each.rule != "NR-11"]
    assert (finding.rule, finding.level, finding.section) == ("NR-01", "notice", other)
    assert form.section(section).heading in finding.message
    # Where the text is nowhere, the part is missing.
    assert "must_fix" in " ".join(found(form, report(form, cells=None, **{section: ""})))


def test_a_part_is_missing_though_a_report_prints_its_zeros_as_blank(form: Format) -> None:
    figures = {
        "proactive.licensing.decisions": "8",
        "requests.new.natural_person": "2",
        "requests.granted.natural_person": "2",
        "disputes.reconsideration.upheld": "1",
    }
    assert found(form, report(form, cells=figures)) == []
    assert found(form, report(form, cells=figures, problems="")) == ["NR-05 must_fix"]
    assert found(form, report(form, cells=figures, overview="")) == ["NR-01 must_fix"]
    # Nothing in table 四 yet: a draft.
    assert found(form, report(form, cells=dict(list(figures.items())[:3]), problems="")) == []


def test_nr07_a_table_is_missing(form: Format) -> None:
    cells = {cell: "0" for cell in form.cells if not cell.startswith("disputes.")}
    document = report(form, cells=cells, disputes_text="我局没有发生复议和诉讼。")
    (finding,) = [each for each in judged(form, document) if isinstance(each, Finding)]
    assert (finding.rule, finding.level, finding.section) == ("NR-07", "must_fix", "disputes_text")
    assert finding.message.startswith("第四部分缺少表四")


def test_nr07_a_table_in_the_making_is_not_missing(form: Format) -> None:
    cells = {cell: "0" for cell in form.cells if not cell.startswith("disputes.")}
    document = report(form, cells=cells | {"disputes.reconsideration.upheld": "0"})
    assert found(form, document) == []


# ── 第一部分 ─────────────────────────────────────────────────────────


def test_nr02_an_aspect_that_is_not_named(form: Format) -> None:
    document = report(form, overview="\n".join(line for line in FIVE_ASPECTS.split("\n") if "平台" not in line))
    (finding,) = [each for each in judged(form, document) if isinstance(each, Finding)]
    assert (finding.rule, finding.level, finding.left, finding.right) == ("NR-02", "explain", 4, 5)
    assert "未写政府信息公开平台建设" in finding.message


def test_nr02_a_shortened_text_proves_nothing(form: Format) -> None:
    document = report(form, overview="（一）主动公开。全年公开信息120条。〔…略…〕")
    assert found(form, document) == []
    assert open_rules(form, document) == {"NR-02": "正文不全", "NR-03": "正文不全"}


def test_nr02_is_no_rule_of_the_older_form(old_form: Format) -> None:
    document = Document(old_form.id, "测试市财政局", 2020, kind="department", sections={**TEXTS, "overview": "公开"})
    assert found(old_form, document) == []
    assert open_rules(old_form, document)["NR-02"] == "2019年格式未规定五个方面"


@pytest.mark.parametrize(("length", "expected"), [(1000, []), (1001, ["超出1字"]), (1501, ["超出很多"])])
def test_nr03_a_thousand_characters(form: Format, length: int, expected: list[str]) -> None:
    text = FIVE_ASPECTS + "\n \u3000"
    document = report(form, overview=text + "字" * (length - len("".join(text.split()))))
    findings = [each for each in judged(form, document) if isinstance(each, Finding)]
    assert [each.rule for each in findings] == ["NR-03"] * len(expected)
    for finding, words in zip(findings, expected, strict=True):
        assert f"有{length}字" in finding.message
        assert words in finding.message


@pytest.mark.parametrize(
    ("kind", "addition", "expected"),
    [
        ("rollup", "", ["NR-04 explain"]),
        ("township", "", ["NR-04 explain"]),
        ("office", "工作考核占绩效5分，社会评议满意度98%，没有需要追究责任的情况。", []),
        ("department", "", []),
    ],
)
def test_nr04_a_government_reports_assessment_and_accountability(
    form: Format, kind: str, addition: str, expected: list[str]
) -> None:
    document = Document(
        form.id, "测试市人民政府", 2025, kind=kind, cells=report(form).cells,
        sections=TEXTS | {"overview": FIVE_ASPECTS + addition},
    )  # fmt: skip
    assert found(form, document) == expected


def test_nr04_is_open_while_the_kind_of_unit_is_unknown(form: Format) -> None:
    document = Document(form.id, "测试经济区", 2025, sections=TEXTS)
    assert open_rules(form, document)["NR-04"] == "封面信息未填单位类型"


# ── 第五部分 ─────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text", ["无", "无。", "暂无", "没有问题。", "/", "本年度无存在的主要问题及改进情况。", "我局不存在问题"]
)
def test_nr05_nothing_is_no_answer(form: Format, text: str) -> None:
    document = report(form, problems=text)
    (finding,) = [each for each in judged(form, document) if isinstance(each, Finding)]
    assert (finding.rule, finding.level) == ("NR-05", "must_fix")
    assert finding.span == (0, len(text))
    assert f"写作“{text}”" in finding.message


def test_nr05_nothing_is_said_at_once_even_in_a_new_report(form: Format) -> None:
    assert found(form, Document(form.id, sections={"problems": "无"})) == ["NR-05 must_fix"]


def test_nr05_empty_in_a_finished_report(form: Format) -> None:
    assert found(form, report(form, problems="")) == ["NR-05 must_fix"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("政策解读不够。下一步加强。", "仅13字"),
        (
            "全年公开工作总体平稳，各科室按时报送信息，网站运行正常，群众来访答复及时，没有发生舆情。",
            "未见存在的问题和改进的措施",
        ),
        (
            "存在的不足是政策解读形式单一，以文字为主，图解很少，群众看不懂，部分栏目半年没有更新过内容。",
            "未见改进的措施",
        ),
    ],
)
def test_nr05_too_little_has_to_be_explained(form: Format, text: str, words: str) -> None:
    document = report(form, problems=text)
    (finding,) = [each for each in judged(form, document) if isinstance(each, Finding)]
    assert (finding.rule, finding.level) == ("NR-05", "explain")
    assert words in finding.message


@pytest.mark.parametrize("text", ["〔略〕", "〔正文从略〕", "（一）存在的主要问题政策解读形式有待丰富。〔…略…〕"])
def test_nr05_a_shortened_text_proves_nothing(form: Format, text: str) -> None:
    assert found(form, report(form, problems=text)) == []
    assert open_rules(form, report(form, problems=text)) == {"NR-05": "正文不全"}


# ── 第六部分和编制说明 ───────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [NO_FEE, "2025年，无收取信息处理费情况。", "本年度没有产生信息公开处理费。", "发出收费通知3件，收取2950元。"],
)
def test_nr06_the_fee_is_reported(form: Format, text: str) -> None:
    assert found(form, report(form, other_matters=text)) == []


def test_nr06_the_fee_is_not_reported(form: Format) -> None:
    document = report(form, other_matters="无其他需要报告的事项。")
    (finding,) = [each for each in judged(form, document) if isinstance(each, Finding)]
    assert (finding.rule, finding.level, finding.section) == ("NR-06", "explain", "other_matters")
    assert "未收取信息处理费" in finding.message
    earlier = Document(form.id, "测试市财政局", 2020, sections=document.sections)
    assert open_rules(form, earlier)["NR-06"] == "信息处理费从2021年起才要报告"


def test_nr11_what_a_preface_says(form: Format) -> None:
    whole = "根据条例编制，统计期限为2025年1月1日至12月31日，可从本局网站下载。"
    assert found(form, report(form, preface=whole)) == []
    document = report(form, preface="根据条例编制。")
    (finding,) = [each for each in judged(form, document) if isinstance(each, Finding)]
    assert (finding.rule, finding.level, finding.left) == ("NR-11", "notice", 1)
    assert "未写统计期限、获取方式" in finding.message
    assert found(form, report(form, preface="根据条例编制。", overview="〔正文从略〕")) == []


def test_nr02_a_bare_heading_says_nothing(form: Format) -> None:
    bare = "（一）主动公开。\n（二）依申请公开。\n（三）政府信息管理。\n（四）平台建设。\n（五）监督保障。"
    assert found(form, report(form, overview=bare)) == ["NR-02 explain"]
    words = "按要求做好各项工作，职责明确到人，做法、数量、结果均逐项列出，并附有可以核对的记录。"
    with_words = bare.replace("\n", f"\n{words}\n") + f"\n{words}"
    assert found(form, report(form, overview=with_words)) == []


def of_nr02(form: Format, overview: str) -> list[Finding]:
    findings = [each for each in judged(form, report(form, overview=overview)) if isinstance(each, Finding)]
    return [each for each in findings if each.rule in {"NR-02", "TX-07"}]


@pytest.mark.parametrize(
    ("line", "words", "said"),
    [
        ("（三）政府信息管理方面。", "（三）政府信息管理方面。", "政府信息管理只有标题，待写"),
        ("（三）政府信息管理方面，", "（三）政府信息管理方面，", "政府信息管理只有标题，待写"),
        ("（三）规范政府信息管理", "（三）规范政府信息管理", "政府信息管理只有标题，待写"),
        ("（三）政府信息管理。严格审核，", "严格审核，", "政府信息管理止于“严格审核，”，未写完"),
        ("（三）政府信息管理。做法有：", "做法有：", "政府信息管理止于“做法有：”，未写完"),
    ],
)
def test_nr02_an_aspect_that_is_not_written_out(form: Format, line: str, words: str, said: str) -> None:
    """Other aspects speak of 审核 and 文件: the words alone would hide that this one is empty."""
    lines = FIVE_ASPECTS.replace("培训2次", "审核培训2次").split("\n")
    text = "\n".join([*lines[:2], line, *lines[3:]])
    (finding,) = of_nr02(form, text)
    assert (finding.rule, finding.each, finding.level) == ("NR-02", None, "explain")
    assert (finding.left, finding.right) == (4, 5)
    assert said in finding.message
    assert finding.span is not None
    assert text[slice(*finding.span)].endswith(words)


def test_nr02_an_aspect_at_the_end_that_is_not_written_out(form: Format) -> None:
    lines = FIVE_ASPECTS.split("\n")
    (finding,) = of_nr02(form, "\n".join([*lines[:4], "（五）监督保障。一是加强培训，"]))
    assert "监督保障止于" in finding.message
    (finding,) = of_nr02(form, "\n".join([*lines[:4], "（五）监督保障方面"]))
    assert "监督保障" in finding.message


def test_nr02_an_aspect_in_few_words_is_a_reminder(form: Format) -> None:
    lines = FIVE_ASPECTS.split("\n")
    text = "\n".join([*lines[:3], "（四）平台建设方面。先后关停未进行规范管理的政务新媒体2个。", lines[4]])
    (finding,) = of_nr02(form, text)
    assert (finding.rule, finding.each, finding.level, finding.left, finding.right) == (
        "NR-02", "platform", "notice", 30, 40,
    )  # fmt: skip
    assert text[slice(*finding.span or (0, 0))] == "（四）平台建设方面。"
    assert "平台建设仅30字，过短" in finding.message


def test_nr02_an_aspect_under_two_headings_is_taken_as_one(form: Format) -> None:
    lines = FIVE_ASPECTS.split("\n")
    assert of_nr02(form, "\n".join([*lines, "（六）强化考核。"])) == []


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("（一）主动公开方面，\n（二）依申请公开方面，收到申请3件。", ["（一）主动公开方面，"]),
        ("主要做法：", ["主要做法："]),
        ("主要做法：\n（一）公开。", []),
        ("让信息“看\n得懂、用得上，\n易监督”。", []),
    ],
)
def test_tx07_a_paragraph_that_breaks_off(form: Format, text: str, ends: list[str]) -> None:
    document = report(form, proactive_text=text)
    found = [each for each in judged(form, document) if isinstance(each, Finding) and each.rule == "TX-07"]
    assert [(each.level, text[slice(*(each.span or (0, 0)))]) for each in found] == [
        ("notice", words) for words in ends
    ]


@pytest.mark.parametrize(
    "text",
    [
        "还不能完全满足公众需要，下一步将加强主动公开，丰富形式，按季度通报工作进展。",
        "政策解读仍有进一步改进的空间，今后将丰富形式，增加图解和视频，按季度通报。",
    ],
)
def test_nr05_a_problem_in_other_words(form: Format, text: str) -> None:
    assert found(form, report(form, problems=text)) == []
