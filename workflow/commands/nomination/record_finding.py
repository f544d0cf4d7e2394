"""Record what the council found."""

from dataclasses import asdict, dataclass
from datetime import date

from states.facts import NominationFacts
from states.ranking import Rank, settled
from states.refusals import Fault
from states.tally import Tally, Threshold, finding
from states.vocabulary import Action, State, Subject, VerdictStage
from workflow.commands.command import Command, NewRow, Outcome, iso
from workflow.commands.nomination.clock import last_day_of_notice, no_later
from workflow.commands.nomination.freezing import frozen


@dataclass(frozen=True, kw_only=True)
class RecordFinding(Command):
    """The council's count becomes a finding on one nomination: endorsed, endorsed for the lower award, or not endorsed.

    The conditions are judged anew and laid down with it. Brought about by the close of the vote, never by itself. The
    finding is computed here from the tally, so that no caller can state another.
    """

    action = Action.RECORD_FINDING
    subject = Subject.NOMINATION
    needs = frozenset({"office_days", "rules", "lower_rules", "verdict"})

    session_id: str
    tally: Tally
    rank: Rank | None = None

    def decide(self, facts: NominationFacts) -> Outcome:
        """The finding with its count; endorsed for the lower award, the case goes on for that award."""
        threshold = facts.rules.threshold.value
        if threshold is None:
            raise Fault(f"the council has no say in {facts.rules.code}")
        lower = facts.lower_rules
        settled_on = settled(finding(self.tally, threshold, lower is not None), self.rank)
        if settled_on == "re_vote":
            raise Fault(f"the council has found nothing: {self.on} is to be voted on anew")
        found = State(settled_on)
        changes = {"award": lower.code} if found == State.ENDORSED_LOWER and lower is not None else {}
        return Outcome(
            to=found, changes={**changes, "due_on": iso(self._due(found, facts)), "noticed_on": None},
            rows=[
                ("finding", {"id": facts.mint.key(), **self._row(found, threshold)}),
                *self._ranking(facts),
                *frozen(facts, facts.verdict, VerdictStage.VOTE),
            ],
        )  # fmt: skip

    def _due(self, found: State, facts: NominationFacts) -> date | None:
        """When those who are not endorsed are told so; when the level above closes for those who are."""
        return last_day_of_notice(facts) if found == State.NOT_ENDORSED else no_later(None, found, facts)

    def _ranking(self, facts: NominationFacts) -> list[NewRow]:
        if self.rank is None:
            return []
        place = {"id": facts.mint.key(), "nomination_id": self.on, "session_id": self.session_id}
        return [("ranking", place | asdict(self.rank))]

    def _row(self, found: State, threshold: Threshold) -> dict[str, str | int]:
        return {
            "nomination_id": self.on, "session_id": self.session_id, "finding": found.value, **self.tally.columns(),
            "threshold_num": threshold.num, "threshold_den": threshold.den, "threshold_strict": int(threshold.strict),
        }  # fmt: skip
