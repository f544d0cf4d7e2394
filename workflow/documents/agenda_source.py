"""Reads what the agenda of a session says, as it stood when an entry of the log named its nominations."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select

from states import wording
from states.council_vocabulary import SessionForm
from states.eligibility import Verdict
from states.eligibility_wording import condition_words, result_words
from states.rule_names import award_name
from states.vocabulary import Subject, VerdictStage
from states.word_reading import word
from workflow.days import civil_date, civil_time
from workflow.documents.agenda_paper import AgendaLine, AgendaPaper, Heard
from workflow.documents.as_it_stood import as_it_stood
from workflow.documents.issuer import issuer
from workflow.documents.minutes_paper import Signed
from workflow.judging import read_cases
from workflow.ledger.reading import ReadEntry, entries_of
from workflow.models.account import Account
from workflow.models.nomination import Nomination
from workflow.models.organisation import Unit
from workflow.models.session import Session
from workflow.queries.dossier import comments_of
from workflow.queries.verdicts import LaidDown, laid_down
from workflow.rules_in_force import rules_of
from workflow.sql import Driver, Prepared, PreparedForIds

_SESSION = Prepared(
    lambda: select(Session.title, Session.place, Session.meets_on, Session.form).where(Session.id == bindparam("key"))
)
_ITEMS = PreparedForIds(
    lambda ids: (
        select(Nomination.id, Nomination.code, Nomination.name, Nomination.title, Unit.name, Nomination.posted_on)
        .join(Unit, Unit.id == Nomination.unit_id)
        .where(Nomination.id.in_(ids))
        .order_by(Nomination.sort_key, Nomination.id)
    )
)
_PERSON = Prepared(lambda: select(Account.full_name).where(Account.id == bindparam("key")))


def agenda_paper(driver: Driver, organisation_id: str, key: str, entry: int) -> AgendaPaper:
    """The agenda that ``entry`` names."""
    so_far = [each for each in entries_of(driver, organisation_id, key) if each.index <= entry]
    named = so_far[-1]
    assert named.index == entry, "a paper names an entry of its log"
    title, place, meets_on, form = _called(driver, key, so_far)
    tabled = named.particulars.get("tabled", ())
    lines = agenda_lines(driver, organisation_id, tabled, at=named.entry.at, entry=entry)
    return AgendaPaper(
        office=issuer(driver, organisation_id), title=title, venue=place, meets_on=date.fromisoformat(meets_on), lines=lines,
        made=Signed(
            name=driver.value(_PERSON, key=named.account_id) or "", at=civil_time(named.entry.at), entry=entry
        ),
        is_circulated=form == SessionForm.CIRCULATION,
    )  # fmt: skip


def _called(driver: Driver, key: str, so_far: Iterable[ReadEntry]) -> tuple[str, str, str, str]:
    """Title, place, day and form of the session as they stood then: it may have been put off since."""
    ((title, place, meets_on, form),) = driver.rows(_SESSION, key=key)
    said: dict[str, Any] = {"title": title, "place": place, "meets_on": meets_on}
    for each in so_far:
        said |= {name: each.changes[name] for name in said if name in each.changes}
    return said["title"], said["place"], said["meets_on"], form


def agenda_lines(driver: Driver, organisation_id: str, keys: Sequence[str], *, at: int, entry: int) -> list[AgendaLine]:
    """What the agenda says of each nomination, by award: with the verdict that was laid down when it was tabled."""
    cases = read_cases(driver, Subject.NOMINATION, keys, organisation_id)
    verdicts = laid_down(driver, rules_of(driver, organisation_id), cases)
    found = []
    for key, code, name, title, unit, posted_on in driver.rows_for(_ITEMS, list(cases)):
        tabled = [each for each in verdicts[key] if each.stage == VerdictStage.TABLING and each.at <= at][-1]
        was_posted = as_it_stood(driver, organisation_id, key, entry, {"posted_on": posted_on})["posted_on"] is not None
        line = AgendaLine(
            code=code, name=name, title=title, unit=unit, award=award_name(tabled.award, "vi"), verdict=_told(tabled),
            heard=_heard(driver, key, at) if was_posted else None,
        )  # fmt: skip
        found.append((tabled.award, line))
    return [line for _award, line in sorted(found, key=lambda each: each[0])]


def _told(tabled: LaidDown) -> str:
    """What follows from the conditions; which of them a person answered, and which are not simply met."""
    outcome = word("EligibilityOutcome", tabled.outcome, "vi")
    return "; ".join([outcome, *(_remarkable(tabled.verdict) if tabled.verdict else ())])


def _remarkable(verdict: Verdict) -> Iterator[str]:
    if verdict.concluded:
        yield f"{len(verdict.concluded)} điều kiện theo kết luận của người thẩm định"
    for line in verdict.conditions:
        if line.result == "waived" or (line.result in ("not_met", "unknown") and not line.is_concluded):
            yield f"{result_words(line, 'vi').lower()}: {condition_words(line, 'vi').rstrip('.')}"


def _heard(driver: Driver, key: str, at: int) -> list[Heard]:
    until = civil_date(at)
    return [
        Heard(text=each.text, result=wording.label(each.result, "vi") if each.result else "Chưa xác minh")
        for each in comments_of(driver, key) if each.received_on <= until
    ]  # fmt: skip
