"""Seal issued papers."""

from collections.abc import Iterable
from dataclasses import dataclass

from states.facts import RegisterFacts
from states.refusals import Fault, Refusal
from states.vocabulary import Action, Subject
from workflow.commands.command import Command, Outcome
from workflow.ledger.paper_leaves import PAPERS


@dataclass(frozen=True, kw_only=True)
class SealPapers(Command):
    """The log commits to papers that were issued (niêm phong): to each file, and to each line of its list, by one digest.

    The entry names nobody: the digest stands over salted leaves (``workflow.ledger.paper_leaves``), which are opened one by
    one, each by whoever holds its proof. ``count`` is how many there are. The worker does this as soon as files are made.
    """

    action = Action.SEAL_PAPERS
    subject = Subject.ORGANISATION

    digest: str
    count: int

    def check(self, facts: RegisterFacts) -> Iterable[Refusal]:
        """There is something to seal."""
        if self.count < 1:
            raise Fault("nothing to seal")
        return ()

    def decide(self, facts: RegisterFacts) -> Outcome:
        """The digest, in the entry itself."""
        return Outcome(
            to=facts.case["state"], particulars={PAPERS: self.digest, "count": self.count},
            documents=[(PAPERS, self.digest)],
        )  # fmt: skip
