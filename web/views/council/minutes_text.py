"""The draft of a session's minutes. It is an official paper, so it is Vietnamese whatever the language of the page."""

from collections.abc import Sequence

from flask import render_template

from states import wording
from states.ranking import explain_rank
from states.rule_names import award_name
from states.tally import explain
from web.access import person
from web.database import reading
from web.filters import local_time
from workflow.queries.council_votes import written_opinions
from workflow.queries.session import CountedItem, SessionPage

PAPER = "vi"


def draft_of_minutes(page: SessionPage) -> str:
    """Time, place, composition, attendance, each item with its count and finding, and the conclusion."""
    case = page.case
    return render_template(
        "views/council/minutes.txt", page=page, case=case, organisation=person().organisation,
        opened=local_time(case["opened_at"]), closed=local_time(case["closed_at"]),
        written=written_opinions(reading(), case["id"]), groups=by_award(page.counted),
        label=lambda member: wording.label(member, PAPER), award=lambda code: award_name(code, PAPER),
        conclusion=_conclusion,
    ).strip()  # fmt: skip


def _conclusion(each: CountedItem) -> str:
    """What the count comes to, and where the item stands where a quota bounds the award."""
    found = explain(each.tally, each.threshold, each.finding.value, PAPER)[-1]
    return " ".join((found, *(explain_rank(each.rank, PAPER) if each.rank else ())))


def by_award(counted: Sequence[CountedItem]) -> dict[str, list[CountedItem]]:
    """The counted items under their award, in the order of the agenda."""
    groups: dict[str, list[CountedItem]] = {}
    for each in counted:
        groups.setdefault(each.item.award, []).append(each)
    return groups
