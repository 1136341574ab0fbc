"""What the usual phrases of a report mean on the official form: which cells a number beside them stands for.

Phrases are looked for where they touch the number, so that a number about something else is never compared.
"""

import re
from dataclasses import dataclass
from typing import Final

from govreport_gui.core.patterns import pattern
from govreport_gui.core.prose.phrases import (
    ALSO_RECEIVED,
    ANSWERED_PART,
    APPLICANTS,
    CASES,
    CATEGORY_WORDS,
    FILL,
    FOREIGN_FILES,
    KEYWORDS,
    NO_PART,
    POWERS,
    REASONS,
    RECEIVED,
    SHOWN,
    TOTAL,
)
from govreport_gui.core.prose.referents import (
    ANSWERED,
    CARRIED_IN,
    CARRIED_OUT,
    CATEGORIES,
    DISPUTES,
    DISPUTES_CLOSED,
    LITIGATION,
    LITIGATION_CLOSED,
    NEW,
    OTHERWISE_OTHER,
    RECONSIDERATION,
    RECONSIDERATION_CLOSED,
    RESULTS,
    WITH_CARRIED_IN,
    Referent,
)

_CASE_UNITS: Final = frozenset({"件", "件次", "宗", "起", "例"})
_PIECES: Final = _CASE_UNITS | {"份", "次", "条", "项", "个"}
_FILES: Final = frozenset({"件", "份", "部", "个", "项", "条"})
_LETTERS: Final = _CASE_UNITS | {"份"}


@dataclass(frozen=True, slots=True)
class Meaning:
    """A phrase: the rule that compares it, which one of it, the words before and after its number."""

    rule: str
    each: str
    referents: tuple[Referent, ...]
    before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None
    units: frozenset[str] = _PIECES
    topic: str = "requests"
    """What the paragraph must be about: requests, disclosure, or anything."""
    never: re.Pattern[str] | None = None
    """Words in the clause that make it something else."""
    never_before: re.Pattern[str] | None = None
    """Words anywhere before it in the sentence that make it something else."""
    words: tuple[str, ...] = ()
    """What it cannot be said without, before the number or behind it: one of these. Where none stands, no pattern is
    compiled: most reports have few of these phrases.
    """


def _ends(words: str) -> re.Pattern[str]:
    return pattern(f"(?:{words})$")


def _begins(words: str) -> re.Pattern[str]:
    return pattern(f"{words}")


_NEWLY: Final = "新收到?|新受理|新增(?:受理)?|新接收"
_SUBJECT: Final = "(?:^|[，,。；：:）]|单位|机关|局|委|办|镇|乡|街道|度|年|全年)"
"""Before a phrase without a verb: it begins there."""
_OF_PEOPLE: Final = pattern(
    "^(?:(?!许可|复议|登记|补贴|补助|执行|救助|仲裁|强制|备案|专利|注册|诉讼|贷款|认定|调解)[^，,。；;、：:0-9]){0,16}申请(?!人|行政复议|复议)"
)
_TAKEN_IN: Final = pattern("收到|接到|受理|合并")
_DISPUTED: Final = "(?:案件|案|申请|事项|情况)?"
_AS_RESULT: Final = (
    "(?:的)?(?:依申请公开|政府信息公开申请|答复|决定|告知|申请|情形|信息|类|等|，?不予公开|，?无法提供|，?不予处理)*"
)


def _receiving() -> tuple[Meaning, ...]:
    own = pattern(
        "^(?:的)?(?:有效)?(?:政府信息公开|政府信息依?公开|依申请公开|信息公开)?(?:政府)?(?:信息)?(?:的)?申请(?!人|行政复议|复议)"
    )
    both = (NEW, WITH_CARRIED_IN)
    broad = (*both, RESULTS)
    received = "(?:收到|接收|接到|收悉|(?<![征吸验回没税营招查丰签应])收)"
    return (
        Meaning("NV-01", "new", both, _ends(f"(?:{_NEWLY}|{received})了?{FILL}"), None, never=RECEIVED),
        Meaning("NV-02", "handled", broad, _ends(f"(?:受理|收办|办理|登记)了?{FILL}"), None, never=NO_PART),
        # 收到70件申请: the thing stands behind its number.
        Meaning("NV-01", "new", both, _ends(f"(?:{_NEWLY}|{received})了?{TOTAL}"), own, topic="", never=RECEIVED),
        Meaning("NV-02", "handled", broad, _ends(f"(?:受理|收办|办理)了?{TOTAL}"), own, topic="", never=NO_PART),
        # 收到9条社会公众提出的公开申请: more words between, in a paragraph about disclosure.
        Meaning(
            "NV-01",
            "new",
            both,
            _ends(f"(?:{_NEWLY}|{received})了?{TOTAL}"),
            _OF_PEOPLE,
            topic="disclosure",
            never=RECEIVED,
        ),
        # 通过邮寄、网络等渠道提交的各类申请共计9件: several ways are all of them.
        Meaning(
            "NV-01",
            "new",
            both,
            _ends(f"(?:提交|提出|递交)的(?=[^，,。；0-9]*申请){FILL}"),
            units=_LETTERS,
            never=RECEIVED,
        ),
        Meaning(
            "NV-02",
            "handled",
            broad,
            _ends(f"{_SUBJECT}依申请公开(?:件|事项|申请|办件)?{TOTAL}"),
            units=_LETTERS,
            never=NO_PART,
        ),
    )


def _closing() -> tuple[Meaning, ...]:
    answered = "(?:(?<![公提处告书口当面话上期知开并])答复|回复)"
    timely = "(?:按[时期]|及时|依法|依规|按规定|在?(?:法定|规定)(?:的)?(?:答复|办理)?(?:期限|时限)内?|、|并)*"
    after = _begins(
        f"^(?:政府信息公开|信息公开|依申请公开)?(?:的)?(?:申请)?(?:均|已|全部|都)*{timely}(?:予以)?(?:办结|办理完毕)(?!率)"
    )
    answered_behind = _begins(
        f"^(?:政府信息公开|信息公开|依申请公开)?(?:的)?申请(?:均|已|全部|都)+{timely}(?:予以|作出|进行)*答复(?!率)"
    )
    year = "(?:[0-9]{4}年度?|下一?个?年度?|次年|明年|来年)"
    on = "(?:继续|办理|答复|处理|办结|的|政府信息公开|信息公开|申请)*"
    carried = "(?:结转|顺延|转|延续|延期|跨年)(?:至|到|入|为)?"
    last = f"(?:上一?年度?|去年|[0-9]{{4}}年度?)结转(?:至|到|来)?(?:本年度?|今年|[0-9]{{4}}年度?)?{on}{TOTAL}"
    # 1件结转下年度: only at once behind the number.
    waiting = (
        "因故|按规定|依法|跨年|未到(?:答复|办理)?期限?|[未尚]|[正仍]?在|办结|办理|答复|处理|期限内|法定|审查|中|之|过程"
    )
    # 1件尚在办理中，结转下年度继续办理; behind a comma only what has just been called open.
    behind = _begins(
        "^(?:政府信息公开|信息公开|依申请公开)?(?:的)?(?:申请|事项)?(?:均|已|需要?|将|因故)*"
        f"(?:(?:{waiting})+[，,]?(?:需要?|将|均|已|按规定|依法)*)?{carried}{year}"
    )
    from_last = _begins(
        "^(?:政府信息公开|信息公开|依申请公开)?(?:申请)?(?:系|为|是|属于?|由)*(?:上一?年度?|去年|[0-9]{4}年度?)(?:结转|转来|转入|遗留|延续)"
    )
    over = ("转", "延", "跨年")
    return (
        Meaning("NV-04", "carried_in", (CARRIED_IN,), _ends(last), words=("结转",)),
        Meaning("NV-04", "carried_out", (CARRIED_OUT,), _ends(f"{carried}{year}度?{on}{TOTAL}"), words=over),
        Meaning("NV-04", "carried_out", (CARRIED_OUT,), None, behind, words=over),
        Meaning("NV-04", "carried_in", (CARRIED_IN,), None, from_last, words=("转", "遗留", "延续")),
        Meaning("NV-03", "results_total", (RESULTS,), _ends(f"(?:办结|办理完毕|办复)了?{FILL}"), never=ALSO_RECEIVED),
        Meaning("NV-03", "results_total", (RESULTS, ANSWERED), _ends(f"{answered}了?{FILL}"), never=ALSO_RECEIVED),
        Meaning("NV-03", "results_total", (RESULTS,), None, after, never=NO_PART),
        Meaning("NV-03", "results_total", (RESULTS, ANSWERED), None, answered_behind, never=ANSWERED_PART),
        # 答复申请人9件: 申请人 is no application, but this is what is answered.
        Meaning(
            "NV-03",
            "results_total",
            (RESULTS, ANSWERED),
            _ends(f"{answered}了?申请人{TOTAL}"),
            topic="disclosure",
            never=ALSO_RECEIVED,
        ),
    )


def _results() -> tuple[Meaning, ...]:
    found = []
    for each, phrase in CATEGORY_WORDS.items():
        # Where the reasons of （六） are listed before it, 其他处理 is only its last row.
        referents = (CATEGORIES[each], OTHERWISE_OTHER) if each == "otherwise" else (CATEGORIES[each],)
        # 予以公开及部分公开 is two kinds in one number and read elsewhere.
        before = _ends(f"(?<!(?:公开|提供|处理)[及和与或、])(?:{phrase}){_AS_RESULT}{TOTAL}")
        after = _begins(
            f"^(?:政府信息公开|信息公开|依申请公开)?(?:申请)?(?:的)?(?:均|依法|已|为|作|作出|属于|答复为?|决定)*(?:{phrase})"
        )
        words = KEYWORDS[each]
        found.append(Meaning("NV-05", each, referents, before, words=words))
        found.append(Meaning("NV-05", each, referents, None, after, units=_CASE_UNITS, words=words))
    for each, phrase in REASONS.items():
        referent = Referent("", (f"requests.{each}.total",))
        before = _ends(f"(?:{phrase}){_AS_RESULT}{TOTAL}")
        found.append(Meaning("NV-06", each, (referent,), before, never=_TAKEN_IN, words=KEYWORDS[each]))
    return tuple(found)


def _applicants() -> tuple[Meaning, ...]:
    never = pattern("予以|不予|办结|答复|处理|结转|公开(?!申请)|维持|纠正")
    found = []
    for each, (phrase, name, columns) in APPLICANTS.items():
        new = tuple(f"requests.new.{column}" for column in columns)
        old = tuple(f"requests.carried_in.{column}" for column in columns)
        referents = (
            Referent(f"表三本年新收·{name}", new),
            Referent(f"表三新收加结转·{name}", (*new, *old), "含上年结转"),
        )
        before = f"(?<![人织业构民][及和与或、])(?:{phrase})(?:提出|提交|的|政府信息公开|信息公开|申请|类)*{TOTAL}"
        words = ("法人",) if each == "legal_person" else (phrase,)
        found.append(Meaning("NV-07", each, referents, _ends(before), never=never, words=words))
    return tuple(found)


def _disputes() -> tuple[Meaning, ...]:
    # 行政复议、行政诉讼5件 is both together; 行政诉讼 alone is not preceded by 复议和.
    both = f"行政复议{_DISPUTED}(?:、|和|及|与|或)(?:被?提起)?(?:行政)?诉讼{_DISPUTED}{TOTAL}"
    review = f"行政复议{_DISPUTED}{TOTAL}|复议应诉{_DISPUTED}{TOTAL}"
    court = (
        f"(?<![议案请][、和及与或])(?<!案件[、和及与或])(?<![议案请][、和及与或]提起)行政诉讼(?:应诉)?{_DISPUTED}{TOTAL}"
        f"|(?<!行政)诉讼应诉{_DISPUTED}{TOTAL}"
    )
    direct = Referent("表四未经复议直接起诉总计", ("disputes.litigation_direct.total",))
    after = Referent("表四复议后起诉总计", ("disputes.litigation_after_reconsideration.total",))
    review_behind, court_behind = _begins("^(?:的)?行政复议(?!、|和|及|与|或)"), _begins("^(?:的)?行政诉讼")
    return (
        Meaning(
            "NV-09",
            "litigation_direct",
            (direct,),
            _ends(f"未经复议直接(?:起诉|提起行政诉讼){_DISPUTED}{TOTAL}"),
            None,
            _CASE_UNITS,
            "disclosure",
            CASES,
            words=("未经复议",),
        ),
        Meaning(
            "NV-09",
            "litigation_after_reconsideration",
            (after,),
            _ends(f"复议后(?:起诉|提起行政诉讼){_DISPUTED}{TOTAL}"),
            None,
            _CASE_UNITS,
            "disclosure",
            CASES,
            words=("复议后",),
        ),
        Meaning(
            "NV-08",
            "disputes",
            (DISPUTES, DISPUTES_CLOSED),
            _ends(both),
            None,
            _CASE_UNITS,
            "disclosure",
            CASES,
            words=("诉讼",),
        ),
        Meaning(
            "NV-08",
            "reconsideration",
            (RECONSIDERATION, RECONSIDERATION_CLOSED),
            _ends(review),
            None,
            _CASE_UNITS,
            "disclosure",
            CASES,
            words=("复议",),
        ),
        Meaning(
            "NV-09",
            "litigation",
            (LITIGATION, LITIGATION_CLOSED),
            _ends(court),
            None,
            _CASE_UNITS,
            "disclosure",
            CASES,
            words=("诉讼",),
        ),
        Meaning(
            "NV-08",
            "reconsideration",
            (RECONSIDERATION, RECONSIDERATION_CLOSED),
            None,
            review_behind,
            _CASE_UNITS,
            "disclosure",
            CASES,
            words=("复议",),
        ),
        Meaning(
            "NV-09",
            "litigation",
            (LITIGATION, LITIGATION_CLOSED),
            None,
            court_behind,
            _CASE_UNITS,
            "disclosure",
            CASES,
            words=("诉讼",),
        ),
    )


def _of_files(
    each: str, referent: Referent, word: str, before: re.Pattern[str] | None, after: re.Pattern[str] | None = None
) -> Meaning:
    return Meaning("NV-13", each, (referent,), before, after, _FILES, "", FOREIGN_FILES, words=(word,))


def _of_decisions(
    row: str, referent: Referent, word: str, before: re.Pattern[str], after: re.Pattern[str] | None = None
) -> Meaning:
    return Meaning("NV-14", row, (referent,), before, after, _LETTERS, "", None, SHOWN, words=(word,))


def _made() -> tuple[Meaning, ...]:
    found = []
    columns = {
        "issued": "制发|制[定订](?:出台|印发|发布|公布)?|印发|出台|颁布|新制[定发]",
        "repealed": "宣布废止|宣布失效|废止",
        "in_force": "现行有效|继续有效",
    }
    names = {"issued": "本年制发", "repealed": "本年废止", "in_force": "现行有效"}
    verbs = "|".join(columns.values())
    filling = "本年度?|今年|全年|新|共|总|有|的|[中内里]|数据?库|库|目录|数量|发布|公布"
    between = f"(?:[0-9０-９零一二两三四五六七八九十百 件份部个项条、，,：:]|{filling}|{verbs})*?"
    kinds = {"normative_documents": ("行政", "规范性文件"), "regulations": ("政府", "规章")}
    for row, (modifier, word) in kinds.items():
        phrase = f"(?:{modifier})?{word}"
        name = "行政规范性文件" if row == "normative_documents" else "规章"
        for column, verb in columns.items():
            referent = Referent(f"表二{name}·{names[column]}", (f"proactive.{row}.{column}",))
            # 制发规范性文件2件; 规范性文件制发2件、废止3件.
            made = f"(?:{verb})了?(?:的)?{phrase}{TOTAL}|{phrase}{between}(?:{verb})(?:件数|数量)?{TOTAL}"
            each = f"{row}.{column}"
            found.append(_of_files(each, referent, word, _ends(made)))
            # 制发了2件规范性文件; 对3件规范性文件予以废止.
            thing = _begins(f"^(?:的)?{phrase}")
            found.append(_of_files(each, referent, word, _ends(f"(?:{verb})了?{TOTAL}"), thing))
            done = _begins(f"^(?:的)?{phrase}(?:予以|进行了?|作出|被|已|均|宣布|依法|继续)*(?:{verb})")
            found.append(_of_files(each, referent, word, None, done))
            if column == "issued":
                # 发布2件，废止3件，现行有效73件: beside the others 发布 is 制发.
                list_ = _begins("^[，,、；;](?:本年度?)?(?:宣布)?(?:废止|现行有效)")
                beside = _ends(f"{phrase}{between}(?:发布|公布|公开)(?:件数|数量)?{TOTAL}")
                found.append(_of_files(each, referent, word, beside, list_))
        shown = Referent(f"表二{name}·本年制发", (f"proactive.{row}.issued",), "公开件数不一定是制发件数")
        published = f"(?:公开|发布)(?:行政)?{phrase}{TOTAL}"
        found.append(_of_files(f"{row}.published", shown, word, _ends(published)))
    for row, name in POWERS.items():
        referent = Referent(f"表二{name}", (f"proactive.{row}.decisions",))
        short = name.removeprefix("行政")
        of = "(?:事项|案件|(?:处理)?决定书?|措施|处理)?"
        verb = "(?:作出|做出|办理|办结|实施|处理|共|给予|下达|采取|出具)(?:了|各类|各项)*"
        before = (
            f"(?:{verb}(?:的)?|(?<=件)[、，]){name}{of}{TOTAL}|{name}(?:处理)?决定书?{TOTAL}"
            f"|(?:作出|做出|给予){short}{of}{TOTAL}"
        )
        found.append(_of_decisions(row, referent, short, _ends(before)))
        found.append(
            _of_decisions(
                row, referent, short, _ends(f"{verb}{TOTAL}"), _begins(f"^(?:的)?{name}{of}(?![^，。；]*(?:复议|诉讼))")
            )
        )
    return tuple(found)


MEANINGS: Final = (*_results(), *_closing(), *_applicants(), *_disputes(), *_made(), *_receiving())
"""All phrases, the narrower before the wider: the first that fits is what a number means."""
