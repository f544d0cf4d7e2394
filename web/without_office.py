"""What somebody reads whose offices have all ended, or not begun: since when, and whom to ask. The account itself is fine."""

from collections.abc import Iterator

from states.vocabulary import Role
from web.access import person_or_none
from web.clock import now
from web.database import reading
from web.filters import day
from web.language import _
from workflow.days import civil_date
from workflow.queries.people import holders, terms_of


def without_office() -> tuple[str, ...]:
    """Why the person has no office today and who can grant one; nothing for those who have one, and for passers-by."""
    someone = person_or_none()
    return () if someone is None or someone.actor.offices else tuple(_told())


def _told() -> Iterator[str]:
    someone, today = person_or_none(), civil_date(now())
    assert someone is not None
    terms = terms_of(reading(), someone.actor.account_id)
    over = [term for term in terms if term.held_until and term.held_until < today]
    ahead = sorted(term.held_from for term in terms if term.held_from > today)
    if over:
        last = over[-1]
        assert last.held_until is not None
        yield _(
            "Nhiệm kỳ của ông/bà (%(office)s) đã kết thúc, ngày cuối là %(day)s. "
            "Tài khoản vẫn đăng nhập được nhưng không còn vai trò nào.",
            office=last.title, day=day(last.held_until),
        )  # fmt: skip
    elif not ahead:
        yield _("Tài khoản của ông/bà chưa được giao vai trò nào.")
    if ahead:
        yield _("Vai trò tiếp theo của ông/bà bắt đầu từ ngày %(day)s.", day=day(ahead[0]))
    names = holders(reading(), someone.actor.organisation_id, Role.ADMINISTRATOR, today)
    if names:
        yield _(
            "Nếu ông/bà vẫn đảm nhiệm công việc, đề nghị quản trị ghi nhiệm kỳ mới: %(names)s.", names=", ".join(names)
        )
    else:
        yield _("Nếu ông/bà vẫn đảm nhiệm công việc, đề nghị người vận hành máy chủ ghi nhiệm kỳ mới.")
