"""A list of earlier awards that came as a file: checked against the register, and its right lines recorded as orders."""

from collections.abc import Iterable, Sequence

from states.refusals import StaleView
from states.vocabulary import AwardLevel, Basis, SubjectKind
from web.access import actor
from web.clock import now
from web.database import reading, store
from web.list_files import ListFileForm
from web.views.unit.drafting import new_nominee
from workflow.commands.administration.record_past_award import RecordPastAward
from workflow.days import civil_date
from workflow.engine import Insert, execute_all
from workflow.ids import derived_id
from workflow.intake.past_award_list import OwnedAward, PastAwardList, Register, read_past_awards
from workflow.intake.past_award_reading import PastAwardLine
from workflow.queries.past_award_register import is_recorded, register_of
from workflow.queries.worklist import units_of
from workflow.sql import Driver


class RegisterAsked:
    """The register as it was when the list was checked: nothing is recorded where it has become another one since."""

    def __init__(self) -> None:
        self.lines: Sequence[PastAwardLine] = ()
        self.found = Register(lines=())

    def __call__(self, lines: Sequence[PastAwardLine]) -> Register:
        """What the register holds of those whom the lines name."""
        self.lines, self.found = lines, register_of(reading(), actor().organisation_id, lines)
        return self.found

    def hold(self, driver: Driver) -> None:
        """Raises ``StaleView`` where somebody has changed what the list rests on."""
        if register_of(driver, actor().organisation_id, self.lines) != self.found:
            raise StaleView("the register has changed since the list was checked")


def check(form: ListFileForm, asked: RegisterAsked) -> PastAwardList | None:
    """Read and check the file of a form; nothing is written. ``None`` and a word at the field when it is no list."""
    today, units = civil_date(now()), units_of(reading(), actor())
    return form.check(lambda data: read_past_awards(data, today=today, units=units, register=asked))


def was_sent_before(form: ListFileForm) -> bool:
    """Whether the same form has recorded its list already."""
    return is_recorded(reading(), actor().organisation_id, str(form.fresh_id.data))


def record(form: ListFileForm, lines: Sequence[OwnedAward], asked: RegisterAsked) -> list[int]:
    """Record the right lines, and whom the register does not know yet, in one commit; what is refused leaves all as it was.

    Answers the places of the entries.

    The first order bears the key of the form, the others keys made of it: the same form records once.
    """
    key = str(form.fresh_id.data)
    rows, keys = _newcomers(lines)
    orders = [_order(derived_id(key, str(each.row)) if place else key, each, keys) for place, each in enumerate(lines)]

    def resting_on(driver: Driver) -> Iterable[Insert]:
        asked.hold(driver)
        return rows

    done = execute_all(store(), orders, actor=actor(), at=now(), resting_on=resting_on)
    form.let_go()
    return [each.index for each in done]


def _newcomers(lines: Sequence[OwnedAward]) -> tuple[list[Insert], dict[int, str]]:
    """The lines that the register gets, and their keys by the row that tells of each."""
    rows, keys = [], {}
    for line in newcomers(lines):
        particulars = {
            "name": line.name, "title": line.title, "birth_year": line.birth_year, "gender": line.gender,
            "household_code": line.household_code or None,
        }  # fmt: skip
        row, about = new_nominee(line.unit_id, SubjectKind(line.kind), particulars)
        rows.append(row)
        keys[line.row] = str(about["nominee_id"])
    return rows, keys


def newcomers(lines: Sequence[OwnedAward]) -> list[PastAwardLine]:
    """Those whom the register gets, each as the first line tells of them."""
    return list({each.newcomer.row: each.newcomer for each in lines if each.newcomer}.values())


def _order(key: str, owned: OwnedAward, keys: dict[int, str]) -> RecordPastAward:
    line = owned.line
    assert line.decided_on and line.year, "a right line has both"
    return RecordPastAward(
        on=key, nominee_id=keys[owned.newcomer.row] if owned.newcomer else owned.nominee, award=line.award, year=line.year,
        decision_number=line.decision_number, decided_on=line.decided_on, issuer=line.issuer, level=AwardLevel(line.level),
        basis=Basis(line.basis), evidence=line.evidence,
    )  # fmt: skip
