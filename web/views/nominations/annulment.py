"""What an annulment would shake, said on every form that leads to one."""

from collections.abc import Sequence
from typing import ClassVar

from states.regime import Regime
from web.database import reading
from web.rules_here import regime_today
from web.views.nominations.case_form import CaseForm
from workflow.queries.open_actions import Look
from workflow.queries.register_search import Shaken, only_counted, resting_on


def unfollowed(awards: Sequence[str], followed: Sequence[Shaken]) -> list[Shaken]:
    """The cases that may rest on these awards by a number that a unit stated, where their award counts members at all."""
    known, regime = {each.key for each in followed}, regime_today()
    return [
        each for each in only_counted(reading(), awards)
        if each.key not in known and _counts_members(regime, each.award)
    ]  # fmt: skip


def _counts_members(regime: Regime, award: str) -> bool:
    rules = regime.awards.get(award)
    return rules is None or any(line.check and line.check.kind == "member_awards" for line in rules.conditions)


class AnnulmentForm(CaseForm):
    """An action that ends, or may end, an award; ``shaken`` are the cases that were judged upon it.

    ``unfollowed`` are those that may have been, but rest on a number that a unit stated.
    """

    template: ClassVar[str] = "views/nominations/annulment.html"
    shaken: Sequence[Shaken] = ()
    unfollowed: Sequence[Shaken] = ()

    def arrange(self, look: Look) -> None:
        """Look up who used the award."""
        super().arrange(look)
        self.shaken = resting_on(reading(), [look.case["id"]])
        self.unfollowed = unfollowed([look.case["id"]], self.shaken)
