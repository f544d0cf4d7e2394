"""Who counts in a body of the council on a day: its members, and for an absent one the substitute, where the rules allow it.

``Seated`` rows hold account_id, title, name, and ``substitutes``: the account of the member whom a substitute stands in for, or
``None`` for a member. The number of those who count is the number of seats, whoever sits there.
"""

from collections.abc import Iterator, Mapping, Sequence

from states.council_vocabulary import Attendance
from states.facts import Row

_THERE = (Attendance.PRESENT, Attendance.REMOTE)
_AWAY = (Attendance.EXCUSED, Attendance.ABSENT)


def counting(seated: Sequence[Row], marks: Mapping[str, str], *, allowed: bool) -> list[Row]:
    """The members who count, in their order; where one is marked absent and a substitute is there, the substitute.

    ``marks`` are the attendance by account; ``allowed``: whether the rules let substitutes vote.
    """
    there = {
        row["substitutes"]: row
        for row in reversed(seated)
        if allowed and row["substitutes"] is not None and marks.get(row["account_id"]) in _THERE
    }
    return list(_resolved(seated, marks, there))


def _resolved(seated: Sequence[Row], marks: Mapping[str, str], there: Mapping[str, Row]) -> Iterator[Row]:
    for member in seated:
        account = member["account_id"]
        if member["substitutes"] is not None:
            continue
        if account in there and marks.get(account) in _AWAY:
            substitute = there[account]
            title = f"dự thay {member['name']}, {member['title']}"
            yield {**substitute, "title": title}
        else:
            yield member
