"""What conditions may know about those who are nominated, for one case or for thousands with the same few questions."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, select

from states.eligibility import Verdict, judge
from states.eligibility_facts import Answer
from states.eligibility_facts import PastAward as AwardHeld
from states.facts import NominationFacts
from states.nominee_facts import nominee_facts
from states.vocabulary import FactKind, RegisterState
from workflow.facts.gathering import Gathering, loads
from workflow.facts.history import AWARDS_BEFORE, AWARDS_BY_KEY, award_held, same_nominees
from workflow.models.dossier import AppraisalCheck
from workflow.models.nominee import Statement
from workflow.models.verdict import Waiver
from workflow.sql import Driver, PreparedForIds

_SAID = ("unit_id", "year", "fact", "chosen", "amount", "since", "until", "called", "used_for", "source")


def _stated(ids: Any) -> Select[Any]:
    same = same_nominees(ids, of_nominations=True)
    return (
        select(same.c.owner, *(getattr(Statement, column) for column in _SAID))
        .join(same, same.c.nominee == Statement.nominee_id)
        .where(Statement.state == RegisterState.ACTIVE.value)
        .order_by(Statement.stated_at, Statement.head)
    )


STATED = PreparedForIds(_stated)
ANSWERED = PreparedForIds(
    lambda ids: (
        select(AppraisalCheck.nomination_id, AppraisalCheck.checked_at, AppraisalCheck.code, AppraisalCheck.result,
               AppraisalCheck.note)
        .where(AppraisalCheck.nomination_id.in_(ids))
        .order_by(AppraisalCheck.checked_at)
    )
)  # fmt: skip


WAIVED = PreparedForIds(
    lambda ids: (
        select(Waiver.nomination_id, Waiver.code, Waiver.reason)
        .where(Waiver.nomination_id.in_(ids))
        .order_by(Waiver.waived_at)
    )
)


@loads(NominationFacts, "waived", WAIVED)
def _waived(gathering: Gathering) -> dict[str, dict[str, str]]:
    answer: dict[str, dict[str, str]] = {key: {} for key in gathering.cases}
    for key, code, reason in gathering.driver.rows_for(WAIVED, gathering.ids):
        answer[key][code] = reason
    return answer


@loads(NominationFacts, "found", AWARDS_BEFORE, STATED)
def _found(gathering: Gathering) -> dict[str, Verdict]:
    return _judged(gathering, {})


@loads(NominationFacts, "verdict", ANSWERED, WAIVED, AWARDS_BEFORE, STATED)
def _verdict(gathering: Gathering) -> dict[str, Verdict]:
    answers = _answers(gathering.driver.rows_for(ANSWERED, gathering.ids))
    for key, waived in _waived(gathering).items():
        answers[key] = answers.get(key, {}) | {code: Answer("waived", reason) for code, reason in waived.items()}
    return _judged(gathering, answers)


def _judged(gathering: Gathering, answers: Mapping[str, Mapping[str, Answer]]) -> dict[str, Verdict]:
    driver, ids, rules = gathering.driver, gathering.ids, gathering.rules
    history: dict[str, list[AwardHeld]] = {}
    for key, *row in driver.rows_for(AWARDS_BEFORE, ids):
        history.setdefault(key, []).append(award_held(tuple(row)))
    said = statements_about(driver, ids)
    of_members = _awards_of_members(driver, said)
    return {
        key: judge(
            rules.of(case, gathering.today), case["award"], case["basis"], case["subject_kind"],
            nominee_facts(
                case["year"], history=history.get(key, ()), said=said.get(key, ()), answers=answers.get(key),
                of_members=of_members,
            ),
        )
        for key, case in gathering.cases.items()
    }  # fmt: skip


def _awards_of_members(driver: Driver, said: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, AwardHeld]:
    """The rows of the register that statements name as awards of members; nothing is asked where none does."""
    named = {row["chosen"] for rows in said.values() for row in rows if row["fact"] == FactKind.MEMBER_AWARD}
    found = driver.rows_for(AWARDS_BY_KEY, sorted(named)) if named else ()
    return {row[0]: award_held(row[:-1]) for row in found}


def statements_about(driver: Driver, ids: Sequence[str]) -> dict[str, list[Mapping[str, Any]]]:
    """What stands stated about those who are nominated, by nomination, the oldest first."""
    said: dict[str, list[Mapping[str, Any]]] = {}
    for key, *row in driver.rows_for(STATED, ids):
        said.setdefault(key, []).append(dict(zip(_SAID, row, strict=True)))
    return said


def _answers(rows: list[tuple[Any, ...]]) -> dict[str, dict[str, Answer]]:
    """The office's answers of the latest appraisal of each case."""
    latest: dict[str, tuple[int, dict[str, Answer]]] = {}
    for key, at, code, result, note in rows:
        if key not in latest or latest[key][0] != at:
            latest[key] = (at, {})
        latest[key][1][code] = Answer(result, note)
    return {key: answers for key, (_, answers) in latest.items()}
