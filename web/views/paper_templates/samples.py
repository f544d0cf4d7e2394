"""What the pages of templates share: who reads them, the versions there are, and invented papers of this commune."""

from states.paper_wording import TemplatePart
from states.vocabulary import Subject
from web.access import actor
from web.database import reading
from web.printer import printer
from web.rules_here import regime_today
from workflow.documents.issuer import issuer
from workflow.documents.sample_papers import Samples
from workflow.queries.paper_templates import TemplateVersion, template_versions
from workflow.queries.visibility import SEEN_BY

READERS = tuple(SEEN_BY[Subject.PAPER_TEMPLATE])


def samples() -> Samples:
    """Invented papers of this commune, by the rules of today."""
    return Samples(office=issuer(reading(), actor().organisation_id), regime=regime_today(), site=printer().site)


def versions_of(paper: str, part: TemplatePart) -> list[TemplateVersion]:
    """Every version of a template, the latest first."""
    return template_versions(reading(), actor().organisation_id).get((paper, part), [])
