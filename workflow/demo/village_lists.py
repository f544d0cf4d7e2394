"""The year's lists of cultural families: one village's first forty households, then the whole of all eight villages."""

from collections.abc import Sequence
from datetime import date

from workflow.demo.diary import Diary
from workflow.demo.dossiers import DossierDesk
from workflow.demo.nominee_figures import HouseholdList
from workflow.demo.scene import Scene
from workflow.demo.village_figures import ListedVillage, VillageLists
from workflow.demo.village_list import STRAIGHT, Days, Told, VillageList, decide_lists
from workflow.demo.year_figures import Comment, Line

FIRST = Days(
    submitted_on=date(2024, 10, 14), accepted_on=date(2024, 10, 15), withdrawn_on=date(2024, 10, 17),
    failed_on=date(2024, 10, 18), posted_on=date(2024, 10, 21), commented_on=date(2024, 10, 24),
    suspended_on=date(2024, 10, 28), closed_on=date(2024, 11, 1), laid_before_on=date(2024, 11, 4),
    late_on=date(2024, 11, 27), drafted_on=date(2024, 11, 8), decided_on=date(2024, 11, 11),
)  # fmt: skip
"""One village was early; some of its lines go on in the last days of November."""

WHOLE = Days(
    submitted_on=date(2024, 10, 21), accepted_on=date(2024, 10, 22), withdrawn_on=date(2024, 10, 23),
    failed_on=date(2024, 10, 24), posted_on=date(2024, 10, 25), commented_on=date(2024, 10, 28),
    suspended_on=date(2024, 10, 29), closed_on=date(2024, 11, 5), laid_before_on=date(2024, 11, 6),
    late_on=date(2024, 11, 27), drafted_on=date(2024, 11, 12), decided_on=date(2024, 11, 14),
)  # fmt: skip
"""The commune in full; nothing of it waits."""


def carry_lists(scene: Scene, diary: Diary, desk_of_units: DossierDesk) -> None:
    """Note every list and the decisions on them."""
    year, figures = scene.year, scene.figures
    first = VillageList(scene, diary, desk_of_units, Told(
        figures=figures.household_list, title=year.texts.list_title, number="03/TTr-AV", days=FIRST,
        way=lambda code: year.lines.get(code, STRAIGHT), comments=year.comments_on,
    ))  # fmt: skip
    first.tell()
    decide_lists(scene, diary, [first], year.texts.households)
    if figures.village_lists:
        whole = [_whole(scene, diary, desk_of_units, place, each) for place, each in enumerate(figures.village_lists)]
        for each in whole:
            each.tell()
        decide_lists(scene, diary, whole, figures.ways.decision)


def _whole(scene: Scene, diary: Diary, desk_of_units: DossierDesk, place: int, listed: HouseholdList) -> VillageList:
    ways = scene.figures.ways
    village = next(each for each in ways.villages if each.unit == listed.unit)
    is_rest = len(listed.households) < village.households
    return VillageList(scene, diary, desk_of_units, Told(
        figures=listed, title=ways.title_of_the_rest if is_rest else ways.title,
        number=f"{'05' if is_rest else '04'}/TTr-{village.code}", days=WHOLE, place=place,
        way=lambda code: _way(ways, village, code), comments=lambda code: _comments(ways, village, code),
    ))  # fmt: skip


def _way(ways: VillageLists, village: ListedVillage, code: str) -> Line:
    detour = ways.detour_of(_number(village, code))
    return Line(goal=detour.goal, reason=detour.reason) if detour else STRAIGHT


def _comments(ways: VillageLists, village: ListedVillage, code: str) -> Sequence[Comment]:
    return [
        Comment(nomination=code, from_whom=said.from_whom, text=said.text, result=said.result, note=said.note)
        for said in ways.remarks_on(_number(village, code))
    ]


def _number(village: ListedVillage, code: str) -> int:
    """The household's number in its village."""
    return int(code.removeprefix(f"{village.code}-"))
