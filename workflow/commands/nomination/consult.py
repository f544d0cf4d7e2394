"""Ask other bodies for their opinion."""

from collections.abc import Iterable
from dataclasses import dataclass

from states.facts import NominationFacts
from states.refusals import Refusal
from states.vocabulary import Action, State, Subject
from workflow.commands.command import Command, Outcome


@dataclass(frozen=True, kw_only=True)
class Consult(Command):
    """The office asks police, tax, inspection, the Front or others about a case (lấy ý kiến hiệp y).

    Each body answers within the term of the rules; silence lets the dossier proceed.
    """

    action = Action.CONSULT
    subject = Subject.NOMINATION
    needs = frozenset({"office_days", "regime"})
    needs_seen = True

    bodies: tuple[str, ...]

    def check(self, facts: NominationFacts) -> Iterable[Refusal]:
        """At least one body is asked."""
        if not any(body.strip() for body in self.bodies):
            yield Refusal("bodies_missing", at="bodies")

    def decide(self, facts: NominationFacts) -> Outcome:
        """The case waits for the answers."""
        ends = facts.regime.consultation.reply_term.value.after(facts.today, facts.office_days).isoformat()
        asked = dict.fromkeys(body.strip() for body in self.bodies if body.strip())
        return Outcome(
            to=State.IN_CONSULTATION,
            changes={"consultation_ends_on": ends, "due_on": ends},
            rows=[
                (
                    "consultation",
                    {
                        "id": facts.mint.key(), "nomination_id": self.on, "body": body,
                        "asked_on": facts.today.isoformat(),
                    },
                )
                for body in asked
            ],
        )  # fmt: skip
