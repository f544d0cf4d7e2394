"""Who sits in the body of the council that a session is of, and who of them counts."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import aliased

from states.council_vocabulary import CouncilBody
from states.facts import Row
from states.session_facts import SessionFacts
from states.substitutes import counting
from states.vocabulary import Role
from workflow.facts.gathering import Gathering, loads
from workflow.facts.session import attendance_in
from workflow.models.account import BODY, IN_FORCE, Account, Office
from workflow.sql import Prepared

_principal = aliased(Office)
SEATED = Prepared(
    lambda: (
        select(
            Office.account_id,
            Office.title,
            Account.full_name,
            Office.substitutes_id.is_not(None),
            _principal.account_id,
        )
        .join(Account, Account.id == Office.account_id)
        .outerjoin(_principal, _principal.id == Office.substitutes_id)
        .where(
            Office.organisation_id == bindparam("organisation_id"),
            Office.role == Role.COUNCIL_MEMBER.value,
            bindparam("body") == BODY,
            IN_FORCE,
        )
        .order_by(Office.account_id, Office.id)
    )
)


@loads(SessionFacts, "seated")
def _seated(gathering: Gathering) -> Mapping[str, Any]:
    bodies = {key: case.get("body") or CouncilBody.COUNCIL.value for key, case in gathering.cases.items()}
    seated = {body: _seated_in(gathering, body) for body in set(bodies.values())}
    return {key: seated[body] for key, body in bodies.items()}


@loads(SessionFacts, "members_in_office")
def _members_in_office(gathering: Gathering) -> Mapping[str, Any]:
    """Marks and rules are asked for only where there are substitutes at all."""
    seated = _seated(gathering)
    if not any(row["substitutes"] for rows in seated.values() for row in rows):
        return seated
    marks, rules = attendance_in(gathering), gathering.rules
    return {
        key: counting(
            seated[key], {account: mark for account, (_version, mark, _reason) in marks[key].items()},
            allowed=rules.under(case.get("rules"), gathering.today).council.substitutes_may_vote.value,
        )
        for key, case in gathering.cases.items()
    }  # fmt: skip


def _seated_in(gathering: Gathering, body: str) -> list[Row]:
    """Members first; a substitute sits there only as long as the member does."""
    found = gathering.driver.rows(
        SEATED, organisation_id=gathering.organisation_id, body=body, today=gathering.today.isoformat()
    )
    members = {
        account: {"account_id": account, "title": title, "name": name, "substitutes": None}
        for account, title, name, is_substitute, _principal_id in found
        if not is_substitute
    }
    substitutes = {
        account: {"account_id": account, "title": title, "name": name, "substitutes": principal}
        for account, title, name, is_substitute, principal in found
        if is_substitute and principal in members and account not in members
    }
    return [*members.values(), *substitutes.values()]
