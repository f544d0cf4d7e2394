"""Undo a merger of two nominees."""

from dataclasses import dataclass

from states.facts import RegisterFacts
from states.vocabulary import Action, RegisterState, Subject
from workflow.commands.command import Outcome, ReasonedCommand


@dataclass(frozen=True, kw_only=True)
class SplitNominees(ReasonedCommand):
    """Two lines that were held to be one nominee are two after all (tách): each has its own history again."""

    action = Action.SPLIT_NOMINEES
    subject = Subject.MERGER
    needs_seen = True

    def decide(self, facts: RegisterFacts) -> Outcome:
        """The merger counts no more."""
        return Outcome(to=RegisterState.ENDED, particulars={"reason": self.reason})
