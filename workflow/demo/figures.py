"""Everything the demonstration commune is made of: read from the TOML files beside this one, and checked."""

import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import TypeVar

from states.refusals import Fault
from states.rule_reading import read_as
from workflow.demo.campaign_figures import Campaign
from workflow.demo.nomination_figures import Docket, Nomination, Round
from workflow.demo.nominee_figures import HouseholdList, Nominee, Nominees
from workflow.demo.register_figures import Commune, Grant, Organisation, Person, Staff, Unit
from workflow.demo.result_figures import Results
from workflow.demo.village_figures import VillageLists
from workflow.demo.village_names import heads_of

T = TypeVar("T")


class FiguresContradict(Fault, ValueError):
    """One file of figures names what another does not hold; the message names the file and the key."""


@dataclass(frozen=True, kw_only=True)
class Figures:
    """The commune, its people, its campaign and its cases. Mappings are by key (people: by user name), in file order.

    ``household_list`` is one village's list of cultural families; each of its lines is a nomination of its own.
    ``village_lists`` are those of all eight villages, with everybody who does not stand in it; none, where they are left out.
    """

    organisation: Organisation
    units: dict[str, Unit]
    grants: dict[str, Grant]
    people: dict[str, Person]
    campaign: Campaign
    nominees: dict[str, Nominee]
    household_list: HouseholdList
    village_lists: tuple[HouseholdList, ...]
    ways: VillageLists
    rounds: dict[str, Round]
    nominations: dict[str, Nomination]
    results: Results

    @property
    def lists(self) -> tuple[HouseholdList, ...]:
        """Every list of households."""
        return (self.household_list, *self.village_lists)


def load(*, village_lists: bool = True) -> Figures:
    """Return the demonstration's figures; without ``village_lists`` the lists of all villages are left out.

    Raises ``RulesUnreadable`` where a file breaks its form and ``FiguresContradict`` where two files, or two lines
    of one, do not fit together.
    """
    commune = _read("commune.toml", Commune)
    staff = _read("people.toml", Staff)
    nominees = _read("nominees.toml", Nominees)
    household_list = _read("households.toml", HouseholdList)
    ways = _read("village_lists.toml", VillageLists)
    docket = _read("nominations.toml", Docket)
    units = _by_key("commune.toml", ((unit.key, unit) for unit in commune.units))
    _check_villages(nominees, units)
    figures = Figures(
        organisation=commune.organisation,
        units=units,
        grants=dict(staff.grants),
        people=_by_key("people.toml", ((person.username, person) for person in staff.people)),
        campaign=_read("campaign.toml", Campaign),
        nominees=_by_key("nominees.toml", ((each.key, each) for each in nominees.entered_in(units))),
        household_list=household_list,
        village_lists=tuple(_all_villages(ways, household_list, staff, nominees)) if village_lists else (),
        ways=ways,
        rounds=_by_key("nominations.toml", ((each.key, each) for each in docket.rounds)),
        nominations=_by_key("nominations.toml", ((each.key, each) for each in docket.nominations)),
        results=_read("results.toml", Results),
    )
    check(figures)
    return figures


def _all_villages(
    ways: VillageLists, apart: HouseholdList, staff: Staff, nominees: Nominees
) -> Iterator[HouseholdList]:
    """The list of every village; the one whose list stands apart has the rest of its households here."""
    known = {person.name for person in staff.people} | {person.name for person in nominees.individuals}
    known |= {line.head for line in (*apart.households, *nominees.households)}
    for village in ways.villages:
        first = len(apart.households) + 1 if village.unit == apart.unit else 1
        lines = heads_of(village, ways.names, known=known, from_number=first)
        known |= {line.head for line in lines}
        yield HouseholdList(unit=village.unit, households=tuple(lines))


def check(figures: Figures) -> None:
    """Refuse figures that point at what is not there; raises ``FiguresContradict``."""
    for person in figures.people.values():
        for office in person.offices:
            _known("people.toml", person.username, office.grant, figures.grants)
            if office.unit:
                _known("people.toml", person.username, office.unit, figures.units)
    for nominee in figures.nominees.values():
        _known("nominees.toml", nominee.key, nominee.unit, figures.units)
    for each in figures.lists:
        _known("households.toml and village_lists.toml", "unit", each.unit, figures.units)
    lines = (line for each in figures.lists for line in each.households)
    _by_key("households.toml and village_lists.toml", ((line.code, line) for line in lines))
    for case in figures.nominations.values():
        _known("nominations.toml", case.key, case.nominee, figures.nominees)
        _known("nominations.toml", case.key, case.round, figures.rounds)
    _by_key("nominations.toml", ((f"{case.nominee} {case.award}", case) for case in figures.nominations.values()))
    _check_results(figures)


def _check_results(figures: Figures) -> None:
    of_plan = {figure.key for target in figures.campaign.targets for figure in target.figures}
    for report in figures.results.reports:
        _known("results.toml", report.period, report.figure, of_plan)
        if report.unit:
            _known("results.toml", report.figure, report.unit, figures.units)


def _read(name: str, kind: type[T]) -> T:
    text = files("workflow.demo").joinpath(name).read_text(encoding="utf-8")
    if not unicodedata.is_normalized("NFC", text):
        raise FiguresContradict(f"{name}: must be in Unicode's composed form (NFC)")
    return read_as(kind, tomllib.loads(text), file=name)


def _by_key(name: str, rows: Iterable[tuple[str, T]]) -> dict[str, T]:
    found: dict[str, T] = {}
    for key, row in rows:
        if key in found:
            raise FiguresContradict(f"{name}: {key} stands twice")
        found[key] = row
    return found


def _known(name: str, place: str, key: str, known: Iterable[str]) -> None:
    if key not in known:
        raise FiguresContradict(f"{name}: {place} names {key}, which is not there")


def _check_villages(nominees: Nominees, units: dict[str, Unit]) -> None:
    for village in nominees.villages:
        _known("nominees.toml", village.key, village.unit, units)
