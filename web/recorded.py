"""Tells whoever has just acted that it is written, in which entry of the log, and where its receipt is fetched."""

from collections.abc import Sequence

from flask import flash, url_for
from markupsafe import Markup

from web.filters import number
from web.language import _

_LINK = Markup('{} <a href="{}">{}</a>')


def tell_recorded(words: str, index: int) -> None:
    """Say on the next page what was recorded, by which entry, with the link to the entry's receipt."""
    entry = _("Mục nhật ký số %(n)s.", n=number(index))
    flash(_LINK.format(f"{words} {entry}", receipt_address(index), _("Tải biên nhận của nhật ký")), "good")


def tell_many_recorded(words: str, indexes: Sequence[int]) -> None:
    """The same of many entries that were written in one go, with the link to one file that holds all their receipts."""
    first, last = min(indexes), max(indexes)
    if len(indexes) == 1:
        tell_recorded(words, first)
        return
    entries = _("Các mục nhật ký số %(first)s đến %(last)s.", first=number(first), last=number(last))
    address = url_for("receipts.stretch", first=first, last=last)
    flash(_LINK.format(f"{words} {entries}", address, _("Tải biên nhận của cả đợt (một tệp .zip)")), "good")


def receipt_address(index: int) -> str:
    """Where the receipt of an entry is fetched."""
    return url_for("receipts.package", index=index)
