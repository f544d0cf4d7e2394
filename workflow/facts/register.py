"""Facts of the registers."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import and_, bindparam, func, or_, select

from states.facts import RegisterFacts
from states.regime import NoRulesInForce
from states.rule_differences import Difference
from states.rule_layers import kept_layer
from states.rule_reading import RulesUnreadable
from states.rules_of_day import with_regime
from states.statements import FACTS
from states.vocabulary import RegisterState, Role
from workflow.facts.gathering import Gathering, for_all, loads
from workflow.facts.history import AWARDS_OF_MEMBERS, AWARDS_OF_NOMINEES
from workflow.models.account import BODY, IN_FORCE, Account, Office
from workflow.models.decision import Decision
from workflow.models.nominee import LINE, Merger, Nominee
from workflow.models.organisation import Organisation, Unit
from workflow.models.paper_template import PaperTemplate
from workflow.models.rules import RuleChange
from workflow.sql import Prepared, PreparedForIds

USERNAMES = Prepared(lambda: select(func.count()).where(Account.username == bindparam("username")))
SLUGS = Prepared(lambda: select(func.count()).where(Organisation.slug == bindparam("slug")))
OFFICES_OF = Prepared(
    lambda: select(Office.role, Office.unit_id, Office.held_from, Office.held_until).where(
        Office.account_id == bindparam("account_id"),
        or_(Office.held_until.is_(None), Office.held_until >= bindparam("today")),
    )
)
ACCOUNT_STATE = Prepared(
    lambda: select(Account.state).where(
        Account.id == bindparam("key"), Account.organisation_id == bindparam("organisation_id")
    )
)
UNIT_STATE = Prepared(
    lambda: select(Unit.state).where(Unit.id == bindparam("key"), Unit.organisation_id == bindparam("organisation_id"))
)
DECISION_STATE = Prepared(
    lambda: select(Decision.state).where(
        Decision.id == bindparam("key"), Decision.organisation_id == bindparam("organisation_id")
    )
)
NOMINEE_NAMES = PreparedForIds(
    lambda ids: select(Nominee.id, Nominee.name).where(
        Nominee.id.in_(ids), Nominee.organisation_id == bindparam("organisation_id")
    )
)
REGISTER_LINES = PreparedForIds(
    lambda ids: select(*(getattr(Nominee, column) for column in LINE)).where(
        Nominee.id.in_(ids), Nominee.organisation_id == bindparam("organisation_id")
    )
)
NOMINEE_UNIT = Prepared(
    lambda: select(Nominee.unit_id).where(
        Nominee.id == bindparam("key"), Nominee.organisation_id == bindparam("organisation_id")
    )
)
NOMINEE_KIND = Prepared(
    lambda: select(Nominee.kind).where(
        Nominee.id == bindparam("key"), Nominee.organisation_id == bindparam("organisation_id")
    )
)
MERGED = Prepared(
    lambda: select(func.count()).where(
        Merger.state == RegisterState.ACTIVE.value,
        or_(
            Merger.merged_id.in_([bindparam("merged"), bindparam("into")]),
            Merger.nominee_id == bindparam("merged"),
        ),
    )
)
"""Mergers that one more would make a chain of: one line is never merged twice, nor into one that is merged itself."""
ADMINISTRATORS = Prepared(
    lambda: (
        select(func.count(func.distinct(Office.account_id)))
        .join(Account, Account.id == Office.account_id)
        .where(
            Office.organisation_id == bindparam("organisation_id"),
            Office.role == Role.ADMINISTRATOR.value,
            Office.state == RegisterState.ACTIVE.value,
            Account.state != RegisterState.ENDED.value,
            or_(Office.held_until.is_(None), Office.held_until >= bindparam("today")),
        )
    )
)
"""Who goes on as administrator: whose office was ended is not counted, even on the last day."""
OTHER_AUDITORS = Prepared(
    lambda: (
        select(func.count(func.distinct(Office.account_id)))
        .join(Account, Account.id == Office.account_id)
        .where(
            Office.organisation_id == bindparam("organisation_id"),
            Office.role == Role.AUDITOR.value,
            Office.state == RegisterState.ACTIVE.value,
            Office.id != bindparam("key"),
            Account.state == RegisterState.ACTIVE.value,
            Office.held_from <= bindparam("today"),
            or_(Office.held_until.is_(None), Office.held_until >= bindparam("today")),
        )
    )
)
DURING_A_TERM = and_(
    Office.organisation_id == bindparam("organisation_id"),
    or_(Office.state == RegisterState.ACTIVE.value, Office.held_until >= bindparam("today")),
    or_(Office.held_until.is_(None), Office.held_until >= bindparam("held_from")),
    Office.held_from <= bindparam("held_until"),
)
"""Whether an office counts on a day of a term. One that was ended holds its seat through its last day."""
CHAIRMEN = Prepared(
    lambda: (
        select(Account.full_name, Office.held_until)
        .join(Account, Account.id == Office.account_id)
        .where(Office.role == Role.CHAIRMAN.value, Office.account_id != bindparam("account_id"), DURING_A_TERM)
        .order_by(Office.held_from)
        .limit(1)
    )
)
"""Who sits in the chair during a term."""
OWN_CHAIR = Prepared(
    lambda: select(Office.id).where(
        Office.organisation_id == bindparam("organisation_id"), Office.account_id == bindparam("account_id"),
        Office.role == Role.CHAIRMAN.value, IN_FORCE,
    )
)  # fmt: skip
COUNCIL_SEATS = Prepared(
    lambda: (
        select(Office.account_id, Account.full_name, Office.seat, Office.id, Office.substitutes_id)
        .join(Account, Account.id == Office.account_id)
        .where(Office.role == Role.COUNCIL_MEMBER.value, bindparam("body") == BODY, DURING_A_TERM)
        .order_by(Account.sort_key, Office.id)
    )
)
NO_END = "9999-12-31"
RULE_CHANGES = Prepared(
    lambda: select(RuleChange.code).where(
        RuleChange.organisation_id == bindparam("organisation_id"), RuleChange.state == RegisterState.ACTIVE.value
    )
)

TEMPLATE_VERSION = Prepared(
    lambda: select(func.max(PaperTemplate.version)).where(
        PaperTemplate.organisation_id == bindparam("organisation_id"), PaperTemplate.paper == bindparam("paper"),
        PaperTemplate.part == bindparam("part"),
    )
)  # fmt: skip


@loads(RegisterFacts, "template_version")
def _template_version(gathering: Gathering) -> Mapping[str, Any]:
    organisation = gathering.organisation_id
    return {
        key: gathering.driver.value(
            TEMPLATE_VERSION, organisation_id=organisation, paper=case["paper"], part=case["part"]
        )
        or 0
        for key, case in gathering.cases.items()
    }


@loads(RegisterFacts, "username_taken")
def _username_taken(gathering: Gathering) -> Mapping[str, Any]:
    cases = gathering.cases.items()
    return {key: bool(gathering.driver.value(USERNAMES, username=case["username"])) for key, case in cases}


@loads(RegisterFacts, "slug_taken")
def _slug_taken(gathering: Gathering) -> Mapping[str, Any]:
    return {key: bool(gathering.driver.value(SLUGS, slug=case["slug"])) for key, case in gathering.cases.items()}


@loads(RegisterFacts, "offices_held")
def _offices_held(gathering: Gathering) -> Mapping[str, Any]:
    today = gathering.today.isoformat()
    answer = {}
    for key, case in gathering.cases.items():
        account = case.get("account_id") or key
        found = gathering.driver.rows(OFFICES_OF, account_id=account, today=today)
        columns = ("role", "unit_id", "held_from", "held_until")
        answer[key] = [dict(zip(columns, row, strict=True)) for row in found]
    return answer


@loads(RegisterFacts, "known_awards")
def _known_awards(gathering: Gathering) -> Mapping[str, Any]:
    return for_all(gathering, frozenset(gathering.rules.on(gathering.today).awards))


@loads(RegisterFacts, "own_chair")
def _own_chair(gathering: Gathering) -> Mapping[str, Any]:
    key = gathering.driver.value(
        OWN_CHAIR, organisation_id=gathering.organisation_id, account_id=gathering.actor_id,
        today=gathering.today.isoformat(),
    )  # fmt: skip
    return for_all(gathering, key)


@loads(RegisterFacts, "holder_state")
def _holder_state(gathering: Gathering) -> Mapping[str, Any]:
    return _looked_up(gathering, ACCOUNT_STATE, "account_id")


@loads(RegisterFacts, "unit_state")
def _unit_state(gathering: Gathering) -> Mapping[str, Any]:
    return _looked_up(gathering, UNIT_STATE, "unit_id")


@loads(RegisterFacts, "decision_state")
def _decision_state(gathering: Gathering) -> Mapping[str, Any]:
    return _looked_up(gathering, DECISION_STATE, "decision_id")


@loads(RegisterFacts, "nominee_name")
def _nominee_name(gathering: Gathering) -> Mapping[str, Any]:
    organisation = gathering.organisation_id
    names = dict(gathering.driver.rows_for(NOMINEE_NAMES, gathering.column("nominee_id"), organisation_id=organisation))
    return {key: names.get(case["nominee_id"]) for key, case in gathering.cases.items()}


@loads(RegisterFacts, "register_lines")
def _register_lines(gathering: Gathering) -> Mapping[str, Any]:
    named = {key: [case["nominee_id"], *filter(None, [case.get("merged_id")])] for key, case in gathering.cases.items()}
    found = gathering.driver.rows_for(
        REGISTER_LINES,
        sorted({each for keys in named.values() for each in keys}),
        organisation_id=gathering.organisation_id,
    )
    lines = {row[0]: dict(zip(LINE, row, strict=True)) for row in found}
    return {key: [lines[each] for each in keys if each in lines] for key, keys in named.items()}


@loads(RegisterFacts, "nominee_unit")
def _nominee_unit(gathering: Gathering) -> Mapping[str, Any]:
    return _looked_up(gathering, NOMINEE_UNIT, "nominee_id")


@loads(RegisterFacts, "nominee_kind")
def _nominee_kind(gathering: Gathering) -> Mapping[str, Any]:
    return _looked_up(gathering, NOMINEE_KIND, "nominee_id")


@loads(RegisterFacts, "merged_kinds")
def _merged_kinds(gathering: Gathering) -> Mapping[str, Any]:
    one, other = (_looked_up(gathering, NOMINEE_KIND, column) for column in ("nominee_id", "merged_id"))
    return {key: (one[key], other[key]) for key in gathering.cases}


@loads(RegisterFacts, "merged_already")
def _merged_already(gathering: Gathering) -> Mapping[str, Any]:
    return {
        key: bool(gathering.driver.value(MERGED, into=case["nominee_id"], merged=case["merged_id"]))
        for key, case in gathering.cases.items()
    }


@loads(RegisterFacts, "awards_held")
def _awards_held(gathering: Gathering) -> Mapping[str, Any]:
    nominees = gathering.column("nominee_id")
    held: dict[str, list[str]] = {nominee: [] for nominee in nominees}
    for nominee, key, *_ in gathering.driver.rows_for(AWARDS_OF_NOMINEES, nominees):
        held[nominee].append(key)
    return {key: held[case["nominee_id"]] for key, case in gathering.cases.items()}


@loads(RegisterFacts, "awards_of_members")
def _awards_of_members(gathering: Gathering) -> Mapping[str, Any]:
    answer: dict[str, list[str]] = {}
    for key, case in gathering.cases.items():
        names_one = FACTS[case["fact"]].of_members_history
        found = (
            gathering.driver.rows_for(AWARDS_OF_MEMBERS, [case["nominee_id"]], year=case["year"]) if names_one else ()
        )
        answer[key] = [row[2] for row in found]
    return answer


@loads(RegisterFacts, "member_awards")
def _member_awards(gathering: Gathering) -> Mapping[str, Any]:
    rules, today = gathering.rules, gathering.today
    return {key: rules.member_awards(case["year"], today) for key, case in gathering.cases.items()}


def _looked_up(gathering: Gathering, statement: Prepared, column: str) -> dict[str, Any]:
    organisation = gathering.organisation_id
    return {
        key: gathering.driver.value(statement, key=case[column], organisation_id=organisation)
        for key, case in gathering.cases.items()
    }


@loads(RegisterFacts, "chairman_seated")
def _chairman_seated(gathering: Gathering) -> Mapping[str, Any]:
    answer: dict[str, Any] = {}
    for key, case in gathering.cases.items():
        found = gathering.driver.rows(CHAIRMEN, account_id=case["account_id"], **_term(gathering, case))
        answer[key] = {"full_name": found[0][0], "held_until": found[0][1]} if found else None
    return answer


@loads(RegisterFacts, "council_seats")
def _council_seats(gathering: Gathering) -> Mapping[str, Any]:
    names = ("account_id", "full_name", "seat", "id", "substitutes_id")
    return {
        key: [
            dict(zip(names, row, strict=True))
            for row in gathering.driver.rows(COUNCIL_SEATS, body=case["body"], **_term(gathering, case))
        ]
        if case["role"] == Role.COUNCIL_MEMBER
        else []
        for key, case in gathering.cases.items()
    }


def _term(gathering: Gathering, case: Mapping[str, Any]) -> dict[str, str]:
    """What ``DURING_A_TERM`` asks for."""
    return {
        "organisation_id": gathering.organisation_id, "today": gathering.today.isoformat(),
        "held_from": str(case["held_from"]), "held_until": str(case["held_until"] or NO_END),
    }  # fmt: skip


@loads(RegisterFacts, "administrators")
def _administrators(gathering: Gathering) -> Mapping[str, Any]:
    today = gathering.today.isoformat()
    found = gathering.driver.value(ADMINISTRATORS, organisation_id=gathering.organisation_id, today=today)
    return for_all(gathering, found)


@loads(RegisterFacts, "other_auditors")
def _other_auditors(gathering: Gathering) -> Mapping[str, Any]:
    asked = {"organisation_id": gathering.organisation_id, "today": gathering.today.isoformat()}
    return {key: gathering.driver.value(OTHER_AUDITORS, key=key, **asked) for key in gathering.cases}


@loads(RegisterFacts, "rule_problem")
def _rule_problem(gathering: Gathering) -> Mapping[str, Any]:
    return {key: _problem(gathering, case) for key, case in gathering.cases.items()}


def _problem(gathering: Gathering, case: Mapping[str, Any]) -> str:
    """What a reader of rules says against the rules of the first day of this change."""
    rules = gathering.rules
    try:
        if "content" in case:
            rules.with_layer(kept_layer(case["content"]), gathering.today)
        else:
            with_regime(rules.changes, case["regime"], case["document"])
    except (RulesUnreadable, NoRulesInForce) as error:
        return str(error)
    return ""


@loads(RegisterFacts, "loosened")
def _loosened(gathering: Gathering) -> Mapping[str, Any]:
    return {key: _made_easier(gathering, case) for key, case in gathering.cases.items()}


def _made_easier(gathering: Gathering, case: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Nothing where no rules come of it: a guard says so."""
    try:
        return gathering.rules.loosened(kept_layer(case["content"]), gathering.today)
    except (RulesUnreadable, NoRulesInForce):
        return ()


@loads(RegisterFacts, "outweighed")
def _outweighed(gathering: Gathering) -> Mapping[str, Any]:
    return {key: _set_in_vain(gathering, case) for key, case in gathering.cases.items()}


def _set_in_vain(gathering: Gathering, case: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Nothing where no rules come of it: a guard says so."""
    try:
        found = gathering.rules.outweighed(kept_layer(case["content"]), gathering.today)
    except (RulesUnreadable, NoRulesInForce):
        return []
    return [{"key": list(each.told.key), "document": each.by, "level": each.level} for each in found]


@loads(RegisterFacts, "same_rule_change")
def _same_rule_change(gathering: Gathering) -> Mapping[str, Any]:
    found = {code for (code,) in gathering.driver.rows(RULE_CHANGES, organisation_id=gathering.organisation_id)}
    return {key: _code_of(case) in found for key, case in gathering.cases.items()}


def _code_of(case: Mapping[str, Any]) -> str:
    if "regime" in case:
        return str(case["regime"])
    try:
        return kept_layer(case["content"]).head.code
    except RulesUnreadable:
        return ""
