"""What machines ask: alive, ready, how much waits."""

from __future__ import annotations

from tests.support.site import Person


def test_alive_and_ready(passer_by: Person) -> None:
    assert passer_by.client.get("/healthz").text == "alive\n"
    ready = passer_by.client.get("/readyz")
    assert ready.status_code == 200 and ready.text.startswith("schema at head\nledger entries ")
    said = dict(line.rsplit(" ", 1) for line in ready.text.splitlines()[1:])
    assert int(said["ledger entries"]) > 100 and said["ledger signed"] == "0"


def test_figures_are_for_this_machine_only(passer_by: Person) -> None:
    told = passer_by.client.get("/metrics")
    assert told.status_code == 200 and told.mimetype == "text/plain"
    assert 'bangvang_ledger_entries{organisation="dong-mau"} ' in told.text
    assert 'bangvang_ledger_unsigned{organisation="dong-mau"} ' in told.text
    assert "bangvang_outbox_waiting " in told.text
    assert passer_by.client.get("/metrics", environ_base={"REMOTE_ADDR": "203.0.113.9"}).status_code == 404
    assert passer_by.client.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 404
