"""What the standing office does at the screen, from intake to the chairman's desk."""

from __future__ import annotations

from states.vocabulary import Action, Role, State, SubjectKind
from tests.support.world import World
from tests.web.office.desk import OpenSite, place, question
from workflow.queries.dossier import consultations_of

PAPERS = ["submission_letter", "achievement_report", "unit_minutes"]


def answers(world: World, key: str, **other: str) -> dict[str, str]:
    """Every condition met, but those named."""
    return {f"checks-result-{check.code}": other.get(check.code, "met") for check in world.checks(key)}


def state_of(world: World, key: str) -> str:
    return str(world.nomination(key)["state"])


def world_bodies(world: World, key: str) -> list[str]:
    """The consultations of a case."""
    with world.store.reading() as driver:
        return [each.key for each in consultations_of(driver, key)]


def test_takes_a_dossier_in_and_finds_it_eligible(world: World, open_site: OpenSite) -> None:
    key = world.bring(world.draft(), State.SUBMITTED)
    office = open_site.at(Role.SECRETARIAT)
    assert "Trần Thị Ánh" in office.open("/office/queue?group=intake").words
    page = question(office, key, Action.ACCEPT)
    unseen = page.send("Tiếp nhận", status=422)
    assert state_of(world, key) == State.SUBMITTED and "seen_documents-0" in unseen.text
    done = page.send("Tiếp nhận", {"seen_documents": PAPERS})
    assert place(done) == f"/nominations/{key}" and state_of(world, key) == State.UNDER_APPRAISAL
    page = question(office, key, Action.FIND_ELIGIBLE)
    done = page.send("Kết luận đủ điều kiện", answers(world, key))
    assert state_of(world, key) == State.ELIGIBLE and "Kết quả thẩm định" in done.words


def test_what_must_be_ticked_is_not_called_optional(world: World, open_site: OpenSite) -> None:
    page = question(open_site.at(Role.SECRETARIAT), world.bring(world.draft(), State.SUBMITTED), Action.ACCEPT)
    assert "Giấy tờ đã xem" in page.words and "Giấy tờ đã xem (không bắt buộc)" not in page.words


def test_refusals_stand_at_their_condition(world: World, open_site: OpenSite) -> None:
    key = world.bring(world.draft(), State.UNDER_APPRAISAL)
    office = open_site.at(Role.SECRETARIAT)
    page = question(office, key, Action.FIND_ELIGIBLE)
    given = answers(world, key, no_discipline="not_met", work_rating_good="waived")
    refused = page.send("Kết luận đủ điều kiện", given, status=422)
    assert "#checks-result-no_discipline-met" in refused.text and "#checks-result-work_rating_good-met" in refused.text
    assert refused.entered()["checks-result-no_discipline"] == "not_met", "what was entered stays"
    given |= {"checks-result-no_discipline": "met", "checks-note-work_rating_good": "Nông dân, không xếp loại."}
    refused.send("Kết luận đủ điều kiện", given)
    assert state_of(world, key) == State.ELIGIBLE


def test_what_is_laid_aside_comes_back_under_the_other_outcome(world: World, open_site: OpenSite) -> None:
    key = world.bring(world.draft(), State.UNDER_APPRAISAL)
    office = open_site.at(Role.SECRETARIAT)
    page = question(office, key, Action.FIND_ELIGIBLE)
    kept = page.send("Lưu tạm và chuyển sang", answers(world, key, no_discipline="not_met"))
    assert place(kept) == f"/nominations/{key}/ineligibility"
    assert kept.entered()["checks-result-no_discipline"] == "not_met"
    assert question(open_site.at(Role.SECRETARIAT), key, Action.FIND_ELIGIBLE).entered()["checks-result-no_discipline"]
    kept.send("Kết luận không đủ điều kiện", {"reason": "Bị khiển trách trong năm."})
    assert state_of(world, key) == State.INELIGIBLE
    assert "Bị khiển trách trong năm." in office.open(f"/nominations/{key}").words


def test_shows_who_may_be_the_same_person_in_another_unit(world: World, open_site: OpenSite) -> None:
    """The school proposes somebody of the same name and year of birth; the village's other people are no matter."""
    key = world.bring(world.draft(), State.UNDER_APPRAISAL)
    other = world.bring(world.draft(unit="truong-hoc", name="TRẦN THỊ ANH"), State.SUBMITTED)
    world.bring(world.draft(name="Lê Văn Bảy"), State.SUBMITTED)
    office = open_site.at(Role.SECRETARIAT)
    page = question(office, key, Action.FIND_ELIGIBLE)
    assert "Có thể cùng một người" in page.words and "Lê Văn Bảy" not in page.words
    assert page.root.find(f".//a[@href='/nominations/{other}']") is not None
    alone = question(office, world.bring(world.draft(name="Lê Văn Tám"), State.UNDER_APPRAISAL), Action.FIND_ELIGIBLE)
    assert "Có thể cùng một người" not in alone.words


def test_sends_a_dossier_back_once(world: World, open_site: OpenSite) -> None:
    key = world.bring(world.draft(), State.SUBMITTED)
    page = question(open_site.at(Role.SECRETARIAT), key, Action.RETURN_FOR_SUPPLEMENT)
    assert "Nêu đầy đủ" in page.send("Trả lại", status=422).words
    done = page.send("Trả lại", {"reason": "Biên bản thiếu chữ ký."})
    assert "Nội dung cần bổ sung: Biên bản thiếu chữ ký." in done.words


def test_refuses_intake(world: World, open_site: OpenSite) -> None:
    key = world.bring(world.draft(), State.SUBMITTED)
    page = question(open_site.at(Role.SECRETARIAT), key, Action.REFUSE_INTAKE)
    done = page.send("Từ chối", {"reason": "Nộp sau hạn của phong trào."})
    assert state_of(world, key) == State.INTAKE_REFUSED and "Nộp sau hạn của phong trào." in done.words


def test_asks_other_bodies(world: World, open_site: OpenSite) -> None:
    key = world.bring(world.draft(), State.UNDER_APPRAISAL)
    office = open_site.at(Role.SECRETARIAT)
    question(office, key, Action.CONSULT).send("Lấy ý kiến", {"bodies": "Công an xã\n\nChi cục Thuế"})
    assert "2 cơ quan chưa trả lời" in office.open("/office/postings").words
    closing = question(office, key, Action.CLOSE_CONSULTATION).words
    assert "Chưa thể thực hiện" in closing and "Công an xã" in closing, "who has not answered is named beforehand"
    for body in world_bodies(world, key):
        page = question(office, key, Action.RECORD_REPLY)
        page.send("Ghi", {"consultation_id": body, "opinion": "agree", "replied_on": "05/03/2024"})
    question(office, key, Action.CLOSE_CONSULTATION).send("Kết thúc")
    assert state_of(world, key) == State.UNDER_APPRAISAL


def test_posts_and_settles_a_comment(world: World, open_site: OpenSite) -> None:
    key = world.bring(world.draft("TVH", kind=SubjectKind.VILLAGE, name="Thôn Đông"), State.ENDORSED)
    office = open_site.at(Role.SECRETARIAT)
    question(office, key, Action.POST).send("Niêm yết")
    day = world.day.strftime("%d/%m/%Y")
    question(office, key, Action.RECORD_COMMENT).send("Ghi", {"text": "Có tranh chấp đất.", "received_on": day})
    assert "1 ý kiến chưa xác minh" in office.open("/office/postings").words
    page = question(office, key, Action.SETTLE_COMMENT)
    (comment,) = [each.get("value") for each in page.root.iter("input") if each.get("name") == "comment_id"]
    page.send("Xử lý", {"comment_id": str(comment), "result": "dismissed", "note": "Đã xác minh tại thôn."})
    world.wait(30)
    office = open_site.at(Role.SECRETARIAT)
    question(office, key, Action.CLOSE_POSTING).send("Kết thúc")
    question(office, key, Action.SUBMIT_TO_CHAIRMAN).send("Trình", {"note": "Kính trình."})
    assert state_of(world, key) == State.BEFORE_CHAIRMAN


def test_holds_a_case_and_goes_on(world: World, open_site: OpenSite) -> None:
    key = world.bring(world.draft(), State.UNDER_APPRAISAL)
    office = open_site.at(Role.SECRETARIAT)
    done = question(office, key, Action.SUSPEND).send("Tạm dừng", {"reason": "Đang giải quyết đơn tố cáo."})
    assert "Hồ sơ đang tạm dừng. Lý do: Đang giải quyết đơn tố cáo." in done.words
    left = world.nomination(key)["days_left"]
    assert left and f"Thời hạn đang tạm dừng, còn {left} ngày khi tiếp tục" in done.words
    question(office, key, Action.RESUME).send("Tiếp tục", {"reason": "Đơn không có cơ sở."})
    assert state_of(world, key) == State.UNDER_APPRAISAL


def test_somebody_moved_first_and_nothing_entered_is_lost(world: World, open_site: OpenSite) -> None:
    key = world.bring(world.draft(), State.UNDER_APPRAISAL)
    office = open_site.at(Role.SECRETARIAT)
    page = question(office, key, Action.FIND_INELIGIBLE)
    question(office, key, Action.SUSPEND).send("Tạm dừng", {"reason": "Đang giải quyết đơn tố cáo."})
    question(office, key, Action.RESUME).send("Tiếp tục", {"reason": "Đơn không có cơ sở."})
    given = {**answers(world, key, no_discipline="not_met"), "reason": "Bị khiển trách."}
    stale = page.send("Kết luận không đủ điều kiện", given, status=409)
    assert stale.entered()["reason"] == "Bị khiển trách."
    assert stale.entered()["checks-result-no_discipline"] == "not_met"
    stale.send("Kết luận không đủ điều kiện")
    assert state_of(world, key) == State.INELIGIBLE


def test_a_second_click_changes_nothing(world: World, open_site: OpenSite) -> None:
    key = world.bring(world.draft(), State.SUBMITTED)
    page = question(open_site.at(Role.SECRETARIAT), key, Action.ACCEPT)
    page.send("Tiếp nhận", {"seen_documents": PAPERS})
    entries = world.nomination(key)["entries"]
    again = page.send("Tiếp nhận", {"seen_documents": PAPERS})
    assert again.path.endswith(key)
    assert world.nomination(key)["entries"] == entries


def test_a_due_day_in_a_year_without_announced_holidays_is_provisional(world: World, open_site: OpenSite) -> None:
    key = world.bring(world.draft(), State.UNDER_APPRAISAL)
    for due, told in (
        ("2024-12-31", "31/12/2024"),
        ("2039-01-05", "05/01/2039 (dự kiến: lịch nghỉ năm 2039 chưa được công bố)"),
    ):
        with world.store.writing(world.organisation_id) as driver:
            driver.connection.execute(f"UPDATE nomination SET due_on = '{due}' WHERE id = '{key}'")
            driver.connection.commit()
        words = open_site.at(Role.SECRETARIAT).open(f"/nominations/{key}").words
        assert told in words and ("dự kiến" in words) == ("dự kiến" in told)
