"""February: the register of nominees is laid out, and what some of them were awarded before is entered."""

from collections.abc import Iterator
from datetime import date

from states.text import search_key, sort_key, sort_key_plain
from states.vocabulary import SubjectKind
from workflow.commands.administration.record_past_award import RecordPastAward
from workflow.commands.administration.record_statement import RecordStatement
from workflow.commands.administration.strike_past_award import StrikePastAward
from workflow.demo.diary import Diary
from workflow.demo.nominee_figures import HouseholdLine, Nominee, address
from workflow.demo.scene import Scene
from workflow.engine import Insert
from workflow.ids import new_id
from workflow.sql import Value

ENTERED_ON = date(2024, 2, 19)
AWARDS_ENTERED_ON = date(2024, 2, 20)
STRUCK_ON = date(2024, 2, 22)
STATED_ON = date(2024, 10, 28)


def register_nominees(scene: Scene, diary: Diary) -> None:
    """Note the register, the award histories, and the one line of them that proved wrong."""
    diary.lay_down(ENTERED_ON, "08:30", lambda desk: [
        Insert(into="nominee", row={
            "id": scene.nominees[key], "organisation_id": scene.organisation_id, "unit_id": scene.units[nominee.unit],
            **described(nominee),
        })
        for key, nominee in everybody(scene)
    ])  # fmt: skip
    for place, award in enumerate(scene.year.past_awards):
        key = new_id()
        diary.note(AWARDS_ENTERED_ON, "08:00", scene.office(), RecordPastAward(
            on=key, nominee_id=scene.nominees[award.nominee], award=award.award, year=award.year,
            decision_number=award.number, decided_on=award.on, issuer=award.issuer, level=award.level,
            evidence="Bản lưu quyết định tại xã",
        ), minutes=place * 6)  # fmt: skip
        if award.struck:
            diary.note(STRUCK_ON, "10:00", scene.office(1), StrikePastAward(on=key, reason=award.struck))
    diary.note(STATED_ON, "08:30", scene.office(), *(
        RecordStatement(
            on=new_id(), nominee_id=scene.nominees[each.nominee], year=STATED_ON.year, fact=each.fact, chosen=each.chosen,
            amount=each.amount, source="Phiếu đánh giá và xác nhận của đơn vị năm 2024",
        )
        for each in scene.year.statements
    ))  # fmt: skip


def everybody(scene: Scene) -> Iterator[tuple[str, Nominee]]:
    """Every nominee by key, and every household of the lists by its code."""
    yield from scene.figures.nominees.items()
    for each in scene.figures.lists:
        for line in each.households:
            yield line.code, household(each.unit, line)


def household(unit: str, line: HouseholdLine) -> Nominee:
    """A line of a village's list in the register's shape."""
    return Nominee(
        key=line.code, kind=SubjectKind.HOUSEHOLD, name=f"Hộ gia đình {address(line.gender)} {line.head}",
        unit=unit, title=line.hamlet, gender=line.gender, birth_year=line.birth_year,
        household_code=line.code,
    )  # fmt: skip


def described(nominee: Nominee) -> dict[str, Value]:
    """The columns that the register and a nomination's own copy have in common."""
    order = sort_key if nominee.kind in (SubjectKind.INDIVIDUAL, SubjectKind.HOUSEHOLD) else sort_key_plain
    return {
        "name": nominee.name, "title": nominee.title, "birth_year": nominee.birth_year, "gender": nominee.gender,
        "household_code": nominee.household_code, "search_key": search_key(nominee.name),
        "sort_key": order(nominee.name), "kind": nominee.kind.value,
    }  # fmt: skip
