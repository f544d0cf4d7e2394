"""Whether and how a one-time link can be sent by e-mail; the factory ties the mail server in."""

from collections.abc import Callable

from flask import Flask, current_app

EXTENSION = "bangvang.link_post"

Send = Callable[[str, str, int], str]
"""Account, path of the link, instant; answers why it did not leave, or nothing."""


def init_link_post(app: Flask, send: Send | None) -> None:
    """Give the application its way to send links; none keeps them on the screen."""
    app.extensions[EXTENSION] = send


def can_send() -> bool:
    """Whether a mail server is named."""
    return current_app.extensions[EXTENSION] is not None


def send(account_id: str, path: str, at: int) -> str:
    """Send a link; answers why it did not leave, or nothing."""
    chosen: Send = current_app.extensions[EXTENSION]
    return chosen(account_id, path, at)
