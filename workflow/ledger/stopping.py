"""Writing stops for an organisation whose log was found wrong, until a person has looked; reading goes on."""

from typing import Any

from sqlalchemy import and_, bindparam, func, or_, select

from states.refusals import NotNow, Refusal
from workflow.models.witness import Alarm as Row
from workflow.sql import Driver, Prepared

AUDIT_FAILED = "audit_failed"
"""The alarm that stops writing, as long as it is open."""

OPEN_STOPS: Any = (
    select(func.count())
    .select_from(Row)
    .where(
        Row.ended_at.is_(None),
        Row.code == AUDIT_FAILED,
        or_(
            Row.log_id == bindparam("organisation_id"),
            and_(Row.log_id.is_(None), Row.about == bindparam("organisation_id")),  # its log is not declared any more
        ),
    )
    .scalar_subquery()
)
"""How many such alarms are open for an organisation: asked together with the offices of whoever acts."""

ENDED_STOPS = Prepared(
    lambda: (
        select(Row.id, Row.ended_at)
        .where(
            Row.ended_at.is_not(None),
            Row.code == AUDIT_FAILED,
            or_(Row.log_id == bindparam("log_id"), and_(Row.log_id.is_(None), Row.about == bindparam("log_id"))),
        )
        .order_by(Row.at, Row.id)
    )
)
"""Every such alarm of a log that was ended, and when: an entry must say of each why."""

_STOPS = Prepared(lambda: select(OPEN_STOPS))


def note_stops(driver: Driver, organisation_id: str, stops: int) -> None:
    """Take down whether writing is stopped, where it was asked together with something else."""
    driver.looked_up["stopped", organisation_id] = stops > 0


def is_stopped(driver: Driver, organisation_id: str) -> bool:
    """Whether writing is stopped for an organisation; looked up once in a transaction."""
    if ("stopped", organisation_id) not in driver.looked_up:
        note_stops(driver, organisation_id, int(driver.value(_STOPS, organisation_id=organisation_id) or 0))
    return bool(driver.looked_up["stopped", organisation_id])


def demand_going(driver: Driver, organisation_id: str) -> None:
    """Nothing new is written to a log that was found wrong: raises ``NotNow``."""
    if is_stopped(driver, organisation_id):
        raise NotNow([Refusal("writing_stopped")])
