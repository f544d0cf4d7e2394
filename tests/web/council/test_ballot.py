"""A ballot's own ways: filled, kept, changed, sent twice, sent too late."""

from __future__ import annotations

from states.vocabulary import State
from tests.support.site import Person, Site
from tests.web.council.sessions import close, in_vote, rows, vote
from workflow.commands.council.plan_session import PlanSession


def votes(site: Site) -> list[tuple[str, int, str, str]]:
    """Every stored version: choice, version, manner and member."""
    with site.world.store.reading() as driver:
        return driver.connection.execute(
            "SELECT choice, version, manner, account_id FROM vote ORDER BY version, nomination_id"
        ).fetchall()


def test_filling_saves_nothing_and_leaves_choices_alone(site: Site, secretary: Person, members: list[Person]) -> None:
    session = in_vote(secretary, site.world)
    paper = members[0].open(f"{session}/ballot")
    names = rows(paper)
    filled = paper.send("Đồng ý cả 2 hồ sơ", {names[-1]: "disagree"})
    assert [filled.entered().get(name) for name in names] == [None, "agree", "disagree"]
    assert "Đã chọn 2/3" in filled.words and "Chưa gửi" in filled.words
    assert votes(site) == []
    assert "Đã chọn 0/3" in members[0].open(f"{session}/ballot").words


def test_a_lower_award_is_offered_only_where_there_is_one(site: Site, secretary: Person, members: list[Person]) -> None:
    session = in_vote(secretary, site.world)
    paper = members[0].open(f"{session}/ballot")
    lower = [box.get("name") for box in paper.root.iter("input") if box.get("value") == "agree_lower"]
    assert lower == rows(paper)[:1]


def test_a_kept_ballot_waits_for_its_author_alone(site: Site, secretary: Person, members: list[Person]) -> None:
    session = in_vote(secretary, site.world)
    paper = members[0].open(f"{session}/ballot")
    kept = paper.send("Lưu tạm", {rows(paper)[0]: "abstain"})
    assert "lưu tạm" in kept.words and "Đã chọn 1/3" in kept.words
    assert votes(site) == []
    assert "Đã chọn 0/3" in members[1].open(f"{session}/ballot").words
    empty = members[1].open(f"{session}/ballot").send("Xem lại phiếu", status=422)
    assert "Chọn ý kiến cho ít nhất một hồ sơ" in empty.words


def test_sent_twice_it_counts_once(site: Site, secretary: Person, members: list[Person]) -> None:
    session = in_vote(secretary, site.world)
    paper = members[0].open(f"{session}/ballot")
    review = paper.send("Xem lại phiếu", dict.fromkeys(rows(paper), "agree"))
    before = site.world.case(session.rsplit("/", 1)[1], PlanSession.subject)["entries"]
    assert [review.post("Gửi phiếu").status_code for _ in range(2)] == [303, 303]
    assert site.world.case(session.rsplit("/", 1)[1], PlanSession.subject)["entries"] == before + 1
    assert [version for _, version, _, _ in votes(site)] == [1, 1, 1]


def test_every_change_is_a_version_with_an_entry(site: Site, secretary: Person, members: list[Person]) -> None:
    session = in_vote(secretary, site.world)
    vote(members[0], session, "agree")
    done = vote(members[0], session, "disagree", only=1)
    found = [(choice, version) for choice, version, _, _ in votes(site)]
    assert found == [("agree", 1)] * 3 + [("disagree", 2)]
    assert "Mục nhật ký số" in done.words


def test_an_absent_member_writes(site: Site, secretary: Person, members: list[Person]) -> None:
    session = in_vote(secretary, site.world)
    vote(members[4], session, "agree")
    vote(members[0], session, "agree")
    manners = {account: manner for _, _, manner, account in votes(site)}
    assert manners == {
        site.world.members[4].account_id: "written", site.world.members[0].account_id: "own",
    }  # fmt: skip


def test_too_late_is_said_and_nothing_is_lost(site: Site, secretary: Person, members: list[Person]) -> None:
    session = in_vote(secretary, site.world)
    paper = members[4].open(f"{session}/ballot")
    review = paper.send("Xem lại phiếu", dict.fromkeys(rows(paper), "disagree"))
    for member in members[:4]:
        vote(member, session, "agree")
    close(secretary, session)
    before = votes(site)
    late = review.send("Gửi phiếu", status=409)
    assert "Biểu quyết đã kết thúc lúc" in late.words and "không được tính" in late.words
    assert late.words.count("Không đồng ý") == 3
    assert votes(site) == before
    again = members[4].open(f"{session}/ballot")
    assert again.words.count("Không đồng ý") == 3 and "chưa gửi ý kiến nào" in again.words


def test_before_the_vote_opens_there_is_no_ballot(site: Site, secretary: Person, members: list[Person]) -> None:
    page = secretary.open("/council/sessions/new")
    day = site.world.day.isoformat()
    session = page.send("Lập phiên họp", {"title": "Phiên", "venue": "Hội trường", "meets_on": day}).path
    assert "Biểu quyết chưa mở" in members[0].open(f"{session}/ballot").words


def test_a_changed_page_is_refused(site: Site, secretary: Person, members: list[Person]) -> None:
    session = in_vote(secretary, site.world)
    paper = members[0].open(f"{session}/ballot")
    wrong = paper.send("Xem lại phiếu", {rows(paper)[0]: "perhaps"}, status=422)
    assert "Trang này đã bị thay đổi ngoài ý muốn" in wrong.words
    assert votes(site) == []


def test_english(site: Site, secretary: Person, members: list[Person]) -> None:
    session = in_vote(secretary, site.world)
    members[0].open("/")
    token = members[0].open("/").root.find(".//input[@name='csrf_token']")
    assert token is not None
    members[0].client.post("/account/language", data={"csrf_token": token.get("value"), "language": "en", "back": "/"})
    paper = members[0].open(f"{session}/ballot")
    assert "Agree to all 2 cases of this group" in paper.words and "Đồng ý" not in paper.words


def test_a_second_tab_replaces_nothing_unseen(site: Site, secretary: Person, members: list[Person]) -> None:
    """Both tabs were opened before anything was recorded; the later one is refused, shows both, and may be sent again."""
    session = in_vote(secretary, site.world)
    first, second = (members[0].open(f"{session}/ballot") for _ in range(2))
    names = rows(first)
    late = second.send("Xem lại phiếu", dict.fromkeys(names, "disagree") | {names[0]: "agree"})
    first.send("Xem lại phiếu", dict.fromkeys(names, "agree")).send("Gửi phiếu")
    before = votes(site)
    refused = late.send("Gửi phiếu", status=409)
    assert votes(site) == before and len(before) == 3
    assert "đã được ghi khác đi sau khi mở phiếu này" in refused.words
    assert refused.words.count("Đang được ghi nhận: Đồng ý") == 2, "what says the same is no difference"
    assert refused.words.count("Phiếu này chọn: Không đồng ý") == 2
    assert [refused.entered()[name] for name in names] == ["agree", "disagree", "disagree"]
    assert "Phiếu này chọn: Không đồng ý" in members[0].open(f"{session}/ballot").words, "it is kept as well"
    done = refused.send("Xem lại phiếu").send("Gửi phiếu")
    assert "Mục nhật ký số" in done.words
    assert sorted((choice, version) for choice, version, _, _ in votes(site)) == [
        *[("agree", 1)] * 3, *[("disagree", 2)] * 2,
    ]  # fmt: skip


def test_a_stale_page_is_compared_before_it_is_reviewed(site: Site, secretary: Person, members: list[Person]) -> None:
    session = in_vote(secretary, site.world)
    stale = members[0].open(f"{session}/ballot")
    vote(members[0], session, "agree")
    before = votes(site)
    shown = stale.send("Xem lại phiếu", {rows(stale)[0]: "abstain"})
    assert "Phiếu này chọn: Không biểu quyết" in shown.words and "Đang được ghi nhận: Đồng ý" in shown.words
    assert votes(site) == before
    shown.send("Xem lại phiếu").send("Gửi phiếu")
    assert ("abstain", 2) in [(choice, version) for choice, version, _, _ in votes(site)]


def test_a_hand_recorded_meanwhile_is_not_replaced_unseen(site: Site, secretary: Person, members: list[Person]) -> None:
    session = in_vote(secretary, site.world)
    paper = members[0].open(f"{session}/ballot")
    review = paper.send("Xem lại phiếu", dict.fromkeys(rows(paper), "disagree"))
    hands = secretary.open(f"{session}/show-of-hands?award=LDTT")
    mine = [each.get("name", "") for each in hands.root.iter("select") if each.get("name", "").endswith(
        site.world.members[0].account_id)]  # fmt: skip
    hands.send("Ghi biểu quyết giơ tay", {mine[0]: "agree"})
    refused = review.send("Gửi phiếu", status=409)
    assert "Đang được ghi nhận: Đồng ý – giơ tay biểu quyết, do thư ký Lê Văn Thư ghi" in refused.words
    assert [manner for _, _, manner, _ in votes(site)] == ["show_of_hands"]


def test_a_changed_version_is_refused(site: Site, secretary: Person, members: list[Person]) -> None:
    session = in_vote(secretary, site.world)
    paper = members[0].open(f"{session}/ballot")
    name = rows(paper)[0]
    replaced = name.replace("choices-", "replaces-")
    wrong = paper.send("Xem lại phiếu", {name: "agree", replaced: "many"}, status=422)
    assert "Trang này đã bị thay đổi ngoài ý muốn" in wrong.words


def test_the_review_leads_with_exceptions_and_counts_the_rest(
    site: Site, secretary: Person, members: list[Person]
) -> None:
    for number in range(4):
        site.world.bring(site.world.draft("LDTT", name=f"Phạm Văn {number}"), State.ELIGIBLE)
    session = in_vote(secretary, site.world)
    paper = members[0].open(f"{session}/ballot").send("Đồng ý cả 6 hồ sơ")
    lower, *names = rows(paper)
    review = paper.send("Xem lại phiếu", {names[0]: "disagree", names[1]: "abstain"})
    cards = {
        card.find("h2").text: " ".join(card.itertext())
        for card in review.root.iter("section")
        if card.find("h2") is not None
    }
    assert next(iter(cards)) == "2 ngoại lệ, xem kỹ"
    listed = cards["2 ngoại lệ, xem kỹ"]
    assert "Không đồng ý" in listed and "Không biểu quyết" in listed
    assert len(list(review.root.iter("dt"))) == 2 + 3 + 1, "exceptions, counts, and one group without an opinion"
    (agreed,) = [part for part in review.root.iter("details") if "hồ sơ đồng ý" in " ".join(part.itertext())]
    assert len(list(agreed.iter("li"))) == 4
    assert "Còn 1 hồ sơ ông/bà chưa cho ý kiến" in review.words
    review.send("Gửi phiếu")
    assert sorted(choice for choice, *_ in votes(site)) == ["abstain", *["agree"] * 4, "disagree"]
    # what is changed later is an exception, even where it agrees
    changed = members[0].open(f"{session}/ballot").send("Xem lại phiếu", {names[0]: "agree", names[1]: "agree"})
    assert "2 ngoại lệ, xem kỹ" in changed.words and "thay cho ý kiến trước: Không đồng ý" in changed.words
    assert lower not in changed.entered()


def test_a_review_without_exceptions_says_so(site: Site, secretary: Person, members: list[Person]) -> None:
    session = in_vote(secretary, site.world)
    review = members[0].open(f"{session}/ballot").send("Đồng ý cả 2 hồ sơ").send("Xem lại phiếu")
    assert "Không có ngoại lệ" in review.words and "ngoại lệ, xem kỹ" not in review.words
