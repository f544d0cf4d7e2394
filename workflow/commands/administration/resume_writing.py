"""Let an organisation write again after its log was found wrong."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from states.facts import RegisterFacts
from states.vocabulary import Action, RegisterState, Subject
from workflow.commands.command import Outcome, ReasonedCommand


@dataclass(frozen=True, kw_only=True)
class ResumeWriting(ReasonedCommand):
    """A person has looked at what the audit found, says why work may go on, and answers for it. Done at the console only.

    ``known`` names each finding by code, place and the digest of what was found there, ``count`` says how many there are: an
    audit goes on to report them and stops writing again for anything that is not among them.
    """

    action = Action.RESUME_WRITING
    subject = Subject.ORGANISATION
    needs_whole_log = False

    known: Sequence[tuple[str, str, str]] = field(default=())
    count: int = 0

    def decide(self, facts: RegisterFacts) -> Outcome:
        """The organisation is what it was; the entry names the reason and what was known."""
        known = [list(each) for each in self.known]
        return Outcome(to=RegisterState.OPEN, particulars={"reason": self.reason, "known": known, "count": self.count})
