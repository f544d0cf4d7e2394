"""The counts of a session as a workbook: the figures of the page and of its papers, and how each was worked out."""

from collections.abc import Iterator, Sequence
from typing import Any

from states.ranking import explain_finding
from states.tally_explained import reason_in_words
from states.tally_figures import FIGURES
from states.vocabulary import State
from web.language import _, language
from web.spreadsheets import Column, Holds
from web.views.council.figures import figure_heads
from web.words import Words
from workflow.queries.council_paper import CountedAnew
from workflow.queries.session import CountedItem

_WORDS = Words()


def result_columns() -> list[Column]:
    """Of the items that a council decided on."""
    return [
        Column(_("Hình thức khen thưởng"), width=34), Column(_("Mã hồ sơ"), width=12), Column(_("Tên"), width=32),
        Column(_("Đơn vị"), width=30), *(Column(head, Holds.NUMBER, 12) for head in figure_heads().values()),
        Column(_("Kết quả"), width=28), Column(_("Hình thức được đề nghị"), width=34), Column(_("Cách tính"), width=90),
    ]  # fmt: skip


def anew_rows(anew: Sequence[CountedAnew]) -> Iterator[Sequence[Any]]:
    """A row for each item that is voted on anew, with what was in its urn and why; no share was taken of anything."""
    for each in anew:
        said, count = each.count.opinions, each.count
        found = {
            "agree": said.agree + each.written.agree, "agree_lower": said.agree_lower + each.written.agree_lower,
            "disagree": said.disagree + each.written.disagree, "abstain": said.abstain + each.written.abstain,
            "invalid": count.invalid, "surplus": max(0, count.returned - count.issued), "written": each.written.given,
        }  # fmt: skip
        yield (
            _WORDS.award(each.award), each.code, each.name, each.unit, *(found.get(name, "") for name in FIGURES),
            _("Phải bỏ phiếu lại"), "", reason_in_words(each.reason, language()),
        )  # fmt: skip


def result_rows(counted: Sequence[CountedItem]) -> Iterator[Sequence[Any]]:
    """A row for each of these items, in their order; all figures, also those that a table leaves out where they are 0."""
    for each in counted:
        item = each.item
        proposed = item.lower or item.award
        yield (
            _WORDS.award(item.award), item.code, item.name, item.unit, *(each.figures[name] for name in FIGURES),
            _WORDS.label(each.finding), "" if each.finding == State.NOT_ENDORSED else _WORDS.award(proposed),
            " ".join(explain_finding(each.tally, each.threshold, each.finding.value, each.rank, language())),
        )  # fmt: skip
