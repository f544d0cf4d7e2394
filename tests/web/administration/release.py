"""The code that an auditor reads to somebody whose link waits."""

from states.vocabulary import Role
from tests.support.site import Site


def release_code_of(site: Site, name: str) -> str:
    """What the auditor sees on the page of the account with this name."""
    accounts = site.person(site.world.actor(Role.AUDITOR)).open("/accounts")
    pages = (accounts.reader.open(address) for address in accounts.links() if address.startswith("/accounts/"))
    page = next(each for each in pages if name in each.words)
    shown = page.root.find(".//*[@class='bv-code']")
    assert shown is not None
    return str(shown.text)
