"""November: the council lays down something of its own for the year to come; no case of the year is reached by it."""

from datetime import date

from states.rule_composing import canonical_text
from states.rule_editing import one_figure
from workflow.commands.administration.enact_layer import EnactLayer
from workflow.demo.diary import Diary
from workflow.demo.scene import Scene
from workflow.ids import new_id

ENACTED_ON = date(2024, 11, 28)
BEGINS_ON = date(2025, 1, 1)


def enact_own_rules(scene: Scene, diary: Diary) -> None:
    """Note that the administrator enters the council's rule: families are shown to the people for twelve days."""
    layer = one_figure(
        ("awards", "GDVH", "posting_term"), {"days": 12, "kind": "calendar"}, level="council",
        organisation=scene.figures.organisation.slug, document="07/QC-HĐTĐKT", article="Điều 9 khoản 2", mark="V",
        valid_from=BEGINS_ON, valid_to=None,
    )  # fmt: skip
    diary.note(ENACTED_ON, "10:20", scene.administrator, EnactLayer(on=new_id(), content=canonical_text(layer)))
