"""What a layer makes easier than the law says: told before it is enacted, and kept in its entry.

Only a figure that was read in its source counts as law. Which way is looser depends on the figure: fewer votes, a shorter
posting, a longer term for the office, a step or a paper left out, a bonus other than that of the decree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any, Final

from states.rule_checks import DISCIPLINES, RATINGS
from states.rule_composing import Raw
from states.rule_differences import Difference, differences
from states.rule_reading import NONE

_LESS: Final = frozenset({
    "threshold", "upper_threshold", "meeting_threshold", "meeting_quorum", "award_quorum", "posting_term",
    "upper_posting_term", "pass_mark", "reply_term", "supplement_term",
})  # fmt: skip
"""What protects by being large: the people's time to comment, the share that has to agree."""
_MORE: Final = frozenset({
    "appraisal_term", "decision_term", "notice_term", "intake_term", "report_term", "recovery_term", "exchange_term",
    "appraisal_target", "upper_appraisal_term", "upper_decision_term", "supplement_rounds_max", "months_between_meetings",
    "quota",
})  # fmt: skip
"""What protects by being small: how long the office may take, how many may get an award."""
_ONE_WAY: Final[Mapping[str, Any]] = {
    "unit_meeting_step": False, "council_step": False, "posting_stage": NONE, "recused_stay_in_base": False,
    "written_opinions_count": True, "substitutes_may_vote": True, "silence": "proceed", "ballot": "open_or_ballot",
    "upper_ballot": "open_or_ballot", "vote_method": "open", "frequency": "any_time",
}  # fmt: skip
"""What is looser whatever stood there before."""
_LATEST: Final = frozenset({"submit_by", "finish_by", "upper_submit_by"})
_RANKED: Final[Mapping[str, tuple[str, ...]]] = {"rating": ("", *RATINGS), "level": ("", *reversed(DISCIPLINES))}


def loosened(law: Raw, before: Raw, after: Raw) -> Iterator[Difference]:
    """Give what ``after`` makes easier than ``law``, as far as it differs from ``before``; all three written out in full.

    ``before`` of what is given is the law's own figure, with its source.
    """
    changed = {each.key: each for each in differences(before, after)}
    for each in differences(law, after):
        is_law = isinstance(each.before, dict) and each.before.get("mark") == "V"
        if is_law and each.key in changed and (each.after is None or _is_looser(each.key, each.before, each.after)):
            yield each


def _is_looser(key: tuple[str, ...], law: Raw, own: Raw) -> bool:
    if "conditions" in key:
        return _asks_less(law.get("check"), own.get("check"))
    if "documents" in key:
        return bool(law.get("is_required")) and not own.get("is_required")
    if "bonus" in key:
        return bool(law["value"] != own["value"])
    return _figure_is_looser(key[-1], law["value"], own["value"])


def _figure_is_looser(name: str, law: Any, own: Any) -> bool:
    if name in _ONE_WAY:
        return bool(own == _ONE_WAY[name] != law)
    if name in _LATEST:
        return bool(own != law and (own == NONE or (law != NONE and own > law)))
    if name not in _LESS | _MORE or law == NONE:
        return False
    if own == NONE:
        return True
    return _size(own) < _size(law) if name in _LESS else _size(own) > _size(law)


def _size(value: Any) -> tuple[Fraction, bool]:
    """How much a figure is: a share, a number of days of any kind, a number; more than a share is more than that share."""
    match value:
        case {"days": int(days), "kind": kind}:
            return Fraction(days * (7 if kind == "working" else 5)), False
        case {"num": int(num), "den": int(den), "strict": strict}:
            return Fraction(num, den), bool(strict)
        case {"share": [int(num), int(den)]} | [int(num), int(den)]:
            return Fraction(num, den), False
        case int():
            return Fraction(value), False
    return Fraction(0), False


def _asks_less(law: Raw | None, own: Raw | None) -> bool:
    """Whether a condition is checked less strictly, or no longer by facts at all."""
    if law is None or own is None:
        return law is not None
    if law.get("kind") != own.get("kind"):
        return True
    sizes: tuple[tuple[str, Callable[[Raw], Any]], ...] = (
        ("share", _share_of),
        *((name, lambda check, name=name: check.get(name, 0)) for name in ("times", "months", "least", "holds")),
        *((name, lambda check, name=name: _rank_of(check, name)) for name in _RANKED),
    )  # fmt: skip
    softer = own.get("is_warning", False) and not law.get("is_warning", False)
    return softer or any(size(own) < size(law) for _name, size in sizes)


def _share_of(check: Raw) -> tuple[Fraction, bool]:
    share = check.get("share")
    return (Fraction(*share) if share else Fraction(0)), bool(check.get("strict"))


def _rank_of(check: Raw, name: str) -> int:
    return _RANKED[name].index(check.get(name, ""))
