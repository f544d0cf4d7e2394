"""Making out a certificate: the row of the golden book, for a new award and for one in the place of another."""

from states.certificate_vocabulary import CertificateCause
from states.facts import NominationFacts, Row
from workflow.commands.command import NewRow


def made_out(
    facts: NominationFacts, key: str, *, old: Row | None = None, cause: CertificateCause | None = None
) -> NewRow:
    """The next line of the golden book of this year: the certificate of the nomination ``key``, with a code of its own."""
    return "certificate", {
        "id": facts.mint.key(), "organisation_id": facts.case["organisation_id"], "nomination_id": key,
        "version": old["version"] + 1 if old else 1, "year": facts.today.year, "number": facts.golden_number,
        "lookup": facts.mint.key()[:12], "made_on": facts.today.isoformat(), "replaces_id": old and old["id"],
        "cause": cause and cause.value,
    }  # fmt: skip
