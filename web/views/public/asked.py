"""What a visitor asks of a list, read from the address; whatever can't be read is as if it were not asked."""

from flask import request

from states.text import normalise

LONGEST = 200
YEARS = range(1945, 2201)


def asked(name: str) -> str:
    """One word of the address, in one spelling."""
    return normalise(request.args.get(name, ""))[:LONGEST]


def asked_year(latest: int) -> int:
    """The year asked for; ``0`` for all of them, ``latest`` where nothing was said."""
    text = asked("year")
    if not text:
        return latest
    year = int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else 0
    return year if year in YEARS else 0


def asked_place() -> tuple[int, str, str] | None:
    """The place of a board from which on to read."""
    rank, _, rest = asked("after").partition("_")
    name, _, key = rest.rpartition("_")
    return (int(rank), name, key) if rank.isascii() and rank.isdigit() and len(rank) < 4 and key else None


def asked_day() -> tuple[str, str, str] | None:
    """The place in the list of postings from which on to read."""
    day, _, rest = asked("after").partition("_")
    name, _, key = rest.rpartition("_")
    return (day, name, key) if key else None


def as_place(place: tuple[int | str, str, str]) -> str:
    """A place as it stands in an address."""
    return "_".join(map(str, place))
