"""How the procedure says no.

::

    BangVangError
    ├── ActionRefused(refusals)     the procedure says no, and says why
    │   ├── NotYourAction   403     the actor holds no such role towards this case
    │   ├── NotNow          409     the case stands elsewhere
    │   └── NotMet          422     a condition is not met; all of them are listed
    ├── NoSuchCase          404
    ├── StaleView           409     somebody moved first; look again
    ├── LedgerBroken        500     the ledger does not verify: writing stops, reading goes on
    │   └── FileChanged     500     a kept file is not what was handed in: it is not shown
    ├── DeliveryFailed              a message could not be handed over; retried
    └── Fault               500     we built it wrong
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from states.vocabulary import Role

Fact = str | int | date | tuple[str, ...]


@dataclass(frozen=True)
class Refusal:
    """One reason why an action is closed: a code, the facts its sentence needs, who can clear it and by when.

    ``at`` names the field of the form, or the line of a list, where it is wrong; empty when it concerns the whole case.
    """

    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    cleared_by: Role | None = None
    due_on: date | None = None
    at: str = ""


class BangVangError(Exception):
    """Everything this house raises on purpose."""


class ActionRefused(BangVangError):
    """The procedure says no; ``refusals`` holds every reason, not the first one."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        super().__init__(", ".join(refusal.code for refusal in refusals))
        self.refusals = tuple(refusals)


class NotYourAction(ActionRefused):
    """The actor holds no such office towards this case."""


class NotNow(ActionRefused):
    """The case stands elsewhere in its procedure."""


class NotMet(ActionRefused):
    """At least one condition is not met."""


class NoSuchCase(BangVangError):
    """There is no such case, or it belongs to another organisation: existence is not disclosed."""


class StaleView(BangVangError):
    """Somebody moved the case after the actor looked at it."""


class LedgerBroken(BangVangError):
    """The ledger does not verify."""


class FileChanged(LedgerBroken):
    """A kept file is no longer what was handed in: its content differs from the digest that the log committed to."""


class DeliveryFailed(BangVangError):
    """A message could not be handed over; it is tried again and never undoes an action."""


class Fault(BangVangError):
    """We built it wrong: a table, a command or a record contradicts another."""
