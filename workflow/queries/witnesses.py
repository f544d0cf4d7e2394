"""The witnesses of a log as a page shows them: who confirmed what and when, whether it is enough, and what is wrong."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from workflow.ledger.alarms import Raised, open_alarms, recent_alarms
from workflow.ledger.asking import SECOND, heard
from workflow.ledger.note import VerifierKey
from workflow.ledger.policy import Policy, Witness, shown
from workflow.ledger.published import Published, latest
from workflow.ledger.rounds import FRESH, Confirmed, confirmed
from workflow.ledger.witnessing import Seen, latest_seen
from workflow.models.ledger import Log
from workflow.models.witness import Alarm
from workflow.sql import Driver, Prepared

_ORIGIN = Prepared(lambda: select(Log.origin).where(Log.id == bindparam("log_id")))
_FACTS = Prepared(
    lambda: select(Alarm.log_id, Alarm.code, Alarm.about, Alarm.facts, Alarm.at, Alarm.ended_at).where(
        Alarm.id == bindparam("key")
    )
)


@dataclass(frozen=True, kw_only=True)
class WitnessLine:
    """One witness: its name in the policy, its key, its address, how far it confirmed and when (UTC microseconds)."""

    name: str
    key: VerifierKey
    url: str
    size: int | None
    at: int | None
    is_fresh: bool
    is_complete: bool


@dataclass(frozen=True, kw_only=True)
class LookedAfter:
    """A log of another house that is confirmed here; ``seen`` is empty while nothing was."""

    origin: str
    seen: Seen | None


@dataclass(frozen=True, kw_only=True)
class WitnessView:
    """What the page says of one log: its newest checkpoint, its witnesses, its quorum and its alarms."""

    origin: str
    head: Published | None
    policy: Policy | None
    lines: Sequence[WitnessLine]
    confirmed: Confirmed | None
    others: Sequence[LookedAfter]
    open: Sequence[Raised]
    past: Sequence[Raised]

    @property
    def needs_quorum(self) -> bool:
        """Whether the policy asks for any witness at all."""
        return self.policy is not None and self.policy.quorum != "none"


def origin_of(driver: Driver, log_id: str) -> str:
    """What the log of an organisation is called."""
    return str(driver.value(_ORIGIN, log_id=log_id))


def witness_view(
    driver: Driver, log_id: str, policy: Policy | None, others: Iterable[VerifierKey], at: int, since: int
) -> WitnessView:
    """All about the witnesses of a log at an instant, with alarms that were open after ``since`` (UTC microseconds)."""
    head = latest(driver, log_id)
    return WitnessView(
        origin=origin_of(driver, log_id), head=head, policy=policy,
        lines=[_line(driver, log_id, each, head, at) for each in (policy.witnesses if policy else ())],
        confirmed=confirmed(driver, policy, log_id, at) if policy else None,
        others=[
            LookedAfter(origin=name, seen=latest_seen(driver, name))
            for name in dict.fromkeys(key.name for key in others)
        ],
        open=open_alarms(driver, log_id),
        past=[each for each in recent_alarms(driver, since, log_id) if each.ended_at],
    )  # fmt: skip


def evidence(driver: Driver, log_id: str, key: str) -> dict[str, object] | None:
    """An alarm with everything that was kept with it; nothing for one of another organisation's log."""
    found = driver.rows(_FACTS, key=key)
    if not found or found[0][0] not in (None, log_id):
        return None
    return dict(zip(("log_id", "code", "about", "facts", "at", "ended_at"), found[0], strict=True))


def quorum_words(policy: Policy, name: str = "") -> str:
    """The quorum as a line: ``2/3 (tinh, thanhtra, xa-ban)``; groups within groups in brackets."""
    name = name or policy.quorum
    group = policy.groups.get(name)
    if group is None:
        return shown(name)
    return f"{group.least}/{len(group.members)} ({', '.join(quorum_words(policy, each) for each in group.members)})"


def _line(driver: Driver, log_id: str, witness: Witness, head: Published | None, at: int) -> WitnessLine:
    last = heard(driver, log_id, witness)
    return WitnessLine(
        name=shown(witness.name), key=witness.key, url=witness.url, size=last.size if last else None,
        at=last.at * SECOND if last else None, is_fresh=last is not None and at - last.at * SECOND <= FRESH,
        is_complete=last is not None and head is not None and last.size >= head.size,
    )  # fmt: skip
