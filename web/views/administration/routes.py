"""The administrator's registers. An administrator keeps them and acts on no case; an auditor may read them."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from states.refusals import ActionRefused
from states.text import normalise
from states.vocabulary import RegisterState, Role, Subject
from web.access import actor, role
from web.actions_shown import shown
from web.clock import now
from web.creating import create
from web.database import look_again, reading, store
from web.language import _
from web.link_post import can_send, send
from web.release import release_code
from web.security import address_of
from web.views.administration.forms import AddUnitForm, GrantOfficeForm, InviteAccountForm
from web.words import sentence
from workflow.commands.administration.renew_invitation import RenewInvitation
from workflow.days import civil_date
from workflow.engine import execute
from workflow.invitations import links_to_release, new_link, offer, releaser
from workflow.queries import registers
from workflow.queries.open_actions import look_at
from workflow.queries.worklist import units_of

pages = Blueprint("administration", __name__)
units_room = Blueprint("units", __name__)
accounts_room = Blueprint("accounts", __name__)
offices_room = Blueprint("offices", __name__)


@pages.route("/units", methods=["GET", "POST"])
@role(Role.ADMINISTRATOR, Role.AUDITOR)
def units() -> Response | str | tuple[str, int]:
    """The register of units, and a form for a new one."""
    form = AddUnitForm()
    if form.is_submitted() and Role.ADMINISTRATOR not in actor().roles:
        abort(403)
    if form.validate_on_submit():
        done = create(form, form.order, lambda key: url_for("administration.units"))
        if done:
            return done
    found = registers.units(reading(), actor().organisation_id)
    return render_template("views/administration/units.html", form=form, units=found), _status(form)


@units_room.get("/units/<key>")
@role(Role.ADMINISTRATOR, Role.AUDITOR)
def detail(key: str) -> str:
    """One unit, and what may be done to it."""
    look = look_at(reading(), Subject.UNIT, key, actor=actor(), at=now())
    if look is None:
        abort(404)
    actions = shown(look.actions, Subject.UNIT, key)
    return render_template("views/administration/unit.html", unit=look.case, actions=actions)


@pages.route("/accounts", methods=["GET", "POST"])
@role(Role.ADMINISTRATOR, Role.AUDITOR)
def accounts() -> Response | str | tuple[str, int]:
    """Everybody with an account, and a form for a new one."""
    form = InviteAccountForm()
    if form.is_submitted() and Role.ADMINISTRATOR not in actor().roles:
        abort(403)
    if form.validate_on_submit():
        done = create(form, form.order, lambda key: url_for("administration.link", key=key))
        if done:
            return done
    name, _separator, key = normalise(request.args.get("after", "")).partition("_")
    found, has_more = registers.accounts(reading(), actor().organisation_id, (name, key))
    later = url_for(".accounts", after=f"{found[-1].sort_key}_{found[-1].key}") if has_more else ""
    return render_template("views/administration/accounts.html", form=form, accounts=found, later=later), _status(form)


@accounts_room.get("/accounts/<key>", endpoint="detail")
@role(Role.ADMINISTRATOR, Role.AUDITOR)
def account_detail(key: str) -> str:
    """One account: its offices, and what may be done to it."""
    account = registers.account(reading(), actor().organisation_id, key)
    look = look_at(reading(), Subject.ACCOUNT, key, actor=actor(), at=now())
    if account is None or look is None:
        abort(404)
    actions = shown(look.actions, Subject.ACCOUNT, key)
    code = _code_to_read_out(key)
    return render_template("views/administration/account.html", account=account, actions=actions, look=look, code=code)


def _code_to_read_out(key: str) -> str:
    """The code of the link that waits for another person; an administrator never sees one."""
    waiting = links_to_release(reading(), actor(), at=now(), today=civil_date(now()))
    mine = (each.invitation_id for each in waiting if each.account_id == key)
    return next((release_code(each, str(current_app.secret_key)) for each in mine), "")


def _who_releases(key: str) -> Role | None:
    """The office that sees the code of an account's link."""
    return releaser(reading(), account_id=key, organisation_id=actor().organisation_id, today=civil_date(now()))


@pages.route("/accounts/<key>/link", methods=["GET", "POST"])
@role(Role.ADMINISTRATOR)
def link(key: str) -> Response | str:
    """Make a one-time link for a person. It is sent by e-mail or shown once, to be handed over; it ends when it is used."""
    look = look_at(reading(), Subject.ACCOUNT, key, actor=actor(), at=now())
    if look is None or look.case["state"] == "ended":
        abort(404)
    if request.method == "GET":
        return render_template("views/administration/link.html", account=look.case, address="", can_send=can_send())
    try:
        token = _new_link(key, look.case)
    except ActionRefused as refusal:
        flash(" ".join(sentence(reason) for reason in refusal.refusals), "bad")
        return redirect(url_for("accounts.detail", key=key), 303)
    look_again()
    address = address_of(url_for("account.invitation", token=token))
    if "by_mail" in request.form and can_send() and _is_sent(key, token, look.case["email"]):
        return redirect(url_for("accounts.detail", key=key), 303)
    flash(_("Đã tạo liên kết. Liên kết chỉ hiện một lần trên trang này."), "good")
    return render_template(
        "views/administration/link.html", account=look.case, address=address, office=_who_releases(key)
    )


def _new_link(key: str, account: Mapping[str, Any]) -> str:
    """The secret part of a new link; the first one of an account needs no entry of its own, the invitation was one."""
    if account["entries"] == 1 and account["state"] == RegisterState.INVITED:
        return offer(store(), account_id=key, organisation_id=actor().organisation_id, at=now())
    token, new = new_link(key, now())
    execute(store(), RenewInvitation(on=key, seen=account["changed"]), actor=actor(), at=now(), keeping=new)
    return token


def _is_sent(key: str, token: str, email: str) -> bool:
    """Send a link and say what came of it; nothing is held in the database meanwhile."""
    look_again()
    why = send(key, url_for("account.invitation", token=token), now())
    if why:
        flash(_("Không gửi được thư (%(why)s). Hãy giao tận tay liên kết trên trang này.", why=why), "bad")
    else:
        flash(_("Đã gửi liên kết tới %(email)s.", email=email), "good")
    return not why


@pages.route("/accounts/<key>/offices", methods=["GET", "POST"])
@role(Role.ADMINISTRATOR)
def grant(key: str) -> Response | str | tuple[str, int]:
    """Record that a person holds an office."""
    account = registers.account(reading(), actor().organisation_id, key)
    if account is None:
        abort(404)
    form = GrantOfficeForm()
    members = registers.council_members(reading(), actor().organisation_id, civil_date(now()).isoformat())
    form.arrange(key, units_of(reading(), actor()), members)
    if form.validate_on_submit():
        done = create(form, form.order, lambda _key: url_for("accounts.detail", key=key))
        if done:
            return done
    return render_template("views/administration/grant.html", form=form, account=account), _status(form)


@offices_room.get("/offices/<key>", endpoint="detail")
@role(Role.ADMINISTRATOR, Role.AUDITOR, Role.CHAIRMAN)
def office_detail(key: str) -> Response:
    """An office is shown on the page of the account that holds it; a mandate, to the chairman, among the mandates."""
    look = look_at(reading(), Subject.OFFICE, key, actor=actor(), at=now())
    if look is None:
        abort(404)
    if not actor().roles & {Role.ADMINISTRATOR, Role.AUDITOR}:
        return redirect(url_for("chairman.mandates"), 303)
    return redirect(url_for("accounts.detail", key=look.case["account_id"]), 303)


def _status(form: AddUnitForm | InviteAccountForm | GrantOfficeForm) -> int:
    return 422 if form.is_submitted() and form.problems() else 200
