"""Counts again what a council decided: who was on the roll, what each said, and what that came to under the rules."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from states.council_vocabulary import IN_WRITING, HandAnswer, Manner, VoteChoice
from states.ranking import settled
from states.refusals import Fault, LedgerBroken
from states.session_facts import UNDECLARED
from states.substitutes import counting
from states.tally import Tally, count, count_papers, finding
from states.vocabulary import Action, Role
from workflow.ledger.history import History
from workflow.ledger.opening import Complaint
from workflow.ledger.step import Step

_CHOICES = frozenset(VoteChoice)


def roll(step: Step, history: History) -> Iterator[Complaint]:
    """The roll names every member of the session's body in office on the day the vote opened, once, and nobody else.

    Where the rules let substitutes vote, one who is there stands in the place of the member who is absent.
    """
    if step.entry.act != Action.OPEN_VOTE:
        return
    named = [row["account_id"] for row in step.rows_of("session_roll")]
    in_office = counting_in(step, history)
    if len(named) != len(set(named)) or set(named) != in_office:
        yield "roll_wrong", {
            "left_out": len(in_office - set(named)), "added": len(named) - len(in_office & set(named)),
        }  # fmt: skip


def counting_in(step: Step, history: History) -> set[str]:
    """Who counts on the day the vote opens."""
    try:
        allowed = history.regime(str(step.entry.rules)).council.substitutes_may_vote.value
    except (Fault, LedgerBroken, ValueError):
        allowed = False
    seated = history.seated(step.day, step.before["body"])
    return {row["account_id"] for row in counting(seated, history.marks(step.key), allowed=allowed)}


def invitations(step: Step, history: History) -> Iterator[Complaint]:
    """Invitations go to every member in office on that day and to every guest named so far, one sending after the other."""
    if step.entry.act != Action.SEND_INVITATIONS:
        return
    sent = step.rows_of("session_invitee")
    earlier = [row for row in history.rows["session_invitee"].values() if row["session_id"] == step.key]
    sending = max((row["sending"] for row in earlier), default=0) + 1
    guests = {key for key, row in history.rows["session_guest"].items() if row["session_id"] == step.key}
    members = history.members_in_office(step.day, step.before["body"])
    expected = {*((account, None) for account in members), *((None, guest) for guest in guests)}
    named = [(row["account_id"], row["guest_id"]) for row in sent if row["sending"] == sending]
    if len(named) != len(sent) or len(named) != len(set(named)) or set(named) != expected:
        yield "invitees_wrong", {}


def votes(step: Step, history: History) -> Iterator[Complaint]:
    """Votes are the actor's own or say who recorded them, are about the agenda, and follow the earlier ones."""
    cast = step.rows_of("vote")
    agenda = tabled_in(step.key, history) if cast else set()
    seated = seated_now(step, history) if cast else set()
    versions = dict(history.votes.get(step.key, {}))
    for row in cast:
        place = row["nomination_id"], row["account_id"]
        if not _is_rightly_said(row, step):
            yield "vote_of_somebody_else", {}
        is_on_roll = row["account_id"] in history.roll.get(step.key, ())
        if not is_on_roll:
            yield "vote_off_the_roll", {}
        elif row["account_id"] not in seated:
            yield "vote_out_of_office", {}
        if place in history.recused:
            yield "vote_of_a_recused", {}
        elif is_on_roll and not _declared_for(row, step.key, agenda, history):
            yield "vote_undeclared", {}
        if row["nomination_id"] not in agenda or row["choice"] not in _CHOICES:
            yield "vote_off_the_agenda", {}
        if row["version"] != versions.get(place, (0, ""))[0] + 1:
            yield "vote_out_of_order", {}
        versions[place] = row["version"], row["choice"]


def seated_now(step: Step, history: History) -> set[str]:
    """Who sits in the session's body on the day of a step, substitutes too."""
    return {row["account_id"] for row in history.seated(step.day, step.before["body"])}


def _is_rightly_said(row: Mapping[str, Any], step: Step) -> bool:
    """Whether a row is the member's own word, or names the secretary who acts as the one who recorded it."""
    if step.entry.office == Role.COUNCIL_MEMBER:
        return row["recorded_by"] is None and row["account_id"] == step.account_id
    return bool(row["recorded_by"] == step.account_id)


def _declared_for(row: Mapping[str, Any], session: str, agenda: set[str], history: History) -> bool:
    """Whether the member had declared on every item of the agenda; a signed paper speaks for itself."""
    return row["manner"] == Manner.FROM_PAPER or has_declared(row["account_id"], session, agenda, history)


def has_declared(account: str, session: str, agenda: set[str], history: History) -> bool:
    """Whether a member has declared on every item of the agenda as it stands."""
    _version, up_to = history.declared.get(session, {}).get(account, UNDECLARED)
    return all((history.rows["nomination"][key].get("changed") or 0) <= up_to for key in agenda)


def declarations(step: Step, history: History) -> Iterator[Complaint]:
    """Declarations are the actor's own or say who recorded them, follow the earlier ones, and name items of the agenda."""
    versions = {account: version for account, (version, _) in history.declared.get(step.key, {}).items()}
    for row in step.rows_of("declaration"):
        if not _is_rightly_said(row, step):
            yield "declaration_of_somebody_else", {}
        if row["version"] != versions.get(row["account_id"], 0) + 1:
            yield "declaration_out_of_order", {}
        versions[row["account_id"]] = row["version"]
    named = step.rows_of("conflict")
    agenda = tabled_in(step.key, history) if named else set()
    for row in named:
        if not _is_rightly_said(row, step):
            yield "declaration_of_somebody_else", {}
        if row["nomination_id"] not in agenda:
            yield "conflict_off_the_agenda", {}


def papers(step: Step, history: History) -> Iterator[Complaint]:
    """An opinion in writing was given in time; one from a signed paper rests on that member's scan in the same entry."""
    cast = step.rows_of("vote")
    until = step.before.get("opinions_until")
    if until is not None and step.entry.at > until and any(row["manner"] in IN_WRITING for row in cast):
        yield "opinion_too_late", {}
    scans = {row["id"]: row["account_id"] for row in step.rows_of("session_document")}
    is_entered = step.entry.act == Action.RECORD_WRITTEN_OPINION
    whose = {row["account_id"] for row in cast if scans.get(row.get("source_document_id")) == row["account_id"]}
    is_right = all((row["manner"] == Manner.FROM_PAPER) == is_entered for row in cast)
    if not is_right or (is_entered and (len(scans) != 1 or whose != set(scans.values()) or not _all_of(cast, whose))):
        yield "opinion_without_its_paper", {}


def _all_of(cast: Sequence[Mapping[str, Any]], whose: set[str]) -> bool:
    return all(row["account_id"] in whose for row in cast)


def hands(step: Step, history: History) -> Iterator[Complaint]:
    """A member answers the own hand as it stands, one answer after the other; no vote closes over a disputed one."""
    for row in step.rows_of("hand_answer"):
        is_own = step.account_id == row["account_id"] == _standing_hand(row["vote_id"], step.key, history)
        if not is_own or row["version"] != history.answers.get(row["vote_id"], (0, ""))[0] + 1:
            yield "answer_to_no_hand", {}
    if step.entry.act == Action.CLOSE_VOTE:
        answered = (row["vote_id"] for row in history.rows["hand_answer"].values() if row["session_id"] == step.key)
        disputed = {vote for vote in answered if history.answers[vote][1] == HandAnswer.DISPUTED}
        if any(_standing_hand(vote, step.key, history) for vote in disputed):
            yield "closed_over_a_dispute", {}


def _standing_hand(vote: str, session: str, history: History) -> str | None:
    """Whose hand it is, if it is a recorded one that nothing has replaced and whose member still takes part."""
    row = history.rows["vote"].get(vote, {})
    if row.get("session_id") != session or row["manner"] != Manner.SHOW_OF_HANDS:
        return None
    place = row["nomination_id"], row["account_id"]
    if place in history.recused:
        return None
    return str(row["account_id"]) if history.votes[session][place][0] == row["version"] else None


def tally(step: Step, history: History) -> Iterator[Complaint]:
    """A finding is what the votes come to, counted over the roll with the threshold of the rules the case stands under."""
    if step.entry.act == Action.RELEASE:
        yield from _released(step, history)
    if step.entry.act != Action.RECORD_FINDING:
        return
    expected = _finding_of(step, history)
    found = [{name: value for name, value in row.items() if name != "id"} for row in step.rows_of("finding")]
    if expected is None or found != [expected]:
        yield "tally_wrong", {}
    elif step.entry.dst != expected["finding"]:
        yield "finding_wrong", {"expected": str(expected["finding"]), "found": step.entry.dst}


def _released(step: Step, history: History) -> Iterator[Complaint]:
    """Where the close of a vote releases a case, its count came to nothing, or in secret to a tie at the last places."""
    session = str(step.before.get("session_id"))
    if (Action.CLOSE_VOTE.value, f"session:{session}") not in history.done_now:
        return
    expected = _finding_of(step, history)
    rank = history.ranked.get(session, {}).get(step.key)
    if expected is None or settled(expected["finding"], rank) != "re_vote":
        yield "release_wrong", {}


def _finding_of(step: Step, history: History) -> Mapping[str, Any] | None:
    """The row that the close of the vote must have come to; nothing where the rules know no vote, or the roll is bent."""
    session = str(step.before.get("session_id"))
    try:
        rules = history.regime(str(step.entry.rules)).rules(step.before["award"], step.before["basis"])
        counted = tally_of(step.key, session, history)
    except (Fault, LedgerBroken, ValueError, KeyError):
        return None
    threshold, lower = rules.threshold.value, rules.lower_award.value
    if threshold is None:
        return None
    found = finding(counted, threshold, lower is not None)
    awarded = lower if found == "endorsed_lower" else step.before["award"]
    if step.entry.act == Action.RECORD_FINDING and step.opened.changes.get("award", step.before["award"]) != awarded:
        return None
    return {
        "nomination_id": step.key, "session_id": session, "finding": found, **counted.columns(),
        "threshold_num": threshold.num, "threshold_den": threshold.den, "threshold_strict": int(threshold.strict),
    }  # fmt: skip


def tally_of(nomination: str, session: str, history: History) -> Tally:
    """The votes counted anew, under the rules that the session was opened under."""
    roll, votes = history.roll.get(session, []), history.votes.get(session, {})
    recused = history.recused_from(nomination) & set(roll)
    asked = [member for member in roll if member not in recused]
    said = {member: votes.get((nomination, member), (0, None))[1] for member in asked}
    written = [member for member in asked if (nomination, member) in history.written.get(session, ())]
    rules = history.regime(str(history.rows["session"][session]["rules"])).council.count_rules
    if nomination not in history.urns.on_paper(session):
        return count(said, roll, recused=recused, written=written, rules=rules)
    found = history.urns.agreed(session, nomination, history.tellers_of(session, nomination))
    if found is None:
        raise ValueError(f"the tellers have not found the same of {nomination}")
    return count_papers(
        found.papers, roll, recused=recused, written={member: str(said[member]) for member in written}, rules=rules
    )


def tabled_in(session: str, history: History) -> set[str]:
    """The nominations on the agenda of a session."""
    return {
        key
        for key, row in history.rows["nomination"].items()
        if row["session_id"] == session and row["state"] == "tabled"
    }
