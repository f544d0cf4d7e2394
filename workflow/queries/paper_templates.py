"""The templates of papers as an administrator looks at them: what is in force, and every version that there was."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select

from states.paper_wording import TemplatePart
from workflow.models.account import Account
from workflow.models.paper_template import PaperTemplate
from workflow.sql import Driver, Prepared

_VERSIONS = Prepared(
    lambda: select(
        PaperTemplate.id, PaperTemplate.paper, PaperTemplate.part, PaperTemplate.version, PaperTemplate.content,
        PaperTemplate.sha256, PaperTemplate.file_name, PaperTemplate.reason, PaperTemplate.replaced_at, PaperTemplate.head,
        Account.full_name,
    )
    .outerjoin(Account, Account.id == PaperTemplate.replaced_by)
    .where(PaperTemplate.organisation_id == bindparam("organisation_id"))
    .order_by(PaperTemplate.version.desc(), PaperTemplate.paper)
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class TemplateVersion:
    """One version of a template: who put it in force, when, in which entry, and why."""

    key: str
    paper: str
    part: TemplatePart
    version: int
    content: str
    sha256: str | None
    file_name: str
    reason: str
    at: int
    entry: int
    by: str
    """Empty where the operator did it at the console."""

    @property
    def is_built_in(self) -> bool:
        """Whether it puts back what the software comes with."""
        return not self.content and self.sha256 is None


def template_versions(driver: Driver, organisation_id: str) -> dict[tuple[str, TemplatePart], list[TemplateVersion]]:
    """Every version by the kind of paper and its part, the latest first."""
    found: dict[tuple[str, TemplatePart], list[TemplateVersion]] = {}
    for key, paper, part, version, content, sha256, file_name, reason, at, entry, by in driver.rows(
        _VERSIONS, organisation_id=organisation_id
    ):
        each = TemplateVersion(
            key=key, paper=paper, part=TemplatePart(part), version=version, content=content, sha256=sha256,
            file_name=file_name, reason=reason, at=at, entry=entry, by=by or "",
        )  # fmt: skip
        found.setdefault((paper, each.part), []).append(each)
    return found
