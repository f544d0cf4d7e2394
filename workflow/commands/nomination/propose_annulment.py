"""Propose to annul an award."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from states.decision_vocabulary import AnnulmentGround
from states.facts import NominationFacts
from states.refusals import Refusal
from states.vocabulary import Action, State, Subject
from states.working_days import Term
from workflow.commands.command import Outcome, ReasonedCommand


@dataclass(frozen=True, kw_only=True)
class ProposeAnnulment(ReasonedCommand):
    """The office proposes that an award be annulled (đề nghị hủy bỏ quyết định khen thưởng).

    ``ground`` is one of those that the rules of the case name (Law 06/2022/QH15, Art. 93(2)): a false declaration, forged
    papers, an unlawful appraisal, or a conclusion that the standards were not met. The reason tells the facts and the
    conclusion; from its day ``concluded_on`` runs the term of the report. The conclusion speaks of the achievement, so that
    it lies in no year before that. Refused with ``ground_unknown``, ``day_in_future`` and ``day_too_early``.
    """

    action = Action.PROPOSE_ANNULMENT
    subject = Subject.NOMINATION
    needs = frozenset({"office_days", "regime"})
    needs_seen = True

    ground: AnnulmentGround
    concluded_on: date | None = None

    def check(self, facts: NominationFacts) -> Iterable[Refusal]:
        """The rules know the ground, the facts are told, and the conclusion is neither still to come nor of an earlier year."""
        yield from super().check(facts)
        if self.ground not in facts.regime.annulment.possible_grounds:
            yield Refusal("ground_unknown", at="ground")
        first = date(facts.case["year"], 1, 1)
        if self.concluded_on and self.concluded_on > facts.today:
            yield Refusal("day_in_future", at="concluded_on")
        elif self.concluded_on and self.concluded_on < first:
            yield Refusal("day_too_early", {"day": first}, at="concluded_on")

    def decide(self, facts: NominationFacts) -> Outcome:
        """The chairman decides next, within the term of the rules; the case remembers where it stood."""
        terms = facts.regime.annulment
        return Outcome(
            to=State.ANNULMENT_PROPOSED,
            changes={
                "reason": self.reason, "annulment_ground": self.ground.value, "resumes_to": facts.case["state"],
                "due_on": terms.decision_term.value.after(facts.today, facts.office_days).isoformat(),
            },
            particulars=self._reported(terms.report_term.value, facts),
        )  # fmt: skip

    def _reported(self, term: Term, facts: NominationFacts) -> dict[str, str]:
        """The day of the conclusion, and by when it had to be reported: a late report is on record, and is no bar."""
        if self.concluded_on is None:
            return {}
        due_on = term.after(self.concluded_on, facts.office_days)
        return {"concluded_on": self.concluded_on.isoformat(), "report_due_on": due_on.isoformat()}
