"""Record that somebody was told why there is no award."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from states.facts import NominationFacts
from states.refusals import Refusal
from states.vocabulary import Action, Subject
from workflow.commands.command import Command, Outcome


@dataclass(frozen=True, kw_only=True)
class GiveNotice(Command):
    """The office records when those who are not awarded were told so, with the reason (thông báo kết quả).

    It is owed by the last day of the notice; a late one is on record and no bar. ``document`` is the letter, if there is one.
    Refused with ``notice_given`` and ``day_in_future``.
    """

    action = Action.GIVE_NOTICE
    subject = Subject.NOMINATION
    needs_seen = True

    given_on: date
    document: str = ""

    def check(self, facts: NominationFacts) -> Iterable[Refusal]:
        """On a day that has been."""
        if self.given_on > facts.today:
            yield Refusal("day_in_future", at="given_on")

    def decide(self, facts: NominationFacts) -> Outcome:
        """The case stands where it stood, and nothing is owed to anybody any more."""
        return Outcome(
            to=facts.case["state"],
            changes={"noticed_on": self.given_on.isoformat(), "due_on": None},
            particulars={"document": self.document},
        )
