"""January: the organisation is opened, its units are entered, its people are invited and given their offices."""

from collections.abc import Iterator
from datetime import date

from states.vocabulary import Role
from workflow.commands.administration.activate_account import ActivateAccount
from workflow.commands.administration.add_unit import AddUnit
from workflow.commands.administration.grant_office import GrantOffice
from workflow.commands.administration.invite_account import InviteAccount
from workflow.commands.administration.open_organisation import OpenOrganisation
from workflow.commands.command import Command
from workflow.demo.diary import OPERATOR, Diary
from workflow.demo.register_figures import Person
from workflow.demo.scene import Scene
from workflow.engine import Insert
from workflow.ids import new_id

OPENED_ON = date(2024, 1, 2)
INVITED_ON = date(2024, 1, 8)
ACTIVATED_ON = date(2024, 1, 9)
GRANTED_ON = date(2024, 1, 10)

_TITLES = {
    Role.CHAIRMAN: "Chủ tịch UBND xã",
    Role.COUNCIL_SECRETARY: "Thư ký Hội đồng Thi đua - Khen thưởng",
    Role.SECRETARIAT: "Thường trực thi đua, khen thưởng",
    Role.AUDITOR: "Giám sát",
    Role.ADMINISTRATOR: "Quản trị hệ thống",
}


def establish(scene: Scene, diary: Diary, password_hash: str) -> None:
    """Note everything until all people hold their accounts and offices.

    The operator opens the organisation and names the administrator; from then on the administrator keeps the registers.
    """
    commune, administrator = scene.figures.organisation, scene.administrator
    person = scene.figures.people[administrator]
    diary.note(OPENED_ON, "08:00", OPERATOR, OpenOrganisation(
        on=scene.organisation_id, slug=commune.slug, name=commune.name, place=commune.short_name,
        parent_name=commune.parent, domain=commune.domain, valid_from=commune.valid_from.isoformat(), is_demo=1,
    ))  # fmt: skip
    diary.note(OPENED_ON, "08:10", OPERATOR, _invitation(scene, person))
    diary.note(OPENED_ON, "08:12", OPERATOR, *_offices(scene, person))
    _activate(scene, diary, person, OPENED_ON, 0, password_hash)
    diary.note(OPENED_ON, "14:00", administrator, *_units(scene))
    others = [person for person in scene.figures.people.values() if person.username != administrator]
    diary.note(INVITED_ON, "08:30", administrator, *(_invitation(scene, person) for person in others))
    for place, person in enumerate(others):
        _activate(scene, diary, person, ACTIVATED_ON, place, password_hash)
    diary.note(GRANTED_ON, "09:00", administrator, *(office for person in others for office in _offices(scene, person)))


def _units(scene: Scene) -> Iterator[Command]:
    starts = scene.figures.organisation.valid_from.isoformat()
    for unit in scene.figures.units.values():
        yield AddUnit(on=scene.units[unit.key], kind=unit.kind, name=unit.name, valid_from=starts)


def _invitation(scene: Scene, person: Person) -> Command:
    email = f"{person.username}@{scene.figures.organisation.domain}"
    return InviteAccount(
        on=scene.accounts[person.username], username=person.username, full_name=person.name, post_title=person.post,
        email=email,
    )  # fmt: skip


def _offices(scene: Scene, person: Person) -> Iterator[Command]:
    for office in person.offices:
        grant = scene.figures.grants[office.grant]
        title = office.council_post or _TITLES.get(office.role) or person.post
        yield GrantOffice(
            on=new_id(), account_id=scene.accounts[person.username], role=office.role, title=title,
            held_from=grant.starts_on, held_until=grant.ends_on, document=grant.document,
            unit_id=scene.units.get(office.unit), body=office.body, seat=office.seat,
        )  # fmt: skip


def _activate(scene: Scene, diary: Diary, person: Person, day: date, place: int, password_hash: str) -> None:
    """A person opens the link and sets a password: the demonstration's one, which stands in its own file only."""
    account = scene.accounts[person.username]
    diary.lay_down(day, "09:00", lambda desk: [Insert(into="credential", row={
        "account_id": account, "password_hash": password_hash, "sessions_since": desk.at,
    })], minutes=place * 3)  # fmt: skip
    diary.note(day, "09:01", person.username, ActivateAccount(on=account), minutes=place * 3)
