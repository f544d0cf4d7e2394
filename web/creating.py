"""Creating a case: the form's own fresh id is its key, so a form that is sent twice creates once."""

from collections.abc import Callable

from flask import redirect
from werkzeug.wrappers import Response

from states.refusals import ActionRefused, NotNow
from states.vocabulary import Action
from states.wording import past
from web.access import actor
from web.clock import now
from web.database import look_again, store
from web.forms import ActionForm
from web.language import _, language
from web.recorded import tell_recorded
from web.words import sentence
from workflow.commands.command import Command
from workflow.engine import execute


def create(form: ActionForm, order: Callable[[], Command], there: Callable[[str], str]) -> Response | None:
    """Carry the order out and lead to ``there(id)``; ``None`` when it was refused and the form shows why."""
    command = order()
    try:
        receipt = execute(store(), command, actor=actor(), at=now())
    except NotNow as refusal:
        if any(reason.code == "already_done" for reason in refusal.refusals):
            return redirect(there(command.on), 303)
        return _refused(form, refusal)
    except ActionRefused as refusal:
        return _refused(form, refusal)
    words = past(Action(command.action), language())
    tell_recorded(_("Đã ghi: %(what)s.", what=words), receipt.index)
    return redirect(there(command.on), 303)


def _refused(form: ActionForm, refusal: ActionRefused) -> None:
    look_again()
    form.note_refusals([(form.place(each), sentence(each)) for each in refusal.refusals])
