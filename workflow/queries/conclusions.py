"""Who answered the conditions of a case, and when: the office with its checklist, the chairman with a waiver.

Who it was stands in the log; the rows of the checklist only say what was answered and when.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from workflow.models.account import Account
from workflow.models.dossier import AppraisalCheck
from workflow.models.verdict import Waiver
from workflow.queries.timeline import timeline
from workflow.sql import Driver, Prepared

_ANSWERED = Prepared(
    lambda: (
        select(AppraisalCheck.checked_at)
        .where(AppraisalCheck.nomination_id == bindparam("key"))
        .distinct()
        .order_by(AppraisalCheck.checked_at)
    )
)
_WAIVED = Prepared(
    lambda: (
        select(Waiver.code, Waiver.waived_at, Account.full_name)
        .join(Account, Account.id == Waiver.waived_by)
        .where(Waiver.nomination_id == bindparam("key"))
        .order_by(Waiver.waived_at)
    )
)


@dataclass(frozen=True, kw_only=True)
class Conclusion:
    """Who answered and when. ``code`` is the condition of a waiver; the office answers all of them at once."""

    at: int
    by: str
    code: str = ""


@dataclass(frozen=True, kw_only=True)
class Conclusions:
    """Every answer to the conditions of a case, the oldest first."""

    appraisals: Sequence[Conclusion] = ()
    waivers: Sequence[Conclusion] = ()

    def on(self, code: str, *, is_waived: bool, at: int) -> tuple[Conclusion | None, bool]:
        """The answer that stood on a condition at an instant, and whether it is the chairman's."""
        waived = [each for each in self.waivers if is_waived and each.code == code and each.at <= at]
        answered = waived or [each for each in self.appraisals if each.at <= at]
        return (answered[-1] if answered else None), bool(waived)


def conclusions_of(driver: Driver, organisation_id: str, key: str) -> Conclusions:
    """The answers to one case's conditions."""
    answered = [at for (at,) in driver.rows(_ANSWERED, key=key)]
    names = {entry.at: entry.person for entry in timeline(driver, organisation_id, key)} if answered else {}
    return Conclusions(
        appraisals=[Conclusion(at=at, by=names.get(at, "")) for at in answered],
        waivers=[Conclusion(at=at, by=by, code=code) for code, at, by in driver.rows(_WAIVED, key=key)],
    )
