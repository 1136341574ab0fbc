"""The words by which reports speak of their figures, as patterns."""

from types import MappingProxyType
from typing import Final

from govreport_gui.core.patterns import pattern

CATEGORY_WORDS: Final = MappingProxyType(
    {
        "partial": "(?:予以)?部分公开|部分予以公开|区分处理(?:后(?:部分)?公开)?",
        "refused": "不予公开",
        "granted": "(?<!部分)(?<!不)予以公开|(?<!不)同意公开|(?<!不)主动告知公开",
        "unavailable": "无法提供(?:相关)?(?:政府)?(?:信息)?",
        "not_processed": "不予处理",
        "otherwise": "(?:作|作出|做)?其他(?:方式)?处理",
    }
)

REASONS: Final = MappingProxyType(
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
KEYWORDS: Final = MappingProxyType(
    {
        "partial": ("部分", "区分处理"),
        "refused": ("不予公开",),
        "granted": ("予以公开", "同意公开", "告知公开"),
        "unavailable": ("无法提供",),
        "not_processed": ("不予处理",),
        "otherwise": ("其他",),
        "refused_state_secret": ("国家秘密",),
        "refused_other_law": ("法规禁止公开",),
        "refused_security_stability": ("三安全一稳定",),
        "refused_third_party": ("第三方合法权益",),
        "refused_internal_affairs": ("内部事务",),
        "refused_process_information": ("过程性信息",),
        "refused_enforcement_file": ("行政执法案卷",),
        "refused_administrative_inquiry": ("行政查询事项",),
        "unavailable_not_held": ("不掌握", "信息不存在"),
        "unavailable_must_be_created": ("现成信息", "另行制作"),
        "unavailable_still_unclear": ("补正后",),
        "not_processed_petition": ("投诉类申请",),
        "not_processed_duplicate": ("重复申请",),
        "not_processed_publication": ("公开出版物",),
        "not_processed_excessive": ("大量反复申请",),
        "not_processed_reconfirmation": ("重新出具",),
        "otherwise_not_corrected": ("补正",),
        "otherwise_fee_unpaid": ("逾期未",),
    }
)
"""For each of these what it cannot be said without: one of these words."""
APPLICANTS: Final = MappingProxyType(
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
POWERS: Final = MappingProxyType({"licensing": "行政许可", "penalties": "行政处罚", "coercion": "行政强制"})

SAYS: Final = (
    # Spelled out: a set of letters takes ten times as long to compile, and this stands in most phrases.
    "共计|总计|合计|累计|总数|总量|数量|件数|条数|共有|共|数|为|是|有|达到|达|增至|增到|降至|降到|升至|升到"
    "|(?:增加|减少|增长|上升|下降)(?:至|到)|将?近|约|大约|超过?|突破|逾|了|：|:| |\u00a0|\u3000"
)
TOTAL: Final = f"(?:{SAYS})*+"
# Longer words first: the group takes what it can and gives nothing back.
FILL: Final = (
    "(?:公民(?:、|和|及|或)?法人(?:和|或者|或|及|以及|、)其他(?:社会)?组织|(?:社会)?公众|线上线下|人民群众|群众|公民|申请人(?!数)|向我[局办委区市县]"
    "|各类|有效|新增|书面|提出|提交|递交|关于|有关|涉及|对|的|(?:政府)?(?:门户)?网站上?(?=申请)|政府信息公开|政务信息公开|信息公开|政务公开|政府信息|政务信息|信息(?=申请)|依申请公开事项|依申请公开件|依申请公开|依申请"
    f"|公开事项|公开件|公开|申请表|申请书|申请件|申请单|申请事项|申请|任何单位和个人|任何|单位和个人|通过|形式|相关|{SAYS})*+"
)
# Words that make a number a part, another time, a difference or a plan; they are looked for in the clause.
ELSEWHEN: Final = pattern(
    "去年|上年(?!度?结转)|上一年(?!度?结转)|同期|往年|历年|以来|上半年|下半年|季度|[0-9一二三四五六七八九十]月|周|日均|月均|平均|每"
    "|拟|计划|力争|目标|预计|争取|本级|市直|县直|区直|各县|各区|各镇|各乡|镇街|部门|(?:增加|减少|增长|下降)(?![至到])|超期|逾期办|延期"
)
CHANNELS: Final = "通过|网上|线上|在线|网络|平台|信函|邮寄|当面|现场|窗口|传真|邮件|电话|口头|微信"
ALL_CHANNELS: Final = pattern(
    "线上线下|线上、?(?:和|与)?线下|"
    f"(?:通过)?(?:政府)?(?:{CHANNELS}|互联网|电子邮箱|信件|来访|来信)(?:(?:、|和|及|以及|或|与)(?:政府)?"
    f"(?:{CHANNELS}|互联网|电子邮箱|信件|来访|来信)(?:申请|提交)?)+(?:等)?(?:各种|多种|不同|其他)?(?:渠道|方式|途径|形式)?"
)
"""Several ways named together are all of them, and no part."""
RECEIVED: Final = pattern(f"{CHANNELS}|自然人|企业|代表|代为|转办|转交|结转(?!申请)")
NO_PART: Final = pattern(
    f"{CHANNELS}|其中(?!，?(?:已|共|按[时期]|依法)*(?:办结|答复))|主动公开|予以公开|不予|上年|转办|协助|协办|联合|会同|牵头"
    "|代表|代为|未|尚|正在|待|继续|撤|补正|逾期|当场|当日|提前|工作日|小时"
)
ANSWERED_PART: Final = pattern(f"{CHANNELS}|其中|主动公开|转办|协助|协办|当场|当日|提前|收到|受理|新收|接收|合并")
ALSO_RECEIVED: Final = pattern(f"{NO_PART.pattern}|(?:收到|受理|接收|接到)(?:并|、|和|及)|合并|重复")
CASES: Final = pattern(
    "收到(?!.*信息公开)|(?:受理|办理|新增|新收|应对|处理)(?!.*(?:引发|引起|导致|产生))|审理|审结|(?<!复议)(?<!诉讼)应诉|出庭|一审|二审|其中.*[维纠撤]|复议机关|维持|纠正"
)
FOREIGN_FILES: Final = pattern(
    "党|集中(?:发布|公布)|解读|备案|审核|审查|评估|征求|草案|修订|修改|拟|起草|公布目录|类|信息"
)
SHOWN: Final = pattern(
    "公示|公开|发布|归集|上传|报送|网站|平台|信息|领域|(?<!许可)(?<!处罚)(?<!强制)事项|类|其中|双公示|监督|复议|诉讼"
)

ALONE: Final = (
    r"(?:(?<![^，,。；;、：:\s])|(?<=全年)|(?<=年度)|(?<=单位)|(?<=机关)|(?<=[0-9]年)|(?<=[我本][局委办县区市镇乡]))"
)
"""Before 无: it begins there, and is no end of another word."""
_BOUNDARY: Final = "(?=[，,。；;、）)\\s〔]|$)"
NO_REQUEST: Final = pattern(
    f"(?:均未|暂未|尚未|从未|未曾|未|没有)(?:收到|接到|接收到|受理|发生|办理)[过了]?(?P<what>{FILL}(?:情况|事项)?){_BOUNDARY}"
    f"|{ALONE}(?:无|未有|没有)(?P<what2>{FILL}(?:情况|事项)?)(?:发生|产生|提出|提交)?{_BOUNDARY}"
    f"|(?P<what3>政府信息公开申请|依申请公开(?:申请|事项|件)?|申请)(?:件数|数量|数|情况)?(?:均|都)?(?:为零|为无|为0件?|零件|未发生)(?![0-9.%％]){_BOUNDARY}"
    f"|(?P<what4>零(?:依申请公开)?申请){_BOUNDARY}"
)
"""Words that say that no application came in; one of the groups names applications."""
