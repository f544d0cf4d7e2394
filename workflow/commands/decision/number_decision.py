"""Number a decision."""

from dataclasses import dataclass

from states.facts import DecisionFacts
from states.vocabulary import Action, DecisionState, Subject
from workflow.commands.command import Command, Outcome


@dataclass(frozen=True, kw_only=True)
class NumberDecision(Command):
    """The clerk gives the approved draft the next number of the year and today's date (lấy số, ngày tháng).

    Numbers restart each year and have no gaps; a voided number stays visible. From here on the paper is what it will be
    when it is signed: nobody leaves its list any more without the decision being voided.
    Refused with ``decision_names_nobody``.
    """

    action = Action.NUMBER_DECISION
    subject = Subject.DECISION
    needs = frozenset({"next_number", "lines"})
    needs_seen = True

    def decide(self, facts: DecisionFacts) -> Outcome:
        """The decision, ready for the chairman's signature."""
        return Outcome(
            to=DecisionState.NUMBERED,
            changes={
                "number": facts.next_number, "year": facts.today.year, "dated_on": facts.today.isoformat(),
                "numbered_names": sum(bool(row["stands"]) for row in facts.lines),
            },
            particulars={"named": [row["id"] for row in facts.lines if row["stands"]]},
        )  # fmt: skip
