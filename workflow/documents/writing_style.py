"""How official papers write names, numbers and days."""

from dataclasses import dataclass
from datetime import date

from states.vocabulary import SubjectKind

COMMITTEE = "Ủy ban nhân dân"
COUNCIL = "Hội đồng Thi đua - Khen thưởng"

NO_DAY_YET = "ngày … tháng … năm …"

DEMO = "BẢN MINH HỌA – nhân vật và sự việc đều hư cấu."

COUNTED = {
    SubjectKind.INDIVIDUAL: "cá nhân",
    SubjectKind.COLLECTIVE: "tập thể",
    SubjectKind.HOUSEHOLD: "hộ gia đình",
    SubjectKind.VILLAGE: "thôn, tổ dân phố",
}
"""What nominees are called when they are counted."""

_ADDRESSES = {"male": "Ông ", "female": "Bà "}


def long_day(day: date) -> str:
    """``ngày 05 tháng 02 năm 2024``: a leading zero for days before the tenth and for January and February."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def small(number: int) -> str:
    """A number of a paper or a count: ``05``, ``12``, ``3.065``."""
    return f"{number:02}" if number < 10 else grouped(number)


def grouped(number: int) -> str:
    """A number with its thousands parted: ``1.234.567``."""
    return f"{number:,}".replace(",", ".")


def addressed(name: str, kind: SubjectKind, gender: str | None) -> str:
    """A person's name with Ông or Bà where it is known which; the names of all others as they are."""
    return _ADDRESSES.get(gender or "", "") + name if kind == SubjectKind.INDIVIDUAL else name


def within(name: str) -> str:
    """An addressed name inside a sentence: ``ông Trần Văn An``, ``hộ gia đình bà Lê Thị Bình``."""
    return name[:1].lower() + name[1:] if name.startswith((*_ADDRESSES.values(), "Hộ gia đình ")) else name


@dataclass(frozen=True, kw_only=True)
class Office:
    """The People's Committee that issues a paper, as it was entered: "Ủy ban nhân dân xã …" or "UBND xã …"."""

    name: str
    parent: str
    place: str
    is_demo: bool = False

    @property
    def locality(self) -> str:
        """The commune by itself: ``xã Hương Lâm``."""
        return _without_committee(self.name)

    @property
    def town(self) -> str:
        """The name of the place alone, as it stands before the date: ``Hương Lâm``."""
        rank, _, name = self.place.partition(" ")
        return name if name and rank.casefold() in ("xã", "phường") else self.place

    @property
    def committee(self) -> str:
        """The committee in full: ``Ủy ban nhân dân xã Hương Lâm``."""
        return f"{COMMITTEE} {self.locality}"

    @property
    def council(self) -> str:
        """Its council: ``Hội đồng Thi đua - Khen thưởng xã Hương Lâm``."""
        return f"{COUNCIL} {self.locality}"

    def footer(self, *lines: str) -> list[str]:
        """The small lines at the foot of every page; the papers of a demonstration say what they are."""
        return [*lines, DEMO] if self.is_demo else list(lines)

    def masthead(self, *, number: str, on: date | None) -> dict[str, object]:
        """The head of a paper of the committee."""
        parent = _short(self.parent).upper()
        return self._head(parent, [COMMITTEE.upper(), self.locality.upper()], number, on)

    def masthead_of_council(self, *, number: str, on: date) -> dict[str, object]:
        """The head of a paper of the council."""
        return self._head(_short(self.name).upper(), ["HỘI ĐỒNG", "THI ĐUA - KHEN THƯỞNG"], number, on)

    def _head(self, parent: str, own: list[str], number: str, on: date | None) -> dict[str, object]:
        day = f"{self.town}, {long_day(on) if on else NO_DAY_YET}"
        return {"parent": parent, "own": own, "number": number, "place-and-date": day}


def _without_committee(name: str) -> str:
    for beginning in (COMMITTEE, "UBND"):
        if name.casefold().startswith(beginning.casefold()):
            return name[len(beginning) :].strip()
    return name


def _short(name: str) -> str:
    """The superior body with its usual words shortened, as the decree allows."""
    rest = _without_committee(name)
    return f"UBND {rest}" if rest != name else name


def column(title: str, *, width: int = 0, share: float = 1, place: str = "left") -> dict[str, object]:
    """A column of a list: ``width`` in mm, or else a share of what the others leave free."""
    return {"title": title, "width": width, "share": share, "place": place}
