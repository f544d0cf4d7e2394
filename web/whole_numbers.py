"""Whole numbers in addresses: every page has one spelling of its number, in the ten digits of ASCII."""

from flask import Flask
from werkzeug.routing import IntegerConverter


class WholeNumber(IntegerConverter):
    """``<int:…>`` of an address. Digits of other scripts are another address, which there is none of."""

    regex = "[0-9]{1,20}"


def init_whole_numbers(app: Flask) -> None:
    """Let every address of the site mean this by ``int``; before the rooms are opened."""
    app.url_map.converters["int"] = WholeNumber
