"""One nomination: its page, for everybody who may see it."""

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from states.stations import STOPPED
from states.vocabulary import Role, State, Subject
from web.access import actor, role
from web.actions_shown import others, shown
from web.clock import now
from web.conditions_shown import checklist_of
from web.database import reading
from web.declaring_first import declare_first
from web.language import _
from web.navigation import is_built
from web.views.nominations.shown import count_in_words, desk_of, documents, happened, marks, summary
from web.views.nominations.stations import stations
from workflow.queries.nomination import NominationPage, nomination_page
from workflow.queries.visibility import SEEN_BY

pages = Blueprint("nominations", __name__)


@pages.get("/nominations/<key>")
@role(
    Role.UNIT_OFFICER,
    Role.SECRETARIAT,
    Role.COUNCIL_SECRETARY,
    Role.COUNCIL_MEMBER,
    Role.CHAIRMAN,
    Role.DEPUTY_CHAIRMAN,
    Role.AUDITOR,
)
def detail(key: str) -> Response | str:
    """A nomination with its steps, what may be done next, what it rests on, and its timeline; a draft leads to its tasks."""
    page = nomination_page(reading(), key, actor=actor(), at=now())
    if page is None:
        abort(404)
    declare_first(page.case)
    if page.state == State.DRAFT:
        return redirect(url_for("dossier.tasks", key=key), 303)
    return render_template(
        "views/nominations/detail.html", page=page, case=page.case, stations=stations(page), facts=summary(page),
        actions=shown(page.look.actions, Subject.NOMINATION, key), others=others(page.look.actions),
        documents=documents(page.documents, page.case["award"]), entries=happened(page.timeline), desk=desk_of(page),
        sure=marks(), count_in_words=count_in_words, why_title=why_title(page), why_kind=why_kind(page),
        conditions=checklist_of(page.case), sees_register=bool(actor().roles & SEEN_BY[Subject.PAST_AWARD]),
        may_open_decision=is_built("decisions.detail") and bool(actor().roles & SEEN_BY[Subject.DECISION]),
    )  # fmt: skip


def why_title(page: NominationPage) -> str:
    """What the last reason was given for."""
    match page.state:
        case State.RETURNED:
            return _("Hồ sơ được trả lại để bổ sung. Nội dung cần bổ sung:")
        case State.RETURNED_BY_CHAIRMAN:
            return _("Chủ tịch trả lại hồ sơ. Nội dung cần trả lời:")
        case State.RETURNED_FROM_ABOVE:
            return _("Cấp trên trả lại hồ sơ. Nội dung yêu cầu:")
        case State.SUSPENDED:
            return _("Hồ sơ đang tạm dừng. Lý do:")
        case State.ANNULMENT_PROPOSED:
            return _("Đã đề nghị hủy bỏ khen thưởng. Lý do:")
        case State.WITHDRAWN:
            return _("Đơn vị đã rút hồ sơ. Lý do:")
    return _("Hồ sơ đã dừng. Lý do:") if page.state in STOPPED else _("Lý do ghi gần nhất:")


def why_kind(page: NominationPage) -> str:
    """How loud the reason is said. Whatever happened, it is no mistake of whoever reads it."""
    return "info" if page.state == State.WITHDRAWN else "warning"
