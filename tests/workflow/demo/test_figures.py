"""The demonstration's figures: whole, consistent, in composed Unicode, and with a case for every state."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest

from states.council_vocabulary import CouncilBody, CouncilSeat
from states.rule_reading import RulesUnreadable, read_as
from states.text import normalise
from states.vocabulary import Basis, Role, State, SubjectKind, UnitKind
from workflow.demo.campaign_figures import Figure
from workflow.demo.figures import Figures, FiguresContradict, check, load
from workflow.demo.nomination_figures import Nomination
from workflow.demo.register_figures import Office

UPWARD = {State.FORWARDED, State.AWARDED_ABOVE, State.REFUSED_ABOVE, State.RETURNED_FROM_ABOVE}
DECIDED_HERE = {State.AWARDED, State.DECLINED, State.PUBLISHED, State.CONFERRED, State.ANNULMENT_PROPOSED,
                State.ANNULLED, State.RECOVERED, State.RETURNED_BY_CHAIRMAN}  # fmt: skip
COUNCIL_ONLY = {State.TABLED, State.ENDORSED, State.ENDORSED_LOWER, State.NOT_ENDORSED}
KINDS = {
    "LDTT": {SubjectKind.INDIVIDUAL},
    "CSTDCS": {SubjectKind.INDIVIDUAL},
    "TTLDTT": {SubjectKind.COLLECTIVE},
    "GK": {SubjectKind.INDIVIDUAL, SubjectKind.COLLECTIVE, SubjectKind.HOUSEHOLD},
    "TVH": {SubjectKind.VILLAGE},
    "BK_TINH": {SubjectKind.INDIVIDUAL, SubjectKind.COLLECTIVE},
}


@pytest.fixture(scope="module")
def figures() -> Figures:
    return load()


def texts(value: Any) -> list[str]:
    """Every piece of text below a value."""
    if isinstance(value, str):
        return [value]
    if is_dataclass(value):
        return [text for field in fields(value) for text in texts(getattr(value, field.name))]
    if isinstance(value, dict):
        return [text for row in value.values() for text in texts(row)]
    return [text for row in value for text in texts(row)] if isinstance(value, tuple) else []


def test_commune_has_its_units(figures: Figures) -> None:
    assert Counter(unit.kind for unit in figures.units.values()) == {
        UnitKind.VILLAGE: 8, UnitKind.OFFICE: 10, UnitKind.ASSOCIATION: 6, UnitKind.SCHOOL: 3,
    }  # fmt: skip
    assert all(unit.invented == (unit.kind == UnitKind.VILLAGE) for unit in figures.units.values())


def test_every_office_is_filled(figures: Figures) -> None:
    people = figures.people.values()
    counts = Counter(office.role for person in people for office in person.offices)
    assert counts == {
        Role.UNIT_OFFICER: 27, Role.SECRETARIAT: 2, Role.COUNCIL_SECRETARY: 1, Role.COUNCIL_MEMBER: 11 + 4,
        Role.CHAIRMAN: 1, Role.AUDITOR: 2, Role.ADMINISTRATOR: 1,
    }  # fmt: skip
    bodies = Counter(office.body for person in people for office in person.offices if office.council_post)
    assert bodies == {CouncilBody.COUNCIL: 11, CouncilBody.STANDING: 4}
    chairs = [office for person in people for office in person.offices if office.seat == CouncilSeat.CHAIR]
    assert {office.body for office in chairs} == set(CouncilBody) and len(chairs) == 2
    assert {office.unit for person in people for office in person.offices if office.unit} == set(figures.units)
    chair = next(person for person in people if person.holds(Role.CHAIRMAN))
    assert "Chủ tịch Hội đồng" in {office.council_post for office in chair.offices}


def test_who_watches_holds_no_other_office(figures: Figures) -> None:
    for person in figures.people.values():
        if person.holds(Role.AUDITOR) or person.holds(Role.ADMINISTRATOR):
            assert len(person.offices) == 1


def test_campaign_is_the_plan_as_printed(figures: Figures) -> None:
    plan = figures.campaign
    assert (plan.number, plan.issued_on.isoformat(), plan.signer) == ("14/KH-UBND", "2024-01-29", "Lê Xuân Chu")
    assert [target.number for target in plan.targets] == list(range(1, 13))
    assert [target.number for target in plan.targets if target.kind == "qualitative"] == [11]
    assert [figure.value for figure in plan.targets[0].figures] == [180, 232, 120, 20, 686, 166, 148]
    assert {target.number for target in plan.targets for figure in target.figures if figure.doubt} == {6, 10}


def test_signer_of_the_plan_holds_no_account(figures: Figures) -> None:
    everybody = [person.name for person in figures.people.values()]
    assert figures.campaign.signer not in everybody + [nominee.name for nominee in figures.nominees.values()]


def test_nominees_and_the_village_list(figures: Figures) -> None:
    assert Counter(nominee.kind for nominee in figures.nominees.values()) == {
        SubjectKind.INDIVIDUAL: 62, SubjectKind.COLLECTIVE: 22, SubjectKind.HOUSEHOLD: 6, SubjectKind.VILLAGE: 6,
    }  # fmt: skip
    assert len(figures.household_list.households) == 40
    assert figures.units[figures.household_list.unit].kind == UnitKind.VILLAGE
    villages = [nominee for nominee in figures.nominees.values() if nominee.kind == SubjectKind.VILLAGE]
    assert all(village.name == figures.units[village.unit].name for village in villages)


def test_two_people_share_a_name_on_purpose(figures: Figures) -> None:
    names = [person.name for person in figures.people.values()]
    names += [line.head for line in figures.household_list.households]
    names += [nominee.name for nominee in figures.nominees.values()]
    assert [name for name, count in Counter(names).items() if count > 1] == ["Nguyễn Thị Hương"]
    same = {nominee.unit for nominee in figures.nominees.values() if nominee.name == "Nguyễn Thị Hương"}
    assert len(same) == 2


def test_every_state_is_somebodys_goal(figures: Figures) -> None:
    goals = Counter(case.goal for case in figures.nominations.values())
    assert set(goals) == set(State)
    assert 40 <= goals[State.PUBLISHED] + goals[State.CONFERRED] <= 50
    desks = (State.SUBMITTED, State.UNDER_APPRAISAL, State.ELIGIBLE, State.TABLED, State.BEFORE_CHAIRMAN)
    assert all(goals[state] >= 3 for state in desks)


def test_tabled_cases_wait_for_one_session(figures: Figures) -> None:
    assert {case.round for case in figures.nominations.values() if case.goal == State.TABLED} == {"december"}


def test_goals_fit_their_awards(figures: Figures) -> None:
    for case in figures.nominations.values():
        assert figures.nominees[case.nominee].kind in KINDS[case.award], case.key
        upward = case.award in {"TTLDTT", "TVH", "BK_TINH"}
        assert not (upward and case.goal in DECIDED_HERE), case.key
        assert upward or case.goal not in UPWARD, case.key
        assert case.goal != State.POSTED or case.award == "TVH", case.key
        assert case.goal != State.ENDORSED_LOWER or case.award in ("BK_TINH", "CSTDCS"), case.key
        assert case.basis != Basis.SUDDEN or (case.award == "GK" and case.goal not in COUNCIL_ONLY), case.key


def test_rounds_have_the_days_their_goals_need(figures: Figures) -> None:
    for case in figures.nominations.values():
        days = figures.rounds[case.round]
        if case.goal in {State.AWARDED, State.PUBLISHED, State.DECLINED}:
            assert days.decided_on, case.key
        if case.goal in {State.CONFERRED, State.ANNULMENT_PROPOSED, State.ANNULLED, State.RECOVERED}:
            assert days.conferred_on, case.key
        if case.outside:
            assert days.decided_on and case.outside.on > days.decided_on, case.key


def test_no_two_nominations_tell_the_same_story(figures: Figures) -> None:
    stories = [case.achievement for case in figures.nominations.values()]
    assert len(set(stories)) == len(stories) >= 100
    assert all(figures.nominees[case.nominee].unit in figures.units for case in figures.nominations.values())


def test_texts_are_stored_as_they_would_be_typed_in(figures: Figures) -> None:
    found = texts(figures)
    assert len(found) > 1000
    assert [text for text in found if text != normalise(text)] == []


def test_a_dangling_reference_is_named(figures: Figures) -> None:
    case = next(iter(figures.nominations.values()))
    broken = replace(figures, nominations={case.key: replace(case, nominee="nobody")})
    with pytest.raises(FiguresContradict, match=f"nominations.toml: {case.key} names nobody"):
        check(broken)


def test_one_award_is_not_asked_twice_for_one_nominee(figures: Figures) -> None:
    case = next(iter(figures.nominations.values()))
    broken = replace(figures, nominations={"a": replace(case, key="a"), "b": replace(case, key="b")})
    with pytest.raises(FiguresContradict, match=f"{case.nominee} {case.award} stands twice"):
        check(broken)


@pytest.mark.parametrize(
    ("kind", "table", "place"),
    [
        (Figure, {"key": "k", "label_vi": "a", "label_en": "a", "comparator": ">=", "unit": "%"}, "value"),
        (Figure, {"key": "k", "label_vi": "a", "label_en": "a", "comparator": ">=", "value": 1}, "unit"),
        (Figure, {"key": "k", "label_vi": "a", "label_en": "a", "comparator": "above_plan"}, "reference"),
        (Office, {"role": "unit_officer", "grant": "g"}, "unit"),
        (Office, {"role": "council_member", "grant": "g"}, "council_post"),
        (Office, {"role": "king", "grant": "g"}, "role must be one of"),
        (Nomination, {"key": "k", "nominee": "n", "award": "GK", "basis": "merit", "round": "r", "goal": "declined",
                      "achievement": "a"}, "reason"),
        (Nomination, {"key": "k", "nominee": "n", "award": "TVH", "basis": "merit", "round": "r",
                      "goal": "awarded_above", "achievement": "a"}, "outside"),
    ],
)  # fmt: skip
def test_a_half_told_line_is_refused(kind: type, table: dict[str, Any], place: str) -> None:
    with pytest.raises(RulesUnreadable, match=place):
        read_as(kind, table, file="figures.toml")
