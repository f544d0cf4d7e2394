"""Close the vote."""

from dataclasses import dataclass

from states.council_vocabulary import SessionState
from states.facts import Row
from states.ranking import Contender, ranks
from states.session_facts import SessionFacts
from states.tally import Tally, count, finding
from states.vocabulary import Action, Subject
from workflow.commands.command import Command, Outcome
from workflow.commands.nomination.record_finding import RecordFinding


@dataclass(frozen=True, kw_only=True)
class CloseVote(Command):
    """Close the council's vote (kiểm phiếu) and turn each count into a finding.

    Every member on the roll is counted: who gave no opinion has not agreed, because the base is the whole council and
    not those present (Decree 98/2023, Art. 30(7)). What absent members wrote is counted with the rest and kept apart. Who
    declared a conflict is recused: an opinion given before that is dropped, and the rules say whether the base keeps them.
    After this no vote is taken, even one already on its way.

    Where a quota bounds an award, those who passed are ranked and each finding says where its nomination stands.

    Refused with ``too_few_take_part`` while fewer members than the rules demand are in the session or have written.
    """

    action = Action.CLOSE_VOTE
    subject = Subject.SESSION
    needs = frozenset({"regime", "roll", "agenda", "votes", "written", "conflicts", "preferred", "passed"})
    needs_seen = True

    def decide(self, facts: SessionFacts) -> Outcome:
        """The session closed, and an order to record the finding on each item."""
        tallies = {item["id"]: _counted(item["id"], facts) for item in facts.agenda}
        ranked = ranks(
            [each for item in facts.agenda if (each := _passed(item, tallies[item["id"]], facts))], facts.passed
        )
        orders = [
            RecordFinding(on=key, session_id=self.on, tally=tally, rank=ranked.get(key))
            for key, tally in tallies.items()
        ]
        return Outcome(to=SessionState.CLOSED, changes={"closed_at": facts.at}, then=orders)


def _counted(item: str, facts: SessionFacts) -> Tally:
    """What the members said to one item."""
    recused = facts.recused_from(item).intersection(facts.roll)
    asked = [member for member in facts.roll if member not in recused]
    said = {member: facts.votes.get((item, member), (0, None))[1] for member in asked}
    written = [member for member in asked if (item, member) in facts.written]
    return count(said, facts.roll, recused=recused, written=written, rules=facts.regime.council.count_rules)


def _passed(item: Row, tally: Tally, facts: SessionFacts) -> Contender | None:
    """An item that the council endorsed, for the award it comes to; in the order only where the rules of the session rank."""
    rules, lower = item["rules"], item["lower_rules"]
    found = finding(tally, rules.threshold.value, lower is not None)
    if found not in ("endorsed", "endorsed_lower"):
        return None
    given = lower if found == "endorsed_lower" else rules
    agree = tally.agree + (tally.agree_lower if found == "endorsed_lower" else 0)
    ranking = facts.regime.council.ranking
    return Contender(
        key=item["id"], award=given.code, year=item["year"], agree=agree, preference=facts.preferred.get(item["id"]),
        quota=given.quota.value if given.quota and ranking and ranking.value else None,
    )  # fmt: skip
