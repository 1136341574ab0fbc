"""The words of a ledger, as resources/ledger.toml has them; the names of results as the newest official form does."""

import tomllib
from functools import cache

from govreport_gui.core.ledger import vocabulary as words
from govreport_gui.core.ledger.counting import results
from govreport_gui.core.ledger.vocabulary import Vocabulary
from govreport_gui.files import resources


@cache
def vocabulary() -> Vocabulary:
    """The words, read once."""
    form = resources.shipped()["2021"]  # the ids of results are the rows of this form
    rows = form.table("requests").rows
    content = tomllib.loads(resources.path("ledger.toml").read_text(encoding="utf-8"))
    return words.load(content, {row: rows[row] for row in results(form)})
