"""THE TABLE: a nomination, from a unit's draft to the public board, and back where it was wrongly awarded."""

from states.guards import nomination as guards
from states.process import Move, Process
from states.vocabulary import Action as A
from states.vocabulary import Role as R
from states.vocabulary import State as S
from states.vocabulary import Subject

RESUMABLE = (S.UNDER_APPRAISAL, S.IN_CONSULTATION, S.POSTED, S.ELIGIBLE, S.TABLED, S.ENDORSED, S.ENDORSED_LOWER,
             S.BEFORE_CHAIRMAN)  # fmt: skip
"""Where a case may be put on hold, and where it goes on when the hold is lifted."""

WITHDRAWABLE = (S.SUBMITTED, S.RETURNED, S.UNDER_APPRAISAL, S.IN_CONSULTATION, S.POSTED, S.ELIGIBLE)
"""Until the council has it before it, the unit may take its nomination back."""

REOPENABLE = (S.INELIGIBLE, S.NOT_ENDORSED, S.RETURNED_BY_CHAIRMAN, S.RETURNED_FROM_ABOVE)
"""What a well-founded complaint, or a return, brings back to the office's appraisal."""

TOLD_WHY = (S.INELIGIBLE, S.NOT_ENDORSED, S.DECLINED, S.REFUSED_ABOVE)
"""Where a nomination has ended without an award: whoever was proposed is told so, with the reason, within the term."""

REVOCABLE = (S.PUBLISHED, S.CONFERRED)
"""What an annulment may be proposed against."""

WAIVABLE = (S.UNDER_APPRAISAL, S.IN_CONSULTATION, S.POSTED, S.ELIGIBLE, S.BEFORE_CHAIRMAN)
"""Where the chairman may waive a condition: once the dossier is complete, and not while the council has it before it."""

APPRAISED_ANEW = (S.UNDER_APPRAISAL, S.ELIGIBLE)
"""Where a case may be moved to other rules: before the council has it before it, and it is appraised anew under them."""

_handed_in = (guards.is_not_put_aside, guards.award_is_offered, guards.achievement_is_told, guards.dossier_is_complete,
              guards.campaign_is_running, guards.unit_is_active, guards.is_not_nominated_twice)  # fmt: skip
_posting_over = (guards.posting_has_ended, guards.comments_are_settled)

_MOVES = (
    # the unit and intake
    Move(A.SUBMIT, S.DRAFT, S.SUBMITTED, R.UNIT_OFFICER, _handed_in),
    Move(A.ACCEPT, S.SUBMITTED, S.UNDER_APPRAISAL, R.SECRETARIAT, (guards.dossier_is_complete,)),
    Move(A.RETURN_FOR_SUPPLEMENT, S.SUBMITTED, S.RETURNED, R.SECRETARIAT, (guards.supplement_round_is_left,)),
    Move(A.REFUSE_INTAKE, S.SUBMITTED, S.INTAKE_REFUSED, R.SECRETARIAT),
    Move(A.RESUBMIT, S.RETURNED, S.SUBMITTED, R.UNIT_OFFICER, (guards.dossier_is_complete,)),
    *(Move(A.WITHDRAW, state, S.WITHDRAWN, R.UNIT_OFFICER) for state in WITHDRAWABLE),
    # appraisal, consultation, posting
    Move(A.CONSULT, S.UNDER_APPRAISAL, S.IN_CONSULTATION, R.SECRETARIAT),
    Move(A.RECORD_REPLY, S.IN_CONSULTATION, S.IN_CONSULTATION, R.SECRETARIAT, quiet=True),
    Move(A.CLOSE_CONSULTATION, S.IN_CONSULTATION, S.UNDER_APPRAISAL, R.SECRETARIAT,
         (guards.replies_are_in, guards.no_objection_stands)),
    Move(A.POST, S.UNDER_APPRAISAL, S.POSTED, R.SECRETARIAT, (guards.posting_belongs_here,)),
    Move(A.FIND_ELIGIBLE, S.UNDER_APPRAISAL, S.ELIGIBLE, R.SECRETARIAT, (guards.posting_is_not_owed,)),
    Move(A.FIND_INELIGIBLE, S.UNDER_APPRAISAL, S.INELIGIBLE, R.SECRETARIAT),
    *(Move(A.WAIVE_CONDITION, state, state, R.CHAIRMAN, (guards.a_condition_is_not_met,), quiet=True) for state in WAIVABLE),
    Move(A.RECORD_COMMENT, S.POSTED, S.POSTED, R.SECRETARIAT, quiet=True),
    Move(A.SETTLE_COMMENT, S.POSTED, S.POSTED, R.SECRETARIAT, (guards.has_open_comment,), quiet=True),
    Move(A.FIND_ELIGIBLE, S.POSTED, S.ELIGIBLE, R.SECRETARIAT,
         (guards.posted_before_council, *_posting_over, guards.no_comment_was_upheld)),
    Move(A.FIND_INELIGIBLE, S.POSTED, S.INELIGIBLE, R.SECRETARIAT, (guards.outweighs_the_council,)),
    # the council
    Move(A.TABLE, S.ELIGIBLE, S.TABLED, R.COUNCIL_SECRETARY,
         (guards.council_decides_on_it, guards.session_takes_items, guards.body_may_vote_on_it)),
    Move(A.TAKE_OFF_AGENDA, S.TABLED, S.ELIGIBLE, R.COUNCIL_SECRETARY, (guards.vote_is_not_open,)),
    *(Move(A.RECORD_FINDING, S.TABLED, state, R.COUNCIL_SECRETARY, consequence=True)
      for state in (S.ENDORSED, S.ENDORSED_LOWER, S.NOT_ENDORSED)),
    Move(A.RELEASE, S.TABLED, S.ELIGIBLE, R.COUNCIL_SECRETARY, consequence=True),
    *(Move(A.POST, state, S.POSTED, R.SECRETARIAT, (guards.posting_belongs_here,))
      for state in (S.ENDORSED, S.ENDORSED_LOWER)),
    Move(A.CLOSE_POSTING, S.POSTED, S.ENDORSED, R.SECRETARIAT,
         (guards.posted_after_council, *_posting_over, guards.no_comment_was_upheld)),
    # the chairman
    Move(A.SUBMIT_TO_CHAIRMAN, S.ELIGIBLE, S.BEFORE_CHAIRMAN, R.SECRETARIAT, (guards.council_is_not_owed,)),
    *(Move(A.SUBMIT_TO_CHAIRMAN, state, S.BEFORE_CHAIRMAN, R.SECRETARIAT,
           (guards.minutes_are_signed, guards.posting_is_not_owed))
      for state in (S.ENDORSED, S.ENDORSED_LOWER)),
    Move(A.SUBMIT_TO_CHAIRMAN, S.RETURNED_BY_CHAIRMAN, S.BEFORE_CHAIRMAN, R.SECRETARIAT),
    Move(A.SUBMIT_TO_CHAIRMAN, S.RETURNED_FROM_ABOVE, S.BEFORE_CHAIRMAN, R.SECRETARIAT),
    Move(A.RETURN_TO_OFFICE, S.BEFORE_CHAIRMAN, S.RETURNED_BY_CHAIRMAN, R.CHAIRMAN),
    Move(A.RETURN_TO_OFFICE, S.AWARDED, S.RETURNED_BY_CHAIRMAN, R.CHAIRMAN, consequence=True),
    Move(A.DECLINE, S.BEFORE_CHAIRMAN, S.DECLINED, R.CHAIRMAN),
    *(Move(A.GIVE_NOTICE, state, state, R.SECRETARIAT, (guards.notice_is_owed,)) for state in TOLD_WHY),
    *(
        Move(A.AWARD, S.BEFORE_CHAIRMAN, S.AWARDED, role, (guards.is_decided_here,), consequence=True)
        for role in (R.CHAIRMAN, R.DEPUTY_CHAIRMAN)
    ),
    Move(A.PUBLISH, S.AWARDED, S.PUBLISHED, R.SECRETARIAT, consequence=True),
    Move(A.CONFER, S.PUBLISHED, S.CONFERRED, R.SECRETARIAT),
    *(Move(A.REPLACE_CERTIFICATE, state, state, R.SECRETARIAT, (guards.has_a_certificate,)) for state in REVOCABLE),
    # upward
    Move(A.FORWARD, S.BEFORE_CHAIRMAN, S.FORWARDED, R.CHAIRMAN, (guards.is_decided_above,)),
    Move(A.RECORD_AWARD_ABOVE, S.FORWARDED, S.AWARDED_ABOVE, R.SECRETARIAT),
    Move(A.RECORD_REFUSAL_ABOVE, S.FORWARDED, S.REFUSED_ABOVE, R.SECRETARIAT),
    Move(A.RECORD_RETURN_FROM_ABOVE, S.FORWARDED, S.RETURNED_FROM_ABOVE, R.SECRETARIAT),
    Move(A.PUBLISH, S.AWARDED_ABOVE, S.PUBLISHED, R.SECRETARIAT),
    # on hold, and taken up again
    *(Move(A.SUSPEND, state, S.SUSPENDED, R.SECRETARIAT, (guards.vote_is_not_open,)) for state in RESUMABLE),
    *(Move(A.RESUME, S.SUSPENDED, state, R.SECRETARIAT, (guards.vote_is_not_open,)) for state in RESUMABLE),
    *(Move(A.REOPEN, state, S.UNDER_APPRAISAL, R.SECRETARIAT, (guards.data_are_there, guards.is_not_nominated_twice))
      for state in REOPENABLE),
    *(Move(A.CHANGE_RULES, state, S.UNDER_APPRAISAL, R.SECRETARIAT,
           (guards.rules_have_changed, guards.award_is_in_new_rules))
      for state in APPRAISED_ANEW),
    # annulment and recovery
    *(Move(A.PROPOSE_ANNULMENT, state, S.ANNULMENT_PROPOSED, R.SECRETARIAT, (guards.is_decided_here,))
      for state in REVOCABLE),
    *(Move(A.DISMISS_ANNULMENT, S.ANNULMENT_PROPOSED, state, R.CHAIRMAN) for state in REVOCABLE),
    Move(A.ANNUL, S.ANNULMENT_PROPOSED, S.ANNULLED, R.CHAIRMAN),
    Move(A.RECOVER, S.ANNULLED, S.RECOVERED, R.SECRETARIAT),
)  # fmt: skip

NOMINATION = Process(Subject.NOMINATION, tuple(S), _MOVES)
