"""A member's ballot in an open vote: choose, look again, send. Nothing is written before it is sent."""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from states.council_vocabulary import SessionState, VoteChoice
from states.refusals import ActionRefused, NotNow, Refusal
from states.text import normalise
from states.vocabulary import Action
from web.access import actor
from web.clock import now
from web.conditions_shown import briefs_of
from web.database import look_again, reading, store
from web.errors import STATUS
from web.laid_aside import begun, lay_aside, take_back
from web.language import _, ngettext
from web.own_pages import own_page
from web.recorded import tell_recorded
from web.views.council.forms import CastVoteForm
from web.views.council.session import authorities, dossiers_open, must_declare, page_or_404, votable
from web.words import reason_in_words, sentence
from workflow.engine import execute
from workflow.queries.council_votes import OwnVote, own_votes
from workflow.queries.dossier import heard_on
from workflow.queries.session import AgendaGroup, AgendaItem, SessionPage

Answer = Response | str | tuple[str, int]


@own_page(Action.CAST_VOTE)
def ballot(key: str) -> Answer:
    """Ask for a member's opinion on every item, and record it."""
    page = votable(page_or_404(key))
    form = begun(CastVoteForm, key)
    if page.state != SessionState.VOTING:
        return _closed(page, form)
    if not form.is_submitted() and must_declare(page):
        flash(_("Khai báo về xung đột lợi ích trước, rồi mở phiếu biểu quyết."), "info")
        return redirect(url_for("actions.declare_conflict", key=key), 303)
    standing = own_votes(reading(), key, actor().account_id)
    if not form.is_submitted():
        is_review = "review" in request.args and form.choices.data and not _overtaken(form, standing)
        return _review(page, form, standing) if is_review else _paper(page, form, standing)
    if not form.validate():
        return _paper(page, form, standing), 422
    if "fill" in request.form:
        return _filled(page, form, standing, normalise(request.form["fill"]))
    if "send" in request.form:
        return _send(page, form, standing)
    return _kept(page, form, standing)


def _filled(page: SessionPage, form: CastVoteForm, standing: Mapping[str, OwnVote], award: str) -> str:
    """The same page with "agree" in the empty rows of one award; nothing is saved."""
    empty = [
        line.key for line in page.lines
        if line.award == award and line.key not in form.choices.data and line.key not in standing
    ]  # fmt: skip
    form.choices.data |= dict.fromkeys(empty, VoteChoice.AGREE)
    said = ngettext(
        "Đã điền “Đồng ý” vào %(num)s hồ sơ còn trống. Chưa gửi; ông/bà có thể sửa từng hồ sơ.",
        "Đã điền “Đồng ý” vào %(num)s hồ sơ còn trống. Chưa gửi; ông/bà có thể sửa từng hồ sơ.", len(empty),
    )  # fmt: skip
    return _paper(page, form, standing, said=said)


def _kept(page: SessionPage, form: CastVoteForm, standing: Mapping[str, OwnVote]) -> Answer:
    """Laid aside, for the member alone; then back to the paper, or on to the review."""
    if "review" in request.form and not form.choices.data:
        form.note_refusals([("choices", _("Chọn ý kiến cho ít nhất một hồ sơ rồi xem lại phiếu."))])
        return _paper(page, form, standing), 422
    lay_aside(form, page.case["id"])
    if "review" in request.form:
        return redirect(url_for("actions.cast_vote", key=page.case["id"], review=1), 303)
    flash(_("Đã lưu tạm. Chỉ ông/bà thấy; phiếu chưa được gửi."), "info")
    return redirect(url_for("actions.cast_vote", key=page.case["id"]), 303)


def _send(page: SessionPage, form: CastVoteForm, standing: Mapping[str, OwnVote]) -> Answer:
    """Record the ballot. One that says nothing new was sent before, and is not recorded again."""
    key, choices = page.case["id"], form.choices.data
    done = redirect(url_for("sessions.my_receipt", key=key), 303)
    if choices and all(item in standing and standing[item].says(choice) for item, choice in choices.items()):
        take_back(form, key)
        flash(_("Phiếu này đã được ghi từ trước; không ghi thêm lần nữa."), "info")
        return done
    try:
        receipt = execute(store(), form.order(key), actor=actor(), at=now())
    except NotNow:
        look_again()
        return _closed(votable(page_or_404(key)), form)
    except ActionRefused as refusal:
        look_again()
        standing = own_votes(reading(), key, actor().account_id)
        if _overtaken(form, standing):
            return _compared(page, form, standing)
        form.note_refusals([("", sentence(reason)) for reason in refusal.refusals])
        return _paper(page, form, standing), STATUS[type(refusal)]
    take_back(form, key)
    tell_recorded(_("Đã ghi phiếu của ông/bà."), receipt.index)
    return done


def _overtaken(form: CastVoteForm, standing: Mapping[str, OwnVote]) -> set[str]:
    """The items of which something else stands than the member saw, and than the ballot says."""
    seen = form.versions()
    return {
        item for item, choice in form.choices.data.items()
        if item in standing and standing[item].choice != choice and standing[item].version != seen.get(item, 0)
    }  # fmt: skip


def _compared(page: SessionPage, form: CastVoteForm, standing: Mapping[str, OwnVote]) -> Answer:
    """Nothing was recorded: what stands now beside what was sent, which is kept for its author."""
    lay_aside(form, page.case["id"])
    form.note_refusals([("choices", sentence(Refusal("ballot_overtaken", at="choices")))])
    return _paper(page, form, standing), 409


def _paper(page: SessionPage, form: CastVoteForm, standing: Mapping[str, OwnVote], *, said: str = "") -> str:
    shown = {key: vote.choice for key, vote in standing.items()} | form.choices.data
    standing_action, opened = page.look.standing(Action.CAST_VOTE), dossiers_open(page)
    return render_template(
        "views/council/ballot.html", page=page, case=page.case, form=form, standing=standing, shown=shown, said=said,
        offered=tuple(VoteChoice), conditions=briefs_of(opened),
        grounds=page.facts.conflicts, me=actor().account_id, authorities=authorities(page),
        overtaken=_overtaken(form, standing), heard=heard_on(reading(), opened),
        chosen=sum(line.key in shown for line in page.lines),
        is_kept=bool(form.choices.data) and not form.is_submitted(),
        seat=next((seat for seat in page.seats if seat.account_id == actor().account_id), None),
        why_not=[reason_in_words(reason) for reason in (standing_action.why_not if standing_action else ())],
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ReviewedGroup:
    """What a ballot comes to in one award: how often each choice, and the lines that are no exception.

    ``recorded`` lines are not on this ballot and stand as recorded before; ``left`` ones have no opinion at all.
    """

    group: AgendaGroup
    counts: Sequence[tuple[VoteChoice, int]]
    plain: Sequence[AgendaItem]
    recorded: int
    left: int


def _reviewed(
    group: AgendaGroup, choices: Mapping[str, VoteChoice], standing: Mapping[str, OwnVote], exceptions: Set[str]
) -> ReviewedGroup:
    counted = Counter(choices[line.key] for line in group.lines if line.key in choices)
    silent = [line.key for line in group.lines if line.key not in choices]
    return ReviewedGroup(
        group=group, counts=[(choice, counted[choice]) for choice in VoteChoice if counted[choice]],
        plain=[line for line in group.lines if line.key in choices and line.key not in exceptions],
        recorded=sum(key in standing for key in silent), left=sum(key not in standing for key in silent),
    )  # fmt: skip


def _is_exception(choice: VoteChoice, before: OwnVote | None) -> bool:
    """Whether a line deserves another look: it does not simply agree, or it replaces what was recorded."""
    return choice != VoteChoice.AGREE or (before is not None and before.choice != choice)


def _review(page: SessionPage, form: CastVoteForm, standing: Mapping[str, OwnVote]) -> str:
    """The exceptions one by one, of the rest how many: nobody reads three hundred lines that all say the same."""
    choices = {line.key: form.choices.data[line.key] for line in page.lines if line.key in form.choices.data}
    exceptions = [
        line for line in page.lines
        if line.key in choices and _is_exception(choices[line.key], standing.get(line.key))
    ]  # fmt: skip
    named = {line.key for line in exceptions}
    return render_template(
        "views/council/review.html", page=page, case=page.case, form=form, standing=standing, choices=choices,
        exceptions=exceptions, groups=[_reviewed(group, choices, standing, named) for group in page.agenda],
        left=[line for line in page.lines if line.key not in choices and line.key not in standing],
    )  # fmt: skip


def _closed(page: SessionPage, form: CastVoteForm) -> Answer:
    """The vote is not open (any more): say so, count nothing, and show what was chosen."""
    lines = page.lines or [each.item for each in page.counted]
    text = render_template(
        "views/council/ballot_closed.html", page=page, case=page.case, lines=lines, choices=form.choices.data,
        is_sent=form.is_submitted(), mine=own_votes(reading(), page.case["id"], actor().account_id),
    )  # fmt: skip
    return (text, 409) if form.is_submitted() else text
