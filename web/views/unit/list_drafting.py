"""A village list made into drafts: its letter and every line in one transaction, or nothing."""

from collections.abc import Mapping, Sequence
from typing import Any

from states.text import search_key
from states.vocabulary import SubjectKind
from web.access import actor
from web.clock import now
from web.database import reading
from web.language import _
from web.views.unit.drafting import known_nominee, new_draft, new_nominee, write
from web.views.unit.list_forms import ListForm
from workflow.engine import Insert
from workflow.ids import new_id
from workflow.intake.household_list import Household, HouseholdList, is_same, read_households
from workflow.queries.nominees import NomineeOf, nominees_by_name
from workflow.queries.proposals import HOUSEHOLD_LIST
from workflow.queries.unit import Line, living_by_name


def read_list(form: ListForm, unit_id: str, year: int) -> HouseholdList:
    """The households of the form, checked against each other and against the unit's nominations of the year."""
    living = living_by_name(reading(), unit_id, award=form.award.data, year=year)
    known = {
        name: [(line.birth_year, line.household_code or "", _called(line)) for line in lines]
        for name, lines in living.items()
    }
    return read_households(form.lines.data, year=year, living=known)


def _called(line: Line) -> str:
    return line.code or _("hồ sơ nháp")


def create(form: ListForm, unit_id: str, year: int, households: Sequence[Household]) -> bool:
    """Write the list and a draft for each household; ``False`` when the same form did so before."""
    key = str(form.fresh_id.data)
    letter = {
        "id": key, "organisation_id": actor().organisation_id, "unit_id": unit_id, "author_id": actor().account_id,
        "kind": HOUSEHOLD_LIST, "title": form.title.data, "number": form.number.data,
        "dated_on": form.dated_on.data.isoformat(), "created_at": now(),
    }  # fmt: skip
    what = {"year": year, "award": form.award.data, "basis": form.basis.data, "proposal_id": key,
            "campaign_id": form.campaign.data or None}  # fmt: skip
    registered = nominees_by_name(reading(), unit_id, SubjectKind.HOUSEHOLD)
    writings = [Insert(into="proposal", row=letter)]
    for household in households:
        nominee, about = _nominee(unit_id, household, registered)
        achievement = household.achievement or form.achievement.data
        writings += [*nominee, new_draft(new_id(), unit_id, about, **what, achievement=achievement)]
    return write(*writings)


def _nominee(
    unit_id: str, household: Household, registered: Mapping[str, Sequence[NomineeOf]]
) -> tuple[list[Insert], dict[str, Any]]:
    """The household of the register that is meant, or a new one."""
    mine = (household.birth_year, household.household_code)
    for known in registered.get(search_key(household.name), ()):
        if is_same((known.birth_year, known.household_code or ""), mine):
            return [], known_nominee(known)
    particulars = {
        "name": household.name, "title": "", "birth_year": household.birth_year, "gender": None,
        "household_code": household.household_code or None,
    }  # fmt: skip
    nominee, about = new_nominee(unit_id, SubjectKind.HOUSEHOLD, particulars)
    return [nominee], about
