"""Which cells of the official form a number in the text may refer to."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Referent:
    """Cells that a number of the text may refer to. `cells` are patterns, a minus before those subtracted.

    A referent that is not the plain meaning of the words says in `remark` what else it includes.
    """

    name: str
    """How a sentence calls it; "" where the form's name of its only cell will do."""
    cells: tuple[str, ...]
    remark: str = ""


NEW: Final = Referent("表三本年新收", ("requests.new.total",))
CARRIED_IN: Final = Referent("表三上年结转", ("requests.carried_in.total",))
CARRIED_OUT: Final = Referent("表三结转下年度", ("requests.carried_out.total",))
RESULTS: Final = Referent("表三（七）总计", ("requests.results_total.total",))
ANSWERED: Final = Referent(
    "表三（七）总计减其他处理", ("requests.results_total.total", "-requests.otherwise*.total"), "不含其他处理"
)
WITH_CARRIED_IN: Final = Referent(
    "表三本年新收加上年结转共", ("requests.new.total", "requests.carried_in.total"), "含上年结转"
)
RECONSIDERATION: Final = Referent("表四行政复议总计", ("disputes.reconsideration.total",))
RECONSIDERATION_CLOSED: Final = Referent(
    "表四行政复议已审结的", ("disputes.reconsideration.total", "-disputes.reconsideration.pending"), "不含尚未审结的"
)
LITIGATION: Final = Referent("表四行政诉讼两项总计", ("disputes.litigation_*.total",))
LITIGATION_CLOSED: Final = Referent(
    "表四行政诉讼已审结的", ("disputes.litigation_*.total", "-disputes.litigation_*.pending"), "不含尚未审结的"
)
DISPUTES: Final = Referent("表四行政复议和行政诉讼总计", ("disputes.*.total",))
DISPUTES_CLOSED: Final = Referent(
    "表四行政复议和行政诉讼已审结的", ("disputes.*.total", "-disputes.*.pending"), "不含尚未审结的"
)

OTHERWISE_OTHER: Final = Referent("表三（六）3.其他", ("requests.otherwise_other.total",))

CATEGORIES: Final = MappingProxyType(
    {
        "granted": Referent("表三（一）予以公开", ("requests.granted.total",)),
        "partial": Referent("表三（二）部分公开", ("requests.partial.total",)),
        "refused": Referent("表三（三）不予公开合计", ("requests.refused_*.total",)),
        "unavailable": Referent("表三（四）无法提供合计", ("requests.unavailable_*.total",)),
        "not_processed": Referent("表三（五）不予处理合计", ("requests.not_processed_*.total",)),
        "otherwise": Referent("表三（六）其他处理合计", ("requests.otherwise*.total",)),
    }
)
"""The six kinds of result, in the order of the form."""
