"""Which rules an organisation stands under: on a day, and by the digest that an entry names.

The law on file, what the organisation has confirmed of it, and the layers it enacted make one set of rules a day. What was
composed is remembered by the organisation's last change of its rules; so judging an order asks nothing more for it.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import bindparam, func, select

from states.refusals import LedgerBroken
from states.regime import Regime, UnknownRules, by_digest, composed, is_on_file, regimes, written_rules
from states.regime_metadata import RegimeMetadata
from states.rule_composing import Raw, canonical_text, digest_of_text, from_canonical
from states.rule_differences import Difference, figures, figures_in, outweighed
from states.rule_layers import Layer, LayerHead, kept_layer, layers_on_file
from states.rule_loosening import loosened
from states.rules_of_day import ConfirmedRegime, EnactedLayer, RuleChanges, strictly
from states.statements import member_awards
from workflow.models.rules import RuleChange, RuleSet
from workflow.sql import Driver, Prepared, PreparedForIds

LAST_CHANGE = select(func.max(RuleChange.head)).where(RuleChange.organisation_id == bindparam("organisation_id"))
"""The entry of the last change of an organisation's rules; asked together with the offices of whoever acts."""

_LAST_CHANGE = Prepared(lambda: LAST_CHANGE)
_CHANGES = Prepared(
    lambda: (
        select(RuleChange.kind, RuleChange.code, RuleChange.valid_until, RuleChange.content)
        .where(RuleChange.organisation_id == bindparam("organisation_id"))
        .order_by(RuleChange.state.desc(), RuleChange.valid_from, RuleChange.id)
    )
)
_WRITTEN = Prepared(
    lambda: select(RuleSet.written).where(
        RuleSet.organisation_id == bindparam("organisation_id"), RuleSet.digest == bindparam("digest")
    )
)
_KEPT = PreparedForIds(
    lambda ids: select(RuleSet.digest).where(
        RuleSet.organisation_id == bindparam("organisation_id"), RuleSet.digest.in_(ids)
    )
)
NOTHING_CHANGED = RuleChanges()


@dataclass
class _Memory:
    """What a store remembers of rules: the changes of each organisation, sets read by digest, and where those are kept."""

    changes: dict[str, tuple[int, RuleChanges]] = field(default_factory=dict)
    sets: dict[str, tuple[Regime, str]] = field(default_factory=dict)
    kept: set[tuple[str, str]] = field(default_factory=set)


@dataclass(frozen=True, kw_only=True)
class Outweighed:
    """A figure that a layer sets in vain: ``told`` from what it says to what stands, by which document, of which level."""

    told: Difference
    by: str
    level: str


class Rules:
    """The rules of one organisation, as one transaction sees them."""

    def __init__(self, driver: Driver, organisation_id: str, last_change: int | None) -> None:
        self._driver, self._organisation_id = driver, organisation_id
        self._memory: _Memory = driver.memory.setdefault("rules", _Memory())
        self._days: dict[date, Regime] = {}
        self.changes = self._changes(last_change)

    def on(self, day: date) -> Regime:
        """The rules in force on a day; raises ``NoRulesInForce`` before the first."""
        found = self._days.get(day)
        if found is None:
            found = self._days[day] = self.changes.on(day)
        return found

    def by_digest(self, digest: str) -> Regime:
        """The rules that an entry or a case names; raises ``UnknownRules``, and ``LedgerBroken`` if they were tampered with."""
        if is_on_file(digest):
            return by_digest(digest)
        return self.changes.composed_here(digest) or self._read(digest)[0]

    def of(self, case: Mapping[str, Any], today: date) -> Regime:
        """The rules a case is pinned to since its complete dossier was received; before that, those of the day."""
        return self.under(case["rules"], today)

    def under(self, digest: str | None, today: date) -> Regime:
        """The rules with this digest; those of the day where a case has none yet."""
        return self.by_digest(digest) if digest else self.on(today)

    def member_awards(self, year: int, today: date) -> tuple[str, ...]:
        """The awards that the rules of today, and of the end of a year, count among the members of a collective."""
        days = dict.fromkeys((today, min(date(year, 12, 31), today)))
        return member_awards(*(self.on(day) for day in days if day >= regimes()[0].valid_from))

    def unknown_on(self, day: date) -> RegimeMetadata | None:
        """The regime of the day, where only its metadata is known and nobody here has confirmed it."""
        return self.changes.unknown_on(day)

    def written(self, digest: str) -> str:
        """The rules written out in full: the very text whose SHA-256 is the digest; raises ``UnknownRules``."""
        if is_on_file(digest):
            return canonical_text(written_rules(digest))
        here = self.changes.written_here().get(digest)
        return canonical_text(here) if here else self._read(digest)[1]

    def laid_in(self, regime: Regime) -> tuple[Layer, ...]:
        """The layers in a set of rules, in the order in which they were laid over the law."""
        known = {layer.head.code: layer for layer in layers_on_file()}
        known |= {enacted.layer.head.code: enacted.layer for enacted in self.changes.layers}
        return tuple(known[code] for code in regime.layers if code in known)

    def heads(self, regime: Regime) -> tuple[LayerHead, ...]:
        """Whose layers those are, and by which documents."""
        return tuple(layer.head for layer in self.laid_in(regime))

    def raw(self, digest: str) -> Raw:
        """The same as plain data."""
        return from_canonical(self.written(digest))

    def with_layer(self, layer: Layer, today: date) -> RuleChanges:
        """The changes with one more layer; raises ``RulesUnreadable`` where the rules of its first day have no place for it."""
        strictly(self.raw(self.on(max(layer.head.valid_from, today)).digest), layer)
        return self.changes.with_layer(layer)

    def loosened(self, layer: Layer, today: date) -> tuple[Difference, ...]:
        """What a layer makes easier than the law and the layers above its own; raises ``RulesUnreadable``."""
        day = max(layer.head.valid_from, today)
        changed, above = self.changes.with_layer(layer), self.changes.above(layer.head.level)
        law, before, after = (self._in_full(changes, day) for changes in (above, self.changes, changed))
        return tuple(loosened(law, before, after))

    def outweighed(self, layer: Layer, today: date) -> tuple[Outweighed, ...]:
        """What of a layer would not count on its first day, because another one prevails; raises ``RulesUnreadable``."""
        day = max(layer.head.valid_from, today)
        changed = self.changes.with_layer(layer)
        over = outweighed(layer, changed.laid_on(day))
        mine, stands = dict(figures(layer)), dict(figures_in(self._in_full(changed, day)))
        return tuple(
            Outweighed(told=Difference(key, mine[key], stands.get(key)), by=over[key].document, level=over[key].level)
            for key in over
        )

    def _in_full(self, changes: RuleChanges, day: date) -> Raw:
        digest = changes.on(day).digest
        composed_then = changes.written_here().get(digest)
        return dict(composed_then) if composed_then else self.raw(digest)

    def not_kept(self, digests: Iterable[str], *, remember: bool) -> list[str]:
        """Those of these sets that are neither on file nor kept. What this very transaction wrote must not be remembered."""
        mine, kept = self._organisation_id, self._memory.kept
        asked = [digest for digest in digests if not is_on_file(digest) and (mine, digest) not in kept]
        found = {digest for (digest,) in self._driver.rows_for(_KEPT, asked, organisation_id=mine)}
        if remember:
            kept |= {(mine, digest) for digest in found}
        return [digest for digest in asked if digest not in found]

    def _changes(self, last_change: int | None) -> RuleChanges:
        if last_change is None:
            return NOTHING_CHANGED
        known = self._memory.changes.get(self._organisation_id)
        if known is None or known[0] != last_change:
            rows = self._driver.rows(_CHANGES, organisation_id=self._organisation_id)
            known = self._memory.changes[self._organisation_id] = last_change, self._put_together(rows)
        return known[1]

    def _put_together(self, rows: Sequence[tuple[Any, ...]]) -> RuleChanges:
        layers, confirmed = [], []
        for kind, code, valid_until, content in rows:
            until = date.fromisoformat(valid_until) if valid_until else None
            if kind == "layer":
                layers.append(EnactedLayer(layer=kept_layer(content), until=until))
            else:
                written = from_canonical(self._read(json.loads(content)["digest"])[1])
                confirmed.append(ConfirmedRegime(code=code, written=written, until=until))
        return RuleChanges(layers=tuple(layers), confirmed=tuple(confirmed))

    def _read(self, digest: str) -> tuple[Regime, str]:
        found = self._memory.sets.get(digest)
        if found is None:
            text = self._driver.value(_WRITTEN, organisation_id=self._organisation_id, digest=digest)
            found = self._memory.sets[digest] = regime_written(text, digest), text
        return found


def regime_written(text: str | None, digest: str) -> Regime:
    """Read a kept set of rules and hold it against its digest; raises ``UnknownRules`` and ``LedgerBroken``."""
    if text is None:
        raise UnknownRules(f"no rules are kept with digest {digest}")
    if digest_of_text(text) != digest:
        raise LedgerBroken(f"the rules kept as {digest} are not what was kept")
    return _composed(text, f"rules {digest[:12]}")


@lru_cache(maxsize=32)
def _composed(text: str, file: str) -> Regime:
    """The rules that a text holds; an audit and a second organisation find the same text again, and it never changes."""
    return composed(from_canonical(text), file=file)


def rules_of(driver: Driver, organisation_id: str) -> Rules:
    """The rules of an organisation, looked up once in a transaction."""
    found: Rules | None = driver.looked_up.get(("rules", organisation_id))
    if found is None:
        note_last_change(driver, organisation_id, driver.value(_LAST_CHANGE, organisation_id=organisation_id))
        found = cast(Rules, driver.looked_up["rules", organisation_id])
    return found


def note_last_change(driver: Driver, organisation_id: str, last_change: int | None) -> None:
    """Take down the organisation's last change of its rules, where it was asked together with something else."""
    if ("rules", organisation_id) not in driver.looked_up:
        driver.looked_up["rules", organisation_id] = Rules(driver, organisation_id, last_change)
