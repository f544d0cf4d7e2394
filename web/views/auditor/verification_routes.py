"""What can be checked of the log, with which tool; and the server's own verification, done by the worker."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from states.vocabulary import Role
from web.access import actor, person, role
from web.clock import now
from web.database import reading, store
from web.language import _, language
from web.views.witness.house import house
from workflow.desk.tasks import Task, TaskKind, TaskStage, desk_of
from workflow.ledger.findings import Finding, sentence
from workflow.ledger.kept_audit import folder_of
from workflow.ledger.time_bounds import seen_last
from workflow.queries.log_head import log_head

RELOADED_EVERY = 10
"""Seconds, where the auditor asked for it; by itself no page moves under its reader's eyes."""


def offer_verification(pages: Blueprint) -> None:
    """Lay the page and its button into the auditor's room."""

    @pages.get("/log/verification")
    @role(Role.AUDITOR)
    def verification() -> str:
        """What can be checked, with which tool, and what the server can't prove of itself; and what its own runs came to."""
        log_id = actor().organisation_id
        tasks = [task for task in desk_of(store()).of(log_id) if task.kind == TaskKind.VERIFICATION]
        ended = next((task for task in tasks if task.stage == TaskStage.READY), None)
        return render_template(
            "views/auditor/verification.html", task=tasks[0] if tasks else None, ended=ended, told=ended and ended.told,
            findings=_findings(ended), head=log_head(reading(), log_id, now=now()), slug=person().slug,
            seen=seen_last(reading(), log_id, house().witness_keys),
            story=folder_of(store()).story(log_id), reloads=reloads(tasks), every=RELOADED_EVERY,
        )  # fmt: skip

    @pages.post("/log/verification")
    @role(Role.AUDITOR)
    def verify() -> Response:
        """Ask the worker to recompute everything. Where that finds something new, writing stops for the organisation."""
        desk_of(store()).ask(actor().organisation_id, actor().account_id, TaskKind.VERIFICATION, now())
        flash(_("Đã giao cho máy chủ kiểm chứng cả nhật ký."), "info")
        return redirect(url_for("auditor.verification"), 303)


def reloads(tasks: Sequence[Task]) -> int | None:
    """After how many seconds a page of tasks loads itself again: where that was asked for, and something is not done yet."""
    return RELOADED_EVERY if "auto" in request.args and any(task.is_unfinished for task in tasks) else None


def _findings(task: Task | None) -> list[tuple[str, str]]:
    found = task.told["findings"] if task else ()
    return [(place, sentence(Finding(code, place, facts), language())) for code, place, facts in found]
