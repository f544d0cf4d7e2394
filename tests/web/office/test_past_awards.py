"""The award register at the screen: entered, shown with what rests on it, struck with a reason and never deleted."""

from states.vocabulary import FactKind, Role, State, SubjectKind
from tests.support.world import World
from tests.web.office.desk import OpenSite
from tests.web.office.test_bulk import all_met, press
from tests.workflow.test_award_register import enter
from workflow.commands.administration.record_statement import RecordStatement
from workflow.commands.administration.strike_past_award import StrikePastAward
from workflow.engine import Change, keep
from workflow.ids import new_id

ENTRY = {"basis": "merit", "level": "district", "decision_number": "12/QĐ-UBND", "decided_on": "05/01/2023",
         "issuer": "UBND huyện"}  # fmt: skip


def nominee_of(world: World, key: str) -> str:
    return str(world.nomination(key)["nominee_id"])


def test_an_earlier_award_is_recorded_shown_and_struck(world: World, open_site: OpenSite) -> None:
    key = world.bring(world.draft(), State.UNDER_APPRAISAL)
    office = open_site.at(Role.SECRETARIAT)
    there = f"/nominees/{nominee_of(world, key)}/past-awards"
    assert there in list(office.open(f"/nominees/{nominee_of(world, key)}").links())
    page = office.open(there).send("Ghi nhận", ENTRY | {"award": "chien si thi dua co so", "evidence": "Bản sao"})
    assert "Chiến sĩ thi đua cơ sở" in page.words, "a name that the rules know, marks left aside"
    assert "2023" in page.words and "Cấp huyện" in page.words and "Bản sao" in page.words
    assert "Nguyễn Thị Thường" in page.words, "who entered it"

    line = next(link for link in page.links() if link.startswith("/past-awards/"))
    page = office.open(f"{line}/striking").send("Gạch khen thưởng", {"reason": "Ghi nhầm người"})
    assert "Đã gạch bỏ" in page.words
    assert "Chiến sĩ thi đua cơ sở" not in office.open(f"/nominations/{key}").words
    assert "Không còn giá trị" in office.open(f"/nominees/{nominee_of(world, key)}").words


def test_a_decision_of_tomorrow_is_refused_at_its_field(world: World, open_site: OpenSite) -> None:
    key = world.bring(world.draft(), State.UNDER_APPRAISAL)
    office = open_site.at(Role.SECRETARIAT)
    page = office.open(f"/nominees/{nominee_of(world, key)}/past-awards").send(
        "Ghi nhận", ENTRY | {"award": "Giấy khen", "decided_on": "05/01/2030"}, status=422
    )
    assert page.entered()["award"] == "Giấy khen"


def test_facts_are_stated_on_one_form_shown_and_struck(world: World, open_site: OpenSite) -> None:
    key = world.bring(world.draft(), State.UNDER_APPRAISAL)
    office = open_site.at(Role.SECRETARIAT)
    there = f"/nominees/{nominee_of(world, key)}"
    given = {"source": "Phiếu đánh giá", "rating-chosen": "good", "months-amount": "12", "discipline-chosen": "warning"}
    page = office.open(f"{there}/statements?year=2024").send("Ghi thông tin", given, status=422)
    assert "Ghi ngày." in page.words and page.entered()["source"] == "Phiếu đánh giá"
    page = page.send("Ghi thông tin", {"discipline-since": "05/01/2024"})
    assert "Cảnh cáo, từ ngày 05/01/2024" in page.words and "Hoàn thành tốt nhiệm vụ" in page.words

    form = office.open(f"{there}/statements?year=2024")
    assert form.entered()["rating-chosen"] == "good"
    page = form.send("Ghi thông tin", {"source": "Phiếu đánh giá"}, status=422)
    assert "Chưa có thông tin mới để ghi" in page.words
    page = form.send("Ghi thông tin", {"source": "Đánh giá lại", "rating-chosen": "excellent"})
    assert "Đã có thông tin khác thay thế" in page.words

    line = next(link for link in page.links() if link.startswith("/statements/"))
    page = office.open(f"{line}/striking").send("Gạch thông tin ghi nhầm", {"reason": "Ghi nhầm người"})
    assert "Đã gạch bỏ" in page.words


def test_the_checklist_is_filled_in_where_it_is_known(world: World, open_site: OpenSite) -> None:
    key = world.bring(world.draft(), State.UNDER_APPRAISAL)
    for fact, chosen in ((FactKind.WORK, "farmer"), (FactKind.OPEN_MATTER, "none"), (FactKind.MANAGED, "no")):
        order = RecordStatement(
            on=new_id(), nominee_id=nominee_of(world, key), year=2024, fact=fact, chosen=chosen, source="Sổ của thôn"
        )
        world.do(order, world.actor(Role.SECRETARIAT))
    page = open_site.at(Role.SECRETARIAT).open(f"/nominations/{key}/eligibility")
    entered = page.entered()
    assert entered["checks-result-no_pending_case"] == "met"
    assert entered["checks-result-managed_by_unit"] == "not_met"
    assert "checks-result-active_in_movements" not in entered
    assert "Cần làm: Đơn vị quản lý đối tượng đứng tên đề nghị." in page.words


def test_everybody_who_decides_sees_each_condition(world: World, open_site: OpenSite) -> None:
    key = world.bring(world.draft("BK_TINH"), State.TABLED)
    world.declare(str(world.nomination(key)["session_id"]))
    roles = (
        Role.SECRETARIAT,
        Role.COUNCIL_SECRETARY,
        Role.COUNCIL_MEMBER,
        Role.CHAIRMAN,
        Role.AUDITOR,
        Role.UNIT_OFFICER,
    )
    for role in roles:
        page = open_site.at(role).open(f"/nominations/{key}/conditions")
        assert "Khi tiếp nhận" in page.words and "Khi đưa vào chương trình họp" in page.words
        assert "Nguồn: Luật Thi đua, khen thưởng (06/2022/QH15), Điều 5 (đã đối chiếu với nguồn)" in page.words
        assert "suy luận, chưa đối chiếu văn bản" in page.words, "what is only believed says so"
    member = open_site.at(Role.COUNCIL_MEMBER)
    session = f"/sessions/{world.nomination(key)['session_id']}"
    assert f"/nominations/{key}/conditions" in {link.partition("#")[0] for link in member.open(session).links()}


def test_the_chairman_waives_what_stands_in_the_way(world: World, open_site: OpenSite) -> None:
    key = world.bring(world.draft(), State.UNDER_APPRAISAL)
    order = RecordStatement(
        on=new_id(),
        nominee_id=nominee_of(world, key),
        year=2024,
        fact=FactKind.MANAGED,
        chosen="no",
        source="Sổ của thôn",
    )
    world.do(order, world.actor(Role.SECRETARIAT))
    waiver = open_site.at(Role.CHAIRMAN).open(f"/nominations/{key}/waiver")
    given = {"condition": "managed_by_unit", "reason": "Mới chuyển về từ tháng 02.", "document": "Văn bản số 5"}
    page = waiver.send("Miễn điều kiện", given)
    assert "Được miễn" in page.words and "Theo thông tin đã ghi: Chưa đạt." in page.words
    entered = open_site.at(Role.SECRETARIAT).open(f"/nominations/{key}/eligibility").entered()
    assert entered["checks-result-managed_by_unit"] == "waived"
    assert entered["checks-note-managed_by_unit"] == "Mới chuyển về từ tháng 02."


def test_the_office_compares_merges_and_splits(world: World, open_site: OpenSite) -> None:
    keys = [world.bring(world.draft(unit=unit), State.UNDER_APPRAISAL) for unit in world.units]
    one, other = (nominee_of(world, key) for key in keys)
    office = open_site.at(Role.SECRETARIAT)
    page = office.open(f"/nominees/{one}")
    assert "Có thể trùng" in page.words
    compare = office.open(next(link for link in page.links() if "/merging?with=" in link))
    assert "Trường Tiểu học Đồng Mẫu" in compare.words
    page = compare.send("Gộp hai dòng", {"reason": "Cùng số định danh"})
    assert "Cùng một đối tượng với dòng sau" in page.words and "Có thể trùng" not in page.words
    merger = office.open(next(link for link in page.links() if link.startswith("/mergers/")))
    split = office.open(next(link for link in merger.links() if link.endswith("/splitting")))
    assert "Đã tách lại" in split.send("Tách lại hai dòng đã gộp", {"reason": "Hai người khác nhau"}).words
    assert "Có thể trùng" in office.open(f"/nominees/{other}").words


def test_different_birth_years_are_said_before_two_lines_become_one(world: World, open_site: OpenSite) -> None:
    one, other = (nominee_of(world, world.draft()) for _ in range(2))
    keep(
        world.store,
        Change(of="nominee", key=other, columns={"birth_year": 1991}),
        organisation_id=world.organisation_id,
    )
    office = open_site.at(Role.SECRETARIAT)
    assert "Năm sinh khác nhau: 1980 và 1991." in office.open(f"/nominees/{one}/merging?with={other}").words
    assert office.open(f"/nominees/{one}/merging?with={one}", status=404)


def test_both_histories_are_seen_side_by_side_before_two_lines_become_one(world: World, open_site: OpenSite) -> None:
    one, other = (nominee_of(world, world.draft("GDVH", kind=SubjectKind.HOUSEHOLD, unit=unit)) for unit in world.units)
    for nominee, code in ((one, "H001"), (other, "H002")):
        columns = {"household_code": code}
        keep(
            world.store, Change(of="nominee", key=nominee, columns=columns), organisation_id=world.organisation_id
        )  # fmt: skip
    enter(world, one, "GDVH", 2022)
    enter(world, one, "GDVH", 2023)
    enter(world, other, "GDVH", 2023)
    words = open_site.at(Role.SECRETARIAT).open(f"/nominees/{one}/merging?with={other}").words
    assert one in words and other in words, "the keys of the register"
    assert "Mã hộ khác nhau: H001 và H002." in words
    histories = words.partition("Khen thưởng đã nhận")[2]
    assert (histories.count("2022: "), histories.count("2023: ")) == (1, 2)
    assert words.count("Có ở cả hai dòng") == 2 and "được tính chung cho mọi hồ sơ" in words


def test_the_register_is_found_by_name_and_names_what_needs_another_look(world: World, open_site: OpenSite) -> None:
    key = world.draft("BK_TINH")
    rows = [enter(world, nominee_of(world, key), "CSTDCS", year) for year in (2022, 2023)]
    world.bring(key, State.UNDER_APPRAISAL)
    page = open_site.at(Role.SECRETARIAT).open("/nominees?q=anh tran")
    assert f"/nominees/{nominee_of(world, key)}" in list(page.links()) and "Xem lại từng hồ sơ" not in page.words
    order = StrikePastAward(on=rows[0], seen=world.seen(rows[0], StrikePastAward.subject), reason="Quyết định bị hủy")
    world.do(order, world.actor(Role.SECRETARIAT))
    page = open_site.at(Role.CHAIRMAN).open("/nominees")
    assert f"/nominations/{key}/conditions" in list(page.links())
    assert "Hồ sơ này lấy làm căn cứ khen thưởng không còn giá trị" in open_site.at(Role.CHAIRMAN).open(
        f"/nominations/{key}/conditions"
    ).words  # fmt: skip
    officer = open_site.at(Role.UNIT_OFFICER)
    assert "Xem lại từng hồ sơ" not in officer.open("/nominees").words
    world.draft(name="Tô Văn Xa", unit="truong-hoc")
    assert "Không có tên nào như vậy trong sổ" in officer.open("/nominees?q=to van xa").words


def test_a_shared_checklist_is_filled_in_where_all_cases_agree(world: World, open_site: OpenSite) -> None:
    keys = [world.bring(world.draft(name=name), State.UNDER_APPRAISAL) for name in ("Lý Văn Hai", "Mai Văn Ba")]
    for number, key in enumerate(keys):
        said = {FactKind.OPEN_MATTER: "none", FactKind.MANAGED: "no" if number else "yes"}
        for fact, chosen in said.items():
            order = RecordStatement(
                on=new_id(),
                nominee_id=nominee_of(world, key),
                year=2024,
                fact=fact,
                chosen=chosen,
                source="Sổ của thôn",
            )
            world.do(order, world.actor(Role.SECRETARIAT))
    page = open_site.at(Role.SECRETARIAT).open(f"/office/bulk/eligibility?on={keys[0]}&on={keys[1]}")
    entered = page.entered()
    assert entered["checks-result-no_pending_case"] == "met" and "checks-result-managed_by_unit" not in entered
    page = press(page, "check", all_met(world, keys[0]))
    assert "Xem trước: 1 trên 2 hồ sơ thực hiện được" in page.words
    assert page.words.count("trình Chủ tịch cho miễn") == 1, "said at the one case that it is about"
