"""What unit officers lay down before they hand in: the draft of a nomination, and its papers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from states.regime import AwardRules, regime_on
from states.rule_parts import DocumentRule
from workflow.attachments import PDF, Attachments
from workflow.days import civil_date
from workflow.demo.diary import Desk
from workflow.demo.nominee_figures import Nominee
from workflow.demo.nominee_register import described
from workflow.demo.papers import Papers, body_of
from workflow.demo.scene import Scene
from workflow.engine import Insert
from workflow.ids import new_id

DEMANDED_LATER = "village_minutes"
"""A paper that goes up with the dossier; villages lay it in from the beginning."""


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """One nomination as its unit writes it. ``key`` is the nomination's; ``proposal_id`` names the list it stands in."""

    key: str
    nominee_id: str
    nominee: Nominee
    award: str
    basis: str
    achievement: str
    campaign_id: str | None = None
    proposal_id: str | None = None


def rules_for(award: str, basis: str, on: date) -> AwardRules:
    """The rules that a unit and the office read on a day."""
    return regime_on(on).rules(award, basis)


def papers_of(award: str, basis: str, on: date) -> list[DocumentRule]:
    """The papers a unit lays in a dossier: those demanded, and those that will go up with it."""
    return [
        document
        for document in rules_for(award, basis, on).documents
        if document.is_required and (document.stage == "submission" or document.code == DEMANDED_LATER)
    ]


class DossierDesk:
    """Writes drafts and papers of units; papers are kept as files before their rows name them."""

    def __init__(self, scene: Scene, attachments: Attachments) -> None:
        organisation = scene.figures.organisation
        self.scene = scene
        self.attachments = attachments
        self.papers = Papers(place=organisation.short_name, above=f"UBND xã {organisation.short_name}")

    def draft(self, dossier: Dossier, desk: Desk) -> Insert:
        """The row of a draft."""
        about = described(dossier.nominee)
        return Insert(into="nomination", row={
            "id": dossier.key, "unit_id": self.scene.units[dossier.nominee.unit],
            "author_id": self.scene.accounts[self.officer_of(dossier)], "campaign_id": dossier.campaign_id,
            "proposal_id": dossier.proposal_id, "nominee_id": dossier.nominee_id, "year": civil_date(desk.at).year,
            "award": dossier.award, "nominated_award": dossier.award, "basis": dossier.basis,
            "subject_kind": about.pop("kind"), **about, "achievement": dossier.achievement, "created_at": desk.at,
        })  # fmt: skip

    def officer_of(self, dossier: Dossier) -> str:
        """The user name of the officer of the proposing unit."""
        return self.scene.officers[dossier.nominee.unit]

    def dossier(self, dossier: Dossier, desk: Desk) -> list[Insert]:
        """A draft with all its papers."""
        papers = papers_of(dossier.award, dossier.basis, civil_date(desk.at))
        return [self.draft(dossier, desk), *self.uploads(dossier, desk, papers)]

    def uploads(self, dossier: Dossier, desk: Desk, papers: Sequence[DocumentRule]) -> Iterator[Insert]:
        """The rows of papers about one nominee, each typeset and kept."""
        for paper in papers:
            data = self._typeset(dossier, paper, civil_date(desk.at))
            yield self.upload(dossier, paper, data, desk, about=dossier.nominee.name)

    def upload(self, dossier: Dossier, paper: DocumentRule, data: bytes, desk: Desk, *, about: str) -> Insert:
        """The row of one paper whose content is at hand."""
        return self.shared([dossier], paper, data, desk, about=about)[0]

    def shared(
        self, dossiers: Sequence[Dossier], paper: DocumentRule, data: bytes, desk: Desk, *, about: str
    ) -> list[Insert]:
        """The rows of one paper that lies in many dossiers and is kept once."""
        digest = self.attachments.keep(self.scene.organisation_id, data)
        return [
            Insert(into="upload", row={
                "id": new_id(), "nomination_id": dossier.key,
                "author_id": self.scene.accounts[self.officer_of(dossier)], "kind": paper.code,
                "file_name": f"{paper.name_vi} - {about}.pdf", "media_type": PDF, "size": len(data),
                "sha256": digest, "uploaded_at": desk.at,
            })
            for dossier in dossiers
        ]  # fmt: skip

    def _typeset(self, dossier: Dossier, paper: DocumentRule, on: date) -> bytes:
        award = rules_for(dossier.award, dossier.basis, on).name_vi
        name = self.scene.called(dossier.nominee)
        unit = self.scene.figures.units[dossier.nominee.unit].name
        return self.papers.paper(
            title=paper.name_vi, about=dossier.nominee.name, unit=unit, on=on, signer=self.signer_of(dossier),
            body=body_of(paper.code, award=award, name=name, unit=unit, achievement=dossier.achievement),
        )  # fmt: skip

    def signer_of(self, dossier: Dossier) -> str:
        """Who signs for the unit."""
        return self.scene.figures.people[self.officer_of(dossier)].name
