"""What guards and commands may know. Facts are gathered under the lock, before anything is judged.

Only what a guard or a command names in its ``needs`` is gathered; reading anything else is our fault and raises ``KeyError``.
The names of the properties are the names of the facts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from states.departures import Departing
from states.eligibility import Verdict
from states.mint import Mint
from states.passages import Erasable
from states.ranking import HeldRank
from states.regime import AwardRules, Regime
from states.rule_differences import Difference
from states.vocabulary import Role
from states.working_days import OfficeDays

Row = Mapping[str, Any]
"""One row of a record as it stands under the lock: column name to value."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """The case, the day, and what was gathered about them. ``asked`` is the command, or ``None`` when only looking."""

    case: Row
    today: date
    at: int
    actor_id: str
    mint: Mint
    asked: Any = None
    gathered: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class NominationFacts(Facts):
    """What may be known about a nomination."""

    @property
    def rules(self) -> AwardRules:
        """The rules of the case's award and basis, in the regime the case is pinned to."""
        return cast(AwardRules, self.gathered["rules"])

    @property
    def regime(self) -> Regime:
        """That regime."""
        return cast(Regime, self.gathered["regime"])

    @property
    def regime_today(self) -> Regime:
        """The rules that a dossier received today would come under."""
        return cast(Regime, self.gathered["regime_today"])

    @property
    def office_days(self) -> OfficeDays:
        """When offices work, by what is known today: a term that begins now ends by it, whatever rules the case is under."""
        return cast(OfficeDays, self.gathered["office_days"])

    @property
    def lower_rules(self) -> AwardRules | None:
        """The rules of the award that the council may endorse instead."""
        return cast("AwardRules | None", self.gathered["lower_rules"])

    @property
    def uploads(self) -> Sequence[Row]:
        """Files laid in the dossier and not handed in yet."""
        return cast(Sequence[Row], self.gathered["uploads"])

    @property
    def documents(self) -> Sequence[Row]:
        """Files handed in."""
        return cast(Sequence[Row], self.gathered["documents"])

    @property
    def campaign_state(self) -> str | None:
        """The state of the campaign the nomination was born of."""
        return cast("str | None", self.gathered["campaign_state"])

    @property
    def unit_ended_on(self) -> str | None:
        """The day the proposing unit ended, if it did."""
        return cast("str | None", self.gathered["unit_ended_on"])

    @property
    def decision_fund(self) -> str:
        """What the decision that made the award pays its bonuses from; empty for the commune's own fund."""
        return cast(str, self.gathered["decision_fund"])

    @property
    def bonus(self) -> int | None:
        """What the decision that made the award paid for it, in đồng; ``None`` where no sum is known."""
        return cast("int | None", self.gathered["bonus"])

    @property
    def rank(self) -> HeldRank | None:
        """Where the council's last session ranked it; None without a quota."""
        return cast("HeldRank | None", self.gathered["rank"])

    @property
    def rivals(self) -> Sequence[str]:
        """Codes of other living nominations of the nominee for the award and year; empty of a draft in the order."""
        return cast(Sequence[str], self.gathered["rivals"])

    @property
    def next_code(self) -> int:
        """The next running number of a dossier in its year."""
        return cast(int, self.gathered["next_code"])

    @property
    def replies(self) -> Sequence[Row]:
        """Bodies consulted, each with its latest opinion or ``None``: id, body, opinion."""
        return cast(Sequence[Row], self.gathered["replies"])

    @property
    def comments(self) -> Sequence[Row]:
        """Comments of the people: id, result (``None`` while open)."""
        return cast(Sequence[Row], self.gathered["comments"])

    @property
    def sessions(self) -> Mapping[str, str]:
        """Sessions that are not closed: id to state."""
        return cast(Mapping[str, str], self.gathered["sessions"])

    @property
    def session_bodies(self) -> Mapping[str, str]:
        """Which body of the council meets in each of these sessions."""
        return cast(Mapping[str, str], self.gathered["session_bodies"])

    @property
    def verdict(self) -> Verdict:
        """Every condition of the award as the nominee stands to it, under the rules the case is pinned to."""
        return cast(Verdict, self.gathered["verdict"])

    @property
    def found(self) -> Verdict:
        """The same by the register and what was stated alone, without anybody's answers."""
        return cast(Verdict, self.gathered["found"])

    @property
    def stands_since(self) -> date:
        """The day on which the nomination came to where it stands; what is quiet changes nothing."""
        return cast(date, self.gathered["stands_since"])

    @property
    def waived(self) -> Mapping[str, str]:
        """The conditions that the chairman waived, with the reason given."""
        return cast(Mapping[str, str], self.gathered["waived"])

    @property
    def golden_number(self) -> int:
        """The next number of the golden book of the year."""
        return cast(int, self.gathered["golden_number"])

    @property
    def certificate(self) -> Row | None:
        """The certificate that nothing has replaced: id, version, number, year, made_on; ``None`` where there is none."""
        return cast("Row | None", self.gathered["certificate"])

    @property
    def session_state(self) -> str | None:
        """The state of the session the nomination is tabled in."""
        return cast("str | None", self.gathered["session_state"])


@dataclass(frozen=True, kw_only=True)
class DecisionFacts(Facts):
    """What may be known about a decision."""

    @property
    def regime(self) -> Regime:
        """The regime of the day."""
        return cast(Regime, self.gathered["regime"])

    @property
    def candidates(self) -> Mapping[str, Row]:
        """Nominations a draft asks for: id to code, state, rules, changed, decision_id of an unsigned decision it stands in.

        ``rank`` is where the council's last session put it. What orders them in its list: kind, and what sorts their names
        and their units' names (``name_order``, ``unit_order``).
        """
        return cast(Mapping[str, Row], self.gathered["candidates"])

    @property
    def lines(self) -> Sequence[Row]:
        """Nominations the decision names: id, code, state, award, awarded_here, and whether its line still stands."""
        return cast(Sequence[Row], self.gathered["lines"])

    @property
    def departures(self) -> Sequence[Departing]:
        """In what the draft departs from what the council proposed: the case's key, and how."""
        return cast("Sequence[Departing]", self.gathered["departures"])

    @property
    def corrected(self) -> Row | None:
        """The decision that a correction names: state, corrects_id, and ``lines``: the awards it made: award, name, title."""
        return cast("Row | None", self.gathered["corrected"])

    @property
    def mandates(self) -> Sequence[frozenset[str] | None]:
        """The mandates by which the actor decides today: the awards that each is limited to, ``None`` for one without limit."""
        return cast("Sequence[frozenset[str] | None]", self.gathered["mandates"])

    @property
    def next_number(self) -> int:
        """The next free number in the book of the year."""
        return cast(int, self.gathered["next_number"])

    @property
    def next_submission(self) -> int:
        """The next free number in the year's book of letters to the chairman (tờ trình)."""
        return cast(int, self.gathered["next_submission"])

    @property
    def signer(self) -> Row:
        """The person signing: full_name."""
        return cast(Row, self.gathered["signer"])


@dataclass(frozen=True, kw_only=True)
class RegisterFacts(Facts):
    """What may be known about a line of a register."""

    @property
    def known_awards(self) -> frozenset[str]:
        """The awards that the rules of the day know, by their code."""
        return cast("frozenset[str]", self.gathered["known_awards"])

    @property
    def username_taken(self) -> bool:
        """Whether an account of this installation already has the wished user name."""
        return cast(bool, self.gathered["username_taken"])

    @property
    def slug_taken(self) -> bool:
        """Whether an organisation of this installation already has the wished address."""
        return cast(bool, self.gathered["slug_taken"])

    @property
    def decision_state(self) -> str | None:
        """The state of the decision that a line of the fund names; ``None`` where it names none of this commune."""
        return cast("str | None", self.gathered["decision_state"])

    @property
    def award_state(self) -> str | None:
        """Where the nomination stands that a line of the fund names; ``None`` where it names none of this commune."""
        return cast("str | None", self.gathered["award_state"])

    @property
    def promise(self) -> Row | None:
        """What the numbered decision of a line pays: ``fund``, ``dated_on``, đồng still ``open`` (``None``: unknown)."""
        return cast("Row | None", self.gathered["promise"])

    @property
    def offices_held(self) -> Sequence[Row]:
        """Offices in force of the person concerned: role, unit_id."""
        return cast(Sequence[Row], self.gathered["offices_held"])

    @property
    def holder_state(self) -> str | None:
        """The state of the account an office is granted to; ``None`` when there is none in this organisation."""
        return cast("str | None", self.gathered["holder_state"])

    @property
    def unit_state(self) -> str | None:
        """The state of the unit an office is granted for."""
        return cast("str | None", self.gathered["unit_state"])

    @property
    def nominee_name(self) -> str | None:
        """The name of the nominee an earlier award is recorded for."""
        return cast("str | None", self.gathered["nominee_name"])

    @property
    def register_lines(self) -> Sequence[Row]:
        """The lines of the register that the order names, as they stand."""
        return cast(Sequence[Row], self.gathered["register_lines"])

    @property
    def template_version(self) -> int:
        """The last version of the template that is to be replaced; 0 while the built-in one was never replaced."""
        return cast(int, self.gathered["template_version"])

    @property
    def rule_problem(self) -> str:
        """What keeps the asked change of rules from being composed, as a reader of rules says it; empty when nothing does."""
        return cast(str, self.gathered["rule_problem"])

    @property
    def loosened(self) -> Sequence[Difference]:
        """What the asked layer makes easier than the law that was read."""
        return cast(Sequence[Difference], self.gathered["loosened"])

    @property
    def outweighed(self) -> Sequence[Row]:
        """What of the asked layer another one prevails over: key, document, level of the one that prevails."""
        return cast(Sequence[Row], self.gathered["outweighed"])

    @property
    def same_rule_change(self) -> bool:
        """Whether a change of rules that has not ended has the same code."""
        return cast(bool, self.gathered["same_rule_change"])

    @property
    def nominee_unit(self) -> str | None:
        """The unit in whose register the nominee of a statement stands."""
        return cast("str | None", self.gathered["nominee_unit"])

    @property
    def nominee_kind(self) -> str | None:
        """What kind of nominee a statement is about."""
        return cast("str | None", self.gathered["nominee_kind"])

    @property
    def merged_kinds(self) -> tuple[str | None, str | None]:
        """The kinds of two nominees that are said to be one; ``None`` where the commune has no such nominee."""
        return cast("tuple[str | None, str | None]", self.gathered["merged_kinds"])

    @property
    def merged_already(self) -> bool:
        """Whether an earlier merger stands in the way of this one."""
        return cast(bool, self.gathered["merged_already"])

    @property
    def awards_held(self) -> Sequence[str]:
        """The rows of the register's history of that nominee: keys of earlier awards and of nominations awarded here."""
        return cast(Sequence[str], self.gathered["awards_held"])

    @property
    def awards_of_members(self) -> Sequence[str]:
        """The rows of the year that persons of the same unit hold, where a statement about a collective names one."""
        return cast(Sequence[str], self.gathered["awards_of_members"])

    @property
    def member_awards(self) -> Sequence[str]:
        """The awards that the rules of today, and of the year of a statement, count among the members of a collective."""
        return cast(Sequence[str], self.gathered["member_awards"])

    @property
    def chairman_seated(self) -> Row | None:
        """Somebody else who is chairman on a day of the asked term: full_name, held_until; ``None`` when nobody is."""
        return cast("Row | None", self.gathered["chairman_seated"])

    @property
    def own_chair(self) -> str | None:
        """The office of chairman that the person who acts holds today; ``None`` when they hold none."""
        return cast("str | None", self.gathered["own_chair"])

    @property
    def council_seats(self) -> Sequence[Row]:
        """Who sits, or substitutes, in the asked body in the asked term: account_id, full_name, seat, id, substitutes_id."""
        return cast(Sequence[Row], self.gathered["council_seats"])

    @property
    def administrators(self) -> int:
        """How many administrators go on in office: without those whose office was ended."""
        return cast(int, self.gathered["administrators"])

    @property
    def other_auditors(self) -> int:
        """How many people audit by another office than this one, each with an account in use."""
        return cast(int, self.gathered["other_auditors"])

    @property
    def erasable_kind(self) -> str | None:
        """The kind of a nominee whose data are personal; empty for another kind, ``None`` where there is no such nominee."""
        return cast("str | None", self.gathered["erasable_kind"])

    @property
    def erasure_proposed(self) -> bool:
        """Whether a proposal to erase the same person's data waits."""
        return cast(bool, self.gathered["erasure_proposed"])

    @property
    def running_cases(self) -> Sequence[str]:
        """The codes of the person's nominations that are under way; of a draft its name."""
        return cast(Sequence[str], self.gathered["running_cases"])

    @property
    def holds_on_person(self) -> Sequence[str]:
        """The documents by which the person's data must be kept."""
        return cast(Sequence[str], self.gathered["holds_on_person"])

    @property
    def own_roles(self) -> frozenset[Role]:
        """The offices that the person who acts holds today."""
        return cast("frozenset[Role]", self.gathered["own_roles"])

    @property
    def erasure_plan(self) -> Erasable:
        """What an erasure of the person takes away now, and what is left."""
        return cast(Erasable, self.gathered["erasure_plan"])
