"""Signing in and out, taking an account into use, and one's own account."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, session, url_for
from flask_login import current_user, login_user, logout_user
from werkzeug.wrappers import Response

from web.access import User, actor, person, public, signed_in
from web.clock import now
from web.database import look_again, reading, store
from web.known_devices import remember_device
from web.language import LANGUAGES, _
from web.passwords import hashed, matches
from web.release import release_code, releases
from web.restoring import mark_tokens
from web.session_time import begin_session
from web.views.account.forms import WHOM_TO_ASK, ChangePasswordForm, InvitationForm, SignInForm
from web.views.account.returning import taken_up
from web.views.account.signing_in import account_with
from web.way_back import way_back
from workflow.commands.administration.activate_account import ActivateAccount
from workflow.commands.command import Actor
from workflow.days import civil_date
from workflow.engine import Change, Insert, execute, keep
from workflow.invitations import Invited, invited, links_to_release, own_password, releaser
from workflow.queries.people import credential_of
from workflow.queries.people import signed_in as find_signed_in

pages = Blueprint("account", __name__)


@pages.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> Response | str | tuple[str, int]:
    """Sign in with user name and password."""
    form = SignInForm(back=request.args.get("back", ""))
    if form.validate_on_submit():
        account_id = account_with(form.username.data, form.password.data)
        if account_id and _open_session(account_id):
            if person().language is None:
                _keep_language(request.args.get("lang", ""))
            return redirect(way_back(taken_up(form.kept.data or "") or form.back.data, url_for("home.worklist")), 303)
        form.form_errors.append(_("Tên đăng nhập hoặc mật khẩu chưa đúng. Kiểm tra lại rồi nhập lại mật khẩu."))
    status = 422 if form.is_submitted() else 200
    return render_template("views/account/sign_in.html", form=form), status


@pages.post("/sign-out")
@signed_in
def sign_out() -> Response:
    """End every session of the person, here and elsewhere: a cookie that somebody copied opens nothing any more."""
    me = actor()
    logout_user()
    session.clear()
    _keep_credential(me, sessions_since=now())
    return redirect(url_for("account.sign_in"), 303)


@pages.route("/invitation/<token>", methods=["GET", "POST"])
@public
def invitation(token: str) -> Response | str | tuple[str, int]:
    """A one-time link: the person sets a password and takes the account into use."""
    someone = invited(reading(), token, now())
    if someone is None:
        return render_template("views/account/invitation_over.html"), 404
    form = _invitation_form(someone)
    if not form.validate_on_submit() or not _is_released(form, someone):
        status = 422 if form.is_submitted() else 200
        return render_template("views/account/invitation.html", form=form, person=someone), status
    password = own_password(token, someone, password_hash=hashed(form.password.data), at=now())
    execute(store(), ActivateAccount(on=someone.account_id), actor=someone.holder, at=now(), keeping=password)
    look_again()
    _open_session(someone.account_id)
    flash(_("Tài khoản đã được kích hoạt. Chỉ ông/bà biết mật khẩu này."), "good")
    return redirect(url_for("home.worklist"), 303)


@pages.route("/account", methods=["GET", "POST"])
@signed_in
def preferences() -> Response | str | tuple[str, int]:
    """One's own account: offices held, and changing the password."""
    form = ChangePasswordForm()
    if form.validate_on_submit():
        kept = credential_of(reading(), _username())
        if kept and matches(kept.password_hash, form.present.data):
            _change_password(form.password.data)
            flash(_("Đã đổi mật khẩu. Các phiên đăng nhập khác đã kết thúc."), "good")
            return redirect(url_for("account.preferences"), 303)
        form.present.errors = [*form.present.errors, _("Mật khẩu hiện tại chưa đúng. Nhập lại.")]
    status = 422 if form.is_submitted() else 200
    return render_template("views/account/preferences.html", form=form, person=person(), codes=_codes()), status


@pages.post("/account/language")
@signed_in
def language() -> Response:
    """Keep the language of one's own screens."""
    _keep_language(request.form.get("language", ""))
    return redirect(way_back(request.form.get("back"), url_for("home.worklist")), 303)


def _keep_language(wanted: str) -> None:
    """The language asked for on a page stays with the account, so that no address has to carry it on."""
    if wanted in LANGUAGES:
        key = actor().account_id
        kept = (
            Insert(into="preference", row={"account_id": key, "language": wanted})
            if person().language is None
            else Change(of="preference", key=key, columns={"language": wanted})
        )
        keep(store(), kept, organisation_id=actor().organisation_id)


def _invitation_form(someone: Invited) -> InvitationForm:
    """The form of a one-time link; it says who reads the code to the person."""
    form = InvitationForm()
    office = releaser(
        reading(), account_id=someone.account_id, organisation_id=someone.organisation_id, today=civil_date(now())
    )
    form.code.description = WHOM_TO_ASK[office]
    return form


def _is_released(form: InvitationForm, someone: Invited) -> bool:
    """Whether the code is the link's."""
    if releases(someone.invitation_id, form.code.data, str(current_app.secret_key)):
        return True
    form.code.errors = [_("Mã xác nhận chưa đúng. Hỏi lại người đã đọc mã.")]
    return False


def _codes() -> list[tuple[str, str]]:
    """The people whose links wait, each with the code that I am to read to them."""
    found = links_to_release(reading(), actor(), at=now(), today=civil_date(now()))
    return [
        (f"{each.full_name} ({each.username})", release_code(each.invitation_id, str(current_app.secret_key)))
        for each in found
    ]


def _open_session(account_id: str) -> bool:
    found = find_signed_in(reading(), account_id, civil_date(now()))
    if found is None:
        return False
    session.clear()
    begin_session()
    remember_device(found.username)
    mark_tokens(account_id)
    return bool(login_user(User(found)))


def _username() -> str:
    return str(current_user.person.username)


def _change_password(password: str) -> None:
    me = actor()
    _keep_credential(me, password_hash=hashed(password), sessions_since=now())
    look_again()
    _open_session(me.account_id)


def _keep_credential(me: Actor, **columns: str | int) -> None:
    change = Change(of="credential", key=me.account_id, columns=columns)
    keep(store(), change, organisation_id=me.organisation_id)
