"""Who takes part in a session of the council: what its quorums are held against, when a vote opens and when it closes."""

from collections.abc import Collection, Mapping

from states.council_vocabulary import Attendance

TAKING_PART = (Attendance.PRESENT, Attendance.REMOTE)


def there(members: Collection[str], marks: Mapping[str, str]) -> set[str]:
    """Those of the members who are in the session, in the room or online; ``marks`` are the attendance by account."""
    return {member for member in members if marks.get(member) in TAKING_PART}


def taking_part(
    roll: Collection[str], marks: Mapping[str, str], said: Collection[tuple[str, str]], written: Collection[tuple[str, str]],
    *, written_count: bool, holding: Collection[str] = (),
) -> tuple[int, int]:  # fmt: skip
    """How many of the roll take part in the vote: those in the session, and the others who gave an opinion that counts.

    Who is ``holding`` a ballot on paper, or dropped it and left, takes part like those who stayed. ``said`` are the votes by
    nomination and member, ``written`` those of them that were given in writing. It is asked once for the session and not for
    each item: who is there and says nothing to an item takes part all the same, and has not agreed.
    """
    present = there(roll, marks) | (set(holding) & set(roll))
    counted = {member for nomination, member in said if written_count or (nomination, member) not in written}
    return len(present), len((counted & set(roll)) - present)
