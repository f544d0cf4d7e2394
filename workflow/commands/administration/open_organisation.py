"""Open an organisation and its log."""

from collections.abc import Iterable
from dataclasses import dataclass

from states.addresses import RESERVED_SLUGS, is_usable_slug
from states.facts import RegisterFacts
from states.refusals import Refusal
from states.vocabulary import Action, RegisterState, Subject
from workflow.commands.command import Command, Outcome, required


@dataclass(frozen=True, kw_only=True)
class OpenOrganisation(Command):
    """Take a People's Committee into the installation; its log begins with this very entry.

    ``predecessors`` names the logs of communes that were merged into it. The address (``slug``) and the domain stay for
    decades: they stand in every proof. Done at the console only. Refused with ``slug_taken``, ``slug_reserved``
    and ``slug_unusable``.
    """

    action = Action.OPEN_ORGANISATION
    subject = Subject.ORGANISATION

    slug: str
    name: str
    place: str
    parent_name: str
    domain: str
    valid_from: str
    predecessors: str = ""
    is_demo: int = 0

    def check(self, facts: RegisterFacts) -> Iterable[Refusal]:
        """Every organisation has an address that leads to no other page, a name and a domain."""
        yield from required(slug=self.slug, name=self.name, place=self.place, domain=self.domain)
        if self.slug in RESERVED_SLUGS:
            yield Refusal("slug_reserved", {"slug": self.slug}, at="slug")
        elif self.slug.strip() and not is_usable_slug(self.slug):
            yield Refusal("slug_unusable", {"slug": self.slug}, at="slug")

    def decide(self, facts: RegisterFacts) -> Outcome:
        """The organisation and its log."""
        return Outcome(
            to=RegisterState.OPEN,
            changes={
                "slug": self.slug, "name": self.name, "place": self.place, "parent_name": self.parent_name,
                "domain": self.domain, "valid_from": self.valid_from, "valid_until": None,
                "predecessors": self.predecessors, "is_demo": self.is_demo,
            },
        )  # fmt: skip
