"""What guards and commands may know about a session of the council."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import cast

from states.facts import Facts, Row
from states.regime import Regime
from states.vocabulary import Preference

NOT_MARKED = (0, "", "")
"""What stands for a member whose attendance nobody has marked."""


@dataclass(frozen=True, kw_only=True)
class SessionFacts(Facts):
    """What may be known about a session of the council."""

    @property
    def regime(self) -> Regime:
        """The rules that the session was opened under; before that, those of the day."""
        return cast(Regime, self.gathered["regime"])

    @property
    def members_in_office(self) -> Sequence[Row]:
        """Members in office today: account_id, title."""
        return cast(Sequence[Row], self.gathered["members_in_office"])

    @property
    def roll(self) -> Sequence[str]:
        """Accounts on the roll, frozen when the vote opened."""
        return cast(Sequence[str], self.gathered["roll"])

    @property
    def attendance(self) -> Mapping[str, tuple[int, str, str]]:
        """The latest mark of each member: account to (version, attendance, reason); empty words from an adjourned meeting."""
        return cast(Mapping[str, tuple[int, str, str]], self.gathered["attendance"])

    @property
    def agenda(self) -> Sequence[Row]:
        """Nominations tabled in this session: id, code, name, award, year, rules, lower_rules."""
        return cast(Sequence[Row], self.gathered["agenda"])

    @property
    def preferred(self) -> Mapping[str, Preference | None]:
        """Why the law prefers a nomination of the agenda among equals, where there is a quota."""
        return cast("Mapping[str, Preference | None]", self.gathered["preferred"])

    @property
    def passed(self) -> Mapping[tuple[str, int], int]:
        """How many were found worthy before, by award and year, of the awards that a quota of the agenda speaks of."""
        return cast(Mapping[tuple[str, int], int], self.gathered["passed"])

    @property
    def votes(self) -> Mapping[tuple[str, str], tuple[int, str]]:
        """The latest vote of each member on each nomination: (nomination, account) to (version, choice)."""
        return cast(Mapping[tuple[str, str], tuple[int, str]], self.gathered["votes"])

    @property
    def written(self) -> Set[tuple[str, str]]:
        """Where the latest vote is an absent member's opinion in writing, given here or on paper: (nomination, account)."""
        return cast(Set[tuple[str, str]], self.gathered["written"])

    @property
    def own_votes(self) -> Set[tuple[str, str]]:
        """Where the latest vote is the member's own, and nothing that the secretary recorded: (nomination, account)."""
        return cast(Set[tuple[str, str]], self.gathered["own_votes"])

    @property
    def hands(self) -> Mapping[tuple[str, str], str]:
        """Where a hand that the secretary recorded stands: (nomination, account) to the vote's id."""
        return cast(Mapping[tuple[str, str], str], self.gathered["hands"])

    @property
    def hand_answers(self) -> Mapping[str, tuple[int, str]]:
        """What members said last to recorded hands: the vote's id to (version, answer)."""
        return cast(Mapping[str, tuple[int, str]], self.gathered["hand_answers"])
