"""The session as it runs, for its secretary, and its results on the wall; both work without a script."""

from dataclasses import dataclass
from operator import eq

from flask import abort, render_template, request

from states.council_vocabulary import SessionState
from states.vocabulary import Action, Role, Subject
from web.access import role
from web.actions_shown import shown
from web.database import reading
from web.language import language
from web.views.council.disclosures import disclosed, foreseen
from web.views.council.minutes_text import anew_of, by_award
from web.views.council.session import by_name, page_or_404, pages
from workflow.queries.council_paper import keyed_items
from workflow.queries.session import COUNTED, SessionPage

RELOADED_EVERY = 30
"""Seconds, where the secretary asked for it; by itself no page moves under its reader's eyes."""

_NEXT = {
    SessionState.PLANNED: Action.OPEN_SESSION, SessionState.OPEN: Action.OPEN_VOTE, SessionState.VOTING: Action.CLOSE_VOTE,
    SessionState.CLOSED: Action.RECORD_MINUTES,
}  # fmt: skip
_RUNNING = (SessionState.OPEN, SessionState.VOTING)


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How many members have given all their opinions, some of them, or none. Never what they said, nor who."""

    complete: int
    partial: int
    silent: int


def progress(page: SessionPage) -> Progress:
    """The turnout of an open vote as three numbers, which together are the members who are asked for anything."""
    voted, recused = page.facts.votes, page.facts.conflicts
    places = [[(line.key, seat.account_id) for line in page.lines] for seat in page.seats]
    asked = [mine for each in places if (mine := [place for place in each if place not in recused])]
    given = [sum(place in voted for place in mine) for mine in asked]
    complete, silent = sum(map(eq, given, map(len, asked))), given.count(0)
    return Progress(complete=complete, partial=len(given) - complete - silent, silent=silent)


@pages.get("/sessions/<key>/live")
@role(Role.COUNCIL_SECRETARY)
def live(key: str) -> str:
    """Who is there, how far the vote is, and what stands in the way of the next step."""
    page = page_or_404(key)
    openly = by_name(page)
    is_to_be_circulated = page.is_circulated and page.state == SessionState.PLANNED
    following = Action.OPEN_VOTE if is_to_be_circulated else _NEXT.get(page.state)
    standing = page.look.standing(following) if following else None
    is_voting = page.state == SessionState.VOTING
    return render_template(
        "views/council/live.html", page=page, case=page.case, is_running=page.state in _RUNNING,
        reloads=RELOADED_EVERY if page.state in _RUNNING and "auto" in request.args else None, every=RELOADED_EVERY,
        actions=shown([standing], Subject.SESSION, key) if standing else [],
        progress=progress(openly) if is_voting and openly.lines else None,
        keyed=keyed_items(reading(), key) if page.on_paper else {},
        attendance=Action.RECORD_ATTENDANCE,
        warning=foreseen(page, language()) if page.state in _RUNNING else "",
    )  # fmt: skip


@pages.get("/sessions/<key>/projection")
@role(Role.COUNCIL_SECRETARY, Role.COUNCIL_MEMBER, Role.SECRETARIAT, Role.CHAIRMAN, Role.DEPUTY_CHAIRMAN, Role.AUDITOR)
def projection(key: str) -> str:
    """The results in type that a room can read; before the close there is no such page."""
    page = page_or_404(key)
    if page.state not in COUNTED:
        abort(404)
    return render_template(
        "views/council/projection.html", page=page, case=page.case, groups=by_award(page.counted),
        disclosed=disclosed(page.counted, language()), anew=anew_of(page),
    )  # fmt: skip
