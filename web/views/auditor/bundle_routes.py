"""The audit bundle of a case or a period: one file to carry away. That of a period is made by the worker."""

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from werkzeug.wrappers import Response as Answer

from states.text import normalise
from states.vocabulary import Role
from web.access import actor, role
from web.clock import now
from web.database import reading, store
from web.fields import read_day
from web.language import _
from web.packages import own_keys, package
from web.printer import printer
from web.views.auditor.verification_routes import RELOADED_EVERY, reloads
from workflow.desk.tasks import Task, TaskKind, TaskStage, TooManyTasks, desk_of
from workflow.desk.worker import is_still_right, withheld_from
from workflow.documents.audit_bundle import Scope, bundle
from workflow.queries.course import course


def offer_bundles(pages: Blueprint) -> None:
    """Lay the form into the auditor's room."""

    @pages.get("/log/bundle")
    @role(Role.AUDITOR)
    def bundle_form() -> str:
        """Choose a period; a case is chosen on the page of its course. Below, what was asked for and how far it is."""
        return bundle_page({})

    @pages.post("/log/bundle")
    @role(Role.AUDITOR)
    def ask_for_bundle() -> Answer | tuple[str, int]:
        """Ask the worker for the bundle of a period."""
        typed = {name: normalise(request.form.get(name, ""))[:40] for name in ("from", "until")}
        try:
            first, last = (read_day(typed[name]) for name in ("from", "until"))
        except ValueError as error:
            return bundle_page(typed, str(error)), 422
        if last < first:
            return bundle_page(typed, _("Ngày kết thúc phải từ ngày bắt đầu trở đi.")), 422
        here, days = actor(), {"first": first.isoformat(), "last": last.isoformat()}
        try:
            desk_of(store()).ask(here.organisation_id, here.account_id, TaskKind.BUNDLE, now(), **days)
        except TooManyTasks:
            return bundle_page(typed, _("Còn hồ sơ kiểm tra đang chờ lập. Hãy đợi xong rồi yêu cầu tiếp.")), 422
        flash(_("Đã giao cho máy chủ lập hồ sơ kiểm tra. Có thể rời trang này."), "info")
        return redirect(url_for("auditor.bundle_form"), 303)


def offer_downloads(pages: Blueprint) -> None:
    """Lay the finished bundles, and those of single cases, into the auditor's room."""

    @pages.get("/log/bundle/<string(length=26):key>.zip")
    @role(Role.AUDITOR)
    def period_bundle(key: str) -> Answer:
        """A finished bundle, for auditors from whom the same is kept as from the one who asked for it."""
        task = desk_of(store()).task(actor().organisation_id, key)
        if task is None or not _is_for_me(task):
            abort(404)
        try:
            answer = send_file(
                desk_of(store()).bundle(task), mimetype="application/zip", as_attachment=True, max_age=0,
                download_name=f"ho-so-kiem-tra-{task.first}_{task.last}.zip",
            )  # fmt: skip
        except FileNotFoundError:
            abort(404)
        answer.headers["Cache-Control"] = "private, no-store"
        return answer

    @pages.get("/log/cases/<key>/bundle.zip")
    @role(Role.AUDITOR)
    def case_bundle(key: str) -> Answer:
        """The bundle of one object, written while it is sent."""
        found = course(reading(), actor(), key, now=now()) or abort(404)
        about = " ".join(part for part in (found.first.code, found.first.name) if part) or key
        return _sent(Scope(about=about, object_id=key), found.first.code or key)


def bundle_page(typed: dict[str, str], problem: str = "") -> str:
    """The page with its forms as they were typed, and what was asked for."""
    tasks = [task for task in desk_of(store()).of(actor().organisation_id) if task.kind == TaskKind.BUNDLE]
    return render_template(
        "views/auditor/bundle.html", typed=typed, problem=problem, tasks=[(task, _standing(task)) for task in tasks],
        reloads=reloads(tasks), every=RELOADED_EVERY, is_unfinished=any(task.is_unfinished for task in tasks),
    )  # fmt: skip


def _standing(task: Task) -> str:
    """The stage, as it is for the person looking: nothing is handed out that was erased since, or that is kept from them."""
    if task.stage != TaskStage.READY or _is_for_me(task):
        return task.stage.value
    return TaskStage.GONE.value if task.withheld == withheld_from(actor()) else "withheld"


def _is_for_me(task: Task) -> bool:
    is_ready = task.kind == TaskKind.BUNDLE and task.stage == TaskStage.READY
    return is_ready and task.withheld == withheld_from(actor()) and is_still_right(reading(), task)


def _sent(scope: Scope, name: str) -> Response:
    parts = bundle(store(), actor(), scope, printer().typesetter, own_keys())
    return package(parts, f"ho-so-kiem-tra-{name}")
