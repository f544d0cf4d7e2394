"""A list of earlier awards in a workbook: read whole, every fault named by its cell, and whose each award is.

Nothing is written here. Awards that the register holds already are told, and so are lines that repeat one another.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from states.vocabulary import SubjectKind
from workflow.intake.columns import HEADINGS, OF_PAST_AWARDS, Column, bare
from workflow.intake.faults import Fault, Problem
from workflow.intake.household_list import is_same
from workflow.intake.known_words import KnownWords, past_award_words
from workflow.intake.list_sheet import CheckedList, ListSheet
from workflow.intake.package import FileProblem, Unreadable
from workflow.intake.past_award_reading import PastAwardLine, PastAwardReader
from workflow.intake.register_matching import Registered, RegisterSeen, is_named_so

NEEDED = (
    Column.NAME, Column.AWARD, Column.BASIS, Column.LEVEL, Column.DECISION_NUMBER, Column.DECIDED_ON, Column.ISSUER,
)  # fmt: skip
_WHO = (
    Column.NAME, Column.KIND, Column.BIRTH_YEAR, Column.HOUSEHOLD_CODE, Column.UNIT, Column.REGISTER_CODE, Column.GENDER,
)  # fmt: skip
"""By what nominees are told apart; whose an award is, is asked once these cells are right."""

AwardKept = tuple[str, int, str]
"""An award as the register has it: code or name, year of the achievement, number of the decision."""


@dataclass(frozen=True, kw_only=True)
class Register:
    """What the register holds of those whom a list names: their lines, and the awards of each by its key."""

    lines: Sequence[Registered]
    awards: Mapping[str, Sequence[AwardKept]] = field(default_factory=dict)


AskRegister = Callable[[Sequence[PastAwardLine]], Register]


class OwnedAward(NamedTuple):
    """A line and whose it is: ``nominee`` is a key of the register, or ``newcomer`` the line that tells of somebody new."""

    line: PastAwardLine
    nominee: str
    newcomer: PastAwardLine | None

    @property
    def row(self) -> int:
        """The row in the sheet."""
        return self.line.row


PastAwardList = CheckedList[OwnedAward]


def read_past_awards(
    data: bytes, *, today: date, units: Sequence[tuple[str, str]], register: AskRegister
) -> PastAwardList:
    """Read and check a list; ``units`` are the units of the commune, key and name.

    Raises ``Unreadable`` where the file is no such list at all.
    """
    sheet = ListSheet(data, OF_PAST_AWARDS)
    missing = next((column for column in NEEDED if column not in sheet.heading.places), None)
    if missing:
        raise Unreadable(FileProblem.COLUMN_NEEDED, HEADINGS[missing][0])
    words = KnownWords((key, (name,)) for key, name in units)
    reader = PastAwardReader(today=today, units=words, kind=sheet.heading.kind or "")
    lines = [reader.read(number, cells) for number, cells in sheet.lines()]
    unclear = {fault.row for fault in reader.faults if fault.column in _WHO}
    owners = _Owners(register(lines))
    owned = [each for line in lines if line.row not in unclear and (each := owners.of(line))]
    return sheet.checked(owned, [*reader.faults, *owners.faults, *owners.repeated(owned)])


def unknown_awards(lines: Sequence[OwnedAward]) -> list[tuple[str, str]]:
    """The awards that no rules know, each with the name it comes near to: they are kept as they were written."""
    words = past_award_words()[Column.AWARD]
    names = dict.fromkeys(each.line.award for each in lines if each.line.award not in words.written)
    return [(name, words.read(name)[1]) for name in names]


class _Owners:
    """Says whose each award is, and gathers what only the author can tell."""

    def __init__(self, register: Register) -> None:
        self.faults: list[Fault] = []
        self._seen = RegisterSeen(register.lines)
        self._awards = {key: {_award_mark(*each) for each in kept} for key, kept in register.awards.items()}
        self._newcomers: dict[str, list[PastAwardLine]] = {}

    def of(self, line: PastAwardLine) -> OwnedAward | None:
        """Whose the award of a line is; ``None`` and a fault where that can't be told."""
        if line.is_said_to_be_new:
            return self._of_newcomer(line)
        if line.register_code:
            return self._of_code(line)
        match = self._seen.match(line)
        if match.sure:
            return OwnedAward(line, match.sure.one, None)
        if match.maybe:
            several = Problem.SEVERAL_REGISTERED if len(match.maybe) > 1 else Problem.MAY_BE_REGISTERED
            self._note(line, Column.NAME, several, line.name, match.called)
            return None
        return self._of_newcomer(line)

    def _of_code(self, line: PastAwardLine) -> OwnedAward | None:
        known = self._seen.of_code(line.register_code)
        if known is None:
            self._note(line, Column.REGISTER_CODE, Problem.CODE_UNKNOWN, line.register_code)
            return None
        if not is_named_so(known.name, line.name):
            self._note(line, Column.REGISTER_CODE, Problem.CODE_OF_ANOTHER, line.register_code, known.called)
            return None
        return OwnedAward(line, known.one, None)

    def _of_newcomer(self, line: PastAwardLine) -> OwnedAward | None:
        """Somebody new: told of by a line before, or by this one, which then says all that the register asks for."""
        before = self._newcomers.setdefault(line.search_key, [])
        same = [each for each in before if _is_one(each, line)]
        if len(same) > 1:
            rows = ", ".join(str(each.row) for each in same)
            self._note(line, Column.NAME, Problem.SEVERAL_IN_FILE, line.name, rows)
            return None
        if same:
            return OwnedAward(line, "", same[0])
        lacking = [column for column, said in _asked_of_new(line) if not said]
        for column in lacking:
            self._note(line, column, Problem.NEEDED_OF_NEW)
        if lacking:
            return None
        before.append(line)
        return OwnedAward(line, "", line)

    def _note(self, line: PastAwardLine, column: Column, problem: Problem, value: str = "", other: str = "") -> None:
        self.faults.append(Fault(line.row, column, problem, value, other))

    def repeated(self, owned: Sequence[OwnedAward]) -> Iterator[Fault]:
        """Awards that the register holds already, and lines that repeat one before: same nominee, award, year, decision.

        Of a decision made in this system the register knows the bare number: 12 for 12/QĐ-UBND.
        """
        first: dict[tuple[object, ...], int] = {}
        for each in owned:
            line = each.line
            if not (line.award and line.year and line.decision_number):
                continue
            mark = _award_mark(line.award, line.year, line.decision_number)
            marks = {mark, (*mark[:2], mark[2].split()[0] if mark[2] else "")}
            whose = each.nominee or each.newcomer
            if any(marks & self._awards.get(key, set()) for key in self._may_be(each)):
                yield Fault(line.row, Column.DECISION_NUMBER, Problem.ALREADY_RECORDED, line.decision_number)
            elif (whose, mark) in first:
                twice = str(first[whose, mark])
                yield Fault(line.row, Column.DECISION_NUMBER, Problem.TWICE_IN_FILE, line.decision_number, twice)
            first.setdefault((whose, mark), line.row)

    def _may_be(self, each: OwnedAward) -> Iterator[str]:
        """Under whom the register may hold the award: of somebody said to be new, those that were entered just so before."""
        if each.nominee:
            yield each.nominee
            return
        for known in self._seen.namesakes(each.line):
            if known.unit_id == each.line.unit_id and known.birth_year == each.line.birth_year:
                yield known.one


def _asked_of_new(line: PastAwardLine) -> Iterator[tuple[Column, object]]:
    yield Column.UNIT, line.unit_id
    yield Column.KIND, line.kind
    if line.kind == SubjectKind.INDIVIDUAL:
        yield Column.GENDER, line.gender


def _is_one(newcomer: PastAwardLine, line: PastAwardLine) -> bool:
    """Whether a line tells of somebody whom another line brought into the register; what it leaves out speaks not against."""
    is_of_unit = not line.unit_id or line.unit_id == newcomer.unit_id
    is_of_kind = not line.kind or line.kind == newcomer.kind
    is_alike = is_of_unit and is_of_kind and is_same(newcomer.mark, line.mark)
    return is_alike and is_named_so(newcomer.name, line.name)


def _award_mark(award: str, year: int, decision_number: str) -> AwardKept:
    return bare(award), year, bare(decision_number)
