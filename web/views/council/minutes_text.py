"""The draft of a session's minutes. It is an official paper, so it is Vietnamese whatever the language of the page."""

from collections.abc import Sequence

from flask import render_template

from states import wording
from states.ranking import explain_finding
from states.rule_names import award_name
from states.tally_explained import told_alike
from web.access import actor, person
from web.database import reading
from web.filters import local_time
from web.views.council.disclosures import disclosed
from workflow.queries.council_paper import counted_urns
from workflow.queries.session import CountedItem, SessionPage

PAPER = "vi"


def draft_of_minutes(page: SessionPage) -> str:
    """Time, place, composition, attendance, each item with its count and finding, and the conclusion."""
    case, urns = page.case, counted_urns(reading(), page, actor())
    return render_template(
        "views/council/minutes.txt", page=page, case=case, organisation=person().organisation,
        opened=local_time(case["opened_at"]), closed=local_time(case["closed_at"]),
        until=local_time(case["opinions_until"]) if case["opinions_until"] else None,
        groups={award: _told(lines) for award, lines in by_award(page.counted).items()},
        disclosed=disclosed(page.counted, PAPER), label=lambda member: wording.label(member, PAPER),
        award=lambda code: award_name(code, PAPER), urns=urns, is_open=len(urns) < len(page.counted),
        anew=[urn for urn in urns if not urn.is_found],
    ).strip()  # fmt: skip


def _told(counted: Sequence[CountedItem]) -> list[tuple[list[CountedItem], str]]:
    """How each finding follows from its count, in the words of the screen; what is told alike is told once."""
    items = {each.item.key: each for each in counted}
    told = {
        key: explain_finding(each.tally, each.threshold, each.finding.value, each.rank, PAPER)
        for key, each in items.items()
    }
    return [([items[key] for key in keys], " ".join(steps)) for keys, steps in told_alike(told)]


def by_award(counted: Sequence[CountedItem]) -> dict[str, list[CountedItem]]:
    """The counted items under their award, in the order of the agenda."""
    groups: dict[str, list[CountedItem]] = {}
    for each in counted:
        groups.setdefault(each.item.award, []).append(each)
    return groups
