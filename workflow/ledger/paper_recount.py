"""Judges again how a council voted on paper: by which method, who counted, who got a ballot, and whether the counts are one."""

from collections.abc import Iterator, Mapping
from typing import Any

from states.council_vocabulary import IN_WRITING, CouncilBody, Method
from states.paper_ballots import COUNTING_SHEET, LEAST_TELLERS, PaperCount, method_of
from states.refusals import Fault, LedgerBroken
from states.vocabulary import Action
from workflow.ledger.history import History
from workflow.ledger.opening import Complaint
from workflow.ledger.recount import seated_now, tabled_in
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
            agreed = history.urns.agreed(step.key, item)
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
        and account in urns.tellers_of(step.key, item)
        and item in urns.on_paper(step.key)
        and row["version"] == version + 1
        and count.adds_up
        and count.issued == urns.handed_out(step.key, recused)
    )
