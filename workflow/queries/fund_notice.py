"""Whether the fund a decision names can pay it: said before the decision is approved or signed, and no bar to either."""

from dataclasses import dataclass

from states.fund import FundYear
from workflow.queries.bonuses import Bonuses
from workflow.queries.decision import DecisionPage
from workflow.queries.fund import fund_in
from workflow.sql import Driver


@dataclass(frozen=True, kw_only=True)
class FundNotice:
    """What a decision would take out of its fund, in đồng, and the fund as it stands without it."""

    fund: FundYear
    wanted: int
    unknown: int

    @property
    def missing(self) -> int:
        """How much more the decision promises than is left."""
        return self.fund.short_of(self.wanted)


def fund_notice(driver: Driver, page: DecisionPage, paid: Bonuses) -> FundNotice | None:
    """How the fund stands to a decision that is not signed yet; nothing for another, or one that pays nothing."""
    if page.is_signed or page.state.value == "annulled" or not paid.sums or not paid.total:
        return None
    year = (page.dated_on or page.today).year
    fund = fund_in(driver, page.case["organisation_id"], page.case["fund"], year)
    return FundNotice(fund=fund, wanted=paid.total, unknown=paid.unknown)
