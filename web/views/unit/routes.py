"""The unit officer's own pages: what the unit has proposed, a new nomination, the campaigns in force."""

from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from states.text import normalise, search_key
from states.vocabulary import Role, Subject, SubjectKind
from web.access import actor, role
from web.clock import now
from web.database import reading
from web.language import _
from web.rules_here import regime_today
from web.views.unit.draft_forms import AwardForm, NewcomerForm
from web.views.unit.drafting import known_nominee, new_draft, new_nominee, write
from web.views.unit.list_routes import list_import
from web.views.unit.whose import chosen_unit, own_units
from workflow.days import civil_date
from workflow.engine import Insert
from workflow.queries.nominees import NomineeOf, namesakes, nominee_of, running_campaigns, search_nominees
from workflow.queries.open_actions import look_at
from workflow.queries.unit import DISCARDED, GROUPS, Line, counts, living_by_name, nominations_of

pages = Blueprint("unit", __name__, url_prefix="/unit")
officer = role(Role.UNIT_OFFICER)


@pages.get("/nominations")
@officer
def nominations() -> str:
    """Everything the unit has proposed, by name."""
    unit_id, wanted = chosen_unit(), _wanted()
    page = nominations_of(reading(), actor().organisation_id, unit_id, **wanted)
    return render_template(
        "views/unit/nominations.html", page=page, wanted=wanted, unit_id=unit_id, units=own_units(),
        groups=(*GROUPS, DISCARDED), counts=counts(reading(), "unit_id", unit_id), awards=regime_today().awards,
    )  # fmt: skip


@pages.get("/nominations/new")
@officer
def new_nomination() -> str:
    """Whom to propose: somebody of the unit's register, or somebody new."""
    unit_id, words = chosen_unit(), normalise(request.args.get("name", ""))[:100]
    found = search_nominees(reading(), unit_id, words)
    return render_template(
        "views/unit/choose_nominee.html",
        found=found,
        typed=words,
        unit_id=unit_id,
        units=own_units(),
        kinds=SubjectKind,
    )


@pages.route("/nominations/new/<kind>", methods=["GET", "POST"])
@officer
def for_new_nominee(kind: str) -> Response | str | tuple[str, int]:
    """A nomination for somebody who is not in the register yet."""
    if kind not in set(SubjectKind):
        abort(404)
    unit_id, form = chosen_unit(), NewcomerForm()
    form.offer(regime_today(), SubjectKind(kind), running_campaigns(reading(), actor().organisation_id))
    if not form.is_submitted():
        return _asked(form, unit_id)
    if not (form.validate() and form.agrees() and form.lived(_today().year)):
        return _asked(form, unit_id), 422
    registered = _registered(unit_id, form)
    if not form.tells_apart(registered):
        return _asked(form, unit_id, registered=registered), 422
    chosen = next((one for one in registered if one.id == form.who.data), None)
    alike = _alike(unit_id, form, str(form.name.data)) if chosen or not registered else []
    if alike and not form.is_another.data:
        return _asked(form, unit_id, alike=alike, registered=registered), 422
    if chosen:
        return _begun(form, write(_draft(form, unit_id, known_nominee(chosen))))
    nominee, about = new_nominee(unit_id, SubjectKind(kind), form.particulars())
    return _begun(form, write(nominee, _draft(form, unit_id, about)))


@pages.route("/nominations/new/of/<nominee_id>", methods=["GET", "POST"])
@officer
def for_nominee(nominee_id: str) -> Response | str | tuple[str, int]:
    """A nomination for somebody of the register."""
    unit_id = chosen_unit()
    nominee = nominee_of(reading(), unit_id, nominee_id) or abort(404)
    form = AwardForm()
    form.offer(regime_today(), nominee.kind, running_campaigns(reading(), actor().organisation_id))
    if not form.is_submitted():
        return _asked(form, unit_id, nominee)
    if not (form.validate() and form.agrees()):
        return _asked(form, unit_id, nominee), 422
    alike = _alike(unit_id, form, nominee.name)
    if alike and not form.is_another.data:
        return _asked(form, unit_id, nominee, alike=alike), 422
    return _begun(form, write(_draft(form, unit_id, known_nominee(nominee))))


pages.add_url_rule("/lists/new", endpoint="list_import", view_func=list_import, methods=["GET", "POST"])


def _wanted() -> dict[str, str]:
    given = {name: normalise(request.args.get(name, "")) for name in ("group", "award", "after", "before")}
    return given if given["group"] in (*GROUPS, DISCARDED) else {**given, "group": ""}


def _asked(
    form: AwardForm, unit_id: str, nominee: NomineeOf | None = None, *, alike: list[Line] | None = None,
    registered: list[NomineeOf] | None = None,
) -> str:  # fmt: skip
    return render_template(
        "views/unit/new_nomination.html", form=form, nominee=nominee, alike=alike or [], registered=registered or [],
        unit_id=unit_id, units=own_units(),
    )  # fmt: skip


def _alike(unit_id: str, form: AwardForm, name: str) -> list[Line]:
    """The unit's living nominations of the same name for the same award and year, marks left aside.

    The form that was sent twice finds its own draft among them, which is no other.
    """
    found = living_by_name(reading(), unit_id, award=form.award.data, year=_year(form)).get(search_key(name), [])
    is_sent_twice = any(line.id == form.fresh_id.data for line in found)
    return [] if is_sent_twice else found


def _registered(unit_id: str, form: NewcomerForm) -> list[NomineeOf]:
    """Who of the unit's register may be meant, whatever the award; nobody once this very form has made its draft."""
    key, given = str(form.fresh_id.data), form.particulars()
    if look_at(reading(), Subject.NOMINATION, key, actor=actor(), at=now()):
        return []
    found = namesakes(reading(), unit_id, form.kind, str(form.name.data))
    return [one for one in found if one.may_be(given["birth_year"], given["household_code"])]


def _draft(form: AwardForm, unit_id: str, about: dict[str, Any]) -> Insert:
    return new_draft(
        str(form.fresh_id.data), unit_id, about, year=_year(form), award=form.award.data, basis=form.basis.data,
        campaign_id=form.campaign.data or None,
    )  # fmt: skip


def _year(form: AwardForm) -> int:
    """The year of the campaign, else this one."""
    campaigns = running_campaigns(reading(), actor().organisation_id)
    return next((each.year for each in campaigns if each.id == form.campaign.data), _today().year)


def _begun(form: AwardForm, is_new: bool) -> Response:
    if is_new:
        flash(_("Đã lập hồ sơ nháp. Hoàn thành các phần dưới đây rồi nộp."), "good")
    return redirect(url_for("dossier.tasks", key=form.fresh_id.data), 303)


def _today() -> date:
    return civil_date(now())
