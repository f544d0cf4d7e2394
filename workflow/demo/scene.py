"""The stage of the demonstration: its figures, and the keys under which everything in them is entered."""

from dataclasses import dataclass, field
from functools import cached_property

from states.vocabulary import Role
from workflow.demo.figures import Figures
from workflow.demo.nomination_figures import Nomination
from workflow.demo.nominee_figures import Nominee, address
from workflow.demo.signatures import DemoSigning
from workflow.demo.year_figures import Year
from workflow.ids import new_id


@dataclass(frozen=True, kw_only=True)
class Scene:
    """Figures, the year, and a fresh key for each unit, account, nominee, case and session."""

    figures: Figures
    year: Year
    organisation_id: str = field(default_factory=new_id)
    campaign_id: str = field(default_factory=new_id)
    signing: DemoSigning | None = None
    """How some decisions are signed digitally; all are recorded acts without it."""

    @cached_property
    def units(self) -> dict[str, str]:
        """Unit to key."""
        return {key: new_id() for key in self.figures.units}

    @cached_property
    def accounts(self) -> dict[str, str]:
        """User name to key."""
        return {username: new_id() for username in self.figures.people}

    @cached_property
    def nominees(self) -> dict[str, str]:
        """Nominee to key; households of the lists by their code."""
        lines = (line.code for each in self.figures.lists for line in each.households)
        return {key: new_id() for key in (*self.figures.nominees, *lines)}

    @cached_property
    def cases(self) -> dict[str, str]:
        """Nomination to key; households of the lists by their code."""
        lines = (line.code for each in self.figures.lists for line in each.households)
        return {key: new_id() for key in (*self.figures.nominations, *lines)}

    @cached_property
    def sessions(self) -> dict[str, str]:
        """Round to the key of its session."""
        return {key: new_id() for key in self.figures.rounds}

    def holders(self, role: Role) -> list[str]:
        """The people who hold an office, by user name, in the order of the figures."""
        return [person.username for person in self.figures.people.values() if person.holds(role)]

    @cached_property
    def administrator(self) -> str:
        """Who keeps the registers."""
        return self.holders(Role.ADMINISTRATOR)[0]

    @cached_property
    def chairman(self) -> str:
        """Who decides."""
        return self.holders(Role.CHAIRMAN)[0]

    @cached_property
    def council_secretary(self) -> str:
        """Who keeps the council's papers."""
        return self.holders(Role.COUNCIL_SECRETARY)[0]

    @cached_property
    def council(self) -> list[str]:
        """The members, in the order of their seats."""
        return self.holders(Role.COUNCIL_MEMBER)

    def office(self, place: int = 0) -> str:
        """One of the two officers of the secretariat, in turn."""
        officers = self.holders(Role.SECRETARIAT)
        return officers[place % len(officers)]

    @cached_property
    def officers(self) -> dict[str, str]:
        """Unit to the user name of its officer."""
        return {
            office.unit: person.username
            for person in self.figures.people.values()
            for office in person.offices
            if office.unit
        }

    def nominee_of(self, case: Nomination) -> Nominee:
        """Whom a nomination is about."""
        return self.figures.nominees[case.nominee]

    def called(self, nominee: Nominee) -> str:
        """How a paper speaks of a nominee in the middle of a sentence."""
        return f"{address(nominee.gender)} {nominee.name}" if nominee.occupation and nominee.gender else nominee.name
