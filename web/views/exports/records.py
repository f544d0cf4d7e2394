"""What is kept for good as workbooks: the annex of a decision, the register of accounts, the log."""

from collections.abc import Iterator, Sequence
from typing import Any

from states.vocabulary import RegisterState
from web.access import actor
from web.database import reading
from web.language import _
from web.spreadsheets import Column, Holds
from web.views.decisions.paper import bonuses_on
from web.views.exports.turning import to_the_end
from web.words import Words
from workflow.queries import registers
from workflow.queries.auditor import LogEntry
from workflow.queries.decision import DecisionPage
from workflow.queries.log_search import Place, Wanted, search_log

_WORDS = Words()
Rows = Iterator[Sequence[Any]]


def annex_columns() -> list[Column]:
    """Of those whom a decision names."""
    return [
        Column(_("STT"), Holds.NUMBER, 6), Column(_("Mã hồ sơ"), width=12), Column(_("Tên"), width=32),
        Column(_("Chức danh, nơi ở"), width=34), Column(_("Đơn vị"), width=30),
        Column(_("Hình thức khen thưởng"), width=34), Column(_("Tiền thưởng (đồng)"), Holds.NUMBER, 18),
    ]  # fmt: skip


def annex_rows(page: DecisionPage) -> Rows:
    """Whom a decision awards, in the order of its list."""
    paid = bonuses_on(page).paid
    for number, line in enumerate(page.named, start=1):
        bonus = "" if paid[line.key].bonus.amount is None else paid[line.key].amount
        yield number, line.code, line.name, line.title, line.unit, _WORDS.award(line.award), bonus


def account_columns() -> list[Column]:
    """Of accounts."""
    return [
        Column(_("Họ và tên"), width=30), Column(_("Chức vụ"), width=30), Column(_("Tên đăng nhập"), width=20),
        Column(_("Vai trò đang giữ"), width=50), Column(_("Tình trạng"), width=16),
    ]  # fmt: skip


def account_rows() -> Rows:
    """Everybody with an account, and the offices they hold."""
    whose = actor().organisation_id

    def read(place: tuple[str, str] | None) -> tuple[Sequence[registers.AccountRow], tuple[str, str] | None]:
        found, has_more = registers.accounts(reading(), whose, place or ("", ""))
        return found, (found[-1].sort_key, found[-1].key) if has_more else None

    for each in to_the_end(read):
        held = [office for office in each.offices if office.state == RegisterState.ACTIVE]
        offices = "; ".join(_WORDS.label(one.role) + (f" – {one.unit}" if one.unit else "") for one in held)
        yield each.full_name, each.post_title, each.username, offices, _WORDS.label(each.state)


def log_columns() -> list[Column]:
    """Of entries of the log."""
    return [
        Column(_("Mục"), Holds.NUMBER, 10), Column(_("Lúc"), Holds.MOMENT, 18), Column(_("Việc đã làm"), width=34),
        Column(_("Người làm"), width=28), Column(_("Vai trò"), width=24), Column(_("Đối tượng của việc"), width=22),
        Column(_("Mã hồ sơ"), width=12), Column(_("Tên"), width=32), Column(_("Mã băm"), width=68),
    ]  # fmt: skip


def log_rows(wanted: Wanted) -> Rows:
    """The entries that are asked for, newest first."""
    here = actor()

    def read(after: Place | None) -> tuple[Sequence[LogEntry], Place | None]:
        page = search_log(reading(), here.organisation_id, wanted, after=after, kept_from=here.recused)
        return page.entries, page.after

    for each in to_the_end(read):
        yield (
            each.index, each.entry.at, _WORDS.past(each.action), each.person or _("Người vận hành tại máy chủ"),
            _WORDS.label(each.office), _WORDS.label(each.subject), each.code, each.name, each.hash_hex,
        )  # fmt: skip
