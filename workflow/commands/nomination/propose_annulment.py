"""Propose to annul an award."""

from dataclasses import dataclass

from states.facts import NominationFacts
from states.vocabulary import Action, State, Subject
from workflow.commands.command import Outcome, ReasonedCommand


@dataclass(frozen=True, kw_only=True)
class ProposeAnnulment(ReasonedCommand):
    """The office proposes that an award be annulled (đề nghị hủy bỏ quyết định khen thưởng).

    Grounds are a false declaration, forged papers, an unlawful appraisal, or a conclusion that the standards were not met
    (Law 06/2022/QH15, Art. 93(2)). The conclusion is named in the reason.
    """

    action = Action.PROPOSE_ANNULMENT
    subject = Subject.NOMINATION
    needs_seen = True

    def decide(self, facts: NominationFacts) -> Outcome:
        """The chairman decides next; the case remembers where it stood."""
        return Outcome(to=State.ANNULMENT_PROPOSED, changes={"reason": self.reason, "resumes_to": facts.case["state"]})
