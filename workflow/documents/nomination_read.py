"""What papers about one nomination have in common: whom it proposes, for what, by whom, under which rules."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select

from states.regime import Regime
from states.rule_names import award_name
from states.rule_parts import ConditionRule
from states.vocabulary import CheckResult, SubjectKind
from workflow.days import civil_date
from workflow.documents.as_it_stood import as_it_stood
from workflow.documents.writing_style import addressed
from workflow.models.account import Account
from workflow.models.dossier import AppraisalCheck
from workflow.models.nomination import Nomination
from workflow.models.organisation import Unit
from workflow.rules_in_force import rules_of
from workflow.sql import Driver, Prepared

_CASE = Prepared(
    lambda: select(Nomination.code, Nomination.name, Nomination.gender, Nomination.subject_kind, Nomination.title,
                   Nomination.award, Nomination.basis, Nomination.rules, Nomination.submitted_at, Nomination.received_on,
                   Unit.name)
    .join(Unit, Unit.id == Nomination.unit_id)
    .where(Nomination.id == bindparam("key"))
)  # fmt: skip
_CHECKS = Prepared(
    lambda: select(AppraisalCheck.code, AppraisalCheck.result, AppraisalCheck.note)
    .where(AppraisalCheck.nomination_id == bindparam("key"), AppraisalCheck.checked_at == bindparam("at"))
    .order_by(AppraisalCheck.id)
)  # fmt: skip
_PERSON = Prepared(lambda: select(Account.full_name).where(Account.id == bindparam("key")))


@dataclass(frozen=True, kw_only=True)
class NominationRead:
    """One nomination; ``conditions`` are those its rules ask of such a nominee."""

    code: str
    name: str
    kind: SubjectKind
    title: str
    unit: str
    award: str
    regime: Regime
    conditions: tuple[ConditionRule, ...]
    submitted_on: date | None
    received_on: date | None


def nomination_read(driver: Driver, organisation_id: str, key: str, entry: int, on: date) -> NominationRead:
    """One nomination as it stood after ``entry``; before it was received it stood under the rules of ``on``."""
    ((code, name, gender, kind, title, award, basis, rules, submitted_at, received_on, unit),) = driver.rows(
        _CASE, key=key
    )
    known = {"award": award, "rules": rules, "submitted_at": submitted_at, "received_on": received_on}
    then = as_it_stood(driver, organisation_id, key, entry, known)
    regime = rules_of(driver, organisation_id).under(then["rules"], on)
    return NominationRead(
        code=code or "", name=addressed(name, SubjectKind(kind), gender), kind=SubjectKind(kind), title=title, unit=unit,
        award=award_name(then["award"], "vi"), regime=regime,
        conditions=tuple(regime.rules(then["award"], basis).conditions_for(kind)),
        submitted_on=civil_date(then["submitted_at"]) if then["submitted_at"] else None,
        received_on=date.fromisoformat(then["received_on"]) if then["received_on"] else None,
    )  # fmt: skip


def answers_at(driver: Driver, key: str, at: int) -> dict[str, tuple[CheckResult, str]]:
    """The checklist of a nomination as it was answered at an instant: result and note of each condition by its code."""
    return {code: (CheckResult(result), note) for code, result, note in driver.rows(_CHECKS, key=key, at=at)}


def name_of(driver: Driver, account_id: str | None) -> str:
    """The name of somebody with an account; empty where there is none."""
    return str(driver.value(_PERSON, key=account_id) or "") if account_id else ""
