"""Record that somebody was told why there is no award."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from states.facts import NominationFacts
from states.refusals import Refusal
from states.vocabulary import Action, State, Subject
from workflow.commands.command import Command, Outcome


@dataclass(frozen=True, kw_only=True)
class GiveNotice(Command):
    """The office records when those who are not awarded were told so, with the reason (thông báo kết quả).

    It is owed by the last day of the notice; a late one is on record and no bar. ``document`` is the letter, if there is one.
    Nobody is told before it is so: not before the case ended, or before the level above decided.
    Refused with ``notice_given``, ``day_in_future`` and ``day_too_early``.
    """

    action = Action.GIVE_NOTICE
    subject = Subject.NOMINATION
    needs = frozenset({"stands_since"})
    needs_seen = True

    given_on: date
    document: str = ""

    def check(self, facts: NominationFacts) -> Iterable[Refusal]:
        """On a day that has been since there was something to tell."""
        above = facts.case["above_on"] if facts.case["state"] == State.REFUSED_ABOVE else None
        first = date.fromisoformat(above) if above else facts.stands_since
        if self.given_on > facts.today:
            yield Refusal("day_in_future", at="given_on")
        elif self.given_on < first:
            yield Refusal("day_too_early", {"day": first}, at="given_on")

    def decide(self, facts: NominationFacts) -> Outcome:
        """The case stands where it stood, and nothing is owed to anybody any more."""
        return Outcome(
            to=facts.case["state"],
            changes={"noticed_on": self.given_on.isoformat(), "due_on": None},
            particulars={"document": self.document},
        )
