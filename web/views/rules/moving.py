"""The form that moves one nomination to the rules of today."""

from typing import ClassVar, cast

from wtforms import HiddenField

from states.facts import NominationFacts
from states.rule_differences import differences, reaching
from web.language import lazy
from web.rule_words import changed_line
from web.rules_here import rules_here
from web.views.nominations.case_form import CaseForm, reason_field
from web.views.rules.previewing import MOST_LINES
from workflow.commands.nomination.change_rules import ChangeRules, last_day
from workflow.queries.nomination import NEEDS
from workflow.queries.open_actions import Look


class ChangeRulesForm(CaseForm):
    """Move a nomination to the rules of today, after a look at what differs for it."""

    command = ChangeRules
    needs: ClassVar[frozenset[str]] = NEEDS | {"regime_today"}
    template: ClassVar[str] = "views/rules/case.html"

    digest = HiddenField()
    reason = reason_field(
        lazy("Căn cứ chuyển quy định"), lazy("Nêu căn cứ chuyển quy định."),
        lazy("Nêu điều khoản chuyển tiếp hoặc lý do quy định mới có lợi hơn cho đối tượng."),
    )  # fmt: skip

    def arrange(self, look: Look) -> None:
        """Show what differs between the rules of the case and those of today, and the last day that would follow."""
        super().arrange(look)
        facts = cast(NominationFacts, look.facts)
        rules, today = rules_here(), facts.regime_today
        found = differences(rules.raw(facts.regime.digest), rules.raw(today.digest))
        felt = reaching(found, facts.regime, today, look.case["award"], look.case["basis"])
        self.lines = [line for line in map(changed_line, felt) if line.is_value][:MOST_LINES]
        self.due_on = last_day(facts) if look.case["award"] in today.awards else look.case["due_on"]
        if not self.is_submitted():
            self.digest.data = today.digest
