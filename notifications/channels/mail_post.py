"""The way out by e-mail: what is due is taken out, sent without any lock, and marked with what the mail server said.

A server that is away delays nobody: actions and inboxes know nothing of it, and what waits is tried again.
"""

import logging
import smtplib
import time
from collections import deque
from dataclasses import dataclass

from notifications import deliveries
from notifications.channels.mail import Letter, compose
from notifications.channels.mail_server import MailServer, Refused, Unreachable, again, conversation, hand_over
from notifications.deliveries import LEASE, Parcel
from states.refusals import DeliveryFailed, Fault
from workflow.store import Store

CHANNEL = "mail"
BATCH = 50
LONGEST_ROUND_SECONDS = LEASE / 1_000_000 / 2
"""After half the time that parcels are ours, the rest goes back."""

READER_GONE = "the account is closed"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class MailPost:
    """Sends by e-mail. ``base_url`` is the address at which readers reach the site, without a slash at its end."""

    store: Store
    server: MailServer
    base_url: str

    def send_due(self, at: int) -> int:
        """Send what is due at an instant (UTC microseconds) in one conversation with the server; answers how many were.

        A server that can't be reached counts as a try of all of them. When it ends the conversation later, that counts for the
        e-mail it was about; the rest goes back and is due at once.
        """
        waiting = deque(deliveries.take_out(self.store, CHANNEL, at, BATCH))
        taken = len(waiting)
        if not waiting:
            return 0
        try:
            with conversation(self.server) as talk:
                self._send_all(talk, waiting, at)
        except Unreachable as error:
            log.warning("The mail server can't be reached; e-mails wait. It said: %s", error)
            if len(waiting) == taken:
                self._put_off(waiting, at, str(error))
                return 0
        if waiting:
            deliveries.give_back(self.store, CHANNEL, list(waiting), at)
        return taken - len(waiting)

    def _put_off(self, waiting: deque[Parcel], at: int, answer: str) -> None:
        for parcel in waiting:
            deliveries.later(self.store, CHANNEL, parcel, at, answer)

    def _send_all(self, talk: smtplib.SMTP, waiting: deque[Parcel], at: int) -> None:
        began = time.monotonic()
        while waiting and time.monotonic() - began < LONGEST_ROUND_SECONDS:
            parcel = waiting.popleft()
            try:
                answer = self._send(talk, parcel)
            except (Fault, Refused) as error:
                deliveries.failed(self.store, CHANNEL, parcel, at, str(error))
                log.warning("The e-mail for message %s is given up; bangvang doctor says why.", parcel.message_id)
                again(talk)
            except Unreachable as error:
                deliveries.later(self.store, CHANNEL, parcel, at, str(error))
                raise
            except DeliveryFailed as error:
                deliveries.later(self.store, CHANNEL, parcel, at, str(error))
                again(talk)
            else:
                deliveries.sent(self.store, CHANNEL, parcel, at, answer)

    def _send(self, talk: smtplib.SMTP, parcel: Parcel) -> str:
        if parcel.is_reader_gone:
            raise Fault(READER_GONE)
        mail = compose(self._letter(parcel), self.server.sender)
        return hand_over(talk, self.server.sender, (parcel.address or "").strip(), mail)

    def _letter(self, parcel: Parcel) -> Letter:
        return Letter(
            key=parcel.message_id, domain=parcel.domain, at=parcel.at, language=parcel.language, subject=parcel.subject,
            body=parcel.body, link=self.base_url + parcel.link, organisation=parcel.organisation, to_name=parcel.name,
            to_address=parcel.address or "",
        )  # fmt: skip
