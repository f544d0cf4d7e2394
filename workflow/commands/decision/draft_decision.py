"""Draft a decision."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from states.facts import DecisionFacts, Row
from states.ranking import over_quota
from states.refusals import Refusal
from states.rule_names import award_name
from states.vocabulary import Action, DecisionState, State, Subject, SubjectKind
from workflow.commands.command import Command, NewRow, Outcome, required

_ORDER = (SubjectKind.COLLECTIVE, SubjectKind.VILLAGE, SubjectKind.INDIVIDUAL, SubjectKind.HOUSEHOLD)


@dataclass(frozen=True, kw_only=True)
class DraftDecision(Command):
    """The office drafts one decision for the cases it laid before the chairman (dự thảo quyết định).

    A case stands in one unsigned decision at most, and only where this commune's chairman is competent. It leaves the draft
    with its next move; when it is before the chairman again it is drafted anew.

    ``fund`` is what its bonuses are paid from (nguồn chi); empty for the commune's own emulation fund.
    Refused with ``list_empty``, and per case ``nomination_unknown``, ``not_before_chairman``, ``decided_above``,
    ``named_in_another_decision``, ``beyond_quota``, ``equals_beyond_quota``,
    ``equals_to_vote_on_anew``.
    """

    action = Action.DRAFT_DECISION
    subject = Subject.DECISION
    needs = frozenset({"candidates"})

    title: str
    nominations: tuple[str, ...]
    fund: str = ""

    def check(self, facts: DecisionFacts) -> Iterable[Refusal]:
        """Each case may be decided here and now."""
        yield from required(title=self.title)
        if not self.nominations:
            yield Refusal("list_empty", at="nominations")
        chosen: Counter[Any] = Counter()
        for key in dict.fromkeys(self.nominations):
            candidate = facts.candidates.get(key)
            if candidate is None:
                yield Refusal("nomination_unknown", at=key)
                continue
            code = {"code": candidate["code"] or ""}
            if candidate["state"] != State.BEFORE_CHAIRMAN:
                yield Refusal("not_before_chairman", code, at=key)
            elif candidate["rules"].competence.value != "decide":
                yield Refusal("decided_above", code | {"award": candidate["rules"].code}, at=key)
            elif candidate["decision_id"] not in (None, self.on):
                yield Refusal("named_in_another_decision", code, at=key)
            elif held := candidate["rank"]:
                yield from over_quota(held, candidate["code"] or "", more=chosen[held.equals], at=key)
                chosen[held.equals] += 1

    def decide(self, facts: DecisionFacts) -> Outcome:
        """The draft with its list: bodies, persons, families; of each by award; families by their village."""
        return Outcome(
            to=DecisionState.DRAFTED,
            changes={
                "title": self.title, "fund": self.fund, "year": facts.today.year, "lookup": facts.mint.key()[:12], "draft": 1,
            },
            rows=self.lines(facts, 1),
        )  # fmt: skip

    def lines(self, facts: DecisionFacts, draft: int) -> list[NewRow]:
        """The rows of the list, in order."""
        keys = sorted(dict.fromkeys(self.nominations), key=lambda key: _place(facts.candidates[key]))
        return [
            (
                "decision_line",
                {
                    "id": facts.mint.key(), "decision_id": self.on, "draft": draft, "nomination_id": key,
                    "position": position, "stands_at": facts.candidates[key]["changed"],
                },
            )
            for position, key in enumerate(keys, start=1)
        ]  # fmt: skip


def _place(candidate: Row) -> tuple[int, str, str, str]:
    """Where somebody stands in the list; names and units as Vietnamese sorts them."""
    kind: SubjectKind = candidate["kind"]
    village = candidate["unit_order"] if kind == SubjectKind.HOUSEHOLD else ""
    return (_ORDER.index(kind), award_name(candidate["rules"].code, "vi"), village, candidate["name_order"])
