"""Who sits on the council, and how often it is to meet."""

import calendar
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, render_template

from states.regime import CouncilRules
from states.rule_parts import Sourced
from states.vocabulary import Role
from web.access import actor, role
from web.clock import now
from web.database import reading
from web.views.nominations.shown import marks
from workflow.days import civil_date
from workflow.queries.council_seats import council_seats, last_met
from workflow.rules_in_force import rules_of

pages = Blueprint("council_members", __name__)


@dataclass(frozen=True)
class MeetingHint:
    """How often the council is to meet, where that comes from, when it met last, and by when it is to meet again."""

    rule: Sourced[int]
    last: date | None

    @property
    def by(self) -> date | None:
        """The last day for the next meeting, where there was one."""
        return months_after(self.last, self.rule.value) if self.last else None


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or the last one of it."""
    years, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))


@pages.get("/council/members")
@role(
    Role.COUNCIL_SECRETARY,
    Role.COUNCIL_MEMBER,
    Role.SECRETARIAT,
    Role.CHAIRMAN,
    Role.DEPUTY_CHAIRMAN,
    Role.AUDITOR,
    Role.ADMINISTRATOR,
)
def index() -> str:
    """The bodies of the council with their members and terms."""
    today = civil_date(now())
    found = council_seats(reading(), actor().organisation_id, today)
    return render_template(
        "views/council/members.html", bodies=found, today=today, hint=meeting_hint(), sure=marks(),
        substitutes=_rules().substitutes_may_vote,
        counted={body: sum(each.counts_on(today) for each in seats) for body, seats in found},
    )  # fmt: skip


def meeting_hint() -> MeetingHint:
    """When the council is to meet again. A hint: nothing is refused for it."""
    return MeetingHint(_rules().months_between_meetings, last_met(reading(), actor().organisation_id))


def _rules() -> CouncilRules:
    """How the council meets, by the rules of today."""
    return rules_of(reading(), actor().organisation_id).under(None, civil_date(now())).council
