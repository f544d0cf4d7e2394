"""What the chairman does at the screen, and what the office does before and after."""

from __future__ import annotations

from states.council_vocabulary import VoteChoice
from states.vocabulary import Action, DecisionState, FactKind, Role, State
from tests.support.site import PASSWORD, Page, Person
from tests.support.standing import nomination, take
from tests.support.world import World
from tests.web.office.desk import OpenSite, place, question
from workflow.commands.administration.record_statement import RecordStatement
from workflow.commands.decision.sign_decision import SignDecision
from workflow.commands.nomination.withdraw import Withdraw
from workflow.ids import new_id

SIGNED = {"has_read": "y", "password": PASSWORD}


def state_of(world: World, key: str) -> str:
    return str(world.nomination(key)["state"])


def drafted(office: Person, *keys: str) -> Page:
    """A draft that names these cases."""
    page = office.open("/decisions/new")
    return page.send("Lập dự thảo", {"title": "Về việc tặng danh hiệu", "nominations": list(keys)})  # type: ignore[dict-item]


def approved(open_site: OpenSite, path: str) -> None:
    """The office submits a draft, and the chairman approves it."""
    open_site.at(Role.SECRETARIAT).open(f"{path}/submission").send("Trình dự thảo")
    open_site.at(Role.CHAIRMAN).open(f"{path}/approval").send("Duyệt", {"has_read": "y"})


def numbered(open_site: OpenSite, path: str) -> None:
    """A draft is approved, and the office numbers it."""
    approved(open_site, path)
    open_site.at(Role.SECRETARIAT).open(f"{path}/number").send("Cấp số")


def decision_of(world: World, path: str) -> dict[str, object]:
    return dict(world.case(path.rsplit("/", 1)[-1], SignDecision.subject))


def test_from_the_draft_to_the_public_board(world: World, open_site: OpenSite) -> None:
    key = world.bring(world.draft(), State.BEFORE_CHAIRMAN)
    office, chairman = open_site.at(Role.SECRETARIAT), open_site.at(Role.CHAIRMAN)
    assert "Trần Thị Ánh" in chairman.open("/chairman/inbox").words
    page = drafted(office, key)
    path = place(page)
    assert "Dự thảo không khác đề nghị của Hội đồng." in page.words
    approving = chairman.open("/chairman/inbox")
    assert approving.root.find(f".//a[@href='{path}/approval']") is None
    office.open(f"{path}/submission").send("Trình dự thảo")
    approving = chairman.open("/chairman/inbox")
    assert approving.root.find(f".//a[@href='{path}/approval']") is not None
    page = chairman.open(f"{path}/approval")
    assert "Trần Thị Ánh – Nông dân, Thôn Đông" in page.words
    assert "Đánh dấu xác nhận" in page.send("Duyệt", {"has_read": ""}, status=422).words
    page.send("Duyệt", {"has_read": "y"})
    office.open(f"{path}/number").send("Cấp số")
    reading = chairman.open("/chairman/inbox").root.find(".//a[@href='" + f"{path}/signature" + "']")
    assert reading is not None
    page = chairman.open(f"{path}/signature")
    assert "Số: 01/QĐ-UBND" in page.words and "Trần Thị Ánh – Nông dân, Thôn Đông" in page.words
    assert "không phải là chữ ký số" in page.words
    page.send("Ký", SIGNED)
    assert state_of(world, key) == State.AWARDED
    assert "Về việc tặng danh hiệu" in chairman.open("/chairman/signed").words
    done = office.open(f"{path}/issue").send("Ban hành")
    assert state_of(world, key) == State.PUBLISHED and "Trần Văn Chủ" in done.words
    page = question(office, key, Action.CONFER)
    page.send(
        "Ghi nhận", {"conferred_on": world.day.strftime("%d/%m/%Y"), "receiver": "family", "received_by": "Lê Văn Con"}
    )
    assert world.nomination(key)["receiver"] == "family"


def test_a_draft_is_returned_and_explained(world: World, open_site: OpenSite) -> None:
    """Whatever differs from the council's proposal has to be explained before it goes to the chairman."""
    keys = [world.bring(world.draft(name=name), State.BEFORE_CHAIRMAN) for name in ("Trần Thị Ánh", "Lê Văn Bảy")]
    office, chairman = open_site.at(Role.SECRETARIAT), open_site.at(Role.CHAIRMAN)
    path = place(drafted(office, *keys))
    office.open(f"{path}/submission").send("Trình dự thảo")
    returned = chairman.open(f"{path}/return").send("Trả lại", {"reason": "Xem lại trường hợp ông Bảy."})
    assert "Xem lại trường hợp ông Bảy." in returned.words
    question(office, keys[1], Action.SUSPEND).send("Tạm dừng", {"reason": "Đang xác minh đơn."})
    question(office, keys[1], Action.RESUME).send("Tiếp tục", {"reason": "Đơn không đúng."})
    page = office.open(f"{path}/submission")
    assert "Giải trình vì sao" in page.send("Trình dự thảo", {}, status=422).words
    page.send("Trình dự thảo", {"explanation": "Đã bỏ trường hợp ông Bảy."})
    approving = chairman.open(f"{path}/approval")
    assert "Đã bỏ trường hợp ông Bảy." in approving.words and "Bớt Lê Văn Bảy" in approving.words
    approving.send("Duyệt", {"has_read": "y"})
    assert decision_of(world, path)["state"] == DecisionState.APPROVED


def test_a_returned_draft_is_revised_at_the_screen(world: World, open_site: OpenSite) -> None:
    """Names are taken off and added, the wording changes, and the chairman reads what is new."""
    names = ("Trần Thị Ánh", "Lê Văn Bảy", "Đỗ Thị Cúc")
    keys = [world.bring(world.draft(name=name), State.BEFORE_CHAIRMAN) for name in names]
    office, chairman = open_site.at(Role.SECRETARIAT), open_site.at(Role.CHAIRMAN)
    path = place(drafted(office, *keys[:2]))
    office.open(f"{path}/submission").send("Trình dự thảo")
    chairman.open(f"{path}/return").send("Trả lại", {"reason": "Bớt ông Bảy, thêm bà Cúc."})
    page = office.open(f"{path}/revision")
    assert "Bớt ông Bảy, thêm bà Cúc." in page.words and "không thay đổi" in page.words
    nobody = page.send("Ghi dự thảo", {"title": "Về việc khác", "off": keys[:2]}, status=422)  # type: ignore[dict-item]
    assert "Giữ lại hoặc thêm ít nhất một hồ sơ." in nobody.words and "Về việc khác" in nobody.text
    done = page.send(
        "Ghi dự thảo", {"title": "Về việc tặng danh hiệu, đợt một", "off": keys[1], "nominations": keys[2]}
    )
    assert "Thêm Đỗ Thị Cúc" in done.words and "Bớt Lê Văn Bảy" in done.words
    submission = office.open(f"{path}/submission")
    assert "Giải trình vì sao" in submission.send("Trình dự thảo", {}, status=422).words
    submission.send("Trình dự thảo", {"explanation": "Bớt ông Bảy theo ý kiến của Chủ tịch."})
    reading = chairman.open(f"{path}/approval").words
    for told in ("Thêm Đỗ Thị Cúc", "Bớt Lê Văn Bảy", "nay là “Về việc tặng danh hiệu, đợt một”", "Đỗ Thị Cúc – "):
        assert told in reading, told
    assert "Lê Văn Bảy – Nông dân" not in reading


def test_what_the_council_lowered_is_marked_at_the_name_too(world: World, open_site: OpenSite) -> None:
    key = nomination(world, State.ENDORSED_LOWER)
    take(world, Action.SUBMIT_TO_CHAIRMAN, key)
    path = place(drafted(open_site.at(Role.SECRETARIAT), key))
    open_site.at(Role.SECRETARIAT).open(f"{path}/submission").send("Trình dự thảo")
    page = open_site.at(Role.CHAIRMAN).open(f"{path}/approval")
    assert page.words.count("Hội đồng đề nghị mức thấp hơn") == 2, "above the decision, and in its list"
    paper = page.root.find(".//article")
    assert paper is not None and "Hội đồng đề nghị mức thấp hơn" in "".join(paper.itertext())
    page.send("Duyệt", {"has_read": "y"})


def test_signs_nothing_unread_or_with_a_wrong_password(world: World, open_site: OpenSite) -> None:
    key = world.bring(world.draft(), State.BEFORE_CHAIRMAN)
    path = place(drafted(open_site.at(Role.SECRETARIAT), key))
    numbered(open_site, path)
    page = open_site.at(Role.CHAIRMAN).open(f"{path}/signature")
    page.send("Ký", {"has_read": "", "password": PASSWORD}, status=422)
    wrong = page.send("Ký", {"has_read": "y", "password": "không phải mật khẩu"}, status=422)
    assert "Mật khẩu chưa đúng" in wrong.words and "không phải mật khẩu" not in wrong.text
    assert state_of(world, key) == State.BEFORE_CHAIRMAN


def test_a_draft_sent_twice_is_one_draft(world: World, open_site: OpenSite) -> None:
    key = world.bring(world.draft(), State.BEFORE_CHAIRMAN)
    page = open_site.at(Role.SECRETARIAT).open("/decisions/new")
    assert "Nguồn chi tiền thưởng (không bắt buộc)" in page.words
    given = {"title": "Về việc tặng danh hiệu", "nominations": key}
    assert place(page.send("Lập dự thảo", given)) == place(page.send("Lập dự thảo", given))


def test_a_draft_without_names_says_so(world: World, open_site: OpenSite) -> None:
    world.bring(world.draft(), State.BEFORE_CHAIRMAN)
    page = open_site.at(Role.SECRETARIAT).open("/decisions/new")
    assert "Chọn ít nhất một hồ sơ." in page.send("Lập dự thảo", {"title": "x"}, status=422).words


def test_a_signature_upon_what_has_changed_is_refused(world: World, open_site: OpenSite) -> None:
    keys = [world.bring(world.draft(name=name), State.BEFORE_CHAIRMAN) for name in ("Trần Thị Ánh", "Lê Văn Bảy")]
    office, chairman = open_site.at(Role.SECRETARIAT), open_site.at(Role.CHAIRMAN)
    path = place(drafted(office, *keys))
    numbered(open_site, path)
    page = chairman.open(f"{path}/signature")
    question(chairman, keys[1], Action.DECLINE).send("Không khen thưởng", {"reason": "Chưa thật tiêu biểu."})
    after = chairman.open(path)
    assert "Có trong danh sách nhưng không được khen" in after.words
    chairman.open(f"{path}/voiding").send("Hủy", {"reason": "Lập lại danh sách."})
    page.send("Ký", SIGNED, status=409)
    assert decision_of(world, path)["state"] == DecisionState.ANNULLED


def test_awards_nobody_whom_the_page_did_not_name(world: World, open_site: OpenSite) -> None:
    """One of two cases is on hold while the chairman reads, and no longer when they sign."""
    keys = [world.bring(world.draft(name=name), State.BEFORE_CHAIRMAN) for name in ("Trần Thị Ánh", "Lê Văn Bảy")]
    office, chairman = open_site.at(Role.SECRETARIAT), open_site.at(Role.CHAIRMAN)
    path = place(drafted(office, *keys))
    office.open(f"{path}/submission").send("Trình dự thảo")
    question(office, keys[1], Action.SUSPEND).send("Tạm dừng", {"reason": "Đang xác minh đơn."})
    page = chairman.open(f"{path}/approval")
    question(office, keys[1], Action.RESUME).send("Tiếp tục", {"reason": "Đơn không đúng."})
    again = page.send("Duyệt", {"has_read": "y"}, status=409)
    assert decision_of(world, path)["state"] == DecisionState.SUBMITTED
    assert "hồ sơ đã rời dự thảo rồi trình lại" in again.words
    refused = again.send("Duyệt", {"has_read": "y"}, status=422)
    assert "có 1 chỗ khác đề nghị của Hội đồng mà bản trình chưa giải trình" in refused.words
    chairman.open(f"{path}/return").send("Trả lại", {"reason": "Giải trình trường hợp ông Bảy."})
    office.open(f"{path}/submission").send("Trình dự thảo", {"explanation": "Ông Bảy xét sau."})
    chairman.open(f"{path}/approval").send("Duyệt", {"has_read": "y"})
    office.open(f"{path}/number").send("Cấp số")
    chairman.open(f"{path}/signature").send("Ký", SIGNED)
    assert [state_of(world, key) for key in keys] == [State.AWARDED, State.BEFORE_CHAIRMAN]
    assert "Lê Văn Bảy" in office.open("/decisions/new").words


def test_sends_a_case_back_with_questions(world: World, open_site: OpenSite) -> None:
    key = world.bring(world.draft(), State.BEFORE_CHAIRMAN)
    page = question(open_site.at(Role.CHAIRMAN), key, Action.RETURN_TO_OFFICE)
    assert "Nêu nội dung" in page.send("Trả lại", status=422).words
    page.send("Trả lại", {"reason": "Ai xác nhận thành tích?"})
    office = open_site.at(Role.SECRETARIAT)
    assert "Ai xác nhận thành tích?" in office.open(f"/nominations/{key}").words
    page = question(office, key, Action.SUBMIT_TO_CHAIRMAN)
    assert "Trả lời những nội dung" in page.send("Trình", status=422).words
    page.send("Trình", {"note": "Trưởng thôn xác nhận."})
    assert state_of(world, key) == State.BEFORE_CHAIRMAN


def test_a_draft_that_every_case_has_left_still_opens(world: World, open_site: OpenSite) -> None:
    key = world.bring(world.draft(), State.BEFORE_CHAIRMAN)
    path = place(drafted(open_site.at(Role.SECRETARIAT), key))
    question(open_site.at(Role.CHAIRMAN), key, Action.RETURN_TO_OFFICE).send("Trả lại", {"reason": "Hỏi lại thôn."})
    words = open_site.at(Role.SECRETARIAT).open(path).words
    assert "Về việc tặng danh hiệu" in words and "Trần Thị Ánh – Nông dân" not in words


def test_forwards_and_the_answer_comes_from_above(world: World, open_site: OpenSite) -> None:
    key = world.bring(world.draft("BK_TINH"), State.BEFORE_CHAIRMAN)
    chairman, office = open_site.at(Role.CHAIRMAN), open_site.at(Role.SECRETARIAT)
    day = world.day.strftime("%d/%m/%Y")
    assert "Trình cấp trên quyết định." in chairman.open("/chairman/inbox").words
    question(chairman, key, Action.FORWARD).send("Chuyển", {"number": "12/TTr-UBND", "dated_on": day})
    letter = {"number": "34/QĐ-UBND", "decided_on": day, "authority": "UBND tỉnh Mẫu"}
    question(office, key, Action.RECORD_AWARD_ABOVE).send("Ghi", letter)
    done = question(office, key, Action.PUBLISH).send("Công bố")
    assert state_of(world, key) == State.PUBLISHED and "34/QĐ-UBND" in done.words


def steps(page: Page) -> list[str]:
    """The stations of a case as its page draws them: done, current, stopped, ahead."""
    found = [each.get("class", "") for each in page.root.iter("li")]
    return [kind.rpartition("--")[2] for kind in found if "bv-step--" in kind]


def test_an_award_annulled_after_its_conferral_was_conferred(world: World, open_site: OpenSite) -> None:
    key = world.bring(world.draft(), State.CONFERRED)
    office, chairman = open_site.at(Role.SECRETARIAT), open_site.at(Role.CHAIRMAN)
    question(office, key, Action.PROPOSE_ANNULMENT).send(
        "Đề nghị", {"ground": "false_declaration", "reason": "Kê khai gian dối."}
    )
    question(chairman, key, Action.ANNUL).send("Hủy bỏ", {"reason": "Kết luận thanh tra số 5."})
    *before, last = steps(office.open(f"/nominations/{key}"))
    assert set(before) == {"done"} and last == "stopped"


def test_an_annulment_says_what_rests_on_the_award(world: World, open_site: OpenSite) -> None:
    first = world.bring(world.draft(), State.CONFERRED)
    proposing = question(open_site.at(Role.SECRETARIAT), first, Action.PROPOSE_ANNULMENT)
    assert "Chưa có khen thưởng sau hay hồ sơ đang xét nào" in proposing.words
    nominee = str(world.nomination(first)["nominee_id"])
    same = RecordStatement(
        on=new_id(), nominee_id=nominee, year=world.day.year, fact=FactKind.REWARDED, chosen=first, source="Đối chiếu"
    )
    world.do(same, world.actor(Role.SECRETARIAT))
    later = world.bring(world.draft("GK", nominee_id=nominee), State.UNDER_APPRAISAL)
    page = question(open_site.at(Role.SECRETARIAT), first, Action.PROPOSE_ANNULMENT)
    assert f"/nominations/{later}" in page.links()
    assert "1 hồ sơ đã lấy khen thưởng này làm căn cứ" in page.words
    page.send("Đề nghị", {"ground": "false_declaration", "reason": "Kê khai gian dối."})
    chairman = open_site.at(Role.CHAIRMAN)
    assert f"/nominations/{later}" in question(chairman, first, Action.ANNUL).links()
    decision = str(world.nomination(first)["decision_id"])
    assert f"/nominations/{later}" in question(chairman, decision, Action.ANNUL_DECISION, of="decisions").links()


def test_a_withdrawal_is_no_fault_and_keeps_the_station_it_had_reached(world: World, open_site: OpenSite) -> None:
    key = world.bring(world.draft(), State.UNDER_APPRAISAL)
    officer = world.officer_of(world.nomination(key))
    world.do(Withdraw(on=key, seen=world.seen(key), reason="Gia đình xin rút."), officer)
    page = open_site.at(Role.SECRETARIAT).open(f"/nominations/{key}")
    assert steps(page)[:4] == ["done", "done", "stopped", "ahead"]
    assert "Đơn vị đã rút hồ sơ. Lý do:" in page.words and "Lỗi:" not in page.words


def test_a_voided_draft_is_compared_with_nothing(world: World, open_site: OpenSite) -> None:
    key = world.bring(world.draft(), State.BEFORE_CHAIRMAN)
    office, chairman = open_site.at(Role.SECRETARIAT), open_site.at(Role.CHAIRMAN)
    path = place(drafted(office, key))
    assert "Dự thảo không khác đề nghị của Hội đồng." in office.open(path).words
    numbered(open_site, path)
    chairman.open(f"{path}/voiding").send("Hủy", {"reason": "Lập lại danh sách."})
    assert "không khác đề nghị" not in office.open(path).words


def test_a_case_page_says_how_an_award_of_the_commune_is_approved(world: World, open_site: OpenSite) -> None:
    key = world.bring(world.draft(), State.BEFORE_CHAIRMAN)
    words = open_site.at(Role.CHAIRMAN).open(f"/nominations/{key}").words
    assert "Thường trực lập dự thảo quyết định có hồ sơ này; Chủ tịch đồng ý bằng cách ký quyết định đó." in words
    assert "Người xử lý: Thường trực" in words


def test_annuls_an_award_and_the_office_recovers_it(world: World, open_site: OpenSite) -> None:
    key = world.bring(world.draft(), State.PUBLISHED)
    office, chairman = open_site.at(Role.SECRETARIAT), open_site.at(Role.CHAIRMAN)
    asked = question(office, key, Action.PROPOSE_ANNULMENT)
    assert "Điều 93 khoản 2 (đã đối chiếu với nguồn)" in asked.words and "báo cáo 7 ngày kể từ ngày này" in asked.words
    words = asked.send("Đề nghị", {"reason": "Kê khai gian dối."}, status=422).words
    assert "Chọn căn cứ đề nghị hủy bỏ." in words and "Kê khai gian dối." in words
    asked.send("Đề nghị", {"ground": "false_declaration", "reason": "Kê khai gian dối."})
    assert "Hạn:" in chairman.open("/chairman/inbox").words.split("Trần Thị Ánh")[1]
    dismissal = question(chairman, key, Action.DISMISS_ANNULMENT).words
    assert "Kê khai gian dối." in dismissal and "Căn cứ hủy bỏ Kê khai gian dối thành tích" in dismissal
    assert "tên vẫn ở bảng vàng, gạch ngang" in question(chairman, key, Action.ANNUL).words
    question(chairman, key, Action.ANNUL).send("Hủy bỏ", {"reason": "Kết luận thanh tra số 5."})
    recovered = {"recovered_on": world.day.strftime("%d/%m/%Y"), "note": "Bằng và tiền thưởng."}
    question(office, key, Action.RECOVER).send("Ghi nhận", recovered)
    assert state_of(world, key) == State.RECOVERED


def test_a_lower_finding_is_named_in_the_comparison(world: World, open_site: OpenSite) -> None:
    key = world.bring(world.draft("BK_TINH"), State.TABLED)
    session = str(world.nomination(key)["session_id"])
    world.open_vote(session)
    world.vote(session, [key], [VoteChoice.AGREE_LOWER] * 5)
    world.close_session(session)
    assert state_of(world, key) == State.ENDORSED_LOWER
    office = open_site.at(Role.SECRETARIAT)
    question(office, key, Action.SUBMIT_TO_CHAIRMAN).send("Trình")
    assert "Hội đồng đề nghị mức thấp hơn: Giấy khen" in drafted(office, key).words


def test_others_may_not_sign(world: World, open_site: OpenSite) -> None:
    key = world.bring(world.draft(), State.BEFORE_CHAIRMAN)
    office = open_site.at(Role.SECRETARIAT)
    path = place(drafted(office, key))
    numbered(open_site, path)
    office.open(f"{path}/signature", status=403)
    office.open("/chairman/inbox", status=403)
    open_site.at(Role.COUNCIL_MEMBER).open(path, status=403)
    open_site.at(Role.UNIT_OFFICER).open("/decisions", status=403)
    office.open(f"/decisions/{'a' * 26}", status=404)


def test_what_a_decision_pays_is_told_before_and_after_it_is_signed(world: World, open_site: OpenSite) -> None:
    key = world.bring(world.draft(), State.BEFORE_CHAIRMAN)
    office, chairman = open_site.at(Role.SECRETARIAT), open_site.at(Role.CHAIRMAN)
    given = {"title": "Về việc tặng danh hiệu", "fund": "Quỹ khuyến học xã", "nominations": key}
    page = office.open("/decisions/new").send("Lập dự thảo", given)
    path = place(page)
    assert "Tổng cộng: 540.000 ₫" in page.words and "Nguồn chi: Quỹ khuyến học xã" in page.words
    assert "0,3 lần mức lương cơ sở 1.800.000 ₫, làm tròn lên 10.000 ₫" in page.words
    assert "Chưa có quyết định nào được ký trong năm này" in office.open("/decisions/bonuses").words
    numbered(open_site, path)
    asked = chairman.open(f"{path}/signature")
    assert "Tổng số tiền thưởng: 540.000 đồng. Nguồn chi: Quỹ khuyến học xã." in asked.words
    assert "Tổng cộng: 01 cá nhân; 540.000 đồng" in asked.words
    asked.send("Ký", SIGNED)
    told = office.open("/decisions/bonuses").words
    assert "Quỹ khuyến học xã" in told and "Tổng cộng: 540.000 ₫" in told and "Về việc tặng danh hiệu" in told
    assert "Chưa có quyết định nào được ký trong năm này" in office.open("/decisions/bonuses?year=2023").words
    assert "Tổng cộng: 540.000 ₫" in office.open("/decisions/bonuses?year=²").words


def test_a_sum_that_is_no_law_stands_on_no_paper(world: World, open_site: OpenSite) -> None:
    key = world.bring(world.draft("GK"), State.BEFORE_CHAIRMAN)
    page = drafted(open_site.at(Role.SECRETARIAT), key)
    assert "suy luận, chưa đối chiếu văn bản" in page.words
    assert "văn bản quyết định không ghi số tiền" in page.words and "Tổng số tiền thưởng" not in page.words
