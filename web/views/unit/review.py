"""What a dossier still lacks, with the place where it is mended, and how far each task of it has come."""

from dataclasses import dataclass

from flask import url_for

from states.refusals import Refusal
from states.vocabulary import Action, State
from web.language import _
from web.words import sentence
from workflow.queries.open_actions import Look

_ON_FACTS = (
    "award_not_offered",
    "award_not_for_subject",
    "basis_not_for_award",
    "campaign_not_running",
    "already_nominated",
)


@dataclass(frozen=True)
class Missing:
    """One thing to mend; ``href`` is empty where the unit can't mend it by itself."""

    sentence: str
    href: str
    task: str


@dataclass(frozen=True)
class Task:
    """One task of a dossier, with its status in words."""

    name: str
    label: str
    href: str
    words: str
    is_done: bool
    hint: str = ""


def missing_in(look: Look) -> list[Missing]:
    """What stands between the dossier and its submission."""
    action = Action.SUBMIT if look.case["state"] == State.DRAFT else Action.RESUBMIT
    standing = look.standing(action)
    return [_missing(reason, look.case["id"]) for reason in standing.why_not] if standing else []


def _missing(refusal: Refusal, key: str) -> Missing:
    words = sentence(refusal)
    if refusal.code == "document_missing":
        return Missing(words, url_for("dossier_papers.papers", key=key, _anchor=refusal.at), "papers")
    if refusal.code == "achievement_missing":
        return Missing(words, url_for("dossier.achievement", key=key), "achievement")
    if refusal.code in _ON_FACTS:
        return Missing(words, url_for("dossier.facts", key=key), "facts")
    return Missing(words, "", "")


def tasks_of(look: Look) -> list[Task]:
    """The four tasks of a draft, in order."""
    missing = missing_in(look)
    key, lacking = look.case["id"], {each.task for each in missing}
    parts = [
        ("facts", "dossier.facts", _("Thông tin"), _("Người, tập thể hoặc hộ được đề nghị; hình thức; phong trào.")),
        ("achievement", "dossier.achievement", _("Thành tích"), _("Tóm tắt thành tích làm căn cứ đề nghị.")),
        ("papers", "dossier_papers.papers", _("Hồ sơ kèm theo"), _("Các giấy tờ mà quy định yêu cầu.")),
    ]
    tasks = [
        Task(name, label, url_for(endpoint, key=key), _state(name not in lacking), name not in lacking, hint)
        for name, endpoint, label, hint in parts
    ]
    words = _("Sẵn sàng nộp") if not missing else _("Còn thiếu")
    send = url_for("actions.submit", key=key)
    return [*tasks, Task("send", _("Kiểm tra lại và nộp"), send, words, not missing, _("Xem lại toàn bộ rồi mới nộp."))]


def _state(is_done: bool) -> str:
    return _("Đã xong") if is_done else _("Chưa xong")
