"""The address of an organisation on an installation: the first word of its public pages and, for decades, of its proofs."""

import re
from typing import Final

RESERVED_SLUGS: Final = frozenset(
    {
        # public pages and what machines ask for
        "cong-khai", "niem-yet", "phong-trao", "so-lieu", "tra-cuu", "huong-dan", "kha-nang-tiep-can", "log", "static",
        "bootstrap", "healthz", "readyz", "metrics", "api", "verify", "law", "files", "assets", "well-known",
        # signing in and one's own account
        "sign-in", "sign-out", "invitation", "preferences", "password", "language", "session", "account", "receipts",
        # the rooms of the offices
        "worklist", "search", "inbox", "office", "papers", "messages", "unit", "secretariat", "council", "chairman",
        "auditor", "audit", "administration", "admin", "nominations", "proposals", "sessions", "decisions", "campaigns",
        "units", "accounts", "offices", "past-awards", "nominees", "documents", "uploads", "awards", "health",
        "ballots", "lists", "imports", "signed", "postings", "queue", "planning", "statistics", "help", "ledger",
        "exports", "rules", "rule-changes", "statements", "mergers", "witness", "erasures", "legal-holds",
        "fund", "fund-entries", "golden-book", "templates",
        "paper-templates",
    }
)  # fmt: skip
"""First words of paths that belong to the site itself; a test holds them to the routes."""

_SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SHORTEST, LONGEST = 3, 40


def is_usable_slug(slug: str) -> bool:
    """Whether a slug may stand in an address: 3 to 40 lower-case ASCII letters and digits, single hyphens between words."""
    return SHORTEST <= len(slug) <= LONGEST and _SLUG.fullmatch(slug) is not None
