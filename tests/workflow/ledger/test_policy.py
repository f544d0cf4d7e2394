"""Whom an auditor trusts: the policy file, and what a note is worth under it."""

from __future__ import annotations

import pytest

from workflow.ledger.checkpoint import TreeHead
from workflow.ledger.note import COSIGNATURE, Note, Signature, SigningKey, signed
from workflow.ledger.policy import AHEAD_SECONDS, MalformedPolicy, Policy
from workflow.ledger.tree import EMPTY_ROOT

NOW = 1_733_100_000
LOG = SigningKey.make("xa.example/log/a")
OTHER_LOG = SigningKey.make("xa-khac.example/log/b")
WITNESSES = {name: SigningKey.make(f"{name}.example/w", COSIGNATURE) for name in ("X1", "X2", "X3", "Y1", "Y2")}
HEAD = TreeHead(LOG.name, 7, EMPTY_ROOT).text
KEYS = "".join(f"witness {name} {key.verifier}\n" for name, key in WITNESSES.items())
EXAMPLE = f"""# two levels of groups
log {LOG.verifier} https://xa.example/xa/log

{KEYS}
 group X-witnesses\t2 X1 X2 X3
group Y-witnesses any Y1 Y2
group X-and-Y all X-witnesses Y-witnesses
quorum X-and-Y
"""


def judged(*lines: Signature, policy: str = EXAMPLE, note: Note | None = None) -> tuple[bool, set[str]]:
    """Whether a note with these lines is accepted, and whose word counts."""
    verdict = Policy.parse(policy.encode()).judge(note or signed(HEAD, [LOG]), NOW, lines)
    return verdict.is_valid, set(verdict.seen)


def line(name: str, at: int = NOW, text: str = HEAD) -> Signature:
    """The word of a witness."""
    return WITNESSES[name].cosign(text, at)


def test_groups_of_groups_make_a_quorum() -> None:
    assert judged(line("X1"), line("X3"), line("Y2")) == (True, {"X1", "X3", "Y2"})
    assert judged(line("X1"), line("Y1"), line("Y2")) == (False, {"X1", "Y1", "Y2"})
    assert judged(line("X1"), line("X2"), line("X3")) == (False, {"X1", "X2", "X3"})


def wrong_lines() -> dict[str, list[Signature]]:
    """Lines beside that of X1 and Y1 that make no second word of the X-witnesses."""
    impostor = SigningKey.make(WITNESSES["X2"].name, COSIGNATURE).cosign(HEAD, NOW)
    own = WITNESSES["X2"].verifier
    good = line("X2")
    later = (NOW - 1).to_bytes(8, "big")
    return {
        "another key under the name": [impostor],
        "another key under name and id": [Signature(own.name, own.key_id, impostor.made)],
        "another instant than was signed": [Signature(good.name, good.key_id, later + good.made[8:])],
        "an instant to come": [line("X2", NOW + AHEAD_SECONDS + 1)],
        "no instant": [line("X2", 0)],
        "an instant beyond all": [line("X2", 2**63)],
        "another note": [line("X2", text=TreeHead(LOG.name, 8, EMPTY_ROOT).text)],
        "one that stands there twice": [line("X1"), line("X1", NOW - 60)],
        "a right one beside a wrong one": [line("X2"), line("X2", text="other\n")],
        "a log's way of signing": [SigningKey(own.name, WITNESSES["X2"].private).sign(HEAD)],
        "cut short": [Signature(good.name, good.key_id, good.made[:-1])],
    }


@pytest.mark.parametrize("case", wrong_lines())
def test_a_wrong_line_counts_for_nothing(case: str) -> None:
    is_valid, seen = judged(line("X1"), line("Y1"), *wrong_lines()[case])
    assert (is_valid, seen) == (False, {"X1", "Y1"})


def test_the_lines_may_stand_in_the_note_and_the_newest_counts() -> None:
    note = signed(HEAD, [LOG])
    whole = Note(HEAD, (*note.signatures, line("X1", NOW - 60), line("X1", NOW - 5), line("X2"), line("Y1")))
    verdict = Policy.parse(EXAMPLE.encode()).judge(Note.parse(bytes(whole)), NOW)
    assert verdict.is_valid
    assert verdict.seen["X1"] == NOW - 5


@pytest.mark.parametrize(
    "note",
    [
        signed(HEAD, [OTHER_LOG]),
        signed(TreeHead(OTHER_LOG.name, 7, EMPTY_ROOT).text, [OTHER_LOG]),
        signed(TreeHead(OTHER_LOG.name, 7, EMPTY_ROOT).text, [LOG]),
        Note(HEAD, (Signature(LOG.name, LOG.verifier.key_id, bytes(64)),)),
    ],
)
def test_a_note_of_no_known_log_is_worth_nothing(note: Note) -> None:
    assert judged(policy=f"log {LOG.verifier}\nquorum none\n", note=note)[0] is False


def test_no_quorum_may_be_asked_for() -> None:
    assert judged(policy=f"log {LOG.verifier}\nquorum none\n") == (True, set())


X1, X2 = WITNESSES["X1"].verifier, WITNESSES["X2"].verifier
BROKEN = {
    "there is no quorum line": f"log {LOG.verifier}\n",
    "line 2: a second quorum": "quorum none\nquorum none\n",
    "line 1: nothing is called X1 before this line": f"quorum X1\nwitness X1 {X1}\n",
    "line 2: the name X1 is taken": f"witness X1 {X1}\nwitness X1 {X2}\nquorum X1\n",
    "line 1: the name none is taken": f"witness none {X1}\nquorum none\n",
    "line 2: nothing is called none before this line": f"witness X1 {X1}\ngroup G any none\nquorum G\n",
    "line 2: the key of this witness stands here twice": f"witness X1 {X1}\nwitness X2 {X1}\nquorum X1\n",
    "line 2: the key of this log stands here twice": f"log {LOG.verifier}\nlog {LOG.verifier}\nquorum none\n",
    "line 1: the key of a log is no key of a witness": f"witness X1 {LOG.verifier}\nquorum X1\n",
    "line 1: the key of a witness is no key of a log": f"log {X1}\nquorum none\n",
    "line 2: 2 is no count of 1 members": f"witness X1 {X1}\ngroup G 2 X1\nquorum G\n",
    "line 2: 0 is no count of 1 members": f"witness X1 {X1}\ngroup G 0 X1\nquorum G\n",
    "line 2: X1 belongs to a group already": f"witness X1 {X1}\ngroup G 1 X1 X1\nquorum G\n",
    "line 3: X1 belongs to a group already": f"witness X1 {X1}\ngroup G 1 X1\ngroup H 1 X1\nquorum G\n",
    "line 1: not a line of a policy": "trust everybody\n",
    "line 2: not a line of a policy": f"witness X1 {X1}\ngroup G any\nquorum G\n",
    "line 1: a verifier key is name+id+key": "log nobody\nquorum none\n",
    "the last line does not end": "quorum none",
    "a control character": "quorum none\r\n",
}


@pytest.mark.parametrize("says", BROKEN)
def test_a_broken_policy_is_refused_with_its_line(says: str) -> None:
    with pytest.raises(MalformedPolicy) as broken:
        Policy.parse(BROKEN[says].encode())
    assert str(broken.value) == says


def test_names_are_octets() -> None:
    """The sign for kelvin is no K, and what is no UTF-8 is a name all the same."""
    words = f"witness K {X1} https://xã.example/witness\nwitness \u212a {X2}\nquorum K\n".encode()
    policy = Policy.parse(words.replace("\u212a".encode(), b"\xff\xfe"))
    assert len(policy.witnesses) == 2
    assert policy.quorum == "K"


def test_many_are_read() -> None:
    many = [SigningKey.make(f"w{number}.example", COSIGNATURE).verifier for number in range(40)]
    words = "".join(f"witness w{number} {key}\n" for number, key in enumerate(many))
    groups = "".join(f"group g{number} any w{number}\n" for number in range(40))
    whole = "group all 40 " + " ".join(f"g{number}" for number in range(40))
    assert len(Policy.parse(f"{words}{groups}{whole}\nquorum all\n".encode()).groups) == 41
