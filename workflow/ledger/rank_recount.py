"""Ranks again whom a quota bounds: by the votes, the preference of the law, and how many were found worthy before."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

from states.council_vocabulary import Method
from states.nominee_facts import nominee_facts
from states.ranking import Contender, Rank, preference_of, ranks, settled
from states.refusals import Fault, LedgerBroken
from states.regime import CouncilRules
from states.tally import finding
from states.vocabulary import Action, Preference, RankStanding, RegisterState
from workflow.facts.session import FOUND_WORTHY
from workflow.ledger.history import History, Row
from workflow.ledger.opening import Complaint
from workflow.ledger.recount import tabled_in, tally_of
from workflow.ledger.step import Step

_WITHOUT_A_PLACE = (RankStanding.BEYOND, RankStanding.RE_VOTE)


def ranking(step: Step, history: History) -> Iterator[Complaint]:
    """A finding bears the rank that the close came to, and none without a quota; a secret tie at the last is no finding."""
    if step.entry.act != Action.RECORD_FINDING:
        return
    session = str(step.before.get("session_id"))
    rank = history.ranked.get(session, {}).get(step.key)
    place = {"nomination_id": step.key, "session_id": session}
    expected = [] if rank is None else [place | asdict(rank)]
    found = [{name: value for name, value in row.items() if name != "id"} for row in step.rows_of("ranking")]
    if found != expected or settled("endorsed", rank) == "re_vote":
        yield "ranking_wrong", {}


def ranked(session: str, history: History) -> Mapping[str, Rank]:
    """The ranks that the close of a vote comes to, as the log stands before it."""
    try:
        council = history.regime(str(history.rows["session"][session]["rules"])).council
    except (Fault, LedgerBroken, ValueError, KeyError):
        return {}
    if council.ranking is None or not council.ranking.value:
        return {}
    found = (_contender(key, session, council, history) for key in sorted(tabled_in(session, history)))
    return ranks([each for each in found if each is not None], _found_worthy(history))


def _contender(key: str, session: str, council: CouncilRules, history: History) -> Contender | None:
    """A nomination that the council found worthy, of its award or of the lower one."""
    row = history.rows["nomination"][key]
    try:
        regime, tally = history.regime(str(row["rules"])), tally_of(key, session, history)
        rules = regime.rules(row["award"], row["basis"])
        lower, threshold = rules.lower_award.value, rules.threshold.value
        found = finding(tally, threshold, lower is not None) if threshold else "not_endorsed"
        given = regime.rules(lower, row["basis"]) if lower and found == "endorsed_lower" else rules
    except (Fault, LedgerBroken, ValueError, KeyError):
        return None
    if found not in ("endorsed", "endorsed_lower"):
        return None
    return Contender(
        key=key, award=given.code, year=row["year"], agree=tally.agree + (given is not rules) * tally.agree_lower,
        quota=given.quota.value if given.quota else None, preference=_preference(row, council, history),
        is_secret=history.urns.methods.get(session, {}).get(key) == Method.SECRET_PAPER,
    )  # fmt: skip


def _found_worthy(history: History) -> Counter[tuple[str, int]]:
    """How many were found worthy so far, by award and year, but those whom a quota left without a place."""
    left_out = {
        (row["nomination_id"], row["session_id"])
        for row in history.rows["ranking"].values()
        if row["standing"] in _WITHOUT_A_PLACE
    }
    return Counter(
        (row["award"], row["year"])
        for key, row in history.rows["nomination"].items()
        if row["state"] in FOUND_WORTHY and (key, row["session_id"]) not in left_out
    )


def _preference(row: Row, council: CouncilRules, history: History) -> Preference | None:
    """Why the law prefers a nominee among equals, by what was stated until then."""
    rule = council.tie_preference.value if council.tie_preference else None
    members = nominee_facts(row["year"], said=_stated(row["nominee_id"], history)).members
    count, women = (members.count, members.women) if members else (None, None)
    return preference_of(rule, row["subject_kind"], row["gender"], count, women)


def _stated(nominee: str, history: History) -> Sequence[Row]:
    """What is stated of a nominee, under whichever line of the register: the oldest first."""
    same = history.same_lines(nominee)
    found = [
        row
        for row in history.rows["statement"].values()
        if row["nominee_id"] in same and row["state"] == RegisterState.ACTIVE
    ]
    return sorted(found, key=lambda row: (row["stated_at"], row["head"]))
