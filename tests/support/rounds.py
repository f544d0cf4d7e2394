"""Every address that a role may open in a loaded demo: each route, with an object in every state that matters to it.

Many of these pages are built alike: of each route those are looked at that hold some kind of element no other one has shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from flask import Flask
from sqlalchemy import Connection, func, select
from werkzeug.routing import Rule

from states.processes import PROCESSES
from states.vocabulary import Role, Subject, SubjectKind
from tests.support.addresses import candidates, ids_in
from web.access import ALL_ROLES, roles_of
from web.action_forms import CommandForm
from web.views.actions.nouns import NOUNS
from workflow.models.schema import CASES, METADATA
from workflow.store import Store

NO_PAGES = {
    *("static", "bootstrap.static", "operations.alive", "operations.ready", "operations.metrics", "auditor.entries"),
    *(
        "papers.file",
        "papers.issued",
        "documents.file",
        "public.rule_set",
        "public.checker",
        "public.go_checker",
        "auditor.case_bundle",
    ),
}
"""What machines ask for, or a file."""

NARROWED: Mapping[str, Sequence[str]] = {
    "home.worklist": ["?award=LDTT"],
    "secretariat.queue": ["?group=intake", "?state=submitted", "?state=before_chairman&award=TVH"],
    "council.planning": ["?state=closed"],
    "search.results": ["?q=nguyen", "?q=zzzz"],
    "nominees.index": ["?q=nguyen", "?q=zzzz"],
    "auditor.log": ["?code=2024-0001", "?code=none", "?q=thieu", "?who=zzzz&from=31/02/2024"],
    "auditor.worth_a_look": ["?look=late", "?look=exception"],
    "auditor.bundle_form": ["?from=31/02/2024&until=01/03/2024"],
    "unit.nominations": ["?group=drafts", "?group=ended"],
    "unit.new_nomination": ["?name=zzzz"],
    "decisions.draft": ["?award=GK"],
    "actions.record_show_of_hands": ["?award=LDTT", "?award=GK"],
    "public.board": ["?q=an", "?q=zzzz"],
    "public.law": ["?on=01/10/2026", "?on=31/02/2025"],
    "public.law_of_award": ["?with=01/08/2025", "?with=x"],
}
"""Pages that look different when something is asked of them."""

OF_THE_RULES: Mapping[tuple[str, str], Sequence[str]] = {
    ("rules.choose_figure", "section"): ["council", "intake"],
    ("rules.change_figure", "section"): ["council"],
    ("rules.change_figure", "key"): ["award_quorum", "months_between_meetings", "written_opinions_count"],
    ("rules.shipped", "code"): ["BAC_NINH_86_2025"],
    ("rules.confirm", "code"): ["R2026"],
}
"""What the pages of the rules are asked for, by endpoint and the name in its address."""

TAG = re.compile(r"<(\w+)((?:[^>\"]|\"[^\"]*\")*)>")
ATTRIBUTE = re.compile(r"\s([\w-]+)(?:=\"([^\"]*)\")?")
TELLING = {"class", "type", "role", "aria-current", "aria-invalid"}
"""Attributes whose values tell pages apart; of all others only the name does."""


@dataclass
class Round:
    """What a role looks at: objects by table, states by object, and the routes the role may open."""

    app: Flask
    role: Role | None
    ids: dict[str, list[str]] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)

    def stops(self) -> Iterator[tuple[str, str]]:
        """Endpoint and address of every page, one after the other."""
        for rule in sorted(self.app.url_map.iter_rules(), key=lambda rule: rule.rule):
            if "GET" in (rule.methods or ()) and rule.endpoint not in NO_PAGES and self._may_open(rule):
                for address in (*self._addresses(rule), *self._many(rule)):
                    for more in ("", *NARROWED.get(rule.endpoint, ())):
                        yield rule.endpoint, address + more

    def _may_open(self, rule: Rule) -> bool:
        roles = roles_of(self.app.view_functions[rule.endpoint])
        if self.role is None:
            return roles is None
        # what everybody with an account opens looks alike to all: the office sees all of it, the others only cases
        is_same_for_all = roles == ALL_ROLES and not rule.arguments and rule.endpoint != "home.worklist"
        return roles is not None and self.role in roles and (not is_same_for_all or self.role == Role.SECRETARIAT)

    def _addresses(self, rule: Rule) -> Iterator[str]:
        names = sorted(rule.arguments)
        action = rule.endpoint.removeprefix("actions.")
        for values in product(*(self._values(rule, name, action) for name in names)):
            built = rule.build(dict(zip(names, values, strict=True)))
            assert built is not None, rule
            yield built[1]

    def _many(self, rule: Rule) -> Iterator[str]:
        """The pages of one action on several cases, each with a case that may take it."""
        for action, noun in NOUNS.items() if rule.endpoint == "bulk.many" else ():
            for move in PROCESSES[Subject.NOMINATION].moves:
                if move.action == action and move.role == self.role:
                    for key in (key for key in self.ids["nomination"] if self.states[key] == move.source):
                        yield f"/office/bulk/{noun}?on={key}"

    def _values(self, rule: Rule, name: str, action: str) -> Sequence[str | int]:
        if (rule.endpoint, name) in OF_THE_RULES:
            return OF_THE_RULES[rule.endpoint, name]
        if name in ("organisation", "code"):
            return self.ids[name]
        if rule.endpoint == "unit.for_new_nominee":
            return sorted(SubjectKind)
        found = candidates(rule, name, self.ids)
        form = CommandForm.known.get(action) if rule.endpoint.startswith("actions.") else None  # type: ignore[call-overload]
        if form is None or len(found) < 3:
            return found
        sources = {move.source for move in PROCESSES[form.command.subject].moves if move.action == action}
        open_here = [key for key in found if self.states.get(str(key)) in sources]
        return open_here + [key for key in found if key not in open_here][:1]


def round_of(app: Flask, store: Store, role: Role | None, unit_id: str) -> Round:
    """One object in each state that the role's person may come across; a unit's officer sees the unit's own."""
    one = Round(app, role, ids={name: keys[:1] for name, keys in ids_in(store, most=1).items()})
    with store.reader.connect() as connection:
        for name in CASES:
            table = METADATA.tables[name].c
            statement = select(table.state, table.id).order_by(table.id)
            if role == Role.UNIT_OFFICER and name == "nomination":
                statement = statement.where(table.unit_id == unit_id)
            found = {str(key): str(state) for state, key in connection.execute(statement)}
            one.ids[name] = sorted({state: key for key, state in found.items()}.values())
            one.states |= found
        if role == Role.UNIT_OFFICER:
            one.ids |= {name: _of_unit(connection, name, unit_id) for name in ("proposal", "nominee")}
        decision, commune = METADATA.tables["decision"].c, METADATA.tables["organisation"].c
        issued = select(decision.lookup).where(decision.issued_on.is_not(None)).limit(1)
        one.ids["code"] = [str(connection.scalar(issued)), "2024-0001", "khong-co", *_certificates(connection)]
        signed = select(METADATA.tables["signature_file"].c.decision_id).limit(1)
        one.ids["decision"] = sorted({*one.ids["decision"], *map(str, connection.scalars(signed))})
        one.ids["organisation"] = [str(connection.scalar(select(commune.slug)))]
    return one


def first_to_open(app: Flask, endpoint: str, roles: Sequence[Role | None]) -> Role | None:
    """The first of some roles that may open a route's pages."""
    allowed = roles_of(app.view_functions[endpoint])
    return None if allowed is None else next(role for role in roles if role in allowed)


def busiest_unit(store: Store) -> tuple[str, str]:
    """The unit whose nominations stand in the most states, and the user name of its officer."""
    nomination, office, account = (METADATA.tables[name].c for name in ("nomination", "office", "account"))
    with store.reader.connect() as connection:
        count = func.count(nomination.state.distinct()).desc()
        unit_id = connection.scalar(select(nomination.unit_id).group_by(nomination.unit_id).order_by(count).limit(1))
        statement = select(account.username).where(office.account_id == account.id, office.unit_id == unit_id)
        return str(unit_id), str(connection.scalar(statement.limit(1)))


def kinds(html: str) -> frozenset[str]:
    """Which kinds of elements a page holds: each tag with its attributes, and each step from one heading to the next."""
    found, last = set(), ""
    for tag, attributes in TAG.findall(html):
        named = {name: value if name in TELLING else "" for name, value in ATTRIBUTE.findall(attributes)}
        found.add(f"{tag}{sorted(named.items())}")
        if re.fullmatch("h[1-6]", tag):
            found.add(last + tag)
            last = tag
    return frozenset(found)


def telling(pages: Mapping[str, frozenset[str]]) -> list[str]:
    """Of pages of one route, by address: the fullest first, then each one that holds something not seen before."""
    seen: set[str] = set()
    chosen = []
    for address, held in sorted(pages.items(), key=lambda page: (-len(page[1]), page[0])):
        if held - seen:
            chosen.append(address)
            seen |= held
    return chosen


def _certificates(connection: Connection) -> Iterator[str]:
    """Codes of certificates: one that was replaced, the one in its place, and one that was revoked with its award."""
    certificate, nomination = METADATA.tables["certificate"], METADATA.tables["nomination"].c
    old, kept = certificate.alias(), certificate.c
    replaced = select(old.c.lookup, kept.lookup).join(certificate, kept.replaces_id == old.c.id).limit(1)
    revoked = select(kept.lookup).join(nomination.id.table, nomination.id == kept.nomination_id)
    for row in (
        *connection.execute(replaced),
        *connection.execute(revoked.where(nomination.state == "annulled").limit(1)),
    ):
        yield from map(str, row)


def _of_unit(connection: Connection, table: str, unit_id: str) -> list[str]:
    columns = METADATA.tables[table].c
    return [str(key) for (key,) in connection.execute(select(columns.id).where(columns.unit_id == unit_id).limit(2))]
