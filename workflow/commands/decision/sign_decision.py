"""Sign a decision."""

from dataclasses import dataclass

from states.facts import DecisionFacts
from states.vocabulary import Action, DecisionState, Subject
from workflow.commands.command import Command, Outcome
from workflow.commands.nomination.award import Award


@dataclass(frozen=True, kw_only=True)
class SignDecision(Command):
    """The chairman signs (ký quyết định): every case that still stands in the draft is awarded.

    The signature is the recorded act of the holder of the office, not a digital signature of the paper. A case that was
    returned, declined or put on hold before it was numbered is not awarded, even when it is before the chairman again; one
    that leaves afterwards makes the decision void, because its paper names it. What the chairman saw covers the cases: when
    one of them moved meanwhile, the page has to be read again.
    Refused with ``left_since_numbered``.
    """

    action = Action.SIGN_DECISION
    subject = Subject.DECISION
    needs = frozenset({"lines", "signer"})
    needs_seen = True

    def decide(self, facts: DecisionFacts) -> Outcome:
        """The decision signed, and an order to award each case."""
        awarded = [row["id"] for row in facts.lines if row["stands"]]
        return Outcome(
            to=DecisionState.SIGNED,
            changes={
                "signer_id": facts.actor_id, "signer_name": facts.signer["full_name"], "signed_at": facts.at,
            },
            particulars={"awarded": awarded},
            then=[Award(on=key, decision_id=self.on) for key in awarded],
        )  # fmt: skip
