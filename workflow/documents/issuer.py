"""The committee that issues a paper, as it is entered."""

from sqlalchemy import bindparam, select

from workflow.documents.writing_style import Office
from workflow.models.organisation import Organisation
from workflow.sql import Driver, Prepared

_ORGANISATION = Prepared(
    lambda: select(Organisation.name, Organisation.parent_name, Organisation.place, Organisation.is_demo).where(
        Organisation.id == bindparam("key")
    )
)


def issuer(driver: Driver, organisation_id: str) -> Office:
    """The committee by its id."""
    ((name, parent, place, is_demo),) = driver.rows(_ORGANISATION, key=organisation_id)
    return Office(name=name, parent=parent, place=place, is_demo=bool(is_demo))
