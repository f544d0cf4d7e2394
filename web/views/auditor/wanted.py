"""What an auditor asks of the log, read from the address; what can't be read is said in one sentence at its field."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from flask import request

from states.text import normalise
from states.vocabulary import Action, Role, State
from web.access import actor
from web.database import reading
from web.fields import read_day
from web.language import _
from workflow.days import VIETNAM, instant
from workflow.queries.log_names import cases_called, objects_called, people_called
from workflow.queries.log_search import END, Place, Wanted
from workflow.queries.public import words_of

NAMES = ("q", "who", "office", "action", "state", "from", "until", "code")
"""The fields of the search, by their names in the address."""

LONGEST = 200


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What was typed, what it asks for, and what is wrong with it: a sentence for each field that can't be read."""

    typed: Mapping[str, str]
    wanted: Wanted | None
    problems: Mapping[str, str] = field(default_factory=dict)
    after: Place | None = None

    @property
    def kept(self) -> dict[str, str]:
        """What has to stand in the address of the next page."""
        return {name: text for name, text in self.typed.items() if text}


def asked() -> Asked:
    """Read the address. ``wanted`` is missing where something can't be read or where nobody is called so."""
    typed = {name: normalise(request.args.get(name, ""))[:LONGEST] for name in NAMES}
    problems: dict[str, str] = {}
    since, until = _day(typed, "from", problems), _day(typed, "until", problems)
    if since and until and until < since:
        problems["until"] = _("Ngày kết thúc phải từ ngày bắt đầu trở đi.")
    driver, here = reading(), actor()
    actors = objects = None
    if typed["who"]:
        actors = people_called(driver, here.organisation_id, words_of(typed["who"]))
        if not actors:
            problems["who"] = _("Không có ai mang tên này. Nhập họ tên hoặc một phần họ tên của người có tài khoản.")
    if typed["code"]:
        objects = cases_called(driver, here, typed["code"])
        if objects is None:
            problems["code"] = _("Không có hồ sơ nào mang mã hoặc tên này. Ví dụ: 2024-0001.")
    words = tuple(words_of(typed["q"]))
    wanted = Wanted(
        action=typed["action"] if typed["action"] in set(Action) else "",
        state=typed["state"] if typed["state"] in set(State) else "",
        office=typed["office"] if typed["office"] in set(Role) else "",
        since=_start(since) if since else 0, until=_start(until + timedelta(days=1)) if until else END[0],
        objects=objects, actors=actors, words=words,
        named=objects_called(driver, here, typed["q"], words) if words else frozenset(),
        called=people_called(driver, here.organisation_id, words) if words else frozenset(),
    )  # fmt: skip
    return Asked(typed=typed, wanted=None if problems else wanted, problems=problems, after=asked_place())


def as_place(place: Place) -> str:
    """A place in the log as it stands in an address."""
    return f"{place[0]}.{place[1]}"


def asked_place() -> Place | None:
    """The place after which the page that is asked for goes on."""
    at, _dot, index = request.args.get("after", "").partition(".")
    is_place = all(part.isascii() and part.isdigit() and len(part) < 19 for part in (at, index))
    return (int(at), int(index)) if is_place else None


def _day(typed: Mapping[str, str], name: str, problems: dict[str, str]) -> date | None:
    try:
        return read_day(typed[name]) if typed[name] else None
    except ValueError as error:
        problems[name] = str(error)
        return None


def _start(on: date) -> int:
    return instant(datetime(on.year, on.month, on.day, tzinfo=VIETNAM))
