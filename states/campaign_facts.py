"""What guards and commands may know about a campaign; see ``states/facts.py``."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from states.facts import Facts, Row


@dataclass(frozen=True, kw_only=True)
class CampaignFacts(Facts):
    """What may be known about a campaign."""

    @property
    def target_count(self) -> int:
        """How many targets its plan holds."""
        return cast(int, self.gathered["target_count"])

    @property
    def open_nominations(self) -> int:
        """Nominations born of it that still wait at somebody's desk."""
        return cast(int, self.gathered["open_nominations"])

    @property
    def figures(self) -> Mapping[str, Row]:
        """The figures of its plan by id, each with comparator, value, decimals and unit of measure."""
        return cast("Mapping[str, Row]", self.gathered["figures"])

    @property
    def latest_version(self) -> int:
        """How often the asked figure was reported for the asked unit and period so far."""
        return cast(int, self.gathered["latest_version"])

    @property
    def reporting_unit_state(self) -> str | None:
        """How the unit named in a report stands; ``None`` where the commune has no such unit."""
        return cast("str | None", self.gathered["reporting_unit_state"])

    @property
    def report_is_known(self) -> bool:
        """Whether a report with the asked id is on file already: a form sent twice."""
        return cast(bool, self.gathered["report_is_known"])
