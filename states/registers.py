"""The registers a commune keeps: itself, its units, accounts, offices, earlier awards, what is stated of nominees, its rules.

Nothing in them is ever deleted.
"""

from states.guards import register as guards
from states.process import Move, Process
from states.vocabulary import Action as A
from states.vocabulary import RegisterState as S
from states.vocabulary import Role as R
from states.vocabulary import Subject

_STATES = tuple(S)

ORGANISATION = Process(
    Subject.ORGANISATION,
    _STATES,
    (
        Move(A.OPEN_ORGANISATION, None, S.OPEN, R.ADMINISTRATOR, (guards.slug_is_free,)),
        Move(A.ANNOUNCE_KEY, S.OPEN, S.OPEN, R.ADMINISTRATOR),
        Move(A.RESUME_WRITING, S.OPEN, S.OPEN, R.ADMINISTRATOR),
        Move(A.SEAL_PAPERS, S.OPEN, S.OPEN, R.ADMINISTRATOR, quiet=True),
    ),
)

UNIT = Process(
    Subject.UNIT,
    _STATES,
    (
        Move(A.ADD_UNIT, None, S.ACTIVE, R.ADMINISTRATOR),
        Move(A.END_UNIT, S.ACTIVE, S.ENDED, R.ADMINISTRATOR),
    ),
)

ACCOUNT = Process(
    Subject.ACCOUNT,
    _STATES,
    (
        Move(A.INVITE_ACCOUNT, None, S.INVITED, R.ADMINISTRATOR, (guards.username_is_free,)),
        Move(A.RENEW_INVITATION, S.INVITED, S.INVITED, R.ADMINISTRATOR),
        Move(A.RENEW_INVITATION, S.ACTIVE, S.INVITED, R.ADMINISTRATOR),
        Move(A.ACTIVATE_ACCOUNT, S.INVITED, S.ACTIVE, R.HOLDER),
        Move(A.DEACTIVATE_ACCOUNT, S.INVITED, S.ENDED, R.ADMINISTRATOR, (guards.holds_no_office,)),
        Move(A.DEACTIVATE_ACCOUNT, S.ACTIVE, S.ENDED, R.ADMINISTRATOR, (guards.holds_no_office,)),
    ),
)

OFFICE = Process(
    Subject.OFFICE,
    _STATES,
    (
        Move(A.GRANT_OFFICE, None, S.ACTIVE, R.ADMINISTRATOR,
             (guards.holder_and_unit_exist, guards.offices_are_compatible, guards.is_not_own_office,
              guards.is_no_mandate, guards.chairman_seat_is_free, guards.council_seat_is_free,
              guards.substitute_has_a_principal)),
        Move(A.END_OFFICE, S.ACTIVE, S.ENDED, R.ADMINISTRATOR,
             (guards.is_not_the_last_administrator, guards.is_not_the_last_auditor)),
        Move(A.GIVE_MANDATE, None, S.ACTIVE, R.CHAIRMAN,
             (guards.holder_and_unit_exist, guards.offices_are_compatible, guards.is_not_own_office)),
        Move(A.WITHDRAW_MANDATE, S.ACTIVE, S.ENDED, R.CHAIRMAN, (guards.is_a_mandate,)),
    ),
)  # fmt: skip

PAST_AWARD = Process(
    Subject.PAST_AWARD,
    _STATES,
    (
        Move(A.RECORD_PAST_AWARD, None, S.ACTIVE, R.SECRETARIAT, (guards.nominee_exists,)),
        Move(A.STRIKE_PAST_AWARD, S.ACTIVE, S.ENDED, R.SECRETARIAT),
    ),
)

RULE_CHANGE = Process(
    Subject.RULE_CHANGE,
    _STATES,
    (
        Move(A.ENACT_LAYER, None, S.ACTIVE, R.ADMINISTRATOR, (guards.rules_compose, guards.change_is_new)),
        Move(
            A.CONFIRM_REGIME, None, S.ACTIVE, R.ADMINISTRATOR, (guards.regime_awaits_confirmation, guards.rules_compose)
        ),
        Move(A.END_RULE_CHANGE, S.ACTIVE, S.ENDED, R.ADMINISTRATOR),
    ),
)

PAPER_TEMPLATE = Process(
    Subject.PAPER_TEMPLATE,
    _STATES,
    (Move(A.REPLACE_TEMPLATE, None, S.ACTIVE, R.ADMINISTRATOR),),
)

STATEMENT = Process(
    Subject.STATEMENT,
    _STATES,
    (
        Move(
            A.RECORD_STATEMENT, None, S.ACTIVE, R.UNIT_OFFICER, (guards.nominee_exists, guards.nominee_is_of_the_unit)
        ),
        Move(
            A.RECORD_STATEMENT, None, S.ACTIVE, R.SECRETARIAT, (guards.nominee_exists, guards.office_speaks_for_itself)
        ),
        Move(A.STRIKE_STATEMENT, S.ACTIVE, S.ENDED, R.UNIT_OFFICER),
        Move(A.STRIKE_STATEMENT, S.ACTIVE, S.ENDED, R.SECRETARIAT),
    ),
)
"""What a unit states bears its name; a unit strikes its own statements only, the office any."""

MERGER = Process(
    Subject.MERGER,
    _STATES,
    (
        Move(A.MERGE_NOMINEES, None, S.ACTIVE, R.SECRETARIAT, (guards.may_be_one_nominee, guards.are_not_merged_yet)),
        Move(A.SPLIT_NOMINEES, S.ACTIVE, S.ENDED, R.SECRETARIAT),
    ),
)
"""Two lines of the units' registers that are one person, body or family; nothing of either is lost, and it can be undone."""
