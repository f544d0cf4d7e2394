"""Before a dossier is received, its page says which rules it will stand under to its end, and leads to them."""

from __future__ import annotations

from datetime import date

from states.vocabulary import Role, State
from tests.support.local_rules import own_layer
from tests.support.world import World
from tests.web.office.desk import OpenSite
from workflow.commands.administration.enact_layer import EnactLayer
from workflow.ids import new_id

SETTLES = "Tiếp nhận là chốt quy định: hồ sơ được xét đến hết theo"


def test_the_rules_stand_before_the_button(world: World, open_site: OpenSite) -> None:
    world.do(EnactLayer(on=new_id(), content=own_layer(world.day), acknowledged=True), world.actor(Role.ADMINISTRATOR))
    keys = [world.bring(world.draft(name=name), State.SUBMITTED) for name in ("Lê Một", "Lê Hai")]
    office = open_site.at(Role.SECRETARIAT)
    many = f"/office/bulk/acceptance?on={keys[0]}&on={keys[1]}"
    for address in (f"/nominations/{keys[0]}/acceptance", many):
        page = office.open(address)
        said = page.words.partition(SETTLES)[2]
        assert "Luật Thi đua, khen thưởng 2022" in said and "quy định riêng: 05/QC-HĐ" in said
        there = next(link for link in page.links() if "/quy-dinh/bo/" in link)
        assert there.endswith(world.regime().digest)
        assert "05/QC-HĐ" in office.open(there).words
    world.bring(keys[0], State.UNDER_APPRAISAL)
    assert there.endswith(str(world.nomination(keys[0])["rules"])), "what was said is what it is pinned to"


def test_a_law_that_waits_to_be_confirmed_is_said_with_who_can(world: World, open_site: OpenSite) -> None:
    world.day = date(2026, 10, 5)
    key = world.bring(world.draft(), State.SUBMITTED)
    page = open_site.at(Role.SECRETARIAT).open(f"/nominations/{key}/acceptance")
    assert "chế độ R2026 (Luật 06/2026/QH16) chưa được quản trị xác nhận" in page.words
    assert "Người xác nhận được: Phạm Văn Quản." in page.words
    assert not any("/rules/confirmations" in link for link in page.links()), "it is closed to the office"
