"""The way back to the page somebody came from: never off this site."""

from urllib.parse import urlsplit

from flask import request


def way_back(target: str | None, otherwise: str) -> str:
    """Only a path of this site; an address that leads elsewhere becomes the other one."""
    target = target or ""
    parts = urlsplit(target)
    is_ours = target.startswith("/") and not target.startswith(("//", "/\\")) and not (parts.scheme or parts.netloc)
    return target if is_ours and target.isprintable() else otherwise


def came_from() -> str:
    """The page of this site that the request was sent from, as a path; the start page where it is not known."""
    came = urlsplit(request.referrer or "")
    is_ours = came.netloc == request.host
    return way_back(came._replace(scheme="", netloc="", fragment="").geturl(), "/") if is_ours else "/"
