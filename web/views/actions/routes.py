"""One view for every action on a case: GET shows what it rests on and asks, POST does it and leads back to the case.

The address of an action is a noun below the case's own: ``POST /nominations/<id>/withdrawal``.
"""

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from states.processes import PROCESSES
from states.refusals import ActionRefused, StaleView
from states.vocabulary import Action, Subject
from states.wording import past
from web.access import actor, role
from web.action_forms import CommandForm
from web.clock import now
from web.database import look_again, reading, store
from web.declaring_first import declare_first
from web.errors import STATUS
from web.laid_aside import begun, lay_aside, take_back
from web.language import _, language
from web.own_pages import OWN_PAGES
from web.recorded import tell_recorded
from web.views.actions.nouns import NOUNS, PLURALS, detail_url
from web.words import sentence
from workflow.engine import execute
from workflow.queries.open_actions import Look, look_at
from workflow.queries.visibility import may_see

pages = Blueprint("actions", __name__)


def act(action: Action, subject: Subject, key: str) -> Response | str | tuple[str, int]:
    """Ask for, and carry out, one action on one case."""
    look = _look(action, subject, key)
    form = begun(CommandForm.known[action], key)
    form.arrange(look)
    if not form.is_submitted():
        form.seen.data = look.case["changed"]
        return _page(action, subject, look, form)
    if form.keeps and "later" in request.form:
        lay_aside(form, key)
        flash(_("Đã lưu tạm. Chỉ ông/bà thấy nội dung này; chưa có gì được ghi vào hồ sơ."), "info")
        chosen = next((each for each in form.siblings if each == request.form["later"]), action)
        return redirect(url_for(f"actions.{chosen}", key=key), 303)
    if "fill" in request.form and form.fill():
        return _page(action, subject, look, form)
    if not form.validate():
        return _page(action, subject, look, form), 422
    try:
        receipt = execute(store(), form.order(key), actor=actor(), at=now())
    except (ActionRefused, StaleView) as refusal:
        look_again()
        return _refused(action, subject, key, form, refusal)
    take_back(form, key)
    return _arrive(action, subject, key, receipt.index)


def _arrive(action: Action, subject: Subject, key: str, index: int) -> Response:
    """Where the person is led when it is done."""
    form = CommandForm.known[action]
    if form.arrives:
        return redirect(url_for(form.arrives, key=key), 303)
    words = past(action, language())
    tell_recorded(_("Đã ghi: %(what)s.", what=words), index)
    return redirect(detail_url(subject, key), 303)


def _look(action: Action, subject: Subject, key: str) -> Look:
    found = look_at(reading(), subject, key, actor=actor(), at=now(), needs=CommandForm.known[action].needs)
    if found is None or not may_see(actor(), subject, found.case):
        abort(404)
    if subject == Subject.NOMINATION:
        declare_first(found.case)
    return found


def _refused(
    action: Action, subject: Subject, key: str, form: CommandForm, refusal: ActionRefused | StaleView
) -> tuple[str, int]:
    look = _look(action, subject, key)
    if isinstance(refusal, ActionRefused):
        form.note_refusals([(form.place(reason), sentence(reason)) for reason in refusal.refusals])
    else:
        form.note_refusals(
            [
                (
                    "",
                    _("Hồ sơ vừa được thay đổi ở nơi khác. Phần đã nhập còn nguyên; xem lại rồi gửi lại nếu vẫn cần."),
                )
            ]
        )
        form.seen.data = look.case["changed"]
    return _page(action, subject, look, form), STATUS[type(refusal)]


def _page(action: Action, subject: Subject, look: Look, form: CommandForm) -> str:
    return render_template(
        form.template, form=form, action=action, look=look, case=look.case, standing=look.standing(action),
        back=detail_url(subject, look.case["id"]), rests=form.rests_on(look),
    )  # fmt: skip


def offer_actions() -> None:
    """One address for every action that is asked for by itself and has a form."""
    for action, form in CommandForm.known.items():
        subject = form.command.subject
        moves = [move for move in PROCESSES[subject].moves if move.action == action and not move.consequence]
        if not moves or moves[0].source is None:
            continue
        view = role(*{move.role for move in moves})(OWN_PAGES.get(action) or bound(action, subject))
        path = f"/{PLURALS[subject].replace('_', '-')}/<key>/{NOUNS[action]}"
        pages.add_url_rule(path, endpoint=action.value, view_func=view, methods=["GET", "POST"])


def bound(action: Action, subject: Subject) -> Callable[[str], Response | str | tuple[str, int]]:
    """The general view, bound to one action."""

    def view(key: str) -> Response | str | tuple[str, int]:
        return act(action, subject, key)

    view.__name__ = action.value
    view.__doc__ = act.__doc__
    return view
