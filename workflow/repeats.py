"""An order that arrives twice, by a double click or a connection that broke before the answer, is carried out once.

An order given on a form leaves its line in the outbox under a key made of the form's key and of everything the order says.
The same order finds that line; one that says anything else, or that somebody else gives, is judged as an order of its own.
"""

from base64 import b32encode
from collections.abc import Mapping, Sequence
from hashlib import sha256

from sqlalchemy import select

from workflow.commands.command import Actor, Command
from workflow.models.message import Outbox
from workflow.sql import Driver, PreparedForIds

_ENTRIES = PreparedForIds(lambda ids: select(Outbox.id, Outbox.entry).where(Outbox.id.in_(ids)))
_LETTERS = 26


def order_key(command: Command, actor: Actor) -> str | None:
    """The key that an order given on a form leaves behind, in the shape of every key; ``None`` for any other order."""
    if command.sent_as is None:
        return None
    said = repr((actor.account_id, command)).encode()
    return b32encode(sha256(said).digest())[:_LETTERS].decode().lower()


def done_before(driver: Driver, commands: Sequence[Command], actor: Actor) -> Mapping[str, int]:
    """Which of these orders were carried out before: the case of each and the index of its entry."""
    keys = {key: command.on for command in commands if (key := order_key(command, actor))}
    return {keys[key]: entry for key, entry in driver.rows_for(_ENTRIES, list(keys))}
