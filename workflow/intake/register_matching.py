"""Whom of the register a line of a list means: one for sure, nobody, or somebody that only a person can tell.

Careful, for an award at the wrong name makes somebody else fulfil a condition. A line of the register is meant for sure where
the name agrees, marks that one of the two leaves out left aside, and the year of birth, the code of the household or the unit
agrees as well. What merely may be the same is told with its code, and the author says which one it is, or that it is none.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from states.text import search_key
from states.vocabulary import SubjectKind
from workflow.intake.household_list import is_same
from workflow.intake.known_words import spoken
from workflow.intake.past_award_reading import PastAwardLine

_MOST_TOLD = 5
_PERSONS = (SubjectKind.INDIVIDUAL, SubjectKind.HOUSEHOLD)


@dataclass(frozen=True, kw_only=True)
class Registered:
    """A line of the register. ``one`` is the line that it counts as: itself, or the one that it was merged into."""

    key: str
    one: str
    unit_id: str
    unit: str
    kind: str
    name: str
    search_key: str
    birth_year: int | None
    household_code: str

    @property
    def called(self) -> str:
        """Its code, and who it is."""
        told = (self.name, str(self.birth_year or ""), self.household_code, self.unit)
        return f"{self.key} ({', '.join(each for each in told if each)})"


@dataclass(frozen=True)
class Match:
    """``sure`` is whom a line means; else ``maybe`` are those whom it may mean, none of them where it is somebody new."""

    sure: Registered | None
    maybe: tuple[Registered, ...] = ()

    @property
    def called(self) -> str:
        """Those whom it may mean, with their codes."""
        return "; ".join(each.called for each in self.maybe[:_MOST_TOLD])


class RegisterSeen:
    """The lines of the register that those of a list may mean."""

    def __init__(self, lines: Iterable[Registered]) -> None:
        self._by_key: dict[str, Registered] = {}
        self._by_name: dict[str, list[Registered]] = {}
        self._by_household: dict[str, list[Registered]] = {}
        for each in lines:
            self._by_key[each.key] = each
            self._by_name.setdefault(each.search_key, []).append(each)
            if each.household_code:
                self._by_household.setdefault(each.household_code, []).append(each)

    def of_code(self, code: str) -> Registered | None:
        """The line that has this code of its own."""
        return self._by_key.get(code.casefold())

    def namesakes(self, line: PastAwardLine) -> list[Registered]:
        """Those of the same name, marks left aside, with nothing that speaks against it; and those of the same household."""
        alike = [each for each in self._by_name.get(line.search_key, ()) if is_same(_mark(each), line.mark)]
        of_household = self._by_household.get(line.household_code, ()) if line.household_code else ()
        both: Mapping[str, Registered] = {each.key: each for each in (*alike, *of_household)}
        return [each for each in both.values() if not line.kind or each.kind == line.kind]

    def match(self, line: PastAwardLine) -> Match:
        """Whom a line means that bears no code."""
        found = self.namesakes(line)
        here = [each for each in found if each.unit_id == line.unit_id] if line.unit_id else found
        if not here:
            return Match(None, tuple(each for each in found if _is_told_alike(each, line)))
        for nearer in _narrowed(here, line):
            if len({each.one for each in nearer}) == 1:
                sure = nearer[0] if _is_sure(nearer[0], line) else None
                return Match(sure, () if sure else tuple(here))
        return Match(None, tuple(here))


def _narrowed(found: Sequence[Registered], line: PastAwardLine) -> Iterator[Sequence[Registered]]:
    """Those found; of them those who are spelt so; of these those of whom the year of birth or the household is known."""
    yield found
    spelt = [each for each in found if spoken(each.name) == spoken(line.name)] or found
    yield spelt
    yield [each for each in spelt if _is_told_alike(each, line)] or spelt


def _is_sure(each: Registered, line: PastAwardLine) -> bool:
    is_placed = bool(line.unit_id) or each.kind not in _PERSONS or _is_told_alike(each, line)
    return is_placed and is_named_so(each.name, line.name)


def _is_told_alike(each: Registered, line: PastAwardLine) -> bool:
    """Whether something beside the name says that it is the same: the code of the household, or the year of birth."""
    if each.household_code and line.household_code:
        return each.household_code == line.household_code
    return each.birth_year is not None and each.birth_year == line.birth_year


def is_named_so(one: str, other: str) -> bool:
    """Whether two names are one: spelt the same, or one of them without any marks. Trần Văn Ba is not Trần Văn Bá."""
    mine, theirs = spoken(one), spoken(other)
    return mine == theirs or search_key(one) == theirs or mine == search_key(other)


def _mark(each: Registered) -> tuple[int | None, str]:
    return each.birth_year, each.household_code
