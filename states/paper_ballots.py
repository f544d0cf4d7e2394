"""Secret votes on paper: which items are voted so, who gets which sheet, and when two counts of the tellers are one.

A ballot bears no name and no number. Who takes no part in an item must not be known by the ballot either: an item that some
members don't vote on is printed on a sheet of its own, which they don't get, and everybody's other sheets look the same.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from states.award_rules import AwardRules
from states.council_vocabulary import Method
from states.facts import Row
from states.tally import CHOICES, Opinions, Papers

LEAST_TELLERS: Final = 2
"""As many count and key the figures, each alone."""

COUNTING_SHEET: Final = "counting_sheet"
"""What entries call the scan of the sheet that the tellers signed."""

FIGURES: Final = ("issued", "returned", "invalid", *CHOICES)
"""What a teller keys of one item."""


def method_of(rules: AwardRules) -> Method:
    """How an award is voted on: the ballot that the rules demand is one on paper."""
    return Method.SECRET_PAPER if rules.vote_method.value == "secret" else Method.OPEN


def on_paper(agenda: Sequence[Row]) -> list[Row]:
    """The items of an agenda that are voted on in secret on paper."""
    return [item for item in agenda if item["method"] == Method.SECRET_PAPER]


@dataclass(frozen=True, kw_only=True)
class PaperCount:
    """What one teller found in the urn of one item."""

    issued: int
    returned: int
    invalid: int
    opinions: Opinions

    @classmethod
    def of(cls, row: Mapping[str, int]) -> "PaperCount":
        """The count out of its figures."""
        opinions = Opinions(*(row[choice] for choice in CHOICES))
        return cls(issued=row["issued"], returned=row["returned"], invalid=row["invalid"], opinions=opinions)

    @property
    def figures(self) -> dict[str, int]:
        """The figures, in the order of ``FIGURES``."""
        return dict(zip(FIGURES, (self.issued, self.returned, self.invalid, *self.opinions.parts), strict=True))

    @property
    def adds_up(self) -> bool:
        """Whether the papers that came back are the invalid ones and those that say something."""
        return min(self.figures.values()) >= 0 and self.returned == self.invalid + self.opinions.given

    @property
    def papers(self) -> Papers:
        """The urn as the count takes it."""
        return Papers(issued=self.issued, opinions=self.opinions, invalid=self.invalid)


@dataclass(frozen=True)
class Sheet:
    """One sheet of a ballot: its items in the order of the agenda, and the members who don't get it."""

    items: tuple[str, ...]
    kept_from: frozenset[str]


def sheets(items: Sequence[str], recused: Mapping[str, Collection[str]]) -> tuple[Sheet, ...]:
    """The sheets of a ballot; ``recused`` names the members who take no part in an item. The common sheet comes first."""
    apart = {item: frozenset(recused.get(item, ())) for item in items}
    kinds = sorted(set(apart.values()), key=lambda members: (len(members), sorted(members)))
    return tuple(Sheet(tuple(item for item in items if apart[item] == members), members) for members in kinds)
