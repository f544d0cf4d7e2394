"""One action on many nominations: every line is judged and shown before anything is done; then all, or the good ones."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from states.refusals import ActionRefused, StaleView
from states.text import normalise
from states.vocabulary import Action, Role, State
from web.access import actor, role
from web.clock import now
from web.database import look_again, reading, store
from web.errors import STATUS
from web.language import _, ngettext
from web.recorded import tell_many_recorded
from web.views.actions.nouns import NOUNS
from web.views.nominations.shown import marks
from web.views.secretariat.bulk_choice import Choice
from web.views.secretariat.bulk_choice import choice as chosen_cases
from web.views.secretariat.bulk_forms import BULK, BulkForm
from web.words import sentence
from workflow.days import civil_date
from workflow.engine import execute_all
from workflow.queries.bulk import Verdict, verdicts_on
from workflow.queries.secretariat import rules_for

pages = Blueprint("bulk", __name__)
_ACTIONS = {NOUNS[action]: action for action in BULK}


@pages.get("/office/bulk")
@role(Role.SECRETARIAT, Role.COUNCIL_SECRETARY)
def chosen() -> Response:
    """From the marked lines of the queue to the page of the action."""
    action = _ACTIONS.get(normalise(request.args.get("what", "")))
    if action is None:
        abort(404)
    return redirect(
        url_for(
            "bulk.many", noun=NOUNS[action], on=[normalise(key) for key in request.args.getlist("on")],
            proposal_id=normalise(request.args.get("whole", "")) or None,
            state=normalise(request.args.get("state", "")) or None,
        ),
        303,
    )  # fmt: skip


@pages.route("/office/bulk/<noun>", methods=["GET", "POST"])
@role(Role.SECRETARIAT, Role.COUNCIL_SECRETARY)
def many(noun: str) -> Response | str | tuple[str, int]:
    """Preview one action on many nominations, and carry it out."""
    action = _ACTIONS.get(noun)
    if action is None:
        abort(404)
    if BULK[action].role not in actor().roles:
        abort(403)
    choice, form = chosen_cases(), BULK[action]()
    rules = rules_for(reading(), actor().organisation_id, choice.cases, civil_date(now()))
    alike = not choice.cases or form.arrange(choice.cases, rules)
    if not choice.cases or not alike:
        return render_template("views/secretariat/bulk_none.html", action=action, alike=alike), 422
    if not form.is_submitted():
        first = {} if form.asked() else _verdicts(form, choice)
        return _page(action, form, choice, first)
    if not form.validate():
        return _page(action, form, choice, {}), 422
    return _done(action, form, choice)


def _done(action: Action, form: BulkForm, choice: Choice) -> Response | str | tuple[str, int]:
    verdicts, wanted = _verdicts(form, choice), request.form.get("mode")
    if wanted in ("all", "valid") and not choice.is_as_seen:
        form.form_errors.append(_("Danh sách vừa thay đổi. Chưa có gì được ghi: xem lại rồi thực hiện."))
        return _page(action, form, choice, verdicts), STATUS[StaleView]
    if wanted not in ("all", "valid"):
        return _page(action, form, choice, verdicts)
    good = [case for case in choice.cases if wanted == "all" or verdicts[case["id"]].is_good]
    if not good:
        return _page(action, form, choice, verdicts), 422
    try:
        orders = [form.order(case, choice.seen[case["id"]]) for case in good]
        done = execute_all(store(), orders, actor=actor(), at=now())
    except (ActionRefused, StaleView) as refused:
        look_again()
        form.form_errors.append(_("Chưa có gì được ghi: có hồ sơ chưa thể xử lý. Xem lý do ở từng dòng bên dưới."))
        return _page(action, form, choice, _verdicts(form, choice)), STATUS[type(refused)]
    words = ngettext("Đã xử lý %(num)s hồ sơ.", "Đã xử lý %(num)s hồ sơ.", len(done))
    tell_many_recorded(words, [each.index for each in done])
    lists = {case["proposal_id"] for case in good}
    whole = lists.pop() if len(lists) == 1 else None  # the list's next step is taken on all of it again
    return redirect(url_for("secretariat.queue", state=done[0].state, proposal_id=whole), 303)


def _verdicts(form: BulkForm, choice: Choice) -> dict[str, Verdict]:
    orders = [form.order(case, choice.seen[case["id"]]) for case in choice.cases]
    verdicts = verdicts_on(reading(), orders, actor=actor(), at=now())
    _note_shared(form, verdicts)
    return verdicts


def _note_shared(form: BulkForm, verdicts: dict[str, Verdict]) -> None:
    """What is wrong with the shared answers is said once, where it was entered."""
    said = dict.fromkeys(
        (form.place(refusal), sentence(refusal))
        for verdict in verdicts.values()
        for refusal in verdict.refusals
        if form.place(refusal)
    )
    form.note_refusals(list(said))


def _page(action: Action, form: BulkForm, choice: Choice, verdicts: dict[str, Verdict]) -> str:
    good = sum(1 for verdict in verdicts.values() if verdict.is_good)
    state = State(choice.cases[0]["state"])
    return render_template(
        "views/secretariat/bulk.html", action=action, form=form, choice=choice, verdicts=verdicts, good=good,
        lines=choice.lines(verdicts), asked=form.asked(), sure=marks(),
        back=url_for("secretariat.queue", state=state, proposal_id=choice.proposal_id or None),
    )  # fmt: skip
