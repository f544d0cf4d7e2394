"""Conditions of a nomination at their edges: the last day, the last round, the last open comment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from states.council_vocabulary import SessionState
from states.facts import NominationFacts
from states.guards import nomination as guards
from states.nomination import NOMINATION
from states.process import Guard
from states.refusals import Refusal
from states.regime import regime_on
from states.vocabulary import Action, Opinion, SettlementResult, State

TODAY = date(2024, 11, 20)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
RULES = regime_on(TODAY).rules("LDTT", "merit")
POSTED_AFTER_COUNCIL = regime_on(TODAY).rules("TVH", "merit")


class NoMint:
    """Guards draw nothing at random."""

    def key(self) -> str:
        raise AssertionError

    salt = key


def judged(guard: Guard, case: Mapping[str, Any], *, asked: Any = None, **gathered: Any) -> list[str]:
    facts = NominationFacts(
        case=case,
        today=TODAY,
        at=0,
        actor_id="a" * 26,
        mint=NoMint(),
        asked=asked,
        gathered={"rules": RULES, **gathered},
    )
    found: Iterable[Refusal] = guard.judge(facts)
    return [refusal.code for refusal in found]


@pytest.mark.parametrize(("ends", "codes"), [(TOMORROW, ["posting_runs"]), (TODAY, ["posting_runs"]), (YESTERDAY, [])])
def test_a_posting_runs_to_the_end_of_its_last_day(ends: date, codes: list[str]) -> None:
    assert judged(guards.posting_has_ended, {"posting_ends_on": ends.isoformat()}) == codes


@pytest.mark.parametrize("opinion", [None, *Opinion])
@pytest.mark.parametrize("ends", [YESTERDAY, TODAY])
def test_silence_holds_a_case_until_the_time_is_over(ends: date, opinion: Opinion | None) -> None:
    replies = [{"body": "Công an xã", "opinion": opinion}]
    codes = judged(guards.replies_are_in, {"consultation_ends_on": ends.isoformat()}, replies=replies)
    assert codes == (["replies_awaited"] if opinion is None and ends == TODAY else [])


@pytest.mark.parametrize("opinion", [None, *Opinion])
def test_an_objection_holds_a_case(opinion: Opinion | None) -> None:
    codes = judged(guards.no_objection_stands, {}, replies=[{"body": "Công an xã", "opinion": opinion}])
    assert codes == (["objection_stands"] if opinion == Opinion.OBJECT else [])


def test_a_dossier_goes_back_as_often_as_the_rules_allow() -> None:
    allowed = RULES.supplement_rounds_max.value
    assert judged(guards.supplement_round_is_left, {"supplements": allowed - 1}) == []
    assert judged(guards.supplement_round_is_left, {"supplements": allowed}) == ["no_supplement_round_left"]


@pytest.mark.parametrize("result", [None, *SettlementResult])
def test_comments_are_settled_and_none_upheld(result: SettlementResult | None) -> None:
    comments = [{"result": result}]
    assert judged(guards.comments_are_settled, {}, comments=comments) == (["comments_open"] if result is None else [])
    upheld = ["comment_upheld"] if result == SettlementResult.UPHELD else []
    assert judged(guards.no_comment_was_upheld, {}, comments=comments) == upheld
    assert judged(guards.has_open_comment, {}, comments=comments) == ([] if result is None else ["no_open_comment"])


@pytest.mark.parametrize("state", SessionState)
def test_a_session_takes_items_until_its_vote_opens(state: SessionState) -> None:
    is_open = state in (SessionState.PLANNED, SessionState.OPEN)
    asked = SimpleNamespace(session_id="s")
    takes = [] if is_open else ["session_takes_no_items"]
    assert judged(guards.session_takes_items, {}, asked=asked, sessions={"s": state}) == takes
    assert judged(guards.vote_is_not_open, {}, session_state=state) == (
        ["vote_is_open"] if state == SessionState.VOTING else []
    )
    assert judged(guards.minutes_are_signed, {}, session_state=state) == (
        []
        if state == SessionState.SIGNED
        else ["minutes_unsigned" if state == SessionState.MINUTED else "minutes_missing"]
    )


def test_every_demanded_paper_is_asked_for() -> None:
    demanded = [each.code for each in RULES.documents_at("submission") if each.is_required]
    held = [{"kind": code} for code in demanded]
    assert judged(guards.dossier_is_complete, {}, uploads=held, documents=[]) == []
    assert judged(guards.dossier_is_complete, {}, uploads=[], documents=held) == []
    for missing in held:
        rest = [row for row in held if row is not missing]
        assert judged(guards.dossier_is_complete, {}, uploads=rest, documents=[]) == ["document_missing"]


@pytest.mark.parametrize(("ended", "codes"), [(None, []), (TODAY, []), (YESTERDAY, ["unit_ended"])])
def test_a_unit_proposes_to_its_last_day(ended: date | None, codes: list[str]) -> None:
    assert judged(guards.unit_is_active, {}, unit_ended_on=ended and ended.isoformat()) == codes


@pytest.mark.parametrize(
    ("state", "owed"), [(State.ENDORSED, True), (State.ENDORSED_LOWER, True), (State.POSTED, False)]
)
def test_what_the_council_endorsed_is_posted_first_where_the_rules_say_so(state: State, owed: bool) -> None:
    case = {"state": state, "posting_closed_on": None}
    codes = judged(guards.posting_is_not_owed, case, rules=POSTED_AFTER_COUNCIL)
    assert codes == (["posting_owed"] if owed else [])
    assert judged(guards.posting_belongs_here, case, rules=POSTED_AFTER_COUNCIL) == (
        [] if owed else ["posting_not_foreseen"]
    )
    moves = NOMINATION.moves_from(state, Action.SUBMIT_TO_CHAIRMAN)
    assert all(guards.posting_is_not_owed in move.guards for move in moves) and bool(moves) == owed


@pytest.mark.parametrize("result", [None, *SettlementResult])
def test_only_a_comment_that_proved_true_outweighs_the_council(result: SettlementResult | None) -> None:
    comments = [{"result": result}]
    codes = judged(guards.outweighs_the_council, {}, rules=POSTED_AFTER_COUNCIL, comments=comments)
    assert codes == ([] if result == SettlementResult.UPHELD else ["council_endorsed_it"])
    assert judged(guards.outweighs_the_council, {}, comments=comments) == []
