"""The papers of a dossier, paper by paper: what the rules demand, and what lies in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from states.facts import NominationFacts
from states.rule_parts import DocumentRule
from web.language import lazy
from web.views.unit.draft_forms import PaperForm
from web.words import Words
from workflow.queries.dossier_files import File
from workflow.queries.open_actions import Look

OTHER = "other_papers"
_WRITTEN_BY = {
    "submission_letter": lazy("Đơn vị đề nghị lập, thủ trưởng đơn vị ký."),
    "achievement_report": lazy("Người, tập thể được đề nghị viết; đơn vị xác nhận."),
    "summary_report": lazy("Đơn vị đề nghị lập."),
    "unit_minutes": lazy("Đơn vị lập tại cuộc họp bình xét."),
    "village_minutes": lazy("Thôn, tổ dân phố lập tại cuộc họp bình xét."),
    "household_list_with_comments": lazy("Thôn, tổ dân phố lập sau khi lấy ý kiến nhân dân."),
    "initiative_confirmation": lazy("Cấp có thẩm quyền xác nhận."),
}
"""Who writes a paper, by custom; the rules on file name the paper, not always its author."""


@dataclass(frozen=True)
class PaperBox:
    """One paper: its rule (none for files of no demanded kind), the files in it, those taken out, and its form."""

    kind: str
    name: str
    rule: DocumentRule | None
    written_by: str
    files: Sequence[File]
    taken_out: Sequence[File]
    form: PaperForm | None


def demanded(look: Look) -> dict[str, DocumentRule]:
    """The papers that the award's rules name for the submission, by code."""
    assert isinstance(look.facts, NominationFacts)
    return {rule.code: rule for rule in look.facts.rules.documents_at("submission")}


def boxes(
    rules: Mapping[str, DocumentRule], award: str, files: Sequence[File], sent: tuple[str, PaperForm] | None = None
) -> list[PaperBox]:
    """Every demanded paper in the order of the rules, then what lies in the dossier besides.

    ``sent`` is the form that came back with a fault, and the paper it is for.
    """
    answer = [_box(rule, award, [file for file in files if file.kind == code], sent) for code, rule in rules.items()]
    other = [file for file in files if file.kind not in rules]
    if other:
        inside, out = _parted(other)
        answer.append(PaperBox(OTHER, "", None, "", inside, out, None))
    return answer


def _box(rule: DocumentRule, award: str, files: Sequence[File], sent: tuple[str, PaperForm] | None) -> PaperBox:
    form = sent[1] if sent and sent[0] == rule.code else PaperForm(formdata=None)
    inside, out = _parted(files)
    written_by = str(_WRITTEN_BY.get(rule.code, ""))
    return PaperBox(
        rule.code, Words().document(rule.code, award), rule, written_by, inside, out, form.named(rule.code)
    )  # fmt: skip


def _parted(files: Sequence[File]) -> tuple[list[File], list[File]]:
    return [f for f in files if f.removed_at is None], [f for f in files if f.removed_at is not None]
