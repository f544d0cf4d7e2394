"""What an annulment would shake, said on every form that leads to one."""

from collections.abc import Sequence
from typing import ClassVar

from web.database import reading
from web.views.nominations.case_form import CaseForm
from workflow.queries.open_actions import Look
from workflow.queries.register_search import Shaken, only_counted, resting_on


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
        self.unfollowed = only_counted(reading(), [look.case["id"]])
