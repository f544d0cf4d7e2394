"""Conditions of the registers: organisations, units, accounts, offices, earlier awards, changes of the rules."""

from collections.abc import Iterator

from states.council_vocabulary import CouncilSeat
from states.facts import RegisterFacts, Row
from states.process import guard
from states.refusals import Refusal
from states.regime_metadata import all_metadata
from states.vocabulary import RegisterState, Role

WATCHERS = (Role.ADMINISTRATOR, Role.AUDITOR)
"""Offices that keep the keys or watch the others: whoever holds one holds no office that acts on cases."""

DECIDERS = (Role.CHAIRMAN, Role.DEPUTY_CHAIRMAN)
"""Offices that decide on what the standing office lays before them; nobody lays anything before themselves."""


@guard("slug_taken")
def slug_is_free(facts: RegisterFacts) -> Iterator[Refusal]:
    """No other organisation of this installation has the address."""
    if facts.slug_taken:
        yield Refusal("slug_taken", {"slug": facts.case["slug"]}, at="slug")


@guard("username_taken")
def username_is_free(facts: RegisterFacts) -> Iterator[Refusal]:
    """No other account of this installation has the user name."""
    if facts.username_taken:
        yield Refusal("username_taken", {"username": facts.case["username"]}, at="username")


@guard("holder_state", "unit_state")
def holder_and_unit_exist(facts: RegisterFacts) -> Iterator[Refusal]:
    """The office goes to a living account, and for a unit officer to a living unit."""
    if facts.holder_state in (None, RegisterState.ENDED):
        yield Refusal("account_missing", at="account_id")
    needs_unit = facts.case["role"] == Role.UNIT_OFFICER
    if needs_unit and facts.unit_state != RegisterState.ACTIVE:
        yield Refusal("unit_missing", at="unit_id")


@guard("offices_held")
def offices_are_compatible(facts: RegisterFacts) -> Iterator[Refusal]:
    """Whoever administers or audits holds no other office, and who drafts and numbers decisions signs none of them."""
    wanted = facts.case["role"]
    for row in facts.offices_held:
        held = row["role"]
        if held != wanted and (held in WATCHERS or wanted in WATCHERS):
            yield Refusal("offices_incompatible", {"held": held, "wanted": wanted}, at="role")
        elif {held, wanted} in ({Role.SECRETARIAT, decider} for decider in DECIDERS) and _meet(row, facts.case):
            yield Refusal("decides_on_own_draft", {"held": held, "wanted": wanted}, at="role")


def _meet(held: Row, wanted: Row) -> bool:
    """Whether two terms have a day in common."""
    ends = "9999-12-31" if wanted["held_until"] is None else wanted["held_until"].isoformat()
    begins = wanted["held_from"].isoformat()
    return bool(held["held_from"] <= ends and begins <= (held["held_until"] or "9999-12-31"))


@guard()
def is_not_own_office(facts: RegisterFacts) -> Iterator[Refusal]:
    """Nobody grants an office to themselves."""
    if facts.case["account_id"] == facts.actor_id:
        yield Refusal("own_office", cleared_by=Role.ADMINISTRATOR, at="account_id")


@guard()
def is_no_mandate(facts: RegisterFacts) -> Iterator[Refusal]:
    """A deputy signs by the chairman's own mandate; no administrator gives one, and no deputy hands it on."""
    if facts.case["role"] == Role.DEPUTY_CHAIRMAN:
        yield Refusal("mandate_is_the_chairmans", cleared_by=Role.CHAIRMAN, at="role")


@guard()
def is_a_mandate(facts: RegisterFacts) -> Iterator[Refusal]:
    """The chairman takes back mandates; other offices are ended by the administrator."""
    if facts.case.get("role") != Role.DEPUTY_CHAIRMAN:
        yield Refusal("no_mandate", cleared_by=Role.ADMINISTRATOR)


@guard("chairman_seated")
def chairman_seat_is_free(facts: RegisterFacts) -> Iterator[Refusal]:
    """A commune has one chairman at a time: the term of the one before has ended when the next one's begins."""
    if facts.case["role"] == Role.CHAIRMAN and (seated := facts.chairman_seated):
        yield Refusal("chairman_seated", {"name": seated["full_name"]}, cleared_by=Role.ADMINISTRATOR, at="role")


@guard("council_seats")
def council_seat_is_free(facts: RegisterFacts) -> Iterator[Refusal]:
    """Nobody sits twice in one body of the council, and it has one chair at a time."""
    for seated in facts.council_seats:
        if seated["account_id"] == facts.case["account_id"]:
            yield Refusal("council_seat_held", {"name": seated["full_name"]}, cleared_by=Role.ADMINISTRATOR, at="body")
        elif facts.case["substitutes_id"] is None and CouncilSeat.CHAIR == seated["seat"] == facts.case["seat"]:
            yield Refusal(
                "council_chair_seated", {"name": seated["full_name"]}, cleared_by=Role.ADMINISTRATOR, at="seat"
            )


@guard("council_seats")
def substitute_has_a_principal(facts: RegisterFacts) -> Iterator[Refusal]:
    """A substitute stands in for one member of the same body, and no other substitute does."""
    wanted = facts.case["substitutes_id"]
    if wanted is None or facts.case["role"] != Role.COUNCIL_MEMBER:
        return
    if not any(seated["id"] == wanted and seated["substitutes_id"] is None for seated in facts.council_seats):
        yield Refusal("principal_missing", at="substitutes_id")
    for seated in facts.council_seats:
        if seated["substitutes_id"] == wanted:
            yield Refusal(
                "principal_substituted",
                {"name": seated["full_name"]},
                cleared_by=Role.ADMINISTRATOR,
                at="substitutes_id",
            )


@guard("administrators")
def is_not_the_last_administrator(facts: RegisterFacts) -> Iterator[Refusal]:
    """An organisation is never left without an administrator."""
    if facts.case.get("role") == Role.ADMINISTRATOR and facts.administrators <= 1:
        yield Refusal("last_administrator", cleared_by=Role.ADMINISTRATOR)


@guard("other_auditors")
def is_not_the_last_auditor(facts: RegisterFacts) -> Iterator[Refusal]:
    """An organisation that is watched stays so: an auditor's office ends while somebody else audits, with an account in use."""
    if facts.case.get("role") == Role.AUDITOR and not facts.other_auditors:
        yield Refusal("last_auditor", cleared_by=Role.ADMINISTRATOR)


@guard("offices_held")
def holds_no_office(facts: RegisterFacts) -> Iterator[Refusal]:
    """The person's offices were ended before the account is."""
    for row in facts.offices_held:
        yield Refusal("office_still_held", {"role": row["role"]}, cleared_by=Role.ADMINISTRATOR)


@guard("nominee_name")
def nominee_exists(facts: RegisterFacts) -> Iterator[Refusal]:
    """The earlier award belongs to somebody in the register of nominees."""
    if facts.nominee_name is None:
        yield Refusal("nominee_missing", at="nominee_id")


@guard("rule_problem")
def rules_compose(facts: RegisterFacts) -> Iterator[Refusal]:
    """Rules come of it that contradict themselves on no day: what a layer changes is there, and has the right form."""
    if facts.rule_problem:
        yield Refusal("rules_unreadable", {"problem": facts.rule_problem})


@guard("same_rule_change")
def change_is_new(facts: RegisterFacts) -> Iterator[Refusal]:
    """The same layer isn't enacted twice: the earlier one ends first."""
    if facts.same_rule_change:
        yield Refusal("layer_enacted_already", cleared_by=Role.ADMINISTRATOR)


@guard("same_rule_change")
def regime_awaits_confirmation(facts: RegisterFacts) -> Iterator[Refusal]:
    """The regime is one that is known by its metadata only, and nobody has confirmed it yet."""
    code = facts.case["regime"]
    if facts.same_rule_change or all(known.code != code for known in all_metadata()):
        yield Refusal("regime_confirmed_already", {"regime": code})


@guard("nominee_unit")
def nominee_is_of_the_unit(facts: RegisterFacts) -> Iterator[Refusal]:
    """A unit makes statements about those in its own register."""
    if facts.nominee_unit != facts.case["unit_id"]:
        yield Refusal("nominee_of_another_unit", cleared_by=Role.SECRETARIAT, at="unit_id")


@guard()
def office_speaks_for_itself(facts: RegisterFacts) -> Iterator[Refusal]:
    """What the standing office states bears the name of no unit."""
    if facts.case["unit_id"] is not None:
        yield Refusal("office_names_a_unit", cleared_by=Role.UNIT_OFFICER, at="unit_id")


@guard("merged_kinds")
def may_be_one_nominee(facts: RegisterFacts) -> Iterator[Refusal]:
    """Two different lines of this organisation's register, of one kind."""
    kinds = facts.merged_kinds
    if None in kinds or facts.case["nominee_id"] == facts.case["merged_id"]:
        yield Refusal("nominee_missing", at="merged_id")
    elif len(set(kinds)) > 1:
        yield Refusal("nominees_differ_in_kind", at="merged_id")


@guard("merged_already")
def are_not_merged_yet(facts: RegisterFacts) -> Iterator[Refusal]:
    """The line that is merged stands alone, and the one it goes to is not merged into a third."""
    if facts.merged_already:
        yield Refusal("merged_already", cleared_by=Role.SECRETARIAT, at="merged_id")
