"""Layers that a commune enacts for itself, as a form would write them."""

from __future__ import annotations

from datetime import date
from typing import Any

from states.rule_composing import canonical_text

SOURCE = "Quy chế xét khen thưởng số 05/QC-HĐ, Điều 7"
DOCUMENT = "05/QC-HĐ"


def figure(value: Any, mark: str = "V") -> dict[str, Any]:
    """A figure with its source."""
    return {"value": value, "source": SOURCE, "mark": mark}


def own_layer(since: date, changes: dict[str, Any] | None = None, *, code: str = "05/QC-HĐ", **head: Any) -> str:
    """A layer of the council as canonical JSON: twelve days of posting for cultured families unless it says otherwise."""
    raw = {
        "code": code, "level": "council", "organisation": "dong-mau", "document": DOCUMENT,
        "name_vi": "Quy chế xét khen thưởng", "name_en": "Rules of the council", "valid_from": since, "source": SOURCE,
        "mark": "V", "changes": changes or {"awards": {"GDVH": {"posting_term": figure({"days": 12, "kind": "calendar"})}}},
    } | head  # fmt: skip
    return canonical_text(raw)
