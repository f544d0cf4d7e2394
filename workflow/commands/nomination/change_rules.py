"""Move a case to the rules of today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from states.facts import NominationFacts
from states.refusals import Refusal
from states.vocabulary import Action, State, Subject
from workflow.commands.command import Outcome, ReasonedCommand


@dataclass(frozen=True, kw_only=True)
class ChangeRules(ReasonedCommand):
    """The office moves a case from the rules it was received under to those of today, and says why.

    It is under appraisal then. One that was found eligible is appraised anew, and posted anew if the rules of today ask for
    it: what was found, and what the people were shown, was found under other rules.

    That never happens by itself: a law that says its rules reach dossiers received before is applied case by case, here.
    ``digest`` names the rules that the officer saw. The appraisal's last day moves with its term; days on hold stay added.

    Refused with ``rules_unchanged``, ``award_not_in_new_rules`` and, where the rules changed meanwhile, ``rules_moved_on``.
    """

    action = Action.CHANGE_RULES
    subject = Subject.NOMINATION
    needs = frozenset({"office_days", "rules", "regime_today"})
    needs_seen = True

    digest: str

    def check(self, facts: NominationFacts) -> Iterable[Refusal]:
        """The reason is said, and what was seen still holds."""
        yield from super().check(facts)
        if self.digest != facts.regime_today.digest:
            yield Refusal("rules_moved_on")

    def decide(self, facts: NominationFacts) -> Outcome:
        """The case is under appraisal, under the rules of today."""
        posting = ("posted_on", "posting_ends_on", "posting_closed_on")
        anew = dict.fromkeys(posting) if facts.case["state"] == State.ELIGIBLE else {}
        return Outcome(
            to=State.UNDER_APPRAISAL,
            changes={"rules": self.digest, "due_on": last_day(facts), **anew},
            particulars={"reason": self.reason},
            rule_sets={self.digest: ""},
        )


def last_day(facts: NominationFacts) -> str | None:
    """The last day of the appraisal under the rules of today: its term from the receipt, and the days it was held.

    Where the appraisal was over, it begins anew today.
    """
    case = facts.case
    if not case["received_on"]:
        return case["due_on"]  # type: ignore[no-any-return]
    if case["state"] == State.ELIGIBLE or not case["due_on"]:
        term = facts.regime_today.rules(case["award"], case["basis"]).appraisal_term.value
        return term.after(facts.today, facts.office_days).isoformat()
    received, due = date.fromisoformat(case["received_on"]), date.fromisoformat(case["due_on"])
    held = due - facts.rules.appraisal_term.value.after(received, facts.office_days)
    new = facts.regime_today.rules(case["award"], case["basis"]).appraisal_term.value.after(received, facts.office_days)
    return (new + held).isoformat()
