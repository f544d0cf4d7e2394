"""Who sits in the body of the council that a session is of."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, select

from states.council_vocabulary import CouncilBody
from states.session_facts import SessionFacts
from states.vocabulary import Role
from workflow.facts.gathering import Gathering, loads
from workflow.models.account import BODY, IN_FORCE, Account, Office
from workflow.sql import Prepared

MEMBERS_IN_OFFICE = Prepared(
    select(Office.account_id, Office.title)
    .join(Account, Account.id == Office.account_id)
    .where(
        Office.organisation_id == bindparam("organisation_id"),
        Office.role == Role.COUNCIL_MEMBER.value,
        bindparam("body") == BODY,
        IN_FORCE,
    )
    .order_by(Office.account_id, Office.id)
)


@loads(SessionFacts, "members_in_office")
def _members_in_office(gathering: Gathering) -> Mapping[str, Any]:
    bodies = {key: case.get("body") or CouncilBody.COUNCIL.value for key, case in gathering.cases.items()}
    members = {body: _members_of(gathering, body) for body in set(bodies.values())}
    return {key: members[body] for key, body in bodies.items()}


def _members_of(gathering: Gathering, body: str) -> list[dict[str, str]]:
    found = gathering.driver.rows(
        MEMBERS_IN_OFFICE, organisation_id=gathering.organisation_id, body=body, today=gathering.today.isoformat()
    )
    return list({account: {"account_id": account, "title": title} for account, title in found}.values())
