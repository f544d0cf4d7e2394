"""A one-time link sent to its person at once. It is kept nowhere, not even on its way: who asked hears whether it left."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select

from notifications.channels.mail import Letter, compose
from notifications.channels.mail_server import MailServer, conversation, hand_over, mail_server
from notifications.letters import phrases, spoken
from states.refusals import DeliveryFailed, Fault, NoSuchCase
from workflow.ids import new_id
from workflow.models.account import Account, Preference
from workflow.models.organisation import Organisation
from workflow.sql import Prepared
from workflow.store import Store

PATIENCE_SECONDS = 8.0
"""Somebody waits for the answer at a screen."""

_READER = Prepared(
    lambda: (
        select(
            Account.email,
            Account.full_name,
            Account.username,
            Preference.language,
            Organisation.name,
            Organisation.domain,
        )
        .join(Organisation, Organisation.id == Account.organisation_id)
        .outerjoin(Preference, Preference.account_id == Account.id)
        .where(Account.id == bindparam("account_id"))
    )
)


@dataclass(frozen=True)
class LinkPost:
    """Sends one-time links by e-mail; ``base_url`` is the address of the site, without a slash at its end."""

    store: Store
    server: MailServer
    base_url: str

    def send(self, account_id: str, path: str, at: int) -> str:
        """Send a link, given as a path of the site, to the person of an account. Answers why it did not leave, or nothing.

        Only one try, with nothing locked meanwhile.
        """
        letter = self._letter(account_id, path, at)
        try:
            mail = compose(letter, self.server.sender)
            with conversation(self.server, PATIENCE_SECONDS) as talk:
                hand_over(talk, self.server.sender, letter.to_address.strip(), mail)
        except (Fault, DeliveryFailed) as error:
            return str(error)
        return ""

    def _letter(self, account_id: str, path: str, at: int) -> Letter:
        with self.store.reading() as driver:
            rows = driver.rows(_READER, account_id=account_id)
        if not rows:
            raise NoSuchCase(account_id)
        address, name, username, chosen, organisation, domain = rows[0]
        language = spoken(chosen)
        words = phrases(language)
        return Letter(
            key=new_id(), domain=domain, at=at, language=language, subject=words["link_subject"],
            body=words["link_body"].format(name=name, username=username), link=self.base_url + path,
            organisation=organisation, to_name=name, to_address=address or "", open=words["link_open"],
        )  # fmt: skip


def link_post(store: Store, mail_url: str, base_url: str) -> LinkPost | None:
    """The way for one-time links; none where no mail server is named."""
    server = mail_server(mail_url)
    return LinkPost(store, server, base_url) if server else None
