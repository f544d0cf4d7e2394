"""What guards and commands may know about a session of the council."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import cast

from states.council_vocabulary import ConflictGround
from states.facts import Facts, Row
from states.paper_ballots import PaperCount
from states.regime import Regime
from states.vocabulary import Preference

NOT_MARKED = (0, "", "")
"""What stands for a member whose attendance nobody has marked."""

UNDECLARED = (0, -1)
"""What stands for a member who has declared nothing."""


@dataclass(frozen=True, kw_only=True)
class SessionFacts(Facts):
    """What may be known about a session of the council."""

    @property
    def regime(self) -> Regime:
        """The rules that the session was opened under; before that, those of the day."""
        return cast(Regime, self.gathered["regime"])

    @property
    def seated(self) -> Sequence[Row]:
        """Members of the body in office today, and their substitutes: account_id, title, name, substitutes."""
        return cast(Sequence[Row], self.gathered["seated"])

    @property
    def members_in_office(self) -> Sequence[Row]:
        """Who counts today: the members in office, a substitute in the place of one who is absent: account_id, title."""
        return cast(Sequence[Row], self.gathered["members_in_office"])

    @property
    def roll(self) -> Sequence[str]:
        """Accounts on the roll, frozen when the vote opened."""
        return cast(Sequence[str], self.gathered["roll"])

    @property
    def members(self) -> Set[str]:
        """Whose session it is: the accounts on the roll once that is frozen, before it all in office, substitutes too."""
        return set(self.roll) or {row["account_id"] for row in self.seated}

    @property
    def attendance(self) -> Mapping[str, tuple[int, str, str]]:
        """The latest mark of each member: account to (version, attendance, reason); empty words from an adjourned meeting."""
        return cast(Mapping[str, tuple[int, str, str]], self.gathered["attendance"])

    @property
    def agenda(self) -> Sequence[Row]:
        """Nominations tabled in this session: id, code, name, award, year, seen (its last entry), rules, lower_rules,
        method.
        """
        return cast(Sequence[Row], self.gathered["agenda"])

    @property
    def on_agenda(self) -> list[str]:
        """The nominations tabled in this session, as an entry names them from which the paper of the agenda is made."""
        return [item["id"] for item in self.agenda]

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
    def minutes(self) -> int:
        """The latest version of the minutes; 0 while there are none."""
        return cast(int, self.gathered["minutes"])

    @property
    def declared(self) -> Mapping[str, tuple[int, int]]:
        """The latest declaration of each member: account to (version, the last entry of the agenda that it was made on)."""
        return cast(Mapping[str, tuple[int, int]], self.gathered["declared"])

    @property
    def conflicts(self) -> Mapping[tuple[str, str], ConflictGround]:
        """Who takes no part in what: (nomination, account) to the ground, whichever session it was declared in."""
        return cast(Mapping[tuple[str, str], ConflictGround], self.gathered["conflicts"])

    @property
    def tellers(self) -> tuple[int, Sequence[str]]:
        """Who counts what is voted on paper: the version of the appointment, and the accounts; none before the first."""
        return cast("tuple[int, Sequence[str]]", self.gathered["tellers"])

    @property
    def handouts(self) -> Mapping[str, tuple[int, bool]]:
        """Whether a member was given a ballot on paper: account to (version, given)."""
        return cast("Mapping[str, tuple[int, bool]]", self.gathered["handouts"])

    @property
    def paper_counts(self) -> Mapping[tuple[str, str], tuple[int, PaperCount]]:
        """What each teller found: (nomination, account) to (version, count). For counting, and for the teller's own eyes."""
        return cast("Mapping[tuple[str, str], tuple[int, PaperCount]]", self.gathered["paper_counts"])

    def tellers_of(self, nomination: str) -> list[str]:
        """Who counts one item: the tellers who take part in it."""
        return [teller for teller in self.tellers[1] if (nomination, teller) not in self.conflicts]

    def has_ballot(self, account: str) -> bool:
        """Whether a member holds a ballot on paper, or has dropped it into the urn."""
        return self.handouts.get(account, (0, False))[1]

    def handed_out(self, nomination: str) -> int:
        """How many ballots were handed out to members who take part in one nomination."""
        return sum(
            given and (nomination, account) not in self.conflicts for account, (_, given) in self.handouts.items()
        )

    def has_declared(self, account: str) -> bool:
        """Whether a member has declared on every item of the agenda; one that was tabled since asks for it again."""
        _version, up_to = self.declared.get(account, UNDECLARED)
        return all(item["seen"] <= up_to for item in self.agenda)

    def recused_from(self, nomination: str) -> frozenset[str]:
        """The members who take no part in one nomination."""
        return frozenset(account for item, account in self.conflicts if item == nomination)

    @property
    def hands(self) -> Mapping[tuple[str, str], str]:
        """Where a hand that the secretary recorded stands: (nomination, account) to the vote's id.

        The hand of a member who has been recused since stands no more, so nobody is asked to confirm it.
        """
        return cast(Mapping[tuple[str, str], str], self.gathered["hands"])

    @property
    def hand_answers(self) -> Mapping[str, tuple[int, str]]:
        """What members said last to recorded hands: the vote's id to (version, answer)."""
        return cast(Mapping[str, tuple[int, str]], self.gathered["hand_answers"])

    @property
    def guests(self) -> Sequence[Row]:
        """Who is invited, speaks and does not vote: id, name, post, account_id."""
        return cast(Sequence[Row], self.gathered["guests"])

    @property
    def sendings(self) -> int:
        """How often invitations were sent."""
        return cast(int, self.gathered["sendings"])

    @property
    def agenda_units(self) -> Mapping[str, str]:
        """The names of the units that the nominations of the agenda come from, by nomination."""
        return cast(Mapping[str, str], self.gathered["agenda_units"])

    @property
    def accounts_in_use(self) -> Set[str]:
        """Every account of the commune that is in use."""
        return cast(Set[str], self.gathered["accounts_in_use"])
