"""`govreport sql`."""

from argparse import Namespace

from govreport_gui.cli.outcome import DONE, OUTSIDE, complain
from govreport_gui.core.rollup import sql
from govreport_gui.files import resources
from govreport_gui.files.errors import OutsideError


def run(options: Namespace) -> int:
    """`govreport sql`: the relations of a form as SQL, or its sums."""
    form = resources.form_of(options.format)
    if form is None:
        known = "、".join(each.id for each in resources.formats())
        complain(OutsideError(f"没有“{options.format}”这种格式，可用的有：{known}。"))
        return OUTSIDE
    if options.sums:
        print(sql.adding(form, options.dialect), end="")
    else:
        print(sql.judging(form, resources.formats(), options.dialect), end="")
    return DONE
