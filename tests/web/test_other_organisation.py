"""Another organisation's objects do not exist: every address that names one answers 404 to every office, GET and POST."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from shutil import copy

import pytest
from werkzeug.routing import Rule

from states.vocabulary import Role
from tests.support.addresses import addresses, ids_in, object_rules
from tests.support.chronicle import live_through
from tests.support.site import Person, Site
from tests.support.standing import populate
from tests.support.world import World
from web.access import roles_of
from workflow.ledger.verify import verify
from workflow.store import Store

OF_EVERYBODY = {"auditor.table_of_moves"}
"""Names a table of the procedure, the same for every organisation."""

OWN_LOG = {"auditor.entry", "receipts.stretch"}
"""Name entries by their numbers, which every organisation counts for itself."""

SAYS_NOTHING = {
    "bulk.many",
    "list_files.template",
    "rules.change_figure",
    "rules.choose_figure",
    "templates.wording",
    "templates.wording_sample",
    "unit.for_new_nominee",
    "word_templates.document",
    "word_templates.file",
    "word_templates.sample",
}
"""Name a kind of action, of nominee or of paper, an empty form or a place in the rules, and no object."""


@dataclass
class Neighbours:
    """Two communes in one installation; the people of the second look for what the first has."""

    site: Site
    ids: dict[str, list[str]]
    people: dict[Role, Person]
    before: int

    def rules(self) -> list[Rule]:
        """The addresses that name an object of an organisation, for people with an account."""
        views = self.site.app.view_functions
        return [
            rule
            for rule in object_rules(self.site.app)
            if roles_of(views[rule.endpoint]) is not None and rule.endpoint not in OWN_LOG | SAYS_NOTHING | OF_EVERYBODY
        ]


@pytest.fixture(scope="module")
def neighbours(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neighbours]:
    folder = tmp_path_factory.mktemp("neighbours")
    file = copy(sqlite_template, folder / "bangvang.db")
    with closing(Store(f"sqlite:///{file}", files=folder / "files")) as store:
        yield two_communes(store, folder)


def two_communes(store: Store, folder: Path) -> Neighbours:
    """One with a case in every state, and one whose people are curious."""
    first = World.open(store)
    live_through(first)
    populate(first)
    ids = ids_in(store, most=2)
    second = World.open(store, slug="tay-mau", members=1)
    second.day = first.day
    second.wait(1)
    site = Site(second, folder / "var")
    people = {role: site.person(second.actor(role)) for role in Role if role != Role.HOLDER}
    site.app.config["WTF_CSRF_ENABLED"] = False
    return Neighbours(site, ids, people, verify(store).size)


def test_what_belongs_to_others_does_not_exist(neighbours: Neighbours) -> None:
    wrong, asked = [], 0
    for rule in neighbours.rules():
        may_open = roles_of(neighbours.site.app.view_functions[rule.endpoint]) or frozenset()
        for number, address in enumerate(addresses(rule, neighbours.ids)):
            for role, person in neighbours.people.items():
                if number and role not in may_open:
                    continue
                for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                    answer = person.client.open(address, method=method, data={} if method == "POST" else None)
                    asked += 1
                    if answer.status_code != (404 if role in may_open else 403):
                        wrong.append(f"{method} {rule.rule} as {role}: {answer.status_code}")
    assert sorted(set(wrong)) == []
    assert asked > 1000
    assert verify(neighbours.site.world.store).size == neighbours.before, "and nothing is written"


def test_the_neighbours_exist_for_themselves(neighbours: Neighbours) -> None:
    """The same addresses are no dead ends: whoever works there opens them."""
    person = neighbours.people[Role.UNIT_OFFICER]
    own = neighbours.site.world.bring(neighbours.site.world.draft(), "submitted")  # type: ignore[arg-type]
    assert person.client.get(f"/nominations/{own}").status_code == 200
    assert person.client.get(f"/nominations/{own}/withdrawal").status_code == 200
