"""The catalogue as the reference has it: one row for each award and regime, each cell with how sure it is.

A cell is (value, mark); ``...`` stands for a value that the reference leaves open, so that only its mark counts. Marks are
never stronger than the reference's; where its body calls a cell of a sure row an inference, the weaker mark stands.
"""

from __future__ import annotations

from typing import Any

Cell = tuple[Any, str]
Row = dict[str, Cell]

MAJORITY = {"num": 1, "den": 2, "strict": True}
FOUR_FIFTHS = {"num": 4, "den": 5, "strict": False}
NINE_TENTHS = {"num": 9, "den": 10, "strict": False}
ANY = ...


def wd(days: int) -> dict[str, Any]:
    return {"days": days, "kind": "working"}


def cd(days: int) -> dict[str, Any]:
    return {"days": days, "kind": "calendar"}


HERE: Row = {"decided_by": ("commune_chairman", "V"), "forwarded_to": (None, "V")}
OPEN_VOTE: Row = {"ballot": ("open_or_ballot", "B"), "threshold": (MAJORITY, "B"), "base": ("members_in_office", "B")}
BALLOT: Row = {"ballot": ("ballot", "V"), "threshold": (FOUR_FIFTHS, "V"), "base": ("members_in_office", "V")}
BALLOT_KEPT: Row = {key: (value, "B") for key, (value, _) in BALLOT.items()}
NO_POSTING: Row = {"posting_stage": ("none", "U"), "posting_term": (None, "U")}
NO_QUOTA: Row = {"quota": (None, "B")}


def above(decider: str, mark: str = "V") -> Row:
    return {"decided_by": (decider, mark)}


def upper(body: Cell, ballot: Cell, threshold: Cell) -> Row:
    return {"upper_vote_body": body, "upper_ballot": ballot, "upper_threshold": threshold}


PROVINCE_90 = upper(("province_council", "V"), ("ballot", "V"), (NINE_TENTHS, "V"))
PROVINCE_90_KEPT = upper(("province_council", "B"), ("ballot", "B"), (NINE_TENTHS, "B"))
PROVINCE_80 = upper(("province_council", "V"), ("ballot", "V"), (FOUR_FIFTHS, "V"))
PROVINCE_80_KEPT = upper(("province_council", "V"), ("ballot", "B"), (FOUR_FIFTHS, "B"))

R2024: dict[str, tuple[str, Row]] = {
    "LDTT": ("decide", HERE | OPEN_VOTE | NO_QUOTA | NO_POSTING | {
        "subject_kinds": (["individual"], "V"), "appraisal_term": (wd(20), "V"), "decision_term": (None, "U"),
        "notice_term": (wd(5), "B"), "bonus_individual": ([3, 10], "V")}),
    "TTLDTT": ("forward", above("district_chairman") | OPEN_VOTE | NO_QUOTA | NO_POSTING | {
        "subject_kinds": (["collective"], "V"), "appraisal_term": (wd(20), "B"), "decision_term": (None, "V"),
        "notice_term": (wd(10), "B"), "bonus_collective": ([4, 5], "V")}),
    "CSTDCS": ("forward", above("district_chairman") | BALLOT | NO_POSTING | {
        "subject_kinds": (["individual"], "V"), "quota": (None, "V"), "appraisal_term": (wd(20), "B"),
        "decision_term": (None, "V"), "notice_term": (wd(10), "B"), "bonus_individual": ([1, 1], "V")}),
    "GDVH": ("decide", HERE | NO_QUOTA | {
        "subject_kinds": (["household"], "V"), "ballot": ("none", "V"), "threshold": (None, "V"),
        "posting_term": (cd(10), "V"), "posting_stage": ("appraisal", "V"), "appraisal_term": (cd(10), "B"),
        "decision_term": (cd(10), "V"), "notice_term": (cd(10), "B"), "bonus_household": (None, "U")}),
    "TVH": ("forward", above("district_chairman") | OPEN_VOTE | NO_QUOTA | {
        "subject_kinds": (["village"], "V"), "posting_term": (cd(10), "V"), "posting_stage": ("endorsement", "V"),
        "upper_decision_term": (cd(10), "V"), "appraisal_term": (ANY, "U"), "notice_term": (ANY, "U"),
        "bonus_village": ([3, 2], "V")}),
    "XTB": ("forward", above("province_chairman") | upper(("province_council", "U"), (None, "U"), (None, "U")) | NO_POSTING | {
        "subject_kinds": (["commune"], "V"), "quota": (ANY, "B"), "appraisal_term": (ANY, "U"),
        "notice_term": (ANY, "U"), "bonus_commune": ([2, 1], "V"), "decision_form": ("12", "V")}),
    "GK": ("decide", HERE | OPEN_VOTE | NO_QUOTA | NO_POSTING | {
        "subject_kinds": (["individual", "collective", "household"], "V"), "appraisal_term": (wd(20), "B"),
        "notice_term": (wd(5), "B"), "bonus_individual": ([3, 10], "B"), "bonus_collective": ([3, 5], "V"),
        "bonus_household": ([9, 20], "B")}),
    "GK_SUDDEN": ("decide", HERE | {
        "ballot": ("none", "B"), "threshold": (None, "B"), "posting_term": (None, "B"), "appraisal_term": (wd(5), "B"),
        "decision_term": (wd(1), "B"), "notice_term": (wd(3), "B"), "bonus_collective": ([3, 5], "V")}),
    "GK_THEME": ("decide", HERE | OPEN_VOTE | NO_POSTING | {
        "quota": ({"set_by": "launch_plan", "share": None, "of": ""}, "B"), "appraisal_term": (ANY, "B"),
        "decision_term": (None, "B"), "notice_term": (wd(5), "B"), "bonus_collective": ([3, 5], "V")}),
    "GK_SIMPLE_CONTRIB": ("forward", {
        "subject_kinds": (["individual"], "V"), "decided_by": ("upper_level", "V"), "ballot": ("none", "V"),
        "threshold": (None, "V"), "quota": (None, "B"), "appraisal_term": (ANY, "U"), "decision_term": (None, "U"),
        "notice_term": (ANY, "U"), "bonus_individual": (None, "U")}),
    "CSTDT": ("forward", above("province_chairman") | PROVINCE_90 | NO_QUOTA | NO_POSTING | {
        "subject_kinds": (["individual"], "V"), "ballot": ("ballot", "V"), "appraisal_term": (ANY, "U"),
        "notice_term": (wd(10), "B"), "bonus_individual": ([3, 1], "V")}),
    "CSTDTQ": ("forward", above("prime_minister") | PROVINCE_90 | NO_QUOTA | {
        "subject_kinds": (["individual"], "V"), "upper_posting_term": (wd(10), "B"),
        "upper_appraisal_term": (wd(20), "V"), "notice_term": (ANY, "U"), "bonus_individual": ([9, 2], "V")}),
    "TTLDXS": ("forward", above("province_chairman", "B") | NO_QUOTA | NO_POSTING | upper(
        ("province_standing_council", "B"), (None, "U"), (None, "U")) | {
        "subject_kinds": (["collective"], "B"), "appraisal_term": (ANY, "U"), "bonus_collective": ([3, 2], "V")}),
    "CO_TINH": ("forward", above("province_chairman", "B") | PROVINCE_80 | NO_POSTING | {
        "subject_kinds": (["collective"], "B"), "ballot": ("ballot", "V"),
        "quota": ({"set_by": "cluster", "share": None, "of": ""}, "B"), "bonus_collective": ([8, 1], "V")}),
    "CO_CP": ("forward", above("prime_minister") | PROVINCE_80 | {
        "quota": ({"set_by": "nation", "share": None, "of": ""}, "B"), "upper_appraisal_term": (wd(20), "V"),
        "bonus_collective": ([12, 1], "V")}),
    "BK_TINH": ("forward", above("province_chairman", "B") | NO_QUOTA | NO_POSTING | upper(
        ("province_standing_council", "B"), (None, "U"), (None, "U")) | {
        "subject_kinds": (["individual", "collective", "household"], "B"), "bonus_individual": ([3, 2], "B"),
        "bonus_collective": ([3, 1], "V"), "bonus_household": ([9, 4], "B")}),
    "BK_TTG": ("forward", above("prime_minister") | NO_QUOTA | {
        "upper_ballot": ("open_or_ballot", "B"), "upper_threshold": (None, "U"), "posting_term": (None, "U"),
        "upper_appraisal_term": (wd(20), "V"), "bonus_individual": ([7, 2], "B"), "bonus_collective": ([7, 1], "B"),
        "bonus_household": ([21, 4], "B")}),
    **{award: ("forward", above("state_president") | NO_QUOTA | {
        "subject_kinds": (["individual", "collective"], "V"), "upper_threshold": (None, "U"), "upper_ballot": (None, "U"),
        "bonus_individual": (None, "U"), "bonus_collective": (None, "U")})
       for award in ("HUAN_CHUONG", "HUY_CHUONG", "ANH_HUNG")},
    "ANNUL": ("decide", {
        "decided_by": ("who_decided", "V"), "report_term": (cd(7), "V"), "decision_term": (wd(5), "V"),
        "documents": (["conclusion", "proposal"], "V"),
        "grounds": (["false_declaration", "false_papers", "unlawful_appraisal", "standards_not_met"], "V")}),
    "EXCHANGE": ("decide", {
        "decided_by": ("who_decided", "V"), "exchange_term": (cd(15), "V"), "documents": (["request", "old_artefact"], "V")}),
}  # fmt: skip

R2025: dict[str, tuple[str, Row]] = R2024 | {
    "LDTT": ("decide", R2024["LDTT"][1] | {"appraisal_term": (wd(20), "B"), "bonus_individual": ([3, 10], "B")}),
    "TTLDTT": ("decide", HERE | OPEN_VOTE | NO_QUOTA | NO_POSTING | {
        "appraisal_term": (wd(20), "B"), "decision_term": (None, "U"), "notice_term": (wd(5), "B"),
        "bonus_collective": ([4, 5], "V")}),
    "CSTDCS": ("decide", HERE | BALLOT_KEPT | NO_POSTING | {
        "quota": (None, "V"), "appraisal_term": (wd(20), "V"), "decision_term": (None, "U"),
        "notice_term": (wd(5), "B"), "bonus_individual": ([1, 1], "V")}),
    "TVH": ("decide", HERE | OPEN_VOTE | NO_QUOTA | {
        "posting_term": (cd(10), "V"), "decision_term": (cd(10), "B"), "appraisal_term": (ANY, "U"),
        "notice_term": (ANY, "U"), "bonus_village": ([3, 2], "V")}),
    "XTB": ("forward", above("province_chairman", "B") | upper(("province_council", "U"), (None, "U"), (None, "U")) | {
        "forwarded_to": (ANY, "U"), "quota": (ANY, "U"), "bonus_commune": ([2, 1], "B"), "decision_form": (None, "U")}),
    "CSTDT": ("forward", R2024["CSTDT"][1] | PROVINCE_90_KEPT | {"ballot": ("ballot", "B")}),
    "CSTDTQ": ("forward", R2024["CSTDTQ"][1] | PROVINCE_90_KEPT),
    "TTLDXS": ("forward", above("province_chairman") | upper(
        ("province_standing_council", "V"), (None, "U"), (None, "U")) | {"bonus_collective": ([3, 2], "V")}),
    "CO_TINH": ("forward", above("province_chairman") | PROVINCE_80_KEPT | {
        "ballot": ("ballot", "B"), "quota": ({"set_by": "cluster", "share": None, "of": ""}, "V"),
        "bonus_collective": ([8, 1], "V")}),
    "CO_CP": ("forward", R2024["CO_CP"][1] | PROVINCE_80_KEPT),
    "BK_TINH": ("forward", above("province_chairman") | {
        "upper_vote_body": ("province_standing_council", "V"), "bonus_individual": ([3, 2], "B"),
        "bonus_collective": ([3, 1], "V"), "bonus_household": ([9, 4], "B")}),
    "BK_TTG": ("forward", R2024["BK_TTG"][1] | {"bonus_collective": ([7, 1], "V")}),
}  # fmt: skip

UNKNOWN_2026 = (
    "quota", "conditions", "posting_term", "appraisal_term", "decision_term", "notice_term", "bonus_individual", "documents",
)  # fmt: skip

R2026: dict[str, tuple[str, Row]] = {
    "CSTDCS": ("decide", {
        "decided_by": ("commune_chairman", "U"), "ballot": ("ballot", "U"), "threshold": (FOUR_FIFTHS, "U"),
        "base": ("members_in_office", "U"), "notes": (ANY, "U"),
        **dict.fromkeys(UNKNOWN_2026, (ANY, "U"))}),
}  # fmt: skip

PAPERS: dict[str, tuple[tuple[str, str], ...]] = {
    "LDTT": (("submission_letter", "01"), ("achievement_report", ""), ("unit_minutes", "")),
    "TTLDTT": (("submission_letter", "01"), ("achievement_report", ""), ("unit_minutes", "")),
    "CSTDCS": (("submission_letter", "01"), ("achievement_report", "05"), ("unit_minutes", ""), ("tally_record", ""),
               ("initiative_confirmation", "13")),
    "GDVH": (("submission_letter", ""), ("household_list_with_comments", ""), ("village_minutes", "")),
    "TVH": (("submission_letter", "04"), ("achievement_report", "05"), ("village_minutes", "06")),
    "XTB": (("submission_letter", "07"), ("achievement_report", "08"), ("unit_minutes", "09")),
    "GK": (("submission_letter", "01"), ("achievement_report", "05/04"), ("unit_minutes", "")),
    "GK_SUDDEN": (("submission_letter", ""), ("summary_report", "")),
    "GK_SIMPLE_CONTRIB": (("submission_letter", ""), ("summary_report", "")),
    "CSTDT": (("submission_letter", "01"), ("achievement_report", "05"), ("unit_minutes", ""), ("tally_record", ""),
              ("initiative_confirmation", "13")),
    "CSTDTQ": (("submission_letter", "01"), ("achievement_report", "05"), ("unit_minutes", ""), ("tally_record", ""),
               ("initiative_confirmation", "13"), ("central_dossier", "")),
    "TTLDXS": (("submission_letter", "01"), ("achievement_report", "04"), ("unit_minutes", "")),
    "CO_TINH": (("submission_letter", "01"), ("achievement_report", ""), ("unit_minutes", ""), ("tally_record", "")),
    "CO_CP": (("central_dossier", ""),),
    "BK_TTG": (("central_dossier", ""),),
    **dict.fromkeys(("HUAN_CHUONG", "HUY_CHUONG", "ANH_HUNG"), (("central_dossier", ""),)),
}  # fmt: skip
"""Papers that the reference names for an award, with the number of their form where it has one."""

PREREQUISITES: dict[str, tuple[str, ...]] = {
    "LDTT": ("work_rating_good", "employed_six_months", "no_discipline"),
    "TTLDTT": ("members_are_advanced", "no_member_warned"),
    "CSTDCS": ("advanced_worker_standard", "one_of_four_merits"),
    "GDVH": ("local_score_reached", "not_excluded"),
    "TVH": ("local_score_reached",),
    "XTB": ("leads_district_movement",),
    "GK": ("achievement_of_individual", "achievement_of_collective", "achievement_of_household"),
    "GK_SUDDEN": ("exceptional_act",),
    "GK_THEME": ("took_part_in_movement",),
    "GK_SIMPLE_CONTRIB": ("retirement_notice",),
    "CSTDT": ("three_fighters_in_a_row", "initiative_in_province"),
    "CSTDTQ": ("two_provincial_in_a_row",),
    "TTLDXS": ("all_members_complete", "members_are_advanced", "has_a_fighter"),
    "CO_TINH": ("first_in_cluster",),
    "CO_CP": ("best_of_flags",),
    "BK_TINH": ("achievement_of_individual", "achievement_of_collective", "achievement_of_household"),
    "BK_TTG": ("as_the_law_says",),
    **dict.fromkeys(("HUAN_CHUONG", "HUY_CHUONG", "ANH_HUNG"), ("as_the_law_says",)),
}
