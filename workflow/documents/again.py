"""Has papers set again: those that an audit found wrong, and those whose rows are gone."""

from collections.abc import Sequence

from sqlalchemy import select

from states.refusals import NoSuchCase
from workflow.engine import Change, keep
from workflow.models.paper import Paper, PaperCursor, PaperStage
from workflow.sql import Driver, Prepared, PreparedForIds
from workflow.store import Store

_KNOWN = PreparedForIds(lambda ids: select(Paper.id, Paper.organisation_id).where(Paper.id.in_(ids)))
_CURSORS = Prepared(lambda: select(PaperCursor.organisation_id).order_by(PaperCursor.organisation_id))
_UNSET = {"stage": PaperStage.WAITING.value, "sha256": None, "size": None, "fonts": None, "setting": None, "wording": None,
          "failure": None, "rendered_at": None}  # fmt: skip


def set_again(store: Store, papers: Sequence[str]) -> None:
    """Let these papers wait to be set anew, and the worker read every log once more for papers that are missing.

    What was handed out before stays in the store under its digest until it is swept. Raises ``NoSuchCase`` for a paper
    that is not there.
    """
    with store.reading() as driver:
        whose = _whose(driver, papers)
        cursors = [key for (key,) in driver.rows(_CURSORS)]
    for organisation in sorted({*whose.values(), *cursors}):
        changes = [Change(of="paper", key=key, columns=_UNSET) for key in papers if whose[key] == organisation]
        if organisation in cursors:
            changes.append(Change(of="paper_cursor", key=organisation, columns={"read": 0}))
        keep(store, *changes, organisation_id=organisation)


def _whose(driver: Driver, papers: Sequence[str]) -> dict[str, str]:
    whose = dict(driver.rows_for(_KNOWN, list(papers)))
    for key in papers:
        if key not in whose:
            raise NoSuchCase(key)
    return whose
