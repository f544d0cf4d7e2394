"""Opening a real commune: its organisation, its log, its first administrator's link; and codes that only the console has."""

from states.refusals import NoSuchCase
from states.text import normalise
from states.vocabulary import Role
from web.installation import Installation
from web.release import release_code
from workflow.commands.administration.grant_office import GrantOffice
from workflow.commands.administration.invite_account import InviteAccount
from workflow.commands.administration.open_organisation import OpenOrganisation
from workflow.commands.command import operator
from workflow.days import civil_date
from workflow.engine import execute
from workflow.ids import new_id
from workflow.invitations import link_of, offer


def found(here: Installation, *, slug: str, name: str, domain: str, email: str) -> str:
    """Open the organisation and answer what to do next, with the link. Refused with ``slug_taken``."""
    at = here.clock.now()
    today = civil_date(at)
    organisation, account = new_id(), new_id()
    console = operator(organisation)
    name = normalise(name)
    place = name.split(" xã ")[-1] if " xã " in name else name
    execute(
        here.store,
        OpenOrganisation(
            on=organisation, slug=slug, name=name, place=place, parent_name="", domain=domain,
            valid_from=today.isoformat(),
        ),
        actor=console, at=at,
    )  # fmt: skip
    username = f"quantri.{slug}"[:40]
    execute(
        here.store,
        InviteAccount(
            on=account, username=username, full_name="Quản trị hệ thống", post_title="Quản trị hệ thống", email=email
        ),
        actor=console, at=at,
    )  # fmt: skip
    execute(
        here.store,
        GrantOffice(
            on=new_id(), account_id=account, role=Role.ADMINISTRATOR, title="Quản trị hệ thống", held_from=today,
            document="Khởi tạo hệ thống",
        ),
        actor=console, at=at,
    )  # fmt: skip
    token = offer(here.store, account_id=account, organisation_id=organisation, at=at)
    link = f"{here.settings.base_url}/invitation/{token}"
    return (
        f"{name} is open. Its log: {domain}/log/{organisation}\n"
        f"First administrator: {username} <{email}>\n"
        f"One-time link, 72 hours: {link}\n"
        f"Its code: {code_of(here, username)}"
    )


def code_of(here: Installation, username: str) -> str:
    """The code of the link that waits for somebody. The console is the last to have it, where nobody else may read it out."""
    at = here.clock.now()
    with here.store.reading() as driver:
        waiting = link_of(driver, username.strip().lower(), at)
    if waiting is None:
        raise NoSuchCase(f"No link waits for {username}; an administrator makes one on the page of the account.")
    return release_code(waiting.invitation_id, here.settings.secret_key)
