"""A deputy signs for the chairman: the mandate given at the screen, the decision approved and signed by it, taken back."""

from __future__ import annotations

from datetime import timedelta

from states.vocabulary import Action, Role, State
from tests.support.site import PASSWORD
from tests.support.standing import take
from tests.support.world import World
from tests.web.office.desk import OpenSite

SIGNED = {"has_read": "y", "password": PASSWORD}


def test_a_deputy_decides_by_a_mandate_given_at_the_screen(world: World, open_site: OpenSite) -> None:
    person = world.account("phochutich", "Lê Thị Phó")
    chairman, until = open_site.at(Role.CHAIRMAN), world.day + timedelta(days=30)
    page = chairman.open("/chairman/mandates")
    assert "Chưa ủy quyền cho ai." in page.words
    given: dict[str, object] = {
        "account_id": person.account_id, "title": "Phó Chủ tịch", "held_from": world.day.strftime("%d/%m/%Y"),
        "held_until": until.strftime("%d/%m/%Y"), "document": "Quyết định số 07/QĐ-UBND",
        "scope": ["LDTT"],
    }  # fmt: skip
    assert "Mật khẩu chưa đúng" in page.send("Lập ủy quyền", {**given, "password": "sai"}, status=422).words
    told = page.send("Lập ủy quyền", {**given, "password": PASSWORD})
    assert "Lê Thị Phó" in told.words and "Quyết định số 07/QĐ-UBND" in told.words
    assert "Được quyết định về: Lao động tiên tiến" in told.words and "BK_TINH" not in page.response.text
    outside = world.draft_decision([world.bring(world.draft("GK"), State.BEFORE_CHAIRMAN)])
    world.submit_decision(outside)
    decision = world.draft_decision([world.bring(world.draft(), State.BEFORE_CHAIRMAN)])
    world.submit_decision(decision)
    deputy = chairman.site.person(person)
    inbox = deputy.open("/chairman/inbox")
    assert inbox.root.find(f".//a[@href='/decisions/{decision}/approval']") is not None
    deputy.open("/chairman/mandates", status=403)
    assert "ủy quyền ký thay không gồm Giấy khen" in deputy.open(f"/decisions/{outside}/approval").words
    deputy.open(f"/decisions/{decision}/approval").send("Duyệt", {"has_read": "y"})
    take(world, Action.NUMBER_DECISION, decision)
    deputy.open(f"/decisions/{decision}/signature").send("Ký", SIGNED)
    assert "KT. CHỦ TỊCH PHÓ CHỦ TỊCH" in open_site.at(Role.SECRETARIAT).open(f"/decisions/{decision}").words
    with world.store.reading() as driver:
        ((key,),) = driver.connection.execute("SELECT id FROM office WHERE role = 'deputy_chairman'").fetchall()
    chairman.open(f"/offices/{key}/withdrawal").send("Thu hồi", {"reason": "Chủ tịch đã về."})
    assert "Đã hết hiệu lực" in chairman.open("/chairman/mandates").words
    deputy.open("/chairman/inbox", status=403)
