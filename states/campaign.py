"""An emulation campaign: drafted, launched, reviewed at half-time and at the end, closed."""

from states.guards import campaign as guards
from states.process import Move, Process
from states.vocabulary import Action as A
from states.vocabulary import CampaignState as S
from states.vocabulary import Role as R
from states.vocabulary import Subject

_MOVES = (
    Move(A.PLAN_CAMPAIGN, None, S.DRAFT, R.SECRETARIAT),
    Move(A.LAUNCH_CAMPAIGN, S.DRAFT, S.LAUNCHED, R.CHAIRMAN, (guards.has_targets,)),
    Move(A.HOLD_INTERIM_REVIEW, S.LAUNCHED, S.INTERIM_REVIEW, R.SECRETARIAT),
    Move(A.HOLD_FINAL_REVIEW, S.INTERIM_REVIEW, S.FINAL_REVIEW, R.SECRETARIAT),
    Move(A.CLOSE_CAMPAIGN, S.FINAL_REVIEW, S.CLOSED, R.CHAIRMAN, (guards.no_nomination_waits,)),
)

CAMPAIGN = Process(Subject.CAMPAIGN, tuple(S), _MOVES)
