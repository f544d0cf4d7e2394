"""Loads the demonstration commune: its whole year is driven through the engine, act after act, in the order of time."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import bindparam, func, select

from states.refusals import BangVangError
from workflow.attachments import Attachments
from workflow.demo.after_decisions import correct, give_notices, keep_book
from workflow.demo.campaign_results import report_results
from workflow.demo.campaign_year import run_campaign
from workflow.demo.cases import appraise, lay_down_drafts
from workflow.demo.decisions import decide
from workflow.demo.diary import Desk, Diary, Progress
from workflow.demo.dossiers import DossierDesk
from workflow.demo.establishing import establish
from workflow.demo.figures import load as load_figures
from workflow.demo.nominee_register import register_nominees
from workflow.demo.own_rules import enact_own_rules
from workflow.demo.own_wording import word_papers
from workflow.demo.register_figures import Person
from workflow.demo.replacements import replace_certificates
from workflow.demo.revocations import revoke
from workflow.demo.routes import routes
from workflow.demo.scene import Scene
from workflow.demo.sessions import hold_sessions
from workflow.demo.signatures import DemoSigning
from workflow.demo.upward import send_up
from workflow.demo.village_lists import carry_lists
from workflow.demo.year_figures import load_year
from workflow.ledger.log import row_reader
from workflow.ledger.tree import root_of
from workflow.models.ledger import Leaf
from workflow.models.nomination import Nomination
from workflow.models.organisation import Organisation
from workflow.sql import Prepared
from workflow.store import Store

LOADED = Prepared(lambda: select(Organisation.id).where(Organisation.slug == bindparam("slug")))
STATES = Prepared(
    lambda: (
        select(Nomination.state, func.count())
        .where(Nomination.organisation_id == bindparam("organisation_id"))
        .group_by(Nomination.state)
    )
)
SIZE = Prepared(lambda: select(func.count()).where(Leaf.log_id == bindparam("organisation_id")))


class AlreadyLoaded(BangVangError):
    """The demonstration's commune stands in this database already; it is loaded once."""


@dataclass(frozen=True, kw_only=True)
class DemoAccount:
    """Somebody to sign in as. ``unit`` is the unit an officer acts for, empty for everybody else."""

    username: str
    password: str
    roles: tuple[str, ...]
    unit: str


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """How many entries the log has, and the root (hex) of the tree over them."""

    size: int
    root: str


@dataclass(frozen=True, kw_only=True)
class DemoSummary:
    """What was loaded: the organisation's slug, who can sign in, how many nominations stand in each state, the log."""

    organisation: str
    accounts: tuple[DemoAccount, ...]
    nominations: Mapping[str, int]
    ledger: Ledger

    def as_data(self) -> dict[str, Any]:
        """The same in plain mappings and lists."""
        accounts = [{**asdict(account), "roles": list(account.roles)} for account in self.accounts]
        return {
            "organisation": self.organisation, "accounts": accounts, "nominations": dict(self.nominations),
            "ledger": asdict(self.ledger),
        }  # fmt: skip


def load(
    store: Store, *, secret_passphrase: str, hash_password: Callable[[str], str], village_lists: bool = True,
    progress: Progress | None = None, signing: DemoSigning | None = None,
) -> DemoSummary:  # fmt: skip
    """Drive the year of the demonstration commune through the engine into an installation whose schema is in place.

    All accounts share ``secret_passphrase``, which is hashed once. Without ``village_lists`` the 3,025 households of the
    villages' whole lists stay away: everything else is there. ``progress`` is told acts done and acts in all. With
    ``signing`` three decisions bear digital signatures, each made in another way.
    Raises ``AlreadyLoaded`` where the commune exists, even half: then the database is to be made anew.
    """
    scene = Scene(figures=load_figures(village_lists=village_lists), year=load_year(), signing=signing)
    slug = scene.figures.organisation.slug
    with store.reading() as driver:
        if driver.value(LOADED, slug=slug) is not None:
            raise AlreadyLoaded(f"The demo commune ({slug}) is in this database already; it is loaded once.")
    if signing is not None:
        organisation, chairman = scene.figures.organisation, scene.figures.people[scene.chairman]
        if not signing.lay_down(slug, organisation.name, chairman.username, chairman.name):
            scene = replace(scene, signing=None)
    diary = tell_the_year(scene, Attachments(store.files), hash_password(secret_passphrase))
    diary.play(Desk(store, scene.organisation_id), progress)
    return _summary(store, scene, secret_passphrase)


def tell_the_year(scene: Scene, attachments: Attachments, password_hash: str) -> Diary:
    """Everything that happens between January and the demonstration's own clock, noted and not played yet."""
    diary, desk_of_units = Diary(), DossierDesk(scene, attachments)
    establish(scene, diary, password_hash)
    run_campaign(scene, diary)
    report_results(scene, diary, attachments)
    register_nominees(scene, diary)
    ways = routes(scene)
    for route in ways:
        appraise(scene, diary, desk_of_units, route)
    lay_down_drafts(scene, diary, desk_of_units)
    carry_lists(scene, diary, desk_of_units)
    hold_sessions(scene, diary, ways, attachments)
    decide(scene, diary, ways)
    send_up(scene, diary, ways)
    replace_certificates(scene, diary, ways)
    revoke(scene, diary, ways)
    keep_book(scene, diary)
    give_notices(scene, diary, ways)
    correct(scene, diary, ways)
    enact_own_rules(scene, diary)
    word_papers(scene, diary)
    return diary


def _summary(store: Store, scene: Scene, passphrase: str) -> DemoSummary:
    organisation = scene.organisation_id
    with store.reading() as driver:
        states = Counter(dict(driver.rows(STATES, organisation_id=organisation)))
        size = driver.value(SIZE, organisation_id=organisation)
        root = root_of(row_reader(driver, organisation)(0, 0, size))
    accounts = tuple(_account(scene, person, passphrase) for person in scene.figures.people.values())
    return DemoSummary(
        organisation=scene.figures.organisation.slug, accounts=accounts, nominations=dict(sorted(states.items())),
        ledger=Ledger(size=size, root=root.hex()),
    )  # fmt: skip


def _account(scene: Scene, person: Person, passphrase: str) -> DemoAccount:
    unit = next((office.unit for office in person.offices if office.unit), "")
    return DemoAccount(
        username=person.username, password=passphrase,
        roles=tuple(dict.fromkeys(office.role.value for office in person.offices)),
        unit=scene.figures.units[unit].name if unit else "",
    )  # fmt: skip
