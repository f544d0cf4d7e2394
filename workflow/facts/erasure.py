"""Facts about erasing what is known of a person, and the plan of it: what goes, and what stays."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, func, literal, or_, select

from states.desks import NOMINATION_DESKS
from states.facts import RegisterFacts
from states.passages import Erasable, Told
from states.personal_data import ERASED, PERSONAL, Blank, Plan, Scope, blank, blanked, redone, remains_of
from states.vocabulary import ErasureState, RegisterState, Role, SubjectKind
from workflow.facts.gathering import Gathering, for_all, loads
from workflow.facts.history import same_nominees
from workflow.facts.passages import passages_of
from workflow.models.account import IN_FORCE, Office
from workflow.models.dossier import Upload
from workflow.models.erasure import ErasedDetail, Erasure, LegalHold
from workflow.models.ledger import Detail, Leaf
from workflow.models.nomination import Nomination
from workflow.models.nominee import Nominee
from workflow.models.session import Session
from workflow.sql import Driver, Prepared, PreparedForIds, among, table

PEOPLE = (SubjectKind.INDIVIDUAL, SubjectKind.HOUSEHOLD)
"""Whose data are personal."""


def _same(ids: Any) -> Any:
    same = same_nominees(ids, of_nominations=False)
    return select(same.c.nominee).distinct()


SAME_LINES = PreparedForIds(_same)
LINES = PreparedForIds(lambda ids: select(*Nominee.__table__.columns).where(Nominee.id.in_(ids)))
KINDS = PreparedForIds(
    lambda ids: select(Nominee.id, Nominee.kind).where(
        Nominee.id.in_(ids), Nominee.organisation_id == bindparam("organisation_id")
    )
)
RUNNING = PreparedForIds(
    lambda ids: (
        select(func.coalesce(Nomination.code, Nomination.name))
        .where(Nomination.nominee_id.in_(ids), Nomination.is_discarded == 0, among(Nomination.state, NOMINATION_DESKS))
        .order_by(Nomination.id)
    )
)
HOLDS = PreparedForIds(
    lambda ids: select(LegalHold.document).where(
        LegalHold.nominee_id.in_(ids), LegalHold.state == RegisterState.ACTIVE.value
    )
)
PROPOSED = PreparedForIds(
    lambda ids: select(func.count()).where(Erasure.nominee_id.in_(ids), Erasure.state == ErasureState.PROPOSED.value)
)
OWN_ROLES = Prepared(select(Office.role).where(Office.account_id == bindparam("account_id"), IN_FORCE))
DETAILS = PreparedForIds(
    lambda ids: (
        select(Detail.idx, Detail.object_id, Detail.detail)
        .where(Detail.log_id == bindparam("log_id"), Detail.object_id.in_(ids), Detail.detail.is_not(None))
        .order_by(Detail.idx)
    )
)
OF_OTHERS = Prepared(
    select(Session.id, literal("session"))
    .where(Session.organisation_id == bindparam("organisation_id"))
    .union_all(
        select(Erasure.id, literal("erasure")).where(
            Erasure.organisation_id == bindparam("organisation_id"), Erasure.state == ErasureState.ERASED.value
        )
    )
)
"""Cases of others whose entries may hold rows about a person: sessions, and earlier erasures that say what is left of them."""
EARLIER = Prepared(
    select(ErasedDetail.id, ErasedDetail.entry, ErasedDetail.remains, Leaf.entry)
    .join(Erasure, Erasure.id == ErasedDetail.erasure_id)
    .join(Leaf, (Leaf.log_id == Erasure.organisation_id) & (Leaf.idx == ErasedDetail.entry))
    .where(Erasure.organisation_id == bindparam("organisation_id"), ErasedDetail.remains != "")
)
UPLOADS = PreparedForIds(lambda ids: select(Upload.sha256).where(Upload.nomination_id.in_(ids)))


def _of_nominees(name: str) -> PreparedForIds:
    target = table(name)
    named = [target.c.nominee_id] + ([target.c.merged_id] if name == "merger" else [])
    return PreparedForIds(lambda ids: select(*target.columns).where(or_(*(column.in_(ids) for column in named))))


OWN_CASES = {name: _of_nominees(name) for name in ("nomination", "past_award", "statement", "merger")}


def _about_nominations(name: str) -> PreparedForIds:
    target = table(name)
    return PreparedForIds(lambda ids: select(*target.columns).where(target.c.nomination_id.in_(ids)))


_OF_NOMINATIONS = {
    name: _about_nominations(name) for name in (*PERSONAL, "finding", "agenda_item") if "nomination_id" in table(name).c
}
"""Rows about nominations; those of the last two hold nothing personal, and tell at which sessions the person was spoken of."""


def same_lines(driver: Driver, nominee_id: str) -> list[str]:
    """The lines of the register that are this person."""
    found = [key for (key,) in driver.rows_for(SAME_LINES, [nominee_id])]
    return sorted({nominee_id, *found})


def _per_nominee(gathering: Gathering, statement: PreparedForIds) -> dict[str, list[Any]]:
    return {
        key: [row[0] for row in gathering.driver.rows_for(statement, same_lines(gathering.driver, case["nominee_id"]))]
        for key, case in gathering.cases.items()
    }


@loads(RegisterFacts, "erasable_kind")
def _erasable_kind(gathering: Gathering) -> Mapping[str, Any]:
    organisation = gathering.organisation_id
    kinds = dict(gathering.driver.rows_for(KINDS, gathering.column("nominee_id"), organisation_id=organisation))
    found = {key: kinds.get(case["nominee_id"]) for key, case in gathering.cases.items()}
    return {key: kind if kind is None or kind in PEOPLE else "" for key, kind in found.items()}


@loads(RegisterFacts, "running_cases")
def _running_cases(gathering: Gathering) -> Mapping[str, Any]:
    return _per_nominee(gathering, RUNNING)


@loads(RegisterFacts, "holds_on_person")
def _holds_on_person(gathering: Gathering) -> Mapping[str, Any]:
    return _per_nominee(gathering, HOLDS)


@loads(RegisterFacts, "erasure_proposed")
def _erasure_proposed(gathering: Gathering) -> Mapping[str, Any]:
    return {key: bool(found[0]) for key, found in _per_nominee(gathering, PROPOSED).items()}


@loads(RegisterFacts, "own_roles")
def _own_roles(gathering: Gathering) -> Mapping[str, Any]:
    today = gathering.today.isoformat()
    found = gathering.driver.rows(OWN_ROLES, account_id=gathering.actor_id, today=today)
    return for_all(gathering, frozenset(Role(role) for (role,) in found))


@loads(RegisterFacts, "erasure_plan")
def _erasure_plan(gathering: Gathering) -> Mapping[str, Any]:
    return {
        key: plan_of(gathering.driver, gathering.organisation_id, case["nominee_id"])
        for key, case in gathering.cases.items()
    }


def plan_of(driver: Driver, organisation_id: str, nominee_id: str) -> Erasable:
    """What an erasure of this person takes away now, and where else the name stands."""
    lines = same_lines(driver, nominee_id)
    cases = {name: _rows(driver, name, statement, lines) for name, statement in OWN_CASES.items()}
    nominations = {row["id"]: row for row in cases["nomination"]}
    public = frozenset(key for key, row in nominations.items() if row["published_on"] is not None)
    scope = Scope(
        cases=frozenset(row["id"] for rows in cases.values() for row in rows),
        codes=frozenset(row["code"] for key, row in nominations.items() if row["code"] and key not in public),
        public=public,
    )
    rows = {name: _rows(driver, name, each, list(nominations)) for name, each in _OF_NOMINATIONS.items()}
    subjects = {row["id"]: name for name, found in cases.items() for row in found}
    told = list(_told(driver, organisation_id, scope, subjects))
    blanks = list(_blanks({**cases, **rows}, public))
    people = [dict(zip(_columns("nominee"), row, strict=True)) for row in driver.rows_for(LINES, lines)]
    files = [row["sha256"] for row in rows["document"] if row["sha256"]]
    files += [digest for (digest,) in driver.rows_for(UPLOADS, list(nominations)) if digest]
    papers = sorted(_told_on_paper(cases["nomination"], [row for found in rows.values() for row in found], public))
    keeps_name = bool(public)
    names = sorted({row["name"] for row in [*people, *nominations.values()]} - {"", ERASED})
    found = passages_of(
        driver, organisation_id, names, told, list(_earlier(driver, organisation_id, scope)),
        own=_left_of(cases, public), lines=lines, public=public,
    )  # fmt: skip
    plan = Plan(
        blanks=blanks,
        kept=[
            Blank(table="nominee", key=row["id"], columns=_of_register(row, keeps_name=keeps_name)) for row in people
        ],
        cases=sorted(scope.cases),
        names=names,
        papers=papers,
        digests=sorted(set(files)),
        stays=_stays(cases, public),
    )  # fmt: skip
    return Erasable(plan=plan, found=found)


def _told_on_paper(
    nominations: Sequence[Mapping[str, Any]], rows: Sequence[Mapping[str, Any]], public: frozenset[str]
) -> set[str]:
    """Whose typeset papers name the person, and are no public act: nominations, lists, sessions."""
    found = {row["id"] for row in nominations}
    found |= {row[name] for row in nominations for name in ("proposal_id", "session_id") if row[name]}
    return found | {row["session_id"] for row in rows if row.get("session_id") and row["nomination_id"] not in public}


def _columns(name: str) -> tuple[str, ...]:
    return tuple(column.name for column in table(name).columns)


def _rows(driver: Driver, name: str, statement: PreparedForIds, ids: Sequence[str]) -> list[dict[str, Any]]:
    return [dict(zip(_columns(name), row, strict=True)) for row in driver.rows_for(statement, ids)]


def _told(driver: Driver, organisation_id: str, scope: Scope, subjects: Mapping[str, str]) -> Iterator[Told]:
    """Details that hold something of the person, each as far as it is left."""
    others = dict(driver.rows(OF_OTHERS, organisation_id=organisation_id))
    named = [word.encode() for word in (*scope.cases, *scope.codes)]
    for index, key, detail in driver.rows_for(DETAILS, sorted({*scope.cases, *others}), log_id=organisation_id):
        raw = bytes(detail)
        if key not in scope.cases and not any(word in raw for word in named):
            continue  # of another case, and nothing in it is about the person: most of what sessions wrote
        said = json.loads(raw)
        subject = subjects.get(key) or others[key]
        left = remains_of(said, subject, key, scope)
        if left != said or key in scope.cases:
            yield Told(entry=index, subject=subject, key=key, says=left, is_touched=True)


def _earlier(driver: Driver, organisation_id: str, scope: Scope) -> Iterator[Told]:
    """Remains of earlier erasures, as far as they are left: those that hold something of this person are said anew."""
    for held_by, index, text, entry in driver.rows(EARLIER, organisation_id=organisation_id):
        left = redone(text, scope)
        subject, key = json.loads(bytes(entry))["obj"].split(":")
        says = json.loads(text) if left is None else left
        yield Told(entry=index, subject=subject, key=key, says=says, is_touched=left is not None, held_by=held_by)


def _left_of(
    cases: Mapping[str, Sequence[Mapping[str, Any]]], public: frozenset[str]
) -> list[tuple[str, dict[str, Any]]]:
    """The person's cases as far as they are left."""
    return [
        (name, {**row, **blanked(name, row, is_public=row["id"] in public)})
        for name, rows in cases.items()
        for row in rows
    ]


def _blanks(found: Mapping[str, Sequence[Mapping[str, Any]]], public: frozenset[str]) -> Iterator[Blank]:
    for name, rows in found.items():
        for row in rows:
            columns = blanked(name, row, is_public=row["id"] in public)
            if columns:
                yield Blank(table=name, key=row["id"], columns=columns)


_OF_REGISTER = ("name", "title", "birth_year", "household_code", "search_key", "sort_key")


def _of_register(row: Mapping[str, Any], *, keeps_name: bool = False) -> dict[str, Any]:
    kept = ("name", "title", "search_key", "sort_key") if keeps_name else ()
    return {column: blank(column, row[column]) for column in _OF_REGISTER if column not in kept}


def _stays(cases: Mapping[str, Sequence[Mapping[str, Any]]], public: frozenset[str]) -> dict[str, int]:
    """How much stays, by reason: see ``states/erasure_rules.toml``."""
    counted = Counter(
        {"public_decision": len(public), "earlier_award": sum(row["state"] != "ended" for row in cases["past_award"])}
    )
    counted["record_of_procedure"] = len(cases["nomination"])
    return {name: count for name, count in sorted(counted.items()) if count}
