"""What a seal says of an issued decision, word for word: its file, and every line of its list as the list prints it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select

from states.rule_names import award_name
from states.vocabulary import DecisionState, SubjectKind
from workflow.documents.decision_paper import Awardee
from workflow.documents.issuer import issuer
from workflow.ledger.canonical import canonical
from workflow.models.decision import Decision, DecisionLine
from workflow.models.nomination import Nomination
from workflow.models.organisation import Unit
from workflow.sql import Driver, Prepared

_DECISION = Prepared(
    lambda: select(Decision.number, Decision.dated_on, Decision.title, Decision.lookup, Decision.signer_name).where(
        Decision.id == bindparam("key"), Decision.state == DecisionState.ISSUED.value
    )
)
_LINES = Prepared(
    lambda: select(Nomination.code, Nomination.name, Nomination.subject_kind, Nomination.gender, Nomination.title,
                   Nomination.award, Unit.name)
    .join(DecisionLine, DecisionLine.nomination_id == Nomination.id)
    .join(Unit, Unit.id == Nomination.unit_id)
    .where(DecisionLine.decision_id == bindparam("key"), Nomination.decision_id == bindparam("key"))
    .order_by(DecisionLine.position, DecisionLine.id)
)  # fmt: skip

DECISION, LINE = "decision", "line"
"""What kinds of words there are so far."""


@dataclass(frozen=True, kw_only=True)
class File:
    """A file that is sealed: its SHA-256 (hex) and its bytes' number."""

    sha256: str
    size: int


def decision_words(driver: Driver, organisation_id: str, key: str, file: File) -> list[tuple[bytes, str]]:
    """The words of an issued decision and of its lines, each with the code it is looked up by; none where it is not in force.

    The decision's own come first. Where a line's case has left the decision since, it is not sealed any more.
    """
    found = driver.rows(_DECISION, key=key)
    if not found:
        return []
    number, dated_on, title, lookup, signer = found[0]
    known = {
        "issuer": f"Chủ tịch {issuer(driver, organisation_id).committee}", "number": number,
        "dated_on": date.fromisoformat(dated_on).isoformat(), "lookup": lookup, "sha256": file.sha256, "size": file.size,
    }  # fmt: skip
    lines = list(_lines(driver, key))
    head = {**known, "paper": DECISION, "title": title, "signer": signer or "", "lines": len(lines)}
    return [
        (canonical(head), lookup),
        *((canonical({**known, "paper": LINE, "line": at, **said}), said["code"]) for at, said in enumerate(lines, 1)),
    ]


def _lines(driver: Driver, key: str) -> Iterator[dict[str, str]]:
    for code, name, kind, gender, title, award, unit in driver.rows(_LINES, key=key):
        line = Awardee(
            name=name, kind=SubjectKind(kind), gender=gender, birth_year=None, title=title, unit=unit,
            award=award_name(award, "vi"),
        )  # fmt: skip
        yield {"code": code or "", "name": line.addressed, "where": line.where, "award": line.award}
