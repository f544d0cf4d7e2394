"""The code that somebody reads to a person whose link waits, and the link itself."""

from __future__ import annotations

from states.vocabulary import Role
from tests.support.site import Page, Person, Site


def release_code_of(site: Site, name: str) -> str:
    """What the auditor sees on the page of the account with this name."""
    accounts = site.person(site.world.actor(Role.AUDITOR)).open("/accounts")
    pages = (accounts.reader.open(address) for address in accounts.links() if address.startswith("/accounts/"))
    page = next(each for each in pages if name in each.words)
    (code,) = codes_on(page)
    return code


def codes_on(page: Page) -> list[str]:
    """The codes that a page shows."""
    return [str(each.text) for each in page.root.findall(".//*[@class='bv-code']")]


def link_for(administrator: Person, account_id: str) -> str:
    """The path of a new link for an account, as the administrator reads it."""
    page = administrator.open(f"/accounts/{account_id}/link").send("Tạo liên kết mới")
    address = page.root.find(".//input[@id='address']")
    assert address is not None
    return "/invitation/" + str(address.get("value")).split("/invitation/")[1]
