"""How the installation is, for the machines that watch it: no names, only counts."""

from functools import cache

from sqlalchemy import column, func, select, table

from workflow.models.ledger import Checkpoint, Leaf
from workflow.models.message import Outbox
from workflow.models.organisation import Organisation
from workflow.schema import newest
from workflow.sql import Driver, Prepared

_REVISION = Prepared(lambda: select(column("version_num")).select_from(table("alembic_version")))
_WAITING = Prepared(lambda: select(func.count()).select_from(Outbox).where(Outbox.drained_at.is_(None)))
_SIZES = Prepared(
    lambda: select(
        Organisation.slug,
        select(func.coalesce(func.max(Leaf.idx) + 1, 0)).where(Leaf.log_id == Organisation.id).scalar_subquery(),
    ).order_by(Organisation.slug)
)
_SIGNED = Prepared(
    lambda: select(
        Organisation.slug,
        select(func.coalesce(func.max(Checkpoint.size), 0))
        .where(Checkpoint.log_id == Organisation.id)
        .scalar_subquery(),
    ).order_by(Organisation.slug)
)


@cache
def _needed() -> str | None:
    return newest()


def is_at_head(driver: Driver) -> bool:
    """Whether the database has the schema that this release needs."""
    return bool(driver.value(_REVISION) == _needed())


def waiting_messages(driver: Driver) -> int:
    """How many acts nobody has been told of yet."""
    return int(driver.value(_WAITING))


def ledger_sizes(driver: Driver) -> dict[str, int]:
    """How many entries each organisation's log holds, by its address."""
    return {slug: int(size) for slug, size in driver.rows(_SIZES)}


def signed_sizes(driver: Driver) -> dict[str, int]:
    """How many entries of each organisation's log the newest checkpoint covers, by its address."""
    return {slug: int(size) for slug, size in driver.rows(_SIGNED)}
