"""Looking up a decision, a certificate or an award by its code: does it hold, was it annulled, or is nothing known by it.

Only what was issued or published can be found. A decision that was void before its signature, and a dossier that is still being
considered, are as unknown as a code that never was.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from sqlalchemy import bindparam, select

from states.text import search_key
from states.vocabulary import DecisionState
from workflow.models.decision import Decision
from workflow.models.nomination import Nomination
from workflow.models.organisation import Organisation
from workflow.queries.certificates import CertificateShown, certificate_with
from workflow.queries.public import BOARD, ONWARD, BoardLine, page_of
from workflow.sql import Driver, Prepared

CODE_OF_PAPER = re.compile(r"[a-z2-7]{12}")
CODE_OF_DOSSIER = re.compile(r"(\d{4})-?(\d{4,6})")

_DECISION = Prepared(
    lambda: select(
        Decision.id, Decision.organisation_id, Decision.title, Decision.number, Decision.dated_on, Decision.signer_name,
        Decision.issued_on, Decision.state, Decision.lookup,
    ).where(Decision.lookup == bindparam("code"), Decision.issued_on.is_not(None))
)  # fmt: skip
_HOLDERS = Prepared(
    lambda: select(Organisation.id)
    .where(
        select(Nomination.id)
        .where(
            Nomination.organisation_id == Organisation.id, Nomination.code == bindparam("code"),
            Nomination.published_on.is_not(None),
        )
        .exists()
    )
    .order_by(Organisation.id)
    .limit(20)
)  # fmt: skip
_AWARD = Prepared(
    lambda: BOARD.where(
        Nomination.code == bindparam("code"), Nomination.organisation_id == bindparam("organisation_id")
    )
)


_AWARD_OF = Prepared(lambda: BOARD.where(Nomination.id == bindparam("nomination")))


@dataclass(frozen=True, kw_only=True)
class FoundDecision:
    """A decision that was issued, with a page of the awards it made."""

    organisation_id: str
    title: str
    number: int
    dated_on: date
    signer: str
    issued_on: date
    is_annulled: bool
    lookup: str
    lines: tuple[BoardLine, ...]
    has_more: bool

    @property
    def has_annulled_awards(self) -> bool:
        """Whether an award shown here was annulled though the decision stands."""
        return not self.is_annulled and any(line.is_annulled for line in self.lines)


@dataclass(frozen=True, kw_only=True)
class FoundAward:
    """One published award, found by the code of its dossier."""

    organisation_id: str
    line: BoardLine


@dataclass(frozen=True, kw_only=True)
class FoundCertificate:
    """One certificate with the award it is for."""

    certificate: CertificateShown
    line: BoardLine

    @property
    def organisation_id(self) -> str:
        """Whose golden book it stands in."""
        return self.certificate.organisation_id


def clean_code(text: str) -> str:
    """The code that somebody typed, as it is kept: lower case, nothing between its letters; a dossier's with its hyphen."""
    bare = re.sub(r"[^a-z0-9]", "", search_key(text))
    dossier = CODE_OF_DOSSIER.fullmatch(bare)
    return f"{dossier[1]}-{dossier[2]}" if dossier else bare


def decision_with(driver: Driver, code: str, after: tuple[int, str, str] | None = None) -> FoundDecision | None:
    """The issued decision behind a code; ``None`` when nothing is known by it."""
    found = driver.rows(_DECISION, code=code) if CODE_OF_PAPER.fullmatch(code) else []
    if not found:
        return None
    key, organisation_id, title, number, dated_on, signer, issued_on, state, lookup = found[0]
    lines, has_more = page_of(driver, _lines(bool(after)), after, {"decision_id": key})
    return FoundDecision(
        organisation_id=organisation_id, title=title, number=number, dated_on=date.fromisoformat(dated_on),
        signer=signer, issued_on=date.fromisoformat(issued_on), is_annulled=state == DecisionState.ANNULLED,
        lookup=lookup, lines=tuple(lines), has_more=has_more,
    )  # fmt: skip


@cache
def _lines(onward: bool) -> Prepared:
    statement = BOARD.where(Nomination.decision_id == bindparam("decision_id"))
    return Prepared(statement.where(ONWARD) if onward else statement)


def awards_with(driver: Driver, code: str) -> list[FoundAward]:
    """The published awards whose dossier has a code; each organisation numbers its own."""
    if not CODE_OF_DOSSIER.fullmatch(code):
        return []
    return [
        FoundAward(organisation_id=organisation_id, line=line)
        for (organisation_id,) in driver.rows(_HOLDERS, code=code)
        for line in page_of(driver, _AWARD, None, {"code": code, "organisation_id": organisation_id})[0]
    ]


def certificate_found(driver: Driver, code: str) -> FoundCertificate | None:
    """The certificate that bears a code; ``None`` when nothing is known by it."""
    found = certificate_with(driver, code) if CODE_OF_PAPER.fullmatch(code) else None
    if found is None:
        return None
    lines, _more = page_of(driver, _AWARD_OF, None, {"nomination": found.nomination})
    return FoundCertificate(certificate=found, line=lines[0]) if lines else None
