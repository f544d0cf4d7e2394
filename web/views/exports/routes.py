"""Lists to save as Excel files, each open to the offices that may read the page it stands on."""

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response

from states.text import normalise
from states.vocabulary import Role
from web.access import actor, role, signed_in
from web.clock import now
from web.database import reading
from web.language import _
from web.spreadsheets import as_download
from web.views.auditor.wanted import asked
from web.views.council.minutes_text import anew_of
from web.views.exports import desks, records
from web.views.exports import session_results as session_results_of
from web.views.secretariat.routes import wanted_of
from web.views.unit.whose import chosen_unit, own_proposal
from workflow.queries.decision import decision_page
from workflow.queries.session import COUNTED, session_page
from workflow.queries.unit import DISCARDED, GROUPS
from workflow.queries.worklist import Filter

pages = Blueprint("exports", __name__)


@pages.get("/worklist.xlsx")
@signed_in
def worklist() -> Response:
    """What waits for this person."""
    wanted = Filter(**{name: _asked(name) for name in ("state", "award", "unit_id")})
    return as_download("viec-can-lam", _("Việc cần làm"), desks.desk_columns(), desks.worklist_rows(wanted))


@pages.get("/office/queue.xlsx")
@role(Role.SECRETARIAT, Role.COUNCIL_SECRETARY)
def queue() -> Response:
    """The office's queue under the filter of the page."""
    title = _("Tiếp nhận và thẩm định")
    return as_download("tiep-nhan-tham-dinh", title, desks.desk_columns(), desks.queue_rows(wanted_of()))


@pages.get("/unit/nominations.xlsx")
@role(Role.UNIT_OFFICER)
def nominations() -> Response:
    """What the unit has proposed under the filter of the page."""
    group = _asked("group") if _asked("group") in (*GROUPS, DISCARDED) else ""
    rows = desks.unit_rows(chosen_unit(), group=group, award=_asked("award"))
    return as_download("ho-so-cua-don-vi", _("Hồ sơ của đơn vị"), desks.unit_columns(), rows)


@pages.get("/unit/lists/<key>.xlsx")
@role(Role.UNIT_OFFICER)
def proposal(key: str) -> Response:
    """Every line of a list of the unit."""
    found = own_proposal(key)
    return as_download("danh-sach", found.title, desks.unit_columns(), desks.list_rows(key))


@pages.get("/decisions/<key>/annex.xlsx")
@role(Role.SECRETARIAT, Role.COUNCIL_SECRETARY, Role.CHAIRMAN, Role.DEPUTY_CHAIRMAN, Role.AUDITOR)
def annex(key: str) -> Response:
    """Those whom a decision names."""
    page = decision_page(reading(), key, actor=actor(), at=now()) or abort(404)
    return as_download("phu-luc-quyet-dinh", _("Phụ lục"), records.annex_columns(), records.annex_rows(page))


@pages.get("/sessions/<key>/results.xlsx")
@role(Role.COUNCIL_SECRETARY, Role.COUNCIL_MEMBER, Role.SECRETARIAT, Role.CHAIRMAN, Role.DEPUTY_CHAIRMAN, Role.AUDITOR)
def session_results(key: str) -> Response:
    """What the council found, with every figure; there is none before the close of the vote."""
    page = session_page(reading(), key, actor=actor(), at=now())
    if page is None or page.state not in COUNTED:
        abort(404)
    rows = [*session_results_of.result_rows(page.counted), *session_results_of.anew_rows(anew_of(page))]
    return as_download("ket-qua-bieu-quyet", page.case["title"], session_results_of.result_columns(), rows)


@pages.get("/accounts.xlsx")
@role(Role.ADMINISTRATOR, Role.AUDITOR)
def accounts() -> Response:
    """The register of accounts."""
    title = _("Tài khoản và vai trò")
    return as_download("tai-khoan", title, records.account_columns(), records.account_rows())


@pages.get("/log.xlsx")
@role(Role.AUDITOR)
def log() -> Response:
    """The log under the filter of the page."""
    wanted = asked().wanted
    rows = records.log_rows(wanted) if wanted else ()
    return as_download("nhat-ky", _("Nhật ký hệ thống"), records.log_columns(), rows)


def _asked(name: str) -> str:
    return normalise(request.args.get(name, ""))
