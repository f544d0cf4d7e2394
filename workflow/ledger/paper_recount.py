"""Judges again how a council voted on paper: by which method, who counted, who got a ballot, and whether the counts are one."""

from collections.abc import Iterator, Mapping
from typing import Any

from states.council_vocabulary import IN_WRITING, Attendance, CouncilBody, Method
from states.paper_ballots import COUNTING_SHEET, LEAST_TELLERS, PaperCount, method_of
from states.refusals import Fault, LedgerBroken
from states.vocabulary import Action
from workflow.ledger.history import History
from workflow.ledger.opening import Complaint
from workflow.ledger.recount import has_declared, seated_now, tabled_in
from workflow.ledger.step import Step


def methods(step: Step, history: History) -> Iterator[Complaint]:
    """When the vote opens, each item is voted on as the rules say that it stands under; in secret by the whole council."""
    if step.entry.act != Action.OPEN_VOTE:
        return
    found = {row["nomination_id"]: row["method"] for row in step.rows_of("agenda_item")}
    if found != {key: _demanded(key, history) for key in tabled_in(step.key, history)}:
        yield "methods_wrong", {}
    if Method.SECRET_PAPER in found.values() and step.before["body"] != CouncilBody.COUNCIL:
        yield "body_too_small", {}


def _demanded(nomination: str, history: History) -> str | None:
    row = history.rows["nomination"][nomination]
    try:
        return method_of(history.regime(str(row["rules"])).rules(row["award"], row["basis"])).value
    except (Fault, LedgerBroken, ValueError, KeyError):
        return None


def tellers(step: Step, history: History) -> Iterator[Complaint]:
    """Members are appointed together; once the vote is open, at least two for each item who are not recused from it."""
    named = step.rows_of("teller")
    if not named:
        return
    version, _before = history.urns.tellers.get(step.key, (0, frozenset()))
    accounts = {row["account_id"] for row in named}
    seated = history.seated(step.day, step.before["body"])
    members = set(history.roll.get(step.key, ())) or {row["account_id"] for row in seated}
    counted = history.urns.on_paper(step.key)
    fit = [{account for account in accounts if (item, account) not in history.recused} for item in counted]
    is_right = (
        len(accounts) == len(named) >= LEAST_TELLERS
        and all(row["version"] == version + 1 for row in named)
        and accounts <= members
        and all(len(each) >= LEAST_TELLERS for each in fit)
        and (not fit or accounts == set().union(*fit))
    )
    if not is_right:
        yield "tellers_wrong", {}


def handouts(step: Step, history: History) -> Iterator[Complaint]:
    """Ballots go to members on the roll who are in office and have not written, one word after the other."""
    for row in step.rows_of("ballot_handout"):
        version, _given = history.urns.handouts.get(step.key, {}).get(row["account_id"], (0, 0))
        counted = history.urns.on_paper(step.key)
        written = {member for item, member in history.written.get(step.key, ()) if item in counted}
        is_off = row["account_id"] not in history.roll.get(step.key, ())
        may_get = row["account_id"] in seated_now(step, history) - written
        if is_off or row["version"] != version + 1 or (row["is_given"] and not may_get):
            yield "handout_wrong", {}


def votes(step: Step, history: History) -> Iterator[Complaint]:
    """What is voted on paper nobody votes on by name, but in writing; and not who was given a ballot."""
    counted = history.urns.on_paper(step.key)
    ballots = history.urns.handouts.get(step.key, {})
    for row in step.rows_of("vote"):
        is_in_urn = ballots.get(row["account_id"], (0, 0))[1]
        if row["nomination_id"] in counted and (is_in_urn or row["manner"] not in IN_WRITING):
            yield "vote_beside_the_urn", {}


def counts(step: Step, history: History) -> Iterator[Complaint]:
    """A teller keys the own count of an item on paper; it adds up, over the ballots that were handed out."""
    for row in step.rows_of("paper_count"):
        if not _is_right(row, step, history):
            yield "paper_count_wrong", {}
    if step.entry.act == Action.CLOSE_VOTE:
        sheets = [row for row in step.rows_of("session_document") if row["kind"] == COUNTING_SHEET]
        if len(sheets) != bool(history.urns.on_paper(step.key)):
            yield "closed_without_its_sheet", {}
        for item in sorted(history.urns.on_paper(step.key) & tabled_in(step.key, history)):
            agreed = history.urns.agreed(step.key, item, history.tellers_of(step.key, item))
            if agreed is None:
                yield "closed_over_counts", {"id": item}
            elif agreed.issued != history.urns.handed_out(step.key, history.recused_from(item)):
                yield "closed_over_handouts", {"id": item}


def _is_right(row: Mapping[str, Any], step: Step, history: History) -> bool:
    urns, item, account = history.urns, row["nomination_id"], row["account_id"]
    version, _standing = urns.counts.get(step.key, {}).get((item, account), (0, None))
    count = PaperCount.of(row)
    recused = history.recused_from(item)
    return (
        account == step.account_id
        and account in history.tellers_of(step.key, item)
        and item in urns.on_paper(step.key)
        and row["version"] == version + 1
        and count.adds_up
        and count.issued == urns.handed_out(step.key, recused)
    )


def put_to_ballot(step: Step) -> set[str]:
    """What is put to a secret ballot as the vote opens."""
    return {row["nomination_id"] for row in step.rows_of("agenda_item") if row["method"] == Method.SECRET_PAPER}


def fit_tellers(step: Step, history: History) -> Iterator[Complaint]:
    """When a vote opens and closes, the tellers are on the roll and in the room, and enough of them take part in each item."""
    if step.entry.act == Action.OPEN_VOTE:
        items, roll = put_to_ballot(step), {row["account_id"] for row in step.rows_of("session_roll")}
    elif step.entry.act == Action.CLOSE_VOTE:
        items, roll = _on_paper(step, history), set(history.roll.get(step.key, ()))
    else:
        return
    if not items or not step.before:
        return
    _version, named = history.urns.tellers.get(step.key, (0, frozenset()))
    marks = history.marks(step.key)
    is_there = all(marks.get(teller) == Attendance.PRESENT for teller in named)
    are_enough = all(len(history.tellers_of(step.key, item)) >= LEAST_TELLERS for item in items)
    if not (is_there and are_enough and named <= roll):
        yield "tellers_unfit", {}


def _on_paper(step: Step, history: History) -> set[str]:
    return history.urns.on_paper(step.key) & tabled_in(step.key, history)


def given(step: Step, history: History) -> Iterator[Complaint]:
    """A ballot is given to who is in the room, has declared, and takes part in something on it."""
    fresh = [row for row in step.rows_of("ballot_handout") if row["is_given"]]
    if any(not _may_be_given(row, step, history) for row in fresh):
        yield "ballot_given_wrongly", {}


def _may_be_given(row: Mapping[str, Any], step: Step, history: History) -> bool:
    account, items = row["account_id"], _on_paper(step, history)
    return (
        history.marks(step.key).get(account) == Attendance.PRESENT
        and has_declared(account, step.key, tabled_in(step.key, history), history)
        and any((item, account) not in history.recused for item in items)
    )


def left_after(step: Step, history: History) -> Iterator[Complaint]:
    """Who holds a ballot, or has cast it, leaves no item on it any more: the urn knows nobody's paper."""
    held = history.urns.handouts.get(step.key, {})
    for row in step.rows_of("conflict"):
        is_given = held.get(row["account_id"], (0, 0))[1]
        if is_given and row["nomination_id"] in history.urns.on_paper(step.key):
            yield "conflict_over_a_ballot", {}
