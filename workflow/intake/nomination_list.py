"""A nomination list in a spreadsheet: read whole, and every fault named by its cell as Excel shows it.

One nominee a line. Nothing is written here; what is right and what is wrong is told, each line of the list once.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from states.regime import Regime
from workflow.intake.columns import HEADINGS, OF_NOMINATIONS, Column
from workflow.intake.faults import Fault, Problem
from workflow.intake.household_list import is_same
from workflow.intake.line_reading import LineReader, NomineeLine
from workflow.intake.list_sheet import CheckedList, ListSheet
from workflow.intake.package import FileProblem, Unreadable

_WHO = (Column.NAME, Column.KIND, Column.BIRTH_YEAR, Column.HOUSEHOLD_CODE)
"""By what nominees are told apart; a line with a fault in one of them is compared with the others once that is mended."""


class Whole(StrEnum):
    """What may be said once for a whole list instead of in each line."""

    AWARD = "award"
    BASIS = "basis"
    KIND = "kind"


@dataclass(frozen=True, kw_only=True)
class Living:
    """A nomination that lives already: what a line may repeat. ``called`` is what people know the dossier by."""

    kind: str
    birth_year: int | None
    household_code: str
    called: str


LivingByName = Callable[[str], Mapping[str, Sequence[Living]]]
"""The unit's living nominations of the year for an award, by folded name."""


NominationList = CheckedList[NomineeLine]


def read_list(
    data: bytes, *, regime: Regime, year: int, said: Mapping[Whole, str] | None = None,
    living: LivingByName | None = None,
) -> NominationList:  # fmt: skip
    """Read and check a list for awards of ``year`` under the rules in force; ``said`` is what holds for every line.

    Raises ``Unreadable`` where the file is no list at all.
    """
    whole = {name: (said or {}).get(name, "") for name in Whole}
    sheet = ListSheet(data, OF_NOMINATIONS)
    missing = sheet.heading.lacks(award=whole[Whole.AWARD], kind=_kind(whole, regime))
    if missing:
        raise Unreadable(FileProblem.COLUMN_MISSING, HEADINGS[missing][0])
    whole[Whole.KIND] = _kind(whole, regime) or sheet.heading.kind or ""
    reader = LineReader(regime=regime, year=year, said={Column(name): word for name, word in whole.items()})
    found = [reader.read(number, cells) for number, cells in sheet.lines()]
    unclear = {fault.row for fault in reader.faults if fault.column in _WHO}
    clear = [line for line in found if line.row not in unclear]
    faults = reader.faults + list(_repeated(clear)) + list(_nominated(clear, living))
    return sheet.checked(found, faults)


def _kind(whole: Mapping[Whole, str], regime: Regime) -> str:
    """The kind said for all, or the only kind that the award of all honours."""
    rules = regime.awards.get(whole[Whole.AWARD])
    only = rules.subject_kinds.value if rules else ()
    return whole[Whole.KIND] or (only[0].value if len(only) == 1 else "")


def _repeated(lines: Sequence[NomineeLine]) -> Iterator[Fault]:
    """Lines that name the same nominee for the same award, and household codes that stand for two households."""
    by_name: dict[tuple[str, str, str], list[NomineeLine]] = {}
    by_code: dict[tuple[str, str], NomineeLine] = {}
    for each in lines:
        earlier = by_name.setdefault((each.award, each.kind, each.search_key), []) if each.name and each.award else []
        twin = next((one for one in earlier if is_same(_mark(one), _mark(each))), None)
        code = (each.award, each.household_code)
        if twin:
            yield Fault(each.row, Column.NAME, Problem.TWICE_IN_FILE, each.name, str(twin.row))
        elif each.household_code and code in by_code:
            problem, first = Problem.TWICE_IN_FILE, by_code[code]
            yield Fault(each.row, Column.HOUSEHOLD_CODE, problem, each.household_code, str(first.row))
        earlier.append(each)
        by_code.setdefault(code, each)


def _nominated(lines: Sequence[NomineeLine], living: LivingByName | None) -> Iterator[Fault]:
    """Lines that repeat a nomination of this year."""
    known = {award: living(award) for award in {each.award for each in lines if each.award}} if living else {}
    for each in lines:
        for one in known.get(each.award, {}).get(each.search_key, ()):
            if one.kind == each.kind and is_same((one.birth_year, one.household_code), _mark(each)):
                yield Fault(each.row, Column.NAME, Problem.ALREADY_NOMINATED, each.name, one.called)
                break


def _mark(line: NomineeLine) -> tuple[int | None, str]:
    return line.birth_year, line.household_code
