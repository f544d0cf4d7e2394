"""A list that came as a file: checked against the unit's own nominations, and its right lines made into drafts."""

from collections.abc import Mapping, Sequence
from typing import Any

from states.regime import Regime
from states.vocabulary import SubjectKind
from web.access import actor
from web.clock import now
from web.database import reading
from web.language import _
from web.views.unit.drafting import known_nominee, new_draft, new_nominee, write
from web.views.unit.file_forms import FileListForm
from workflow.engine import Insert
from workflow.ids import new_id
from workflow.intake.household_list import is_same
from workflow.intake.line_reading import NomineeLine
from workflow.intake.nomination_list import Living, NominationList, read_list
from workflow.queries.nominees import nominees_by_name
from workflow.queries.proposals import HOUSEHOLD_LIST, NOMINATION_LIST
from workflow.queries.unit import living_by_name


def check(form: FileListForm, unit_id: str, regime: Regime, year: int) -> NominationList | None:
    """Read and check the file of a form; nothing is proposed by it. ``None`` and a word at the field when it is no list."""

    def living(award: str) -> Mapping[str, Sequence[Living]]:
        found = living_by_name(reading(), unit_id, award=award, year=year)
        return {name: [_living(line) for line in lines] for name, lines in found.items()}

    return form.check(lambda data: read_list(data, regime=regime, year=year, said=form.said(), living=living))


def _living(line: Any) -> Living:
    return Living(
        kind=line.kind.value, birth_year=line.birth_year, household_code=line.household_code or "",
        called=line.code or _("hồ sơ nháp"),
    )  # fmt: skip


def create(form: FileListForm, unit_id: str, year: int, lines: Sequence[NomineeLine]) -> bool:
    """Write the letter and a draft for each line, all in one transaction; ``False`` when the same form did so before."""
    key = str(form.fresh_id.data)
    are_households = all(line.kind == SubjectKind.HOUSEHOLD for line in lines)
    letter = {
        "id": key, "organisation_id": actor().organisation_id, "unit_id": unit_id, "author_id": actor().account_id,
        "kind": HOUSEHOLD_LIST if are_households else NOMINATION_LIST, "title": form.title.data,
        "number": form.number.data, "dated_on": form.dated_on.data.isoformat(), "created_at": now(),
    }  # fmt: skip
    what = {"year": year, "proposal_id": key, "campaign_id": form.campaign.data or None}
    register = _Register(unit_id, {line.kind for line in lines})
    writings = [Insert(into="proposal", row=letter)]
    for line in lines:
        about = register.enter(line)
        said = {
            "award": line.award,
            "basis": line.basis,
            "achievement": line.achievement or form.achievement.data or "",
        }
        writings.append(new_draft(new_id(), unit_id, about, **what, **said))
    done = write(*writings, *register.new)
    form.let_go()
    return done


class _Register:
    """The unit's register of nominees, and those whom a list adds to it, each once."""

    def __init__(self, unit_id: str, kinds: set[str]) -> None:
        self.new: list[Insert] = []
        self._unit_id = unit_id
        self._known = {kind: nominees_by_name(reading(), unit_id, SubjectKind(kind)) for kind in kinds}
        self._added: dict[tuple[str, str], list[tuple[tuple[int | None, str], dict[str, Any]]]] = {}

    def enter(self, line: NomineeLine) -> dict[str, Any]:
        """The nominee whom a line means: of the register, of a line before, or new."""
        mine = (line.birth_year, line.household_code)
        for known in self._known[line.kind].get(line.search_key, ()):
            if is_same((known.birth_year, known.household_code or ""), mine):
                return known_nominee(known)
        added = self._added.setdefault((line.kind, line.search_key), [])
        about = next((about for mark, about in added if is_same(mark, mine)), None)
        if about is None:
            particulars = {
                "name": line.name, "title": line.title, "birth_year": line.birth_year, "gender": line.gender,
                "household_code": line.household_code or None,
            }  # fmt: skip
            row, about = new_nominee(self._unit_id, SubjectKind(line.kind), particulars)
            self.new.append(row)
            added.append((mine, about))
        return about
