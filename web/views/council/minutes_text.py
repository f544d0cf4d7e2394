"""The minutes of a session on screen: what stands in them from the records, beside what the secretary wrote."""

from collections.abc import Sequence
from dataclasses import dataclass

from states.ranking import explain_finding
from states.tally_explained import told_alike
from web.access import actor
from web.database import reading
from web.language import language
from web.views.council.disclosures import disclosed
from workflow.queries.council_paper import CountedAnew, CountedUrn, counted_anew, counted_urns
from workflow.queries.invitations import GuestShown, guests_of
from workflow.queries.minutes import Minutes, minutes_of
from workflow.queries.session import COUNTED, CountedItem, SessionPage
from workflow.queries.visibility import is_recused


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The minutes in full: the session, one version (none where nothing is written yet), how each count is worked
    out, and what the totals give away.
    """

    page: SessionPage
    minutes: Minutes | None
    versions: Sequence[Minutes]
    groups: dict[str, list[CountedItem]]
    told: Sequence[tuple[Sequence[str], Sequence[str]]]
    disclosed: Sequence[tuple[str, Sequence[CountedItem]]]
    guests: Sequence[GuestShown]
    urns: Sequence[CountedUrn]
    anew: Sequence[CountedAnew]

    @property
    def awaits_signer(self) -> bool:
        """Whether nobody can sign as it stands: the chair is no longer in office, and nobody is named to sign instead."""
        seated = {row["account_id"] for row in self.page.facts.seated}
        return self.minutes is not None and self.minutes.signer is None and self.minutes.chair_id not in seated

    @property
    def follower(self) -> Minutes | None:
        """The version that replaces the one shown."""
        return next(
            (each for each in self.versions if self.minutes and each.corrects == self.minutes.written.entry), None
        )


def sheet_of(page: SessionPage, version: int | None = None) -> Sheet:
    """The minutes as they stand, or an earlier version of them."""
    versions = minutes_of(reading(), actor().organisation_id, page.case["id"])
    chosen = [each for each in versions if version is None or each.version == version]
    return Sheet(
        page=page, minutes=chosen[-1] if chosen else None, versions=versions, groups=by_award(page.counted),
        told=told(page.counted), disclosed=disclosed(page.counted, language()),
        guests=guests_of(reading(), page.case["id"]), urns=counted_urns(reading(), page, actor()),
        anew=anew_of(page),
    )  # fmt: skip


def anew_of(page: SessionPage) -> list[CountedAnew]:
    """What is voted on anew, once the vote is closed, without what the person takes no part in."""
    found = counted_anew(reading(), page.case["id"]) if page.state in COUNTED else []
    return [each for each in found if not is_recused(actor(), each.key)]


def told(counted: Sequence[CountedItem]) -> list[tuple[list[str], tuple[str, ...]]]:
    """How each finding follows from its count, step by step; what is told alike is told once, with the codes it is told of."""
    return told_alike({
        each.item.code: explain_finding(each.tally, each.threshold, each.finding.value, each.rank, language())
        for each in counted
    })  # fmt: skip


def by_award(counted: Sequence[CountedItem]) -> dict[str, list[CountedItem]]:
    """The counted items under their award, in the order of the agenda."""
    groups: dict[str, list[CountedItem]] = {}
    for each in counted:
        groups.setdefault(each.item.award, []).append(each)
    return groups
