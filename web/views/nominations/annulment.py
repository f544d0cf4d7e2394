"""What an annulment would shake, said on every form that leads to one."""

from collections.abc import Sequence
from typing import ClassVar

from web.database import reading
from web.views.nominations.case_form import CaseForm
from workflow.queries.open_actions import Look
from workflow.queries.register_search import Shaken, resting_on


class AnnulmentForm(CaseForm):
    """An action that ends, or may end, an award; ``shaken`` are the cases that were judged upon it."""

    template: ClassVar[str] = "views/nominations/annulment.html"
    shaken: Sequence[Shaken] = ()

    def arrange(self, look: Look) -> None:
        """Look up who used the award."""
        super().arrange(look)
        self.shaken = resting_on(reading(), [look.case["id"]])
