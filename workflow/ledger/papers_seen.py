"""What audits saw of typeset papers: remembered outside the database, and whatever release looks the next time."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Seen:
    """The digest of each paper that was seen, by its key; those that could never be compared are ``unsure``."""

    digests: Mapping[str, str] = field(default_factory=dict)
    unsure: Set[str] = frozenset()

    def then(self, later: "Seen") -> "Seen":
        """What is known after another audit: what it did not see right stays as it was known."""
        return Seen(
            {**self.digests, **later.digests},
            later.unsure | (self.unsure - later.digests.keys()),
        )

    def judge(self, key: str, digest: str) -> str | None:
        """What a paper is that can't be set as it was, as the code of a finding; nothing where it was right once."""
        seen = self.digests.get(key)
        if seen is None:
            return "paper_unvouched"
        if seen != digest:
            return "paper_differs"
        return "paper_not_compared" if key in self.unsure else None
