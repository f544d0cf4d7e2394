"""Half-filled forms that their authors laid aside; nobody else ever reads them."""

from sqlalchemy import bindparam, select

from workflow.models.account import KeptForm
from workflow.sql import Driver, Prepared

_LAID_ASIDE = Prepared(
    lambda: select(KeptForm.body).where(
        KeptForm.account_id == bindparam("account_id"), KeptForm.page == bindparam("page")
    )
)


def laid_aside(driver: Driver, account_id: str, page: str) -> str | None:
    """What the person entered on a page and laid aside; ``None`` when nothing ever was."""
    found = driver.value(_LAID_ASIDE, account_id=account_id, page=page)
    return None if found is None else str(found)
