"""Going round the witnesses: each is asked by itself, so one that is slow or away holds up neither the others nor any work.

What grew is offered within seconds; what did not is offered once a day, so that silence shows. A witness that does not answer
is asked ever more seldom, up to a quarter of an hour.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Lock, Thread

from sqlalchemy import bindparam, select

from workflow.ledger.alarms import Alarm, end_alarm, open_alarms, raise_alarm
from workflow.ledger.asking import SECOND, SILENT, Post, ask, heard
from workflow.ledger.note import MalformedNote, Signature, VerifierKey
from workflow.ledger.policy import MalformedPolicy, Policy, Verdict, Witness, shown
from workflow.ledger.published import at_size, latest
from workflow.ledger.witness_post import NoAnswer, post_offer
from workflow.models.ledger import Cosignature, Log
from workflow.sql import Driver, Prepared
from workflow.steadily import DATABASE_AWAY, steadily
from workflow.store import Store

QUORUM = "quorum_missing"
"""The alarm that too few witnesses have confirmed a log lately."""

POLICY = "policy_unreadable"
"""The alarm that the file of witnesses can't be read; ``about`` is its path."""

HOUR = 3600 * SECOND
DAILY = 23 * HOUR
"""How old the last word of a witness may be before it is asked again about a log that has not grown."""

FRESH = 26 * HOUR
"""How old the last word of a witness may be before its silence is an alarm."""

PATIENCE = HOUR
"""How long a witness may be away while a checkpoint waits for it, before that is an alarm."""

PAUSE = 5 * SECOND
WAITS = tuple(seconds * SECOND for seconds in (5, 15, 60, 300, 900))
LOOK_EVERY = 30 * SECOND
RECENT_SIZES = 20

log = logging.getLogger(__name__)

_LOGS = Prepared(lambda: select(Log.id).order_by(Log.id))
_WORDS = Prepared(
    lambda: (
        select(Cosignature.size, Cosignature.line)
        .where(Cosignature.log_id == bindparam("log_id"), Cosignature.seen_at >= bindparam("since"))
        .order_by(Cosignature.size.desc(), Cosignature.seen_at)
    )
)


@dataclass(frozen=True, kw_only=True)
class Confirmed:
    """The newest checkpoint that has its quorum, and what the policy says of it."""

    size: int
    verdict: Verdict


def confirmed(driver: Driver, policy: Policy, log_id: str, at: int, within: int = FRESH) -> Confirmed | None:
    """The newest checkpoint that enough witnesses confirmed, counting only right lines of the last ``within`` microseconds."""
    words: dict[int, list[Signature]] = {}
    for size, line in driver.rows(_WORDS, log_id=log_id, since=(at - within) // SECOND):
        if size not in words and len(words) == RECENT_SIZES:
            break
        words.setdefault(size, []).append(Signature.parse(line))
    for size, lines in words.items():
        published = at_size(driver, log_id, size)
        verdict = policy.judge(published.signed, at // SECOND, lines) if published else None
        if verdict and verdict.has_quorum:
            return Confirmed(size=size, verdict=verdict)
    return None


@dataclass
class _Visit:
    """How it stands between one log and one witness."""

    next_at: int = 0
    failures: int = 0
    failing_since: int = 0
    is_on_its_way: bool = False


@dataclass
class Rounds:
    """Asks the witnesses of the policy file for every log of an installation, until told to stop."""

    store: Store
    path: Path
    clock: Callable[[], int]
    post: Post = post_offer
    _policy: Policy = field(default_factory=Policy)
    _read: tuple[int, int] | None = None
    _began: int = 0
    _looked: int = 0
    _visits: dict[tuple[str, str], _Visit] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def run(self, stop: Event) -> None:
        """Go round until ``stop`` is set; a database that is away is waited for."""
        steadily(self.turn, stop, "witnesses", log)

    def turn(self) -> None:
        """Set out to every witness that is due; whether all is well is looked at twice a minute."""
        at = self.clock()
        self._began = self._began or at
        self._take_policy(at)
        with self.store.reading() as driver:
            logs = [str(key) for (key,) in driver.rows(_LOGS)]
            due = [pair for pair in self._pairs(logs) if self._is_due(driver, *pair, at)]
        for log_id, witness in due:
            self._visit(log_id, witness).is_on_its_way = True
            Thread(target=self._go, args=(log_id, witness), daemon=True).start()
        if at - self._looked >= LOOK_EVERY:
            self._looked = at
            self._look(logs, at)

    def _take_policy(self, at: int) -> None:
        """Read the file anew when it has changed; one that can't be read leaves the last good one in force, and is an alarm."""
        alarm = Alarm(POLICY, None, str(self.path))
        try:
            state = self.path.stat()
            if self._read == (state.st_mtime_ns, state.st_size):
                return
            self._policy = Policy.parse(self.path.read_bytes())
            self._read = (state.st_mtime_ns, state.st_size)
            end_alarm(self.store, alarm, at)
        except (OSError, MalformedPolicy) as broken:
            why = broken.strerror if isinstance(broken, OSError) and broken.strerror else str(broken)
            raise_alarm(self.store, Alarm(POLICY, None, str(self.path), {"reason": why}), at)

    def _pairs(self, logs: Iterable[str]) -> list[tuple[str, Witness]]:
        return [(log_id, witness) for log_id in logs for witness in self._policy.witnesses if witness.url]

    def _visit(self, log_id: str, witness: Witness) -> _Visit:
        return self._visits.setdefault((log_id, str(witness.key)), _Visit())

    def _is_due(self, driver: Driver, log_id: str, witness: Witness, at: int) -> bool:
        visit = self._visit(log_id, witness)
        if visit.is_on_its_way or at < visit.next_at:
            return False
        published, last = latest(driver, log_id), heard(driver, log_id, witness)
        if published is None:
            return False
        return last is None or last.size < published.size or last.at * SECOND < at - DAILY

    def _go(self, log_id: str, witness: Witness) -> None:
        """One visit, in a thread of its own."""
        is_well = False
        try:
            is_well = ask(self.store, log_id, witness, self.post, self.clock)
        except NoAnswer as silence:
            log.info("The witness %s has not answered: %s", shown(witness.name), silence)
        except DATABASE_AWAY as error:
            log.info("The witness %s was asked in vain, the database is away: %s", shown(witness.name), error)
        except Exception:
            log.exception("The witness %s could not be asked", shown(witness.name))
        finally:
            self._come_back(self._visit(log_id, witness), is_well, self.clock())

    def _come_back(self, visit: _Visit, is_well: bool, at: int) -> None:
        with self._lock:
            if is_well:
                visit.failures, visit.failing_since, visit.next_at = 0, 0, at + PAUSE
            else:
                visit.next_at = at + WAITS[min(visit.failures, len(WAITS) - 1)]
                visit.failures += 1
                visit.failing_since = visit.failing_since or at
            visit.is_on_its_way = False

    def _look(self, logs: Iterable[str], at: int) -> None:
        """Raise what has been silent or few for too long, and end what is well again."""
        for log_id in logs:
            with self.store.reading() as driver:
                if latest(driver, log_id) is None:
                    continue
                silent = [each for _, each in self._pairs([log_id]) if self._is_silent(driver, log_id, each, at)]
                gone = self._gone(driver, log_id)
                has_quorum = self._policy.quorum == "none" or confirmed(driver, self._policy, log_id, at) is not None
            for alarm in gone:
                end_alarm(self.store, alarm, at)
            for witness in silent:
                raise_alarm(self.store, Alarm(SILENT, log_id, shown(witness.name)), at)
            if has_quorum:
                end_alarm(self.store, Alarm(QUORUM, log_id), at)
            elif at - self._began > PATIENCE:
                raise_alarm(self.store, Alarm(QUORUM, log_id), at)

    def _gone(self, driver: Driver, log_id: str) -> list[Alarm]:
        """The silence of those who are witnesses no more."""
        named = {shown(each.name) for each in self._policy.witnesses}
        found = [each.alarm for each in open_alarms(driver, log_id)]
        return [alarm for alarm in found if alarm.code == SILENT and alarm.log_id and alarm.about not in named]

    def _is_silent(self, driver: Driver, log_id: str, witness: Witness, at: int) -> bool:
        visit, last = self._visit(log_id, witness), heard(driver, log_id, witness)
        if visit.failing_since and at - visit.failing_since > PATIENCE:
            return True
        since = max(last.at * SECOND, 0) if last else self._began
        return at - since > FRESH and at - self._began > PATIENCE


def witness_keys(path: Path | None) -> tuple[VerifierKey, ...]:
    """The keys of the witnesses of a policy; none where there is no policy, or it can't be read."""
    policy = readable_policy(path)
    return tuple(witness.key for witness in policy.witnesses) if policy else ()


def readable_policy(path: Path | None) -> Policy | None:
    """The policy of a file, for those who only show it; nothing where there is none or it can't be read."""
    try:
        return Policy.parse(path.read_bytes()) if path else None
    except (OSError, MalformedPolicy, MalformedNote):
        return None
