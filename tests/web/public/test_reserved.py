"""The first word of every path of the site is reserved, so that no organisation can stand in its way."""

from __future__ import annotations

from states.addresses import RESERVED_SLUGS, is_usable_slug
from tests.web.public.conftest import Town


def test_no_organisation_can_hide_a_page(town: Town) -> None:
    first = {rule.rule.split("/")[1] for rule in town.site.app.url_map.iter_rules()}
    own = {word for word in first if is_usable_slug(word)}
    assert {"nominations", "log"} <= own
    assert own - RESERVED_SLUGS == set()
