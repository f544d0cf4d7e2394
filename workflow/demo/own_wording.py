"""June: the commune's rules of correspondence name who gets its decisions, and the administrator enters that for the papers."""

from datetime import date

from states.paper_wording import TemplatePart, Wording, worded
from workflow.commands.administration.replace_template import ReplaceTemplate
from workflow.demo.diary import Diary
from workflow.demo.scene import Scene
from workflow.ids import new_id

ENTERED_ON = date(2024, 6, 12)
_RECEIVERS = (
    "Như Điều {điều cuối};\nThường trực HĐND xã;\nỦy ban MTTQ Việt Nam xã;\nTrang thông tin điện tử xã;\nLưu: VT, TĐKT."
)


def word_papers(scene: Scene, diary: Diary) -> None:
    """Note that the recipients of decisions are replaced; those of before keep theirs."""
    built_in = Wording(paper="decision")
    texts = {name: built_in.text(name) for name in worded()["decision"].blocks} | {"receivers": _RECEIVERS}
    order = ReplaceTemplate(
        on=new_id(), paper="decision", part=TemplatePart.WORDING, follows=0, texts=texts,
        reason="Quy chế công tác văn thư của UBND xã, Điều 14",
    )  # fmt: skip
    diary.note(ENTERED_ON, "14:05", scene.administrator, order)
