"""Record an opinion in writing from a signed paper."""

from collections.abc import Iterable
from dataclasses import dataclass

from states.council_vocabulary import Manner, SessionState
from states.paper_ballots import on_paper
from states.refusals import Refusal
from states.session_facts import SessionFacts
from states.vocabulary import Action, Subject
from workflow.commands.campaign.report_actual import EvidenceFile
from workflow.commands.command import Command, Outcome
from workflow.commands.council.voting import (
    Choices,
    has_written_on_paper,
    is_there,
    not_in_office,
    refusals_of,
    rows_of,
    scanned,
    window_over,
    writes_on_paper,
)

PAPER = "written_opinion"
"""What entries call the scan of a signed opinion."""


@dataclass(frozen=True, kw_only=True)
class RecordWrittenOpinion(Command):
    """The secretary enters what an absent member wrote on a signed paper (nhập ý kiến bằng văn bản), with its scan.

    Each vote is marked as taken from that paper and is counted and listed with the opinions in writing (Decree 98/2023,
    Art. 30(7)). Its member sees it with the scan and may replace it until the window or the vote closes. A later paper of
    the same member stands before an earlier one; what the member gave in person stands before any paper.

    A member who wrote on what is voted on paper and then comes in gets no ballot, and writes on the rest of it too.

    The paper speaks for itself: its member needs no declaration of interest on record. But an item in which that member
    takes no part is refused, and a conflict that the paper tells of is recorded with its own action first.

    Refused with ``not_on_roll``, ``not_in_office``, ``member_takes_part``, ``own_vote_stands``, ``window_over``,
    ``opinion_known``, ``item_recused``.
    """

    action = Action.RECORD_WRITTEN_OPINION
    subject = Subject.SESSION
    needs = frozenset({
        "seated", "roll", "agenda", "votes", "own_votes", "attendance", "conflicts", "written", "handouts",
    })  # fmt: skip

    member_id: str
    choices: Choices
    scan: EvidenceFile

    def check(self, facts: SessionFacts) -> Iterable[Refusal]:
        """The member is absent, says something new in time, and has not voted in person."""
        if not self.choices:
            yield Refusal("choices_missing", at="choices")
        if self.member_id not in facts.roll:
            yield Refusal("not_on_roll", at="member_id")
        else:
            yield from not_in_office(self.member_id, facts, at="member_id")
            if is_there(self.member_id, facts) and not self._goes_on(facts):
                yield Refusal("member_takes_part", at="member_id")
        yield from window_over(facts)
        yield from refusals_of(
            self.choices, facts, member=self.member_id, in_writing=writes_on_paper(self.member_id, facts)
        )
        for nomination in self.choices:
            if (nomination, self.member_id) in facts.own_votes:
                yield Refusal("own_vote_stands", at=nomination)
        if self.choices and all(self._stands(item, choice, facts) for item, choice in self.choices.items()):
            yield Refusal("opinion_known", at="choices")

    def _goes_on(self, facts: SessionFacts) -> bool:
        """Whether a member who wrote on a secret ballot before coming in, and so gets none, writes on the rest of it."""
        secret = {item["id"] for item in on_paper(facts.agenda)}
        return has_written_on_paper(self.member_id, facts) and secret.issuperset(self.choices)

    def _stands(self, nomination: str, choice: str, facts: SessionFacts) -> bool:
        """Whether exactly this was recorded before; of an own vote that is told to nobody."""
        place = nomination, self.member_id
        return place not in facts.own_votes and facts.votes.get(place, (0, ""))[1] == choice

    def decide(self, facts: SessionFacts) -> Outcome:
        """The scan, and the votes that it changes."""
        scan, committed = scanned(self.scan, PAPER, self.member_id, facts)
        votes = rows_of(
            self.member_id, self.choices, facts, manner=Manner.FROM_PAPER, recorded_by=facts.actor_id,
            source_document_id=str(scan[1]["id"]),
        )  # fmt: skip
        return Outcome(to=SessionState.VOTING, rows=[scan, *votes], documents=[committed])
