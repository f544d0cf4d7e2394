"""How a log comes to a new key: it is made, announced by an entry, signs beside the old one for a time, and then alone.

A key that an entry announces and the signer does not hold is somebody else's: the signer goes on with its own and raises an
alarm. Nobody follows an announcement by itself; a verifier key is handed to auditors and witnesses by people.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from states.vocabulary import Action
from workflow.ledger.entry import Entry, MalformedEntry
from workflow.ledger.note import SigningKey
from workflow.ledger.signer_folder import KEY, NEXT, Rotation, SignerFolder

VKEY = "vkey"
"""The kind of document under which an entry names the digest of a verifier key."""

BOTH_SIGN_FOR = 30 * 24 * 3600 * 1_000_000
"""Microseconds from the announcement on."""

_MARK = f'"act":"{Action.ANNOUNCE_KEY.value}"'.encode()


@dataclass(frozen=True)
class Announcement:
    """An entry that names a key: its place in the log, its instant, and the digest of the verifier key (hex)."""

    index: int
    at: int
    digest: str


def digest_of(vkey: str) -> str:
    """The SHA-256 of a verifier key's line, without its line break."""
    return sha256(vkey.encode()).hexdigest()


def announcement_in(index: int, data: bytes) -> Announcement | None:
    """What an entry announces; nothing for every other entry."""
    if _MARK not in data:
        return None
    try:
        entry = Entry.decode(data)
    except MalformedEntry:
        return None
    named = [paper.digest for paper in entry.docs if paper.kind == VKEY]
    return Announcement(index, entry.at, named[0]) if entry.act == Action.ANNOUNCE_KEY and named else None


def next_key(folder: SignerFolder, origin: str) -> SigningKey:
    """The key that will follow: the one that waits already, or a fresh one. It signs nothing before it is announced."""
    key = folder.key_in(NEXT)
    if key is None:
        key = SigningKey.make(origin)
        folder.keep_key(key, NEXT)
    return key


def take_note(folder: SignerFolder, announced: Sequence[Announcement]) -> list[Announcement]:
    """Begin to sign with the key that waits if it was announced; answers the announcements of keys that are not ours."""
    waiting, unknown = folder.key_in(NEXT), []
    for each in announced:
        if waiting is not None and each.digest == digest_of(str(waiting.verifier)):
            folder.begin_rotation(Rotation(index=each.index, until=each.at + BOTH_SIGN_FOR))
        elif each.digest not in {digest_of(line) for line in folder.vkeys()}:
            unknown.append(each)
    return unknown


def signing_keys(folder: SignerFolder, key: SigningKey, at: int) -> list[SigningKey]:
    """With which keys to sign now, the log's own first. When the time of both is over, the new one takes its place."""
    rotation = folder.rotation()
    if rotation is None:
        return [key]
    waiting = folder.key_in(NEXT)
    if waiting is not None and at < rotation.until:
        return [key, waiting]
    if waiting is not None:
        folder.promote()
    folder.end_rotation()
    return [folder.key_in(KEY) or key]
