"""Which rules an organisation stands under on a day: the regime, what it confirmed of it, and the layers it enacted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from states.regime import NoRulesInForce, Regime, composed, regime_on, written_rules
from states.regime_metadata import RegimeMetadata, all_metadata, confirmed_rules, metadata_on
from states.rule_composing import Raw
from states.rule_layers import LEVELS, Layer, as_far_as_fits, in_order, laid_over
from states.rule_reading import RulesUnreadable


@dataclass(frozen=True, kw_only=True)
class EnactedLayer:
    """A layer as an organisation enacted it; ``until`` is the last day that the organisation has set for it, if any."""

    layer: Layer
    until: date | None = None

    def is_in_force(self, day: date) -> bool:
        """Tell whether the layer counts on ``day``."""
        return self.layer.head.is_valid_on(day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, kw_only=True)
class ConfirmedRegime:
    """A regime that was known by its metadata only, as an organisation confirmed it: its rules written out in full."""

    code: str
    written: Raw
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class RuleChanges:
    """Everything an organisation has enacted and confirmed. Composing takes a moment, so what was composed is kept."""

    layers: tuple[EnactedLayer, ...] = ()
    confirmed: tuple[ConfirmedRegime, ...] = ()
    _written: dict[str, Raw] = field(default_factory=dict, compare=False, repr=False)
    _composed: dict[tuple[str, ...], Regime] = field(default_factory=dict, compare=False, repr=False)

    def on(self, day: date) -> Regime:
        """Return the rules in force on ``day``; raises ``NoRulesInForce`` before the first.

        A layer that a later law leaves no place for, or contradicts, is left out: ``Regime.layers`` says which are in.
        """
        confirmed = self._confirmed_on(day)
        inside = [enacted.layer for enacted in self.layers if enacted.is_in_force(day)]
        if confirmed is None and not inside:
            return regime_on(day)
        below = confirmed.written if confirmed else written_rules(regime_on(day).digest)
        ground = f"confirmed {confirmed.code}" if confirmed else regime_on(day).digest
        parts = (ground, *(layer.digest for layer in inside))
        if parts not in self._composed:
            self._composed[parts] = self._compose(below, inside)
        return self._composed[parts]

    def _compose(self, below: Raw, inside: list[Layer]) -> Regime:
        fitting = [fits for layer in inside if (fits := as_far_as_fits(layer, below))]
        try:
            full, regime = _composed(below, fitting)
        except RulesUnreadable:
            full, regime = _composed(below, without_contradiction(below, fitting))
        self._written[regime.digest] = full
        return regime

    def giving_way_on(self, day: date) -> tuple[Layer, ...]:
        """Return the layers that would be in force on ``day``, and which the law of that day leaves no place for."""
        laid = set(self.on(day).layers)
        inside = (enacted.layer for enacted in self.layers if enacted.is_in_force(day))
        return tuple(layer for layer in inside if layer.head.code not in laid)

    def laid_on(self, day: date) -> tuple[Layer, ...]:
        """Return the layers that the rules of ``day`` are made with."""
        laid = set(self.on(day).layers)
        inside = (enacted.layer for enacted in self.layers if enacted.is_in_force(day))
        return tuple(layer for layer in inside if layer.head.code in laid)

    def unknown_on(self, day: date) -> RegimeMetadata | None:
        """Return the regime of ``day`` of which only its metadata is known, where nobody here has confirmed it."""
        unknown = metadata_on(day)
        return None if unknown is None or self._confirmed_on(day) else unknown

    def written_here(self) -> Mapping[str, Raw]:
        """Return the rules composed so far, written out in full, by their digests."""
        return self._written

    def composed_here(self, digest: str) -> Regime | None:
        """Return the rules with this digest, if they were composed here."""
        return next((regime for regime in self._composed.values() if regime.digest == digest), None)

    def with_layer(self, layer: Layer) -> RuleChanges:
        """Return the changes with one more layer."""
        return RuleChanges(layers=(*self.layers, EnactedLayer(layer=layer)), confirmed=self.confirmed)

    def above(self, level: str) -> RuleChanges:
        """Return the changes without the layers of this level and of those below it: what such a layer has to keep to."""
        kept = tuple(each for each in self.layers if LEVELS.index(each.layer.head.level) < LEVELS.index(level))
        return RuleChanges(layers=kept, confirmed=self.confirmed)

    def with_confirmed(self, confirmed: ConfirmedRegime) -> RuleChanges:
        """Return the changes with one more regime confirmed."""
        return RuleChanges(layers=self.layers, confirmed=(*self.confirmed, confirmed))

    def ended(self, code: str, until: date) -> RuleChanges:
        """Return the changes with the layer or the confirmed regime of this code in force no longer than ``until``."""
        return RuleChanges(
            layers=tuple(
                replace(e, until=_earlier(e.until, until)) if e.layer.head.code == code else e for e in self.layers
            ),
            confirmed=tuple(
                replace(c, until=_earlier(c.until, until)) if c.code == code else c for c in self.confirmed
            ),
        )

    def _confirmed_on(self, day: date) -> ConfirmedRegime | None:
        if not self.confirmed:
            return None
        unknown = metadata_on(day)
        if unknown is None:
            return None
        found = [c for c in self.confirmed if c.code == unknown.code and (c.until is None or day <= c.until)]
        return found[-1] if found else None


def without_contradiction(below: Raw, layers: Iterable[Layer]) -> list[Layer]:
    """Return the layers that the rules below can bear: one that contradicts a later law gives way to it."""
    kept: list[Layer] = []
    for layer in in_order(layers):
        try:
            _composed(below, [*kept, layer])
        except RulesUnreadable:
            continue
        kept.append(layer)
    return kept


def strictly(below: Raw, layer: Layer) -> Regime:
    """Return the rules with one more layer; raises ``RulesUnreadable`` where it names what is not there, or contradicts."""
    return _composed(below, [layer])[1]


def _composed(below: Raw, layers: Iterable[Layer]) -> tuple[Raw, Regime]:
    full = laid_over(below, layers)
    return full, composed(full, file="+".join([str(below["code"]), *full.get("layers", ())]))


def _earlier(known: date | None, until: date) -> date:
    return until if known is None else min(known, until)


def with_regime(changes: RuleChanges, code: str, document: str) -> tuple[RuleChanges, date]:
    """Return the changes with a regime confirmed by ``document``, and its first day; raises ``NoRulesInForce``."""
    metadata = next((known for known in all_metadata() if known.code == code), None)
    if metadata is None or not document.strip():
        raise NoRulesInForce(f"no regime {code} to confirm, or no document that confirms it")
    confirmed = ConfirmedRegime(code=code, written=confirmed_rules(metadata, document=document))
    return changes.with_confirmed(confirmed), metadata.valid_from
