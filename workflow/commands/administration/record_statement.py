"""Record what is stated about a nominee."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from states.facts import RegisterFacts
from states.refusals import Refusal
from states.statements import FACTS, lacking
from states.vocabulary import Action, FactKind, RegisterState, Subject
from workflow.commands.administration.record_past_award import FIRST_YEAR
from workflow.commands.command import Command, Outcome, iso, required


@dataclass(frozen=True, kw_only=True)
class RecordStatement(Command):
    """State one thing about a nominee and a year that a condition asks for: a rating, a discipline, a count, a score.

    ``unit_id`` is the unit that states it, None where the standing office does; a unit speaks of those in its own register.
    Nothing is changed: a later statement takes the place of an earlier one on the same thing, but a unit's never that of the
    office.

    Refused with ``source_missing``, ``fact_not_asked``, ``fact_choice_unknown``, ``amount_out_of_range``, ``day_missing``.
    """

    action = Action.RECORD_STATEMENT
    subject = Subject.STATEMENT
    needs = frozenset({"nominee_kind", "awards_held", "awards_of_members", "member_awards", "register_lines"})
    names_unit = True

    nominee_id: str
    unit_id: str | None = None
    year: int
    fact: FactKind
    chosen: str
    source: str
    amount: int | None = None
    since: date | None = None
    until: date | None = None
    called: str = ""
    used_for: str = ""

    def check(self, facts: RegisterFacts) -> Iterable[Refusal]:
        """It says what its kind asks for, and on what it rests; nothing that is to come."""
        yield from required(source=self.source)
        if not FIRST_YEAR <= self.year <= facts.today.year:
            yield Refusal("year_out_of_range", {"first": FIRST_YEAR, "last": facts.today.year}, at="year")
        if self.since is not None and self.since > facts.today:
            yield Refusal("day_in_future", at="since")
        held = facts.awards_of_members if FACTS[self.fact].of_members_history else facts.awards_held
        yield from lacking(
            self.fact, facts.nominee_kind, held, facts.member_awards, chosen=self.chosen,
            amount=self.amount, since=self.since, until=self.until, called=self.called,
        )  # fmt: skip

    def decide(self, facts: RegisterFacts) -> Outcome:
        """The statement, with who made it and when."""
        return Outcome(
            to=RegisterState.ACTIVE,
            changes={
                "nominee_id": self.nominee_id, "unit_id": self.unit_id, "stated_by": facts.actor_id,
                "stated_at": facts.at, "year": self.year, "fact": self.fact.value, "chosen": self.chosen,
                "amount": self.amount, "since": iso(self.since), "until": iso(self.until), "called": self.called,
                "used_for": self.used_for, "source": self.source,
            },
            particulars={"register": facts.register_lines},
        )  # fmt: skip
