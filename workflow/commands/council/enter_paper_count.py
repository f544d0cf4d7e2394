"""Enter a count of papers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from states.council_vocabulary import Method, SessionState
from states.facts import Row
from states.paper_ballots import PaperCount
from states.refusals import Refusal
from states.session_facts import SessionFacts
from states.vocabulary import Action, Subject
from workflow.commands.command import Command, NewRow, Outcome


@dataclass(frozen=True, kw_only=True)
class EnterPaperCount(Command):
    """A teller keys what came out of the urn, item by item (nhập kết quả kiểm phiếu); each teller does so alone.

    Nobody else reads the figures before the vote is closed, the other tellers included, so that two counts agree only because
    they were both right. A correction is a new version; what was keyed before stays. More papers back than were handed out are
    recorded as found: the council then votes anew on that item.

    Refused with ``counts_missing``, ``counts_known``, ``item_not_on_agenda``, ``item_not_on_paper``, ``item_recused``,
    ``choice_not_offered``, ``papers_do_not_add_up``, ``issued_not_as_handed_out``, and with ``not_a_teller`` for everybody
    else.
    """

    action = Action.ENTER_PAPER_COUNT
    subject = Subject.SESSION
    needs = frozenset({"agenda", "tellers", "handouts", "conflicts", "paper_counts"})

    counts: Mapping[str, PaperCount]

    def check(self, facts: SessionFacts) -> Iterable[Refusal]:
        """The figures of each item add up, and begin with the ballots that were handed out."""
        if not self.counts:
            yield Refusal("counts_missing", at="counts")
        if self.counts and not self._news(facts):
            yield Refusal("counts_known", at="counts")
        agenda = {item["id"]: item for item in facts.agenda}
        for nomination, count in self.counts.items():
            if nomination not in agenda:
                yield Refusal("item_not_on_agenda", at=nomination)
            elif agenda[nomination]["method"] != Method.SECRET_PAPER:
                yield Refusal("item_not_on_paper", {"code": agenda[nomination]["code"]}, at=nomination)
            elif (nomination, facts.actor_id) in facts.conflicts:
                yield Refusal("item_recused", {"code": agenda[nomination]["code"]}, at=nomination)
            else:
                yield from self._judged(agenda[nomination], count, facts)

    def _judged(self, item: Row, count: PaperCount, facts: SessionFacts) -> Iterable[Refusal]:
        said, place = {"code": item["code"]}, item["id"]
        if count.opinions.agree_lower and item["lower_rules"] is None:
            yield Refusal("choice_not_offered", said, at=f"{place}:agree_lower")
        if not count.adds_up:
            told = {"returned": count.returned, "together": count.invalid + count.opinions.given}
            yield Refusal("papers_do_not_add_up", {**said, **told}, at=f"{place}:returned")
        handed_out = facts.handed_out(item["id"])
        if count.issued != handed_out:
            yield Refusal("issued_not_as_handed_out", {**said, "handed_out": handed_out}, at=f"{place}:issued")

    def _news(self, facts: SessionFacts) -> list[tuple[str, int, PaperCount]]:
        """Each count that the teller has not keyed as it stands, with its new version."""
        found = []
        for nomination, count in self.counts.items():
            version, standing = facts.paper_counts.get((nomination, facts.actor_id), (0, None))
            if standing != count:
                found.append((nomination, version + 1, count))
        return found

    def decide(self, facts: SessionFacts) -> Outcome:
        """A new version of each count that changed."""
        whose = {"session_id": self.on, "account_id": facts.actor_id}
        rows: list[NewRow] = [
            (
                "paper_count",
                {"id": facts.mint.key(), **whose, "nomination_id": item, "version": version, **count.figures},
            )
            for item, version, count in self._news(facts)
        ]
        return Outcome(to=SessionState.VOTING, rows=rows)
