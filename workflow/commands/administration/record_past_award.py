"""Record an award received before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from states.facts import RegisterFacts
from states.refusals import Refusal
from states.vocabulary import Action, AwardLevel, Basis, RegisterState, Subject
from workflow.commands.command import Command, Outcome, required

FIRST_YEAR = 1945


@dataclass(frozen=True, kw_only=True)
class RecordPastAward(Command):
    """Enter an award that a nominee received by an earlier or outside decision, as evidence for later ones.

    ``award`` is a code of the rules, or the name of an award that they do not know; ``year`` is the year of the achievement.
    ``evidence`` says where the decision was seen.
    """

    action = Action.RECORD_PAST_AWARD
    subject = Subject.PAST_AWARD
    needs = frozenset({"register_lines"})

    nominee_id: str
    award: str
    year: int
    decision_number: str
    decided_on: date
    issuer: str
    level: AwardLevel = AwardLevel.OTHER
    basis: Basis = Basis.MERIT
    evidence: str = ""

    def check(self, facts: RegisterFacts) -> Iterable[Refusal]:
        """The decision is named in full and lies in the past."""
        yield from required(award=self.award, decision_number=self.decision_number, issuer=self.issuer)
        if not FIRST_YEAR <= self.year <= facts.today.year:
            yield Refusal("year_out_of_range", {"first": FIRST_YEAR, "last": facts.today.year}, at="year")
        if self.decided_on > facts.today:
            yield Refusal("day_in_future", at="decided_on")

    def decide(self, facts: RegisterFacts) -> Outcome:
        """A line of the nominee's award history, with who entered it."""
        return Outcome(
            to=RegisterState.ACTIVE,
            changes={
                "nominee_id": self.nominee_id, "award": self.award, "year": self.year, "basis": self.basis.value,
                "level": self.level.value, "decision_number": self.decision_number,
                "decided_on": self.decided_on.isoformat(), "issuer": self.issuer, "evidence": self.evidence,
                "recorded_by": facts.actor_id,
            },
            particulars={"register": facts.register_lines},
        )  # fmt: skip
