"""The lists of the desks as workbooks: what waits for a person, the office's queue, what a unit has proposed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from states.vocabulary import State
from web.access import actor
from web.clock import now
from web.database import reading
from web.language import _
from web.spreadsheets import Column, Holds
from web.views.exports.turning import to_the_end
from web.words import Words
from workflow.days import civil_date
from workflow.queries import secretariat, unit, worklist
from workflow.queries.recusals import veil_of

_WORDS = Words()
Rows = Iterator[Sequence[Any]]


def desk_columns() -> list[Column]:
    """Of nominations by deadline."""
    return [
        Column(_("Mã hồ sơ"), width=12), Column(_("Tên"), width=32), Column(_("Hình thức khen thưởng"), width=34),
        Column(_("Tình trạng"), width=24), Column(_("Đơn vị"), width=30), Column(_("Hạn"), Holds.DAY, 12),
    ]  # fmt: skip


def worklist_rows(wanted: worklist.Filter) -> Rows:
    """Everything on the person's desk."""
    today = civil_date(now())

    def read(place: tuple[str, str] | None) -> tuple[Sequence[worklist.WorkItem], tuple[str, str] | None]:
        found = worklist.worklist(reading(), actor=actor(), today=today, wanted=replace(wanted, after=place))
        return found.items, found.items[-1].place if found.has_more else None

    return (_on_desk(each) for each in to_the_end(read))


def queue_rows(wanted: secretariat.Filter) -> Rows:
    """Everything in the office's queue under a filter."""
    today, whose = civil_date(now()), actor().organisation_id

    def read(place: tuple[str, str] | None) -> tuple[Sequence[secretariat.Line], tuple[str, str] | None]:
        found = secretariat.queue(
            reading(), whose, today=today, wanted=replace(wanted, after=place), veil=veil_of(actor())
        )
        return found.lines, found.lines[-1].place if found.has_more else None

    return (_on_desk(each) for each in to_the_end(read))


def _on_desk(each: worklist.WorkItem | secretariat.Line) -> Sequence[Any]:
    return each.code, each.name, _WORDS.award(each.award), _WORDS.label(each.state), each.unit, each.due_on


def unit_columns() -> list[Column]:
    """Of a unit's nominations and the lines of a list."""
    return [
        Column(_("Mã hồ sơ"), width=12), Column(_("Tên"), width=32), Column(_("Loại đối tượng"), width=18),
        Column(_("Năm sinh"), Holds.NUMBER, 10), Column(_("Mã hộ"), width=14),
        Column(_("Hình thức khen thưởng"), width=34), Column(_("Tình trạng"), width=24), Column(_("Hạn"), Holds.DAY, 12),
    ]  # fmt: skip


def unit_rows(unit_id: str, *, group: str, award: str) -> Rows:
    """Everything a unit has proposed under a filter, by name."""
    whose = actor().organisation_id

    def read(place: str | None) -> tuple[Sequence[unit.Line], str | None]:
        page = unit.nominations_of(reading(), whose, unit_id, group=group, award=award, after=place or "")
        return page.lines, page.later or None

    return (_of_unit(each) for each in to_the_end(read))


def list_rows(proposal_id: str) -> Rows:
    """Every line of a list, by name."""

    def read(place: str | None) -> tuple[Sequence[unit.Line], str | None]:
        page = unit.lines_of(reading(), proposal_id, after=place or "")
        return page.lines, page.later or None

    return (_of_unit(each) for each in to_the_end(read))


def _of_unit(each: unit.Line) -> Sequence[Any]:
    is_put_aside = each.is_discarded and each.state == State.DRAFT
    return (
        each.code, each.name, _WORDS.label(each.kind), each.birth_year, each.household_code, _WORDS.award(each.award),
        _("Đã bỏ") if is_put_aside else _WORDS.label(each.state),
        date.fromisoformat(each.due_on) if each.due_on else None,
    )  # fmt: skip
