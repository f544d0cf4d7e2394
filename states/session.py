"""A session of the council: planned, open, voting, closed, minuted, signed; or voided, where a vote can't come to a count."""

from states.council_vocabulary import SessionState as S
from states.guards import circulation, conflict, paper
from states.guards import session as guards
from states.process import Move, Process
from states.vocabulary import Action as A
from states.vocabulary import Role as R
from states.vocabulary import Subject

_DECLARING = tuple(
    Move(action, state, state, role, (guards.agenda_is_not_empty,), quiet=True)
    for state in (S.PLANNED, S.OPEN, S.VOTING)
    for action, role in ((A.DECLARE_CONFLICT, R.COUNCIL_MEMBER), (A.RECORD_CONFLICT, R.COUNCIL_SECRETARY))
)
"""From the invitation to the close: a conflict that comes to mind while the vote is open is still declared."""

_MOVES = (
    Move(A.PLAN_SESSION, None, S.PLANNED, R.COUNCIL_SECRETARY),
    Move(A.INVITE_GUEST, S.PLANNED, S.PLANNED, R.COUNCIL_SECRETARY, quiet=True),
    Move(A.INVITE_GUEST, S.OPEN, S.OPEN, R.COUNCIL_SECRETARY, quiet=True),
    Move(A.SEND_INVITATIONS, S.PLANNED, S.PLANNED, R.COUNCIL_SECRETARY,
         (guards.agenda_is_not_empty, guards.council_is_seated)),
    Move(A.ADJOURN_SESSION, S.PLANNED, S.PLANNED, R.COUNCIL_SECRETARY),
    Move(A.OPEN_SESSION, S.PLANNED, S.OPEN, R.COUNCIL_SECRETARY,
         (circulation.is_a_meeting, guards.agenda_is_not_empty, guards.council_is_seated)),
    Move(A.RECORD_ATTENDANCE, S.OPEN, S.OPEN, R.COUNCIL_SECRETARY, quiet=True),
    Move(A.APPOINT_TELLERS, S.OPEN, S.OPEN, R.COUNCIL_SECRETARY, (paper.something_is_on_paper,), quiet=True),
    Move(A.ADJOURN_SESSION, S.OPEN, S.PLANNED, R.COUNCIL_SECRETARY),
    Move(A.OPEN_VOTE, S.OPEN, S.VOTING, R.COUNCIL_SECRETARY,
         (guards.agenda_is_not_empty, guards.body_may_vote_on_all, guards.has_quorum_to_meet, paper.tellers_are_fit)),
    Move(A.OPEN_VOTE, S.PLANNED, S.VOTING, R.COUNCIL_SECRETARY,
         (circulation.is_a_circulation, guards.agenda_is_not_empty, guards.council_is_seated,
          circulation.no_item_demands_a_ballot, circulation.opinions_in_writing_count)),
    Move(A.RECORD_ATTENDANCE, S.VOTING, S.VOTING, R.COUNCIL_SECRETARY, (circulation.is_a_meeting,), quiet=True),
    Move(A.CAST_VOTE, S.VOTING, S.VOTING, R.COUNCIL_MEMBER,
         (guards.actor_is_on_the_roll, guards.actor_has_declared), quiet=True),
    Move(A.RECORD_SHOW_OF_HANDS, S.VOTING, S.VOTING, R.COUNCIL_SECRETARY, (circulation.is_a_meeting,), quiet=True),
    Move(A.ANSWER_HANDS, S.VOTING, S.VOTING, R.COUNCIL_MEMBER,
         (guards.actor_is_on_the_roll, guards.actor_raised_a_hand), quiet=True),
    Move(A.RECORD_WRITTEN_OPINION, S.VOTING, S.VOTING, R.COUNCIL_SECRETARY, quiet=True),
    Move(A.APPOINT_TELLERS, S.VOTING, S.VOTING, R.COUNCIL_SECRETARY, (paper.something_is_on_paper,), quiet=True),
    Move(A.HAND_OUT_BALLOTS, S.VOTING, S.VOTING, R.COUNCIL_SECRETARY, (paper.something_is_on_paper,), quiet=True),
    Move(A.ENTER_PAPER_COUNT, S.VOTING, S.VOTING, R.COUNCIL_MEMBER,
         (paper.something_is_on_paper, paper.actor_is_a_teller, paper.ballots_are_handed_out), quiet=True),
    Move(A.CLOSE_VOTE, S.VOTING, S.CLOSED, R.COUNCIL_SECRETARY,
         (conflict.actor_takes_part_in_all, circulation.circulation_is_over, guards.takes_part_enough,
          guards.hands_are_undisputed, paper.tellers_are_fit, paper.ballots_are_accounted_for,
          paper.papers_are_counted)),
    Move(A.VOID_VOTE, S.VOTING, S.VOIDED, R.COUNCIL_SECRETARY, (conflict.actor_takes_part_in_all,)),
    Move(A.RECORD_MINUTES, S.CLOSED, S.MINUTED, R.COUNCIL_SECRETARY, (conflict.actor_takes_part_in_all,)),
    Move(A.SIGN_MINUTES, S.MINUTED, S.SIGNED, R.COUNCIL_MEMBER, (guards.actor_chaired,)),
    *(Move(A.CORRECT_MINUTES, state, S.MINUTED, R.COUNCIL_SECRETARY, (conflict.actor_takes_part_in_all,))
      for state in (S.MINUTED, S.SIGNED)),
    *_DECLARING,
)  # fmt: skip

_TELLS_NO_CHOICE = (
    A.RECORD_ATTENDANCE, A.DECLARE_CONFLICT, A.RECORD_CONFLICT, A.APPOINT_TELLERS, A.HAND_OUT_BALLOTS,
)  # fmt: skip
"""What is done while a vote is open without saying anything about an opinion. What is not named here is held back."""

BALLOTS = tuple(m.action for m in _MOVES if m.source == m.target == S.VOTING and m.action not in _TELLS_NO_CHOICE)
"""What writes votes, or tells of them: nobody else reads its particulars before the vote is closed."""

SESSION = Process(Subject.SESSION, tuple(S), _MOVES)
