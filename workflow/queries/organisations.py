"""The organisations of an installation."""

from sqlalchemy import bindparam, func, select

from workflow.models.organisation import Organisation
from workflow.sql import Driver, Prepared

_COUNTS = Prepared(
    lambda: select(func.count(), func.coalesce(func.sum(Organisation.is_demo), 0)).select_from(Organisation)
)
_SLUGS = Prepared(lambda: select(Organisation.slug).order_by(Organisation.slug))
_BY_SLUG = Prepared(lambda: select(Organisation.id).where(Organisation.slug == bindparam("slug")))


def count_organisations(driver: Driver) -> tuple[int, int]:
    """How many organisations there are, and how many of them are demos."""
    ((every, demos),) = driver.rows(_COUNTS)
    return int(every), int(demos)


def slugs(driver: Driver) -> list[str]:
    """The addresses of all organisations."""
    return [str(slug) for (slug,) in driver.rows(_SLUGS)]


def organisation_with(driver: Driver, slug: str) -> str | None:
    """The id of the organisation at an address."""
    key = driver.value(_BY_SLUG, slug=slug)
    return None if key is None else str(key)
