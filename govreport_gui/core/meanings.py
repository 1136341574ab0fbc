"""What the usual phrases of a report mean on the official form: which cells a number beside them stands for.

Phrases are looked for where they touch the number, so that a number about something else is never compared.
"""

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from govreport_gui.core.readings import (
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
    Reading,
)

_CASE_UNITS: Final = frozenset({"件", "件次", "宗", "起", "例"})
_PIECES: Final = _CASE_UNITS | {"份", "次", "条", "项", "个"}
_FILES: Final = frozenset({"件", "份", "部", "个", "项"})


@dataclass(frozen=True, slots=True)
class Meaning:
    """A phrase: the rule that compares it, which one of it, the words before and after its number."""

    rule: str
    each: str
    readings: tuple[Reading, ...]
    before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None
    units: frozenset[str] = _PIECES
    topic: str = "requests"
    """What the paragraph must be about: requests, disclosure, or anything."""
    never: re.Pattern[str] | None = None
    """Words in the clause that make it something else."""
    never_before: re.Pattern[str] | None = None
    """Words anywhere before it in the sentence that make it something else."""


CATEGORY_WORDS: Final = MappingProxyType(
    {
        "partial": "(?:予以)?部分公开|部分予以公开|区分处理(?:后(?:部分)?公开)?",
        "refused": "不予公开",
        "granted": "(?<!部分)(?<!不)予以公开|(?<!不)同意公开",
        "unavailable": "无法提供(?:相关)?(?:政府)?(?:信息)?",
        "not_processed": "不予处理",
        "otherwise": "(?:作|作出|做)?其他(?:方式)?处理",
    }
)

_REASONS: Final = MappingProxyType(
    {
        "refused_state_secret": "属于国家秘密|涉及国家秘密|国家秘密类",
        "refused_other_law": "(?:其他)?法律、?(?:行政)?法规禁止公开",
        "refused_security_stability": '危及[“"]?三安全一稳定[”"]?',
        "refused_third_party": "保护第三方合法权益|(?:损害|涉及)第三方合法权益",
        "refused_internal_affairs": "(?:属于)?三?类?内部事务(?:性)?信息",
        "refused_process_information": "(?:属于)?四?类?过程性信息",
        "refused_enforcement_file": "(?:属于)?行政执法案卷(?:信息)?",
        "refused_administrative_inquiry": "(?:属于)?行政查询事项",
        "unavailable_not_held": "(?:本机关|本单位|我局|我办)?不掌握(?:相关)?(?:政府)?信息|信息不存在",
        "unavailable_must_be_created": "没有现成信息(?:，|、)?(?:需要?另行制作)?|需要?另行制作",
        "unavailable_still_unclear": "补正后(?:申请)?内容仍?不明确",
        "not_processed_petition": "信访、?举报、?投诉类申请",
        "not_processed_duplicate": "重复申请",
        "not_processed_publication": "要求提供公开出版物",
        "not_processed_excessive": "(?:无正当理由)?大量反复申请",
        "not_processed_reconfirmation": "(?:确认或)?重新出具已获取(?:的)?信息",
        "otherwise_not_corrected": "逾期[不未]补正",
        "otherwise_fee_unpaid": "逾期未(?:按(?:收费)?(?:通知)?要求)?缴纳?费用?",
    }
)
_APPLICANTS: Final = MappingProxyType(
    {
        "natural_person": ("自然人", "自然人", ("natural_person",)),
        "legal_person": (
            "法人(?:或|和|及|、)?其他组织|法人",
            "法人或其他组织",
            ("enterprise", "research", "public_welfare", "legal_service", "other"),
        ),
        "enterprise": ("商业企业", "商业企业", ("enterprise",)),
        "research": ("科研机构", "科研机构", ("research",)),
        "public_welfare": ("社会公益组织", "社会公益组织", ("public_welfare",)),
        "legal_service": ("法律服务机构", "法律服务机构", ("legal_service",)),
    }
)
_POWERS: Final = MappingProxyType({"licensing": "行政许可", "penalties": "行政处罚", "coercion": "行政强制"})

_SAYS: Final = "[共总合]计|总数|数量|件数|总量|共有|共|数|为|是|有|达到|达|了|：|:| |\u00a0|\u3000"
_TOTAL: Final = f"(?:{_SAYS})*+"
# Longer words first: the group takes what it can and gives nothing back.
_FILL: Final = (
    "(?:公民(?:、|和|及|或)?法人(?:和|或者|或|及|以及|、)其他(?:社会)?组织|社会公众|人民群众|群众|公民|申请人(?!数)|向我[局办委区市县]"
    "|各类|有效|新增|书面|提出|提交|递交|关于|对|的|政府信息公开|政务信息公开|信息公开|政务公开|政府信息|政务信息|信息|依申请公开件|依申请公开|依申请"
    f"|公开件|公开|申请表|申请件|申请|公开件|办件|来件|事项|任何单位和个人|任何|单位和个人|通过|形式|相关|{_SAYS})*+"
)
# Words that make a number a part, another time, a difference or a plan; they are looked for in the clause.
ELSEWHEN: Final = re.compile(
    "去年|上年(?!度?结转)|上一年(?!度?结转)|同期|往年|历年|以来|上半年|下半年|季度|[0-9一二三四五六七八九十]月|周|日均|月均|平均|每"
    "|拟|计划|力争|目标|预计|争取|本级|市直|县直|区直|各县|各区|各镇|各乡|镇街|部门|增加|减少|增长|下降|超期|逾期办|延期"
)
_CHANNELS: Final = "通过|网上|线上|在线|网络|平台|信函|邮寄|当面|现场|窗口|传真|邮件|电话|口头|微信"
_RECEIVED: Final = re.compile(f"{_CHANNELS}|自然人|企业|转办|转交|结转(?!申请)")
_NO_PART: Final = re.compile(
    f"{_CHANNELS}|其中(?!，?(?:已|共|按[时期]|依法)*(?:办结|答复))|主动公开|予以公开|不予|上年|转办|协助|协办"
)
_CASES: Final = re.compile("受理|审理|审结|办理|应诉|出庭|新增|新收|一审|二审|其中.*[维纠撤]|复议机关|维持|纠正")
_FOREIGN_FILES: Final = re.compile("党|解读|备案|审核|审查|评估|征求|草案|修订|修改|拟|起草|公布目录|类|信息")
_SHOWN: Final = re.compile("公示|公开|发布|归集|上传|报送|网站|平台|信息|领域|事项|类|其中|双公示|监督|复议|诉讼")


def _ends(words: str) -> re.Pattern[str]:
    return re.compile(f"(?:{words})$")


def _begins(words: str) -> re.Pattern[str]:
    return re.compile(f"{words}")


_NEWLY: Final = "新收到?|新受理|新增受理|新接收"
_DISPUTED: Final = "(?:案件|案|申请|事项|情况)?"
_AS_RESULT: Final = "(?:的)?(?:答复|决定|告知|申请|情形|信息|类|等|，?不予公开|，?无法提供|，?不予处理)*"


def _receiving() -> tuple[Meaning, ...]:
    own = re.compile(
        "^(?:的)?(?:有效)?(?:政府信息公开|政府信息依?公开|依申请公开|信息公开)?(?:政府)?(?:信息)?(?:的)?申请(?!人|行政复议|复议)"
    )
    both = (NEW, WITH_CARRIED_IN)
    broad = (*both, RESULTS)
    received = "(?:收到|接收|接到|收悉|收)"
    return (
        Meaning("NV-01", "new", both, _ends(f"(?:{_NEWLY}|{received})了?{_FILL}"), None, never=_RECEIVED),
        Meaning("NV-02", "handled", broad, _ends(f"(?:受理|收办|办理|登记)了?{_FILL}"), None, never=_NO_PART),
        # 收到70件申请: the thing stands behind its number.
        Meaning("NV-01", "new", both, _ends(f"(?:{_NEWLY}|{received})了?{_TOTAL}"), own, topic="", never=_RECEIVED),
        Meaning("NV-02", "handled", broad, _ends(f"(?:受理|收办|办理)了?{_TOTAL}"), own, topic="", never=_NO_PART),
    )


def _closing() -> tuple[Meaning, ...]:
    verbs = "(?:办结|办理完毕|办复|(?<![公提处告书口当面话上期知开])答复|(?<!未)回复)"
    after = _begins(
        "^(?:申请)?(?:均|已|全部|都)*(?:按[时期]|依法|按规定|在法定期限内)*(?:予以)?(?:办结|办理完毕)(?!率)"
    )
    year = "(?:[0-9]{4}年度?|下一?年度?|次年|明年)"
    on = "(?:继续|办理|的|政府信息公开|信息公开|申请)*"
    last = f"(?:上一?年度?|去年)结转(?:至|到|来)?(?:本年度?|今年|[0-9]{{4}}年度?)?{on}{_TOTAL}"
    # 1件结转下年度: only at once behind the number.
    behind = _begins(f"^(?:申请)?(?:均|已)?(?:需|因故)?(?:结转(?:至|到)?{year}|转入{year})")
    return (
        Meaning("NV-04", "carried_in", (CARRIED_IN,), _ends(last)),
        Meaning("NV-04", "carried_out", (CARRIED_OUT,), _ends(f"结转(?:至|到)?{year}度?{on}{_TOTAL}")),
        Meaning("NV-04", "carried_out", (CARRIED_OUT,), None, behind),
        Meaning("NV-03", "results_total", (RESULTS,), _ends(f"{verbs}了?{_FILL}"), never=_NO_PART),
        Meaning("NV-03", "results_total", (RESULTS,), None, after, never=_NO_PART),
    )


def _results() -> tuple[Meaning, ...]:
    found = []
    for each, phrase in CATEGORY_WORDS.items():
        # Where the reasons of （六） are listed before it, 其他处理 is only its last row.
        readings = (CATEGORIES[each], OTHERWISE_OTHER) if each == "otherwise" else (CATEGORIES[each],)
        # 予以公开及部分公开 is two kinds in one number and read elsewhere.
        before = _ends(f"(?<!(?:公开|提供|处理)[及和与或、])(?:{phrase}){_AS_RESULT}{_TOTAL}")
        after = _begins(f"^(?:申请)?(?:的)?(?:均|依法|已|为|作|作出|属于|答复为?|决定)*(?:{phrase})")
        found.append(Meaning("NV-05", each, readings, before))
        found.append(Meaning("NV-05", each, readings, None, after, units=_CASE_UNITS))
    for each, phrase in _REASONS.items():
        reading = Reading("", (f"requests.{each}.total",))
        found.append(Meaning("NV-06", each, (reading,), _ends(f"(?:{phrase}){_AS_RESULT}{_TOTAL}")))
    return tuple(found)


def _applicants() -> tuple[Meaning, ...]:
    never = re.compile("予以|不予|办结|答复|处理|结转|公开(?!申请)|维持|纠正")
    found = []
    for each, (phrase, name, columns) in _APPLICANTS.items():
        new = tuple(f"requests.new.{column}" for column in columns)
        old = tuple(f"requests.carried_in.{column}" for column in columns)
        readings = (Reading(f"表三本年新收·{name}", new), Reading(f"表三新收加结转·{name}", (*new, *old), "含上年结转"))
        before = f"(?<![人织业构民][及和与或、])(?:{phrase})(?:提出|提交|的|政府信息公开|信息公开|申请|类)*{_TOTAL}"
        found.append(Meaning("NV-07", each, readings, _ends(before), never=never))
    return tuple(found)


def _disputes() -> tuple[Meaning, ...]:
    # 行政复议、行政诉讼5件 is both together; 行政诉讼 alone is not preceded by 复议和.
    both = f"行政复议{_DISPUTED}(?:、|和|及|与|或)(?:被?提起)?(?:行政)?诉讼{_DISPUTED}{_TOTAL}"
    review = f"行政复议{_DISPUTED}{_TOTAL}"
    court = f"(?<![议案请][、和及与或])(?<!案件[、和及与或])(?<![议案请][、和及与或]提起)行政诉讼{_DISPUTED}{_TOTAL}"
    direct = Reading("表四未经复议直接起诉总计", ("disputes.litigation_direct.total",))
    after = Reading("表四复议后起诉总计", ("disputes.litigation_after_reconsideration.total",))
    review_behind, court_behind = _begins("^(?:的)?行政复议(?!、|和|及|与|或)"), _begins("^(?:的)?行政诉讼")
    return (
        Meaning(
            "NV-09",
            "litigation_direct",
            (direct,),
            _ends(f"未经复议直接(?:起诉|提起行政诉讼){_DISPUTED}{_TOTAL}"),
            None,
            _CASE_UNITS,
            "disclosure",
            _CASES,
        ),
        Meaning(
            "NV-09",
            "litigation_after_reconsideration",
            (after,),
            _ends(f"复议后(?:起诉|提起行政诉讼){_DISPUTED}{_TOTAL}"),
            None,
            _CASE_UNITS,
            "disclosure",
            _CASES,
        ),
        Meaning("NV-08", "disputes", (DISPUTES, DISPUTES_CLOSED), _ends(both), None, _CASE_UNITS, "disclosure", _CASES),
        Meaning(
            "NV-08",
            "reconsideration",
            (RECONSIDERATION, RECONSIDERATION_CLOSED),
            _ends(review),
            None,
            _CASE_UNITS,
            "disclosure",
            _CASES,
        ),
        Meaning(
            "NV-09",
            "litigation",
            (LITIGATION, LITIGATION_CLOSED),
            _ends(court),
            None,
            _CASE_UNITS,
            "disclosure",
            _CASES,
        ),
        Meaning(
            "NV-08",
            "reconsideration",
            (RECONSIDERATION, RECONSIDERATION_CLOSED),
            None,
            review_behind,
            _CASE_UNITS,
            "disclosure",
            _CASES,
        ),
        Meaning(
            "NV-09",
            "litigation",
            (LITIGATION, LITIGATION_CLOSED),
            None,
            court_behind,
            _CASE_UNITS,
            "disclosure",
            _CASES,
        ),
    )


def _made() -> tuple[Meaning, ...]:
    found = []
    columns = {
        "issued": "制发|制定(?:出台|印发|发布|公布)?|印发|新制[定发]",
        "repealed": "宣布废止|废止",
        "in_force": "现行有效|继续有效",
    }
    names = {"issued": "本年制发", "repealed": "本年废止", "in_force": "现行有效"}
    verbs = "|".join(columns.values())
    between = f"(?:[0-9 件份部个、，,]|本年度?|{verbs})*?"
    kinds = {"normative_documents": "(?:行政)?规范性文件", "regulations": "(?:政府)?规章"}
    for row, phrase in kinds.items():
        name = "行政规范性文件" if row == "normative_documents" else "规章"
        for column, verb in columns.items():
            reading = Reading(f"表二{name}·{names[column]}", (f"proactive.{row}.{column}",))
            # 制发规范性文件2件; 规范性文件制发2件、废止3件.
            before = f"(?:{verb})了?(?:的)?{phrase}{_TOTAL}|{phrase}{between}(?:{verb})(?:件数)?{_TOTAL}"
            found.append(
                Meaning("NV-13", f"{row}.{column}", (reading,), _ends(before), None, _FILES, "", _FOREIGN_FILES)
            )
        shown = Reading(f"表二{name}·本年制发", (f"proactive.{row}.issued",), "公开件数不一定是制发件数")
        published = f"(?:公开|发布)(?:行政)?{phrase}{_TOTAL}"
        found.append(Meaning("NV-13", f"{row}.published", (shown,), _ends(published), None, _FILES, "", _FOREIGN_FILES))
    for row, name in _POWERS.items():
        reading = Reading(f"表二{name}", (f"proactive.{row}.decisions",))
        before = f"(?:(?:作出|做出|办理|办结|实施|处理|共)(?:的)?|(?<=件)[、，]){name}(?:案件|处理决定|决定)?{_TOTAL}"
        found.append(Meaning("NV-14", row, (reading,), _ends(before), None, _CASE_UNITS, "", None, _SHOWN))
    return tuple(found)


MEANINGS: Final = (*_results(), *_closing(), *_applicants(), *_disputes(), *_made(), *_receiving())
"""All phrases, the narrower before the wider: the first that fits is what a number means."""

_BOUNDARY: Final = "(?=[，,。；;、）)\\s〔]|$)"
NO_REQUEST: Final = re.compile(
    f"(?:均未|暂未|尚未|从未|未曾|未|没有)(?:收到|接到|接收到|受理|发生)[过了]?(?P<what>{_FILL}(?:情况)?){_BOUNDARY}"
    f"|(?<![^，,。；;、：:\\s])无(?P<what2>{_FILL}(?:情况)?){_BOUNDARY}"
)
"""Words that say that no application came in; one of the groups names applications."""
