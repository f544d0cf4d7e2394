"""Whom a line of the award history belongs to."""

from sqlalchemy import bindparam, select

from workflow.models.nominee import Nominee
from workflow.sql import Driver, Prepared

_NAME = Prepared(select(Nominee.name).where(Nominee.id == bindparam("key")))


def nominee_name(driver: Driver, nominee_id: str) -> str:
    """The nominee's name in the register."""
    return str(driver.value(_NAME, key=nominee_id) or "")
