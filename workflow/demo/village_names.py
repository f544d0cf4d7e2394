"""Invented heads of households: the same names for the same figures, on every machine and in every year."""

import hashlib
from collections.abc import Container, Iterator, Sequence
from itertools import count

from workflow.demo.nominee_figures import HouseholdLine
from workflow.demo.register_figures import Gender
from workflow.demo.village_figures import ListedVillage, Names

_OLDEST, _YOUNGEST = 1944, 1996
_WOMEN_IN_TEN = 3


def heads_of(
    village: ListedVillage, names: Names, *, known: Container[str], from_number: int = 1
) -> list[HouseholdLine]:
    """The village's households from a number on. Nobody is called like somebody in ``known`` or like a neighbour."""
    taken: set[str] = set()
    lines = []
    for number in range(from_number, village.households + 1):
        gender, name = next(
            each for each in _tries(village, names, number) if each[1] not in taken and each[1] not in known
        )
        taken.add(name)
        place = (number - from_number) * len(village.hamlets) // (village.households - from_number + 1)
        lines.append(HouseholdLine(
            head=name, gender=gender, birth_year=_OLDEST + _drawn(_YOUNGEST - _OLDEST, village.code, number, "birth"),
            code=f"{village.code}-{number:04}", hamlet=village.hamlets[place],
        ))  # fmt: skip
    return lines


def _tries(village: ListedVillage, names: Names, number: int) -> Iterator[tuple[Gender, str]]:
    families = [family for family, times in names.families.items() for _ in range(times)]
    for attempt in count():
        gender: Gender = "female" if _drawn(10, village.code, number, attempt, "gender") < _WOMEN_IN_TEN else "male"
        parts = names.women if gender == "female" else names.men
        chosen = (families, parts.middle, parts.given)
        yield gender, " ".join(
            _one_of(part, village.code, number, attempt, place) for place, part in enumerate(chosen)
        )  # fmt: skip


def _one_of(words: Sequence[str], *seed: object) -> str:
    return words[_drawn(len(words), *seed)]


def _drawn(below: int, *seed: object) -> int:
    """A number below another, drawn by the seed alone."""
    digest = hashlib.sha256("/".join(map(str, seed)).encode()).digest()
    return int.from_bytes(digest[:8], "big") % below
