"""Regimes of which only their metadata is known: that there is a law, and from when on, but none of its values.

Nothing is judged by them until somebody has confirmed them. ``confirmed`` composes what that person starts from: the
values of the regime before, every one of them marked unknown, with the number of the document that confirms.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from states.regime import NoRulesInForce, Regime, composed, regimes, written_rules
from states.rule_composing import Raw, as_unknown
from states.rule_parts import RegimeNote
from states.rule_reading import Mark, RulesUnreadable, read_as


@dataclass(frozen=True, kw_only=True)
class RegimeMetadata:
    """What is known of a regime before anybody has read it. ``rests_on`` is the regime whose values are the start."""

    code: str
    name_vi: str
    name_en: str
    valid_from: date
    law: str
    signed_on: date
    rests_on: str
    source: str
    mark: Mark
    notes: tuple[RegimeNote, ...] = ()

    def sentence(self, language: str) -> str:
        """Say in one sentence that it is not confirmed; any language but ``en`` gives Vietnamese."""
        if language == "en":
            return (
                f"{self.code} (Law {self.law}, signed on {self.signed_on:%d/%m/%Y}, in force from "
                f"{self.valid_from:%d/%m/%Y}) is known by its metadata only and is not confirmed: confirm it first."
            )
        return (
            f"Chế độ {self.code} (Luật {self.law}, ký ngày {self.signed_on:%d/%m/%Y}, hiệu lực từ "
            f"{self.valid_from:%d/%m/%Y}) mới chỉ biết số hiệu và ngày, chưa được xác nhận: hãy xác nhận trước."
        )


def metadata_on(day: date) -> RegimeMetadata | None:
    """Return the regime that has begun by ``day`` and of which nothing else is known; None where values are on file."""
    begun = [known for known in all_metadata() if known.valid_from <= day]
    confirmed_since = {regime.valid_from for regime in regimes()}
    return begun[-1] if begun and begun[-1].valid_from not in confirmed_since else None


def confirmed(metadata: RegimeMetadata, *, document: str) -> Regime:
    """Return the rules a confirmation starts from: the values of the regime before, each marked unknown."""
    return composed(confirmed_rules(metadata, document=document), file=metadata.code)


def confirmed_rules(metadata: RegimeMetadata, *, document: str) -> Raw:
    """Return the same rules written out in full, as they are kept.

    ``document`` is the number of the document that confirms them; it stands in the source of every value. Raises
    ``ValueError`` without one.
    """
    if not document.strip():
        raise ValueError("a confirmation names its document")
    before = [regime for regime in regimes() if regime.code == metadata.rests_on]
    if not before:
        raise NoRulesInForce(f"no rules on file for {metadata.rests_on}")
    raw = {key: value for key, value in written_rules(before[-1].digest).items() if key not in ("valid_to", "layers")}
    unknown: Raw = as_unknown(raw, f"{document}; theo quy định trước")
    known = {"source": f"{document}; {metadata.source}", "mark": "U", "valid_from": metadata.valid_from}
    law = {"rank": "statute", "name": f"Luật {metadata.law}"} | known
    return (
        unknown
        | {"texts": [law, *unknown.get("texts", ())]}
        | {"citations": _cited(unknown["citations"], _law(metadata) | known, _document(document) | known)}
        | {"code": metadata.code, "revision": 1, "valid_from": metadata.valid_from}
        | {"name_vi": metadata.name_vi, "name_en": metadata.name_en, "confirmed_by": document}
    )


def _law(metadata: RegimeMetadata) -> Raw:
    """The amending law as a decision cites it, by what is known of it: its number and its day."""
    day = metadata.signed_on
    return {
        "code": "amending_law",
        "text_vi": f"Luật số {metadata.law} ngày {day:%d} tháng {day:%m} năm {day.year} "
        "sửa đổi, bổ sung một số điều của Luật Thi đua, khen thưởng",
        "text_en": f"Law {metadata.law} of {day:%d/%m/%Y} amending the Law on Emulation and Commendation",
    }


def _document(document: str) -> Raw:
    """The document by which these rules were confirmed, as a decision cites it."""
    return {
        "code": "confirming_document",
        "text_vi": f"Văn bản số {document} xác nhận quy định áp dụng",
        "text_en": f"Document {document} confirming the rules applied",
    }


def _cited(before: list[Raw], law: Raw, document: Raw) -> list[Raw]:
    """The amending law is cited after the law that it amends, what confirms it at the end."""
    after = 1 + max((n for n, cited in enumerate(before) if cited["code"].startswith("law_")), default=-1)
    return [*before[:after], law, *before[after:], document]


@cache
def all_metadata() -> tuple[RegimeMetadata, ...]:
    """Return all regimes of which only the metadata is on file, oldest first."""
    folder = files("states") / "regimes"
    entries = [entry for entry in folder.iterdir() if entry.name.startswith("metadata_")]
    found = [read_metadata(entry.read_text("utf-8"), file=entry.name) for entry in entries]
    return tuple(sorted(found, key=lambda known: known.valid_from))


def read_metadata(text: str, *, file: str) -> RegimeMetadata:
    """Read one file of metadata; raises ``RulesUnreadable``."""
    try:
        return read_as(RegimeMetadata, tomllib.loads(text), file=file)
    except tomllib.TOMLDecodeError as error:
        raise RulesUnreadable(f"{file}: {error}") from error
