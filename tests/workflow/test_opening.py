"""An organisation opens at an address that leads to no other page."""

from __future__ import annotations

import pytest

from states.refusals import NotMet
from tests.support.world import World
from workflow.store import Store


@pytest.mark.parametrize(
    ("slug", "code"), [("sign-in", "slug_reserved"), ("tra-cuu", "slug_reserved"), ("Đồng Mẫu", "slug_unusable")]
)
def test_an_address_that_cannot_be_is_refused(sqlite_store: Store, slug: str, code: str) -> None:
    with pytest.raises(NotMet) as refused:
        World.open(sqlite_store, slug=slug)
    assert [(each.code, each.at) for each in refused.value.refusals] == [(code, "slug")]
