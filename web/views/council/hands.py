"""Recording a show of hands by name: one award after the other, members who take part only."""

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from states.council_vocabulary import SessionState, VoteChoice
from states.refusals import ActionRefused, StaleView
from states.vocabulary import Action
from web.access import actor
from web.clock import now
from web.database import look_again, reading, store
from web.errors import STATUS
from web.language import _
from web.own_pages import own_page
from web.recorded import tell_recorded
from web.views.council.forms import RecordShowOfHandsForm
from web.views.council.session import by_name, page_or_404
from web.words import sentence
from workflow.engine import execute
from workflow.queries.council_votes import hands as find_hands
from workflow.queries.session import AgendaGroup, SessionPage

Answer = Response | str | tuple[str, int]


@own_page(Action.RECORD_SHOW_OF_HANDS)
def show_of_hands(key: str) -> Answer:
    """Ask for, and record, how each member who takes part raised the hand on the items of one award."""
    page = by_name(page_or_404(key))
    form = RecordShowOfHandsForm()
    if page.state != SessionState.VOTING:
        return _refused_page(page)
    group = next((group for group in page.agenda if group.award == request.args.get("award")), None)
    if group is None:
        return _groups(page) if not form.is_submitted() else abort(400)
    if not form.is_submitted():
        return _matrix(page, group, form)
    if not form.validate():
        return _matrix(page, group, form), 422
    if "fill" in request.form:
        return _filled(page, group, form)
    return _recorded(page, group, form)


def _recorded(page: SessionPage, group: AgendaGroup, form: RecordShowOfHandsForm) -> Answer:
    try:
        receipt = execute(store(), form.order(page.case["id"]), actor=actor(), at=now())
    except (ActionRefused, StaleView) as refusal:
        look_again()
        reasons = refusal.refusals if isinstance(refusal, ActionRefused) else ()
        words = dict.fromkeys(sentence(reason) for reason in reasons)
        form.note_refusals([("", said) for said in words or (_("Phiên họp vừa thay đổi; xem lại rồi gửi lại."),)])
        return _matrix(by_name(page_or_404(page.case["id"])), group, form), STATUS[type(refusal)]
    tell_recorded(_("Đã ghi biểu quyết giơ tay."), receipt.index)
    return redirect(url_for("actions.record_show_of_hands", key=page.case["id"]), 303)


def _filled(page: SessionPage, group: AgendaGroup, form: RecordShowOfHandsForm) -> str:
    """The same page with "agree" wherever nothing was said yet; nothing is saved."""
    known = find_hands(reading(), page.case["id"])
    for line in group.lines:
        for seat in page.seats:
            place = (line.key, seat.account_id)
            may_vote = place not in page.facts.conflicts and page.facts.has_declared(seat.account_id)
            is_open = place not in known.own | known.papers and place not in known.recorded
            if seat.takes_part and may_vote and is_open:
                form.hands.data.setdefault("-".join(place), VoteChoice.AGREE)
    return _matrix(page, group, form, said=_("Đã điền “Đồng ý” vào các ô còn trống. Chưa ghi; sửa lại từng ô nếu cần."))


def _matrix(page: SessionPage, group: AgendaGroup, form: RecordShowOfHandsForm, *, said: str = "") -> str:
    known = find_hands(reading(), page.case["id"])
    shown = {"-".join(place): choice for place, choice in known.recorded.items()} | form.hands.data
    offered = [choice for choice in VoteChoice if group.lower or choice != VoteChoice.AGREE_LOWER]
    return render_template(
        "views/council/hands.html", page=page, case=page.case, group=group, form=form, shown=shown, own=known.own,
        papers=known.papers, disputed=known.disputed, offered=offered, said=said, recused=page.facts.conflicts,
        undeclared=[seat.account_id for seat in page.seats if not page.facts.has_declared(seat.account_id)],
        seats=[seat for seat in page.seats if seat.takes_part],
    )  # fmt: skip


def _groups(page: SessionPage) -> str:
    """The awards of the agenda, with how many hands were recorded on each."""
    known = find_hands(reading(), page.case["id"])
    present = sum(seat.takes_part for seat in page.seats)
    lines = [
        (group, sum(line.key in {place[0] for place in known.recorded} for line in group.lines))
        for group in page.agenda
    ]
    return render_template("views/council/hands_groups.html", page=page, case=page.case, lines=lines, present=present)


def _refused_page(page: SessionPage) -> Answer:
    text = render_template(
        "views/council/hands_closed.html", page=page, case=page.case,
        standing=page.look.standing(Action.RECORD_SHOW_OF_HANDS), action=Action.RECORD_SHOW_OF_HANDS,
    )  # fmt: skip
    return (text, 409) if request.method == "POST" else text
