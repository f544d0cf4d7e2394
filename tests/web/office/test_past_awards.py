"""The award history: recorded beside a case, shown on it, struck with a reason and never deleted."""

from states.vocabulary import Role, State
from tests.support.world import World
from tests.web.office.desk import OpenSite


def test_an_earlier_award_is_recorded_shown_and_struck(world: World, open_site: OpenSite) -> None:
    key = world.bring(world.draft(), State.UNDER_APPRAISAL)
    office = open_site.at(Role.SECRETARIAT)
    page = office.open(f"/nominations/{key}/past-awards").send(
        "Ghi nhận",
        {
            "award": "Chiến sĩ thi đua cơ sở", "decision_number": "12/QĐ-UBND", "decided_on": "05/01/2023",
            "issuer": "UBND huyện",
        },
    )  # fmt: skip
    assert "Chiến sĩ thi đua cơ sở" in page.words
    assert "2023" in page.words

    line = next(link for link in page.links() if link.startswith("/past-awards/"))
    page = office.open(f"{line}/striking").send("Gạch khen thưởng", {"reason": "Ghi nhầm người"})
    assert "Đã gạch bỏ" in page.words
    assert "Chiến sĩ thi đua cơ sở" not in office.open(f"/nominations/{key}").words


def test_a_decision_of_tomorrow_is_refused_at_its_field(world: World, open_site: OpenSite) -> None:
    key = world.bring(world.draft(), State.UNDER_APPRAISAL)
    page = (
        open_site.at(Role.SECRETARIAT)
        .open(f"/nominations/{key}/past-awards")
        .send(
            "Ghi nhận",
            {"award": "Giấy khen", "decision_number": "1", "decided_on": "05/01/2030", "issuer": "UBND huyện"},
            status=422,
        )
    )

    assert page.entered()["award"] == "Giấy khen"
