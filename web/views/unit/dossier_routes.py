"""One dossier of the unit before it is handed in: its tasks, saved one by one, and the receipt once it is handed in."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from states.facts import Row
from states.vocabulary import Action, Role, State, Subject, SubjectKind
from web.access import actor, role
from web.clock import now
from web.conditions_shown import checklist_of
from web.database import reading
from web.language import _
from web.rules_here import regime_today
from web.views.actions.nouns import detail_url
from web.views.unit.draft_forms import AchievementForm, NewNomineeForm, PutAsideForm
from web.views.unit.drafting import mended, write
from web.views.unit.overtaken import overtaken
from web.views.unit.review import tasks_of
from web.views.unit.whose import own_dossier
from workflow.days import civil_date
from workflow.engine import Change
from workflow.queries.nominees import campaign_title, running_campaigns
from workflow.queries.timeline import timeline

pages = Blueprint("dossier", __name__, url_prefix="/unit/nominations")
officer = role(Role.UNIT_OFFICER)


@pages.get("/<key>")
@officer
def tasks(key: str) -> Response | str:
    """The tasks of a draft; a dossier that was handed in has its own page."""
    look = own_dossier(key)
    if look.case["state"] != State.DRAFT:
        return redirect(detail_url(Subject.NOMINATION, key), 303)
    title = campaign_title(reading(), look.case["campaign_id"])
    return render_template(
        "views/unit/tasks.html", case=look.case, tasks=tasks_of(look), campaign=title, form=PutAsideForm(),
        conditions=checklist_of(look.case),
    )  # fmt: skip


@pages.route("/<key>/facts", methods=["GET", "POST"])
@officer
def facts(key: str) -> Response | str | tuple[str, int]:
    """Who is proposed, for what, and why."""
    case = own_dossier(key, State.DRAFT).case
    form = _facts_form(case)
    found = overtaken(form, _facts_form(case, formdata=None))
    if not form.is_submitted():
        return render_template("views/unit/facts.html", form=form, case=case)
    if found or not (form.validate() and form.agrees() and form.lived(civil_date(now()).year)):
        return render_template("views/unit/facts.html", form=form, case=case, found=found), 409 if found else 422
    return _saved(key, *mended(case, form))


def _facts_form(case: Row, **more: Any) -> NewNomineeForm:
    form = NewNomineeForm(data={**case, "campaign": case["campaign_id"] or ""}, **more)
    kind, campaigns = SubjectKind(case["subject_kind"]), running_campaigns(reading(), actor().organisation_id)
    form.offer(regime_today(), kind, campaigns)
    return form


@pages.route("/<key>/achievement", methods=["GET", "POST"])
@officer
def achievement(key: str) -> Response | str | tuple[str, int]:
    """What was achieved."""
    case = own_dossier(key, State.DRAFT).case
    stands = {"achievement": case["achievement"]}
    form = AchievementForm(data=stands)
    found = overtaken(form, AchievementForm(data=stands, formdata=None))
    if found or not form.validate_on_submit():
        status = 409 if found else 422 if form.is_submitted() else 200
        return render_template("views/unit/achievement.html", form=form, case=case, found=found), status
    return _saved(key, Change(of="nomination", key=key, columns={"achievement": form.achievement.data or ""}))


@pages.route("/<key>/putting-aside", methods=["GET", "POST"])
@officer
def put_aside(key: str) -> Response | str | tuple[str, int]:
    """Put a draft aside; nothing of it is deleted."""
    case, form = own_dossier(key, State.DRAFT).case, PutAsideForm()
    if not form.validate_on_submit():
        return render_template("views/unit/put_aside.html", form=form, case=case)
    write(Change(of="nomination", key=key, columns={"is_discarded": 1}))
    flash(_("Đã bỏ hồ sơ nháp. Hồ sơ vẫn còn trong nhóm “Đã bỏ” và có thể khôi phục."), "info")
    return redirect(url_for("unit.nominations", unit=case["unit_id"]), 303)


@pages.post("/<key>/restoration")
@officer
def restore(key: str) -> Response:
    """Take a draft up again."""
    own_dossier(key, State.DRAFT)
    write(Change(of="nomination", key=key, columns={"is_discarded": 0}))
    flash(_("Đã khôi phục hồ sơ nháp."), "good")
    return redirect(url_for("dossier.tasks", key=key), 303)


@pages.get("/<key>/receipt")
@officer
def receipt(key: str) -> str:
    """What the unit has in hand after handing in: code, entry of the log, what follows and by when."""
    look = own_dossier(key)
    handed_in = (Action.SUBMIT, Action.RESUBMIT)
    entries = timeline(reading(), actor().organisation_id, key)
    entry = next((each for each in entries if each.action in handed_in), None)
    if entry is None:
        abort(404)
    return render_template("views/unit/receipt.html", case=look.case, state=State(look.case["state"]), entry=entry)


def _saved(key: str, *changes: Change) -> Response:
    write(*changes)
    flash(_("Đã lưu nháp."), "good")
    return redirect(url_for("dossier.tasks", key=key), 303)
