"""Which cells of the official form a number in the text may stand for."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Reading:
    """Cells that a number may stand for. `cells` are patterns, a minus before those taken off.

    A reading that is not the first meaning of the words says in `remark` what it takes in.
    """

    name: str
    """How a sentence calls it; "" where the form's name of its only cell will do."""
    cells: tuple[str, ...]
    remark: str = ""


NEW: Final = Reading("表三本年新收", ("requests.new.total",))
CARRIED_IN: Final = Reading("表三上年结转", ("requests.carried_in.total",))
CARRIED_OUT: Final = Reading("表三结转下年度", ("requests.carried_out.total",))
RESULTS: Final = Reading("表三（七）总计", ("requests.results_total.total",))
ANSWERED: Final = Reading(
    "表三（七）总计减其他处理", ("requests.results_total.total", "-requests.otherwise*.total"), "不含其他处理"
)
WITH_CARRIED_IN: Final = Reading(
    "表三本年新收加上年结转共", ("requests.new.total", "requests.carried_in.total"), "含上年结转"
)
RECONSIDERATION: Final = Reading("表四行政复议总计", ("disputes.reconsideration.total",))
RECONSIDERATION_CLOSED: Final = Reading(
    "表四行政复议已审结的", ("disputes.reconsideration.total", "-disputes.reconsideration.pending"), "不含尚未审结的"
)
LITIGATION: Final = Reading("表四行政诉讼两项总计", ("disputes.litigation_*.total",))
LITIGATION_CLOSED: Final = Reading(
    "表四行政诉讼已审结的", ("disputes.litigation_*.total", "-disputes.litigation_*.pending"), "不含尚未审结的"
)
DISPUTES: Final = Reading("表四行政复议和行政诉讼总计", ("disputes.*.total",))
DISPUTES_CLOSED: Final = Reading(
    "表四行政复议和行政诉讼已审结的", ("disputes.*.total", "-disputes.*.pending"), "不含尚未审结的"
)

OTHERWISE_OTHER: Final = Reading("表三（六）3.其他", ("requests.otherwise_other.total",))

CATEGORIES: Final = MappingProxyType(
    {
        "granted": Reading("表三（一）予以公开", ("requests.granted.total",)),
        "partial": Reading("表三（二）部分公开", ("requests.partial.total",)),
        "refused": Reading("表三（三）不予公开合计", ("requests.refused_*.total",)),
        "unavailable": Reading("表三（四）无法提供合计", ("requests.unavailable_*.total",)),
        "not_processed": Reading("表三（五）不予处理合计", ("requests.not_processed_*.total",)),
        "otherwise": Reading("表三（六）其他处理合计", ("requests.otherwise*.total",)),
    }
)
"""The six kinds of result, in the order of the form."""
