"""Record a show of hands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from states.council_vocabulary import Manner, SessionState
from states.refusals import Refusal
from states.session_facts import SessionFacts
from states.vocabulary import Action, Subject
from workflow.commands.command import Command, NewRow, Outcome
from workflow.commands.council.voting import Choices, is_there, not_in_office, refusals_of, rows_of


@dataclass(frozen=True, kw_only=True)
class RecordShowOfHands(Command):
    """The secretary records by name how present members raised their hands (ghi biểu quyết giơ tay).

    Each such vote is marked with who recorded it, and its member sees it, and may change it, until the close. An absent
    member's hand can't be recorded: that member writes. What a member voted is changed by that member alone, and the
    same choice is refused like any other, so that nobody learns a vote by trying.

    Refused with ``member_absent``, ``not_on_roll``, ``not_in_office``, ``own_vote_stands``, ``item_recused``,
    ``item_on_paper``, ``member_undeclared``: a member who speaks instead of writing declares by word of mouth.
    """

    action = Action.RECORD_SHOW_OF_HANDS
    subject = Subject.SESSION
    needs = frozenset({"seated", "roll", "agenda", "votes", "own_votes", "attendance", "declared", "conflicts"})

    hands: Mapping[str, Choices]

    def check(self, facts: SessionFacts) -> Iterable[Refusal]:
        """Only members on the roll who take part raise a hand."""
        if not any(self.hands.values()):
            yield Refusal("choices_missing")
        for member, choices in self.hands.items():
            if member not in facts.roll:
                yield Refusal("not_on_roll", at=member)
                continue
            yield from not_in_office(member, facts, at=member)
            if not is_there(member, facts):
                yield Refusal("member_absent", at=member)
            elif not facts.has_declared(member):
                yield Refusal("member_undeclared", at=member)
            yield from refusals_of(choices, facts, member=member, at=member)
            for nomination in choices:
                if (nomination, member) in facts.own_votes:
                    yield Refusal("own_vote_stands", at=f"{member}:{nomination}")

    def decide(self, facts: SessionFacts) -> Outcome:
        """The votes that changed, each marked with who recorded it."""
        rows: list[NewRow] = []
        for member, choices in self.hands.items():
            rows += rows_of(member, choices, facts, manner=Manner.SHOW_OF_HANDS, recorded_by=facts.actor_id)
        return Outcome(to=SessionState.VOTING, rows=rows)
