"""What must be known of a nominee before a condition can be judged: the kinds of statement that its check looks at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from states.award_rules import AwardRules
from states.eligibility import ConditionVerdict
from states.rule_checks import CheckKind, CheckRule
from states.vocabulary import FactKind

ASKED: Final[Mapping[CheckKind, tuple[FactKind, ...]]] = {
    "any_of": (),
    "award_chain": (),
    "earlier_award": (),
    "member_awards": (FactKind.MEMBERS, FactKind.MEMBERS_WITH_AWARD),
    "member_results": (FactKind.MEMBERS, FactKind.MEMBERS_COMPLETED),
    "member_discipline": (FactKind.MEMBERS, FactKind.MEMBERS_DISCIPLINE),
    "work_rating": (FactKind.RATING,),
    "months_employed": (FactKind.MONTHS,),
    "no_discipline": (FactKind.DISCIPLINE,),
    "no_open_matter": (FactKind.OPEN_MATTER,),
    "not_rewarded_before": (FactKind.REWARDED,),
    "grounds_count": (FactKind.GROUND,),
    "initiative": (FactKind.INITIATIVE,),
    "initiative_unused": (FactKind.INITIATIVE,),
    "research": (FactKind.RESEARCH,),
    "combat": (FactKind.COMBAT,),
    "score": (FactKind.SCORE,),
    "household_duties": (FactKind.HOUSEHOLD_BREACH,),
    "enterprise_duties": (FactKind.ENTERPRISE_BREACH,),
    "managed_by_unit": (FactKind.MANAGED,),
    "competence": (),
    "still_exists": (FactKind.DISSOLVED,),
    "person": (),
}
"""By the kind of check; what rests on the award register alone, or on a person, asks for no statement."""

_WHO: Final[Mapping[str, FactKind]] = {
    "officials": FactKind.WORK, "farmers": FactKind.WORK, "enterprise_staff": FactKind.WORK,
    "enterprises": FactKind.ENTERPRISE,
}  # fmt: skip
"""What must be known before it is clear whether somebody is asked at all."""
_WHO_IS_OPEN: Final = {"enter_work": FactKind.WORK, "enter_is_enterprise": FactKind.ENTERPRISE}


def asked_of_check(check: CheckRule | None) -> tuple[FactKind, ...]:
    """Return the kinds that a check looks at, each once, who is asked before what is asked."""
    if check is None:
        return ()
    who = [_WHO[check.only_for]] if check.only_for else []
    parts = [fact for one in check.alternatives for fact in asked_of_check(one)]
    return tuple(dict.fromkeys([*who, *ASKED[check.kind], *parts]))


def asked_by(rules: Iterable[tuple[AwardRules, str]]) -> frozenset[FactKind]:
    """Return the kinds that the conditions of some dossiers look at: the rules and the kind of nominee of each."""
    lines = (line for each, kind in rules for line in each.conditions_for(kind))
    return frozenset(fact for line in lines for fact in asked_of_check(line.check))


def to_state(line: ConditionVerdict) -> FactKind | None:
    """Return the kind whose statement would settle a condition that the facts leave open; None where none would."""
    if line.found != "unknown" or line.clears == "set_local_pass_mark":
        return None
    asked = asked_of_check(line.rule.check)
    if line.clears in _WHO_IS_OPEN:
        return _WHO_IS_OPEN[line.clears]
    own = ASKED[line.rule.check.kind] if line.rule.check else ()
    return own[-1] if own else next((fact for fact in asked if fact not in _WHO.values()), None)
