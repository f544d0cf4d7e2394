"""Cast a vote."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from states.council_vocabulary import Manner, Method, SessionState
from states.refusals import Refusal
from states.session_facts import SessionFacts
from states.vocabulary import Action, Subject
from workflow.commands.command import Command, Outcome
from workflow.commands.council.voting import (
    Choices,
    is_there,
    not_in_office,
    refusals_of,
    rows_of,
    window_over,
    writes_on_paper,
)


@dataclass(frozen=True, kw_only=True)
class CastVote(Command):
    """A member votes in an open vote (biểu quyết): named, and changed freely until the close; each change is an entry.

    A member who does not take part in the session gives the same opinion in writing; it is counted and listed apart
    (Decree 98/2023, Art. 30(7)), up to the hour that was set when the vote opened. What was not chosen stays open and counts
    as not agreeing.

    What is voted on in secret on paper is not voted on here. Who gets no ballot, not being in the room or having written before
    coming in, gives an opinion on it in writing, which is named.

    ``replaces`` is the version that the member saw standing of each item, 0 where nothing stood. Where something else stands by
    now (another tab, another machine, a recorded hand) the ballot is refused, so that nothing is replaced unseen; a choice that
    stands already replaces nothing. ``None`` compares nothing.

    Refused with ``not_on_roll``, ``item_not_on_agenda``, ``choice_not_offered``, ``choices_missing``, ``ballot_overtaken``,
    ``window_over``, ``declaration_missing`` before the member has declared on the whole agenda, ``item_recused`` where it
    takes no part, ``item_on_paper``, ``not_in_office`` for who sits in another body only by now.
    """

    action = Action.CAST_VOTE
    subject = Subject.SESSION
    needs = frozenset({"seated", "agenda", "votes", "own_votes", "attendance", "conflicts", "written", "handouts"})

    choices: Choices
    replaces: Mapping[str, int] | None = None

    def check(self, facts: SessionFacts) -> Iterable[Refusal]:
        """At least one item is answered, and all answers are possible."""
        if not self.choices:
            yield Refusal("choices_missing")
        if facts.actor_id in facts.roll:
            yield from not_in_office(facts.actor_id, facts)
        in_writing = writes_on_paper(facts.actor_id, facts)
        yield from refusals_of(self.choices, facts, member=facts.actor_id, in_writing=in_writing)
        if any(self._manner(item, facts) == Manner.WRITTEN for item in self.choices):
            yield from window_over(facts)
        yield from self._overtaken(facts)

    def _manner(self, nomination: str, facts: SessionFacts) -> Manner:
        """By name in the session; in writing where the member is absent, or where those in the room vote on paper."""
        on_paper = any(item["id"] == nomination and item["method"] == Method.SECRET_PAPER for item in facts.agenda)
        return Manner.OWN if is_there(facts.actor_id, facts) and not on_paper else Manner.WRITTEN

    def _overtaken(self, facts: SessionFacts) -> Iterable[Refusal]:
        for item in facts.agenda if self.replaces is not None else ():
            version, choice = facts.votes.get((item["id"], facts.actor_id), (0, ""))
            is_news = item["id"] in self.choices and choice != self.choices[item["id"]]
            if is_news and self.replaces is not None and version != self.replaces.get(item["id"], 0):
                yield Refusal("ballot_overtaken", {"code": item["code"], "name": item["name"]}, at=item["id"])

    def decide(self, facts: SessionFacts) -> Outcome:
        """The votes that changed, and what the secretary had recorded, where the member says it in person now."""
        recorded = [item for item in self.choices if (item, facts.actor_id) not in facts.own_votes]
        rows = [
            row
            for item, choice in self.choices.items()
            for row in rows_of(
                facts.actor_id, {item: choice}, facts, manner=self._manner(item, facts), again=recorded
            )
        ]  # fmt: skip
        return Outcome(to=SessionState.VOTING, rows=rows)
