"""The page for a form that came too late, and the way back to it."""

from flask import Blueprint, flash, redirect, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from web.access import actor, person_or_none, signed_in
from web.errors import OTHERS_FORM, STALE_FORM, page_of
from web.forms import BaseForm
from web.language import _
from web.restoring import forget_restored, restore, sent_too_late
from web.views.account.forms import ReturnForm, SignInForm
from web.way_back import came_from

pages = Blueprint("returning", __name__)
pages.before_app_request(forget_restored)


@pages.app_errorhandler(CSRFError)
def too_late(error: CSRFError) -> tuple[str, int]:
    """Nothing typed is lost: shown for copying, and brought back once its author has signed in."""
    back, someone = _address(), person_or_none()
    sent = sent_too_late(back) if request.blueprint != "account" else None
    if someone and (sent is None or sent.account_id != someone.actor.account_id):
        return page_of(OTHERS_FORM if sent else STALE_FORM, 400), 400
    kept = sent.sealed() if sent else ""
    form: BaseForm = (
        ReturnForm(formdata=None, kept=kept) if someone else SignInForm(formdata=None, back=back, kept=kept)
    )
    texts, had_files = sent.texts if sent else (), any(file.filename for file in request.files.values())
    return render_template("errors/too_late.html", page=STALE_FORM, form=form, texts=texts, had_files=had_files), 400


@pages.post("/session/return")
@signed_in
def back_to_form() -> Response:
    """The author has signed in again elsewhere: back to the form, as it was filled."""
    return redirect(taken_up(ReturnForm().kept.data or "") or "/", 303)


def taken_up(sealed: str) -> str:
    """Keep a sealed form for the person who is signed in, and answer where it is filled in; empty where it isn't theirs."""
    address = restore(sealed, actor().account_id, actor().organisation_id) if sealed else ""
    if address:
        flash(
            _("Nội dung đã nhập trước khi đăng nhập lại còn nguyên dưới đây. Xem lại rồi gửi; chưa có gì được ghi."),
            "info",
        )
    return address


def _address() -> str:
    """The page the form stands on: the address it was sent to where that can be opened, else where it came from."""
    if request.url_rule is not None and "GET" in (request.url_rule.methods or ()):
        return request.full_path.rstrip("?")
    return came_from()
