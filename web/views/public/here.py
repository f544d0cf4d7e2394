"""Where a visitor is: the organisation named in the address, or the only one there is."""

from typing import Any

from flask import abort, current_app, g

from states.addresses import is_usable_slug
from web.database import reading
from workflow.queries.public import PublicOrganisation, organisation_at, organisations


def here(slug: str) -> PublicOrganisation:
    """The organisation of this page; 404 where there is none at the address."""
    found = organisation_at(reading(), slug) if is_usable_slug(slug) else None
    if found is None:
        abort(404)
    settle(found)
    return found


def settle(organisation: PublicOrganisation) -> None:
    """The frame of the page is this organisation's."""
    g.organisation = organisation


def anywhere() -> list[PublicOrganisation]:
    """Every organisation, for pages that belong to none; where there is only one, the frame is its own."""
    found = organisations(reading())
    if len(found) == 1 and "organisation" not in g:
        settle(found[0])
    return found


def same_organisation(endpoint: str, values: dict[str, Any]) -> None:
    """Links between the pages of one organisation need not name it; a signed-in person's are those of their own."""
    where = g.get("organisation") or g.get("signed_in")
    if where is not None and current_app.url_map.is_endpoint_expecting(endpoint, "organisation"):
        values.setdefault("organisation", where.slug)
