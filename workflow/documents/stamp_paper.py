"""The visible mark of a digital signature, between title and name of a decision: who signed, for which body, when.

Custom (B): Nghị định 30/2020/NĐ-CP, Phụ lục I is said to want the image of the body's seal (red) or of the person's signature,
and body and time to the second with its zone; the text of the decree was not at hand. So the words always stand there, and the
image where the operator lays one down. The same data give the same mark, to the byte.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from workflow.days import VIETNAM
from workflow.documents.rendering import Typesetter

TEMPLATE = "stamp"
LARGEST_IMAGE = 300_000
"""How many bytes the image of a seal or a signature may have."""


@dataclass(frozen=True, kw_only=True)
class Stamp:
    """Who signs: a person with the body, or the body itself where ``body`` is empty. ``image``: PNG, or none."""

    name: str
    body: str
    at: datetime
    image: bytes = b""

    def lines(self) -> Sequence[tuple[str, str]]:
        """What it says, in the words of papers."""
        local = self.at.astimezone(VIETNAM)
        body = [("Cơ quan", self.body)] if self.body and self.body != self.name else []
        return [("Ký bởi", self.name), *body, ("Thời gian ký", f"{local:%d/%m/%Y %H:%M:%S} +07:00")]

    def picture(self, typesetter: Typesetter) -> bytes:
        """One small page as PDF; raises ``PaperFailed`` where the image is none."""
        data = {"title": "Chữ ký số", "lines": [list(line) for line in self.lines()], "image": list(self.image)}
        return typesetter.pdf(TEMPLATE, data, on=self.at.astimezone(VIETNAM).date())
