"""Which nominations a bulk action is about: those that were marked, or all lines of a list that stand in one state."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import request

from states.facts import Row
from states.text import normalise
from web.access import actor
from web.clock import now
from web.database import reading
from workflow.days import civil_date
from workflow.queries.bulk import Verdict, keys_of_list, look_of
from workflow.queries.secretariat import Line, cases_of, lines_of
from workflow.queries.visibility import may_see_nomination

MOST_SHOWN = 20
"""Lines of a whole list that are shown of each sort: refused and possible ones."""

_INDEX = re.compile(r"[0-9]{1,18}")


@dataclass(frozen=True, kw_only=True)
class Choice:
    """The chosen nominations in order, and what the person has seen of each.

    ``proposal_id`` names the list where all of it was chosen; ``look`` then stands for everything that was seen of it.
    """

    cases: Sequence[Row]
    seen: Mapping[str, int | None]
    proposal_id: str = ""
    look: str = ""

    @property
    def is_as_seen(self) -> bool:
        """Whether the list is still what the sent page showed."""
        return not self.proposal_id or request.form.get("look") == self.look

    def lines(self, verdicts: Mapping[str, Verdict]) -> list[Line]:
        """The lines to show: all that were marked; of a whole list the first refused ones, then the first others."""
        keys = [case["id"] for case in self.cases]
        if self.proposal_id:
            refused = [key for key in keys if key in verdicts and not verdicts[key].is_good]
            others = [key for key in keys if key not in verdicts or verdicts[key].is_good]
            keys = refused[:MOST_SHOWN] + others[:MOST_SHOWN]
        found = {line.key: line for line in lines_of(reading(), actor().organisation_id, keys, today=civil_date(now()))}
        return [found[key] for key in keys if key in found]


def choice() -> Choice:
    """What the page's address, or the sent form, chooses."""
    proposal_id = normalise(request.args.get("proposal_id", ""))
    if proposal_id:
        return _whole(proposal_id, normalise(request.args.get("state", "")))
    if request.method == "POST":
        pairs = [pair.partition(".") for pair in map(normalise, request.form.getlist("line"))]
        seen = {key: int(number) if _INDEX.fullmatch(number) else None for key, _dot, number in pairs}
        return Choice(cases=_marked(list(seen)), seen=seen)
    cases = _marked(list(dict.fromkeys(map(normalise, request.args.getlist("on")))))
    return Choice(cases=cases, seen={case["id"]: case["changed"] for case in cases})


def _whole(proposal_id: str, state: str) -> Choice:
    organisation_id = actor().organisation_id
    keys = keys_of_list(reading(), organisation_id, proposal_id=proposal_id, state=state)
    cases = _seen(cases_of(reading(), organisation_id, keys))
    seen = {case["id"]: case["changed"] for case in cases}
    return Choice(cases=cases, seen=seen, proposal_id=proposal_id, look=look_of(cases))


def _marked(keys: Sequence[str]) -> list[Row]:
    organisation_id = actor().organisation_id
    lines = lines_of(reading(), organisation_id, keys, today=civil_date(now()))
    return _seen(cases_of(reading(), organisation_id, [line.key for line in lines]))


def _seen(cases: Mapping[str, Row]) -> list[Row]:
    return [case for case in cases.values() if may_see_nomination(actor(), case)]
