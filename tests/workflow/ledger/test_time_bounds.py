"""Witnesses' clocks bound the instants of entries: who dates an entry later than it was seen is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from states.vocabulary import State
from tests.support.world import World
from tests.workflow.ledger.test_heads import Signed, codes
from workflow.ledger.entry import Entry
from workflow.ledger.kept_audit import folder_of
from workflow.ledger.note import COSIGNATURE, SigningKey
from workflow.ledger.outside import Outside
from workflow.ledger.published import Published
from workflow.ledger.reading import entry_at
from workflow.ledger.time_bounds import SECOND, TOLERANCE, Bounds, Seen, instant_in, seen_first
from workflow.ledger.verify import verify
from workflow.store import Store

WITNESS = SigningKey.make("witness.example/so-noi-vu", COSIGNATURE)


@pytest.fixture
def site(store: Store, tmp_path: Path) -> Signed:
    """A commune with some entries and no checkpoint yet."""
    site = Signed(World.open(store), tmp_path / "signer")
    site.world.bring(site.world.draft(), State.SUBMITTED)
    return site


def say(site: Signed, head: Published, at: int, line: str = "") -> None:
    """A witness says that it saw a head at an instant (seconds)."""
    line = line or str(WITNESS.cosign(head.head.text, at))
    site.lay("ledger_cosignature", size=head.size, witness=WITNESS.name, seen_at=at, line=line)


def instants(site: Signed) -> list[int]:
    with site.world.store.reading() as driver:
        found = driver.connection.execute("SELECT entry FROM ledger_leaf ORDER BY idx").fetchall()
    return [Entry.decode(bytes(data)).at for (data,) in found]


def test_the_earliest_word_on_a_head_over_an_entry_bounds_it() -> None:
    words = [(10, 500), (20, 300), (20, 310), (30, 400), (40, 400), (50, 600)]
    bounds = Bounds(Seen(size=size, at=at, witness="w") for size, at in words)
    found = [bounds.of(index) for index in (0, 9, 10, 19, 20, 39, 40, 49, 50)]
    assert [each and each.at for each in found] == [300, 300, 300, 300, 400, 400, 600, 600, None]
    for index in range(60):
        covering = [at for size, at in words if size > index]
        seen = bounds.of(index)
        assert (seen.at if seen else None) == min(covering, default=None)
    assert Bounds([]).of(0) is None


def test_an_entry_that_is_younger_than_a_witness_saw_it_is_named(site: Signed) -> None:
    head, last = site.sign(), instants(site)[-1]
    say(site, head, (last - TOLERANCE) // SECOND + 1)
    assert codes(site.verify(WITNESS.verifier)) == [], "clocks may differ a little"
    early = (last - TOLERANCE) // SECOND - 1
    say(site, head, early)
    report = site.verify(WITNESS.verifier)
    assert set(codes(report)) == {"entry_after_witness"}
    young = [index for index, at in enumerate(instants(site)) if at > early * SECOND + TOLERANCE]
    assert [each.place for each in report.findings] == [f"ledger_leaf/{index}" for index in young]
    assert report.findings[0].facts["witness"] == WITNESS.name and report.findings[0].facts["size"] == head.size
    assert report.news(site.log_id) == [], "what rests on a key that somebody typed in stops nothing"
    assert codes(site.verify()) == [], "without the witness's key its word is worth nothing"


def test_what_was_judged_before_is_held_against_words_that_came_since(site: Signed) -> None:
    """A witness may be heard of only after the entries were judged."""
    head, store = site.sign(), site.world.store
    outside, folder = Outside(keys=[WITNESS.verifier], signer_dir=site.place), folder_of(store)
    assert codes(verify(store, outside=outside, folder=folder, goes_on=True)) == []
    say(site, head, instants(site)[-1] // SECOND - 3600)
    report = verify(store, outside=outside, folder=folder, goes_on=True)
    assert report.logs[0].judged_from == head.size and "entry_after_witness" in codes(report)


def test_the_page_is_told_the_earliest_right_word(site: Signed) -> None:
    head, log_id, keys = site.sign(), site.log_id, [WITNESS.verifier]
    impostor = SigningKey.make(WITNESS.name, COSIGNATURE)
    say(site, head, 1_709_280_500)
    say(site, head, 1_709_280_100, str(impostor.cosign(head.head.text, 1_709_280_100)))
    say(site, head, 1_709_280_300)
    with site.world.store.reading() as driver:
        seen = Seen(size=head.size, at=1_709_280_300 * SECOND, witness=WITNESS.name)
        assert seen_first(driver, log_id, 0, keys) == seen == seen_first(driver, log_id, head.size - 1, keys)
        assert seen_first(driver, log_id, head.size, keys) is None
        assert seen_first(driver, log_id, 0, []) is None
        found = entry_at(driver, log_id, 0)
    assert found is not None and instant_in(found.entry.encode()) == found.entry.at
