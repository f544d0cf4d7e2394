"""An emulation campaign: drafted, launched, reviewed at half-time and at the end, closed."""

from states.guards import campaign as guards
from states.process import Move, Process
from states.vocabulary import Action as A
from states.vocabulary import CampaignState as S
from states.vocabulary import Role as R
from states.vocabulary import Subject

_REPORTS = tuple(
    Move(A.REPORT_ACTUAL, state, state, role, quiet=True)
    for state in (S.LAUNCHED, S.INTERIM_REVIEW, S.FINAL_REVIEW)
    for role in (R.UNIT_OFFICER, R.SECRETARIAT)
)
"""What was reached may be reported, and corrected, from the launch to the close; nobody's signature waits for it."""

_MOVES = (
    Move(A.PLAN_CAMPAIGN, None, S.DRAFT, R.SECRETARIAT),
    Move(A.LAUNCH_CAMPAIGN, S.DRAFT, S.LAUNCHED, R.CHAIRMAN, (guards.has_targets,)),
    Move(A.HOLD_INTERIM_REVIEW, S.LAUNCHED, S.INTERIM_REVIEW, R.SECRETARIAT),
    Move(A.HOLD_FINAL_REVIEW, S.INTERIM_REVIEW, S.FINAL_REVIEW, R.SECRETARIAT),
    Move(A.CLOSE_CAMPAIGN, S.FINAL_REVIEW, S.CLOSED, R.CHAIRMAN, (guards.no_nomination_waits,)),
    *_REPORTS,
)

CAMPAIGN = Process(Subject.CAMPAIGN, tuple(S), _MOVES)
