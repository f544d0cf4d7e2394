"""A typesetter for tests that let the same papers be set again and again, each time in a copy of the same commune."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from workflow.documents.rendering import Typesetter

_SET: dict[tuple[str, str, date], bytes] = {}


class SetOnce(Typesetter):
    """Sets papers as the worker does, but the same words only once in a process: the same data give the same bytes."""

    def pdf(self, template: str, data: Mapping[str, Any], *, on: date) -> bytes:
        """The paper as it was set the first time."""
        key = (template, self._said(data), on)
        if key not in _SET:
            _SET[key] = super().pdf(template, data, on=on)
        return _SET[key]
