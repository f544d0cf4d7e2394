"""For the machines that watch the installation: is it alive, is it ready, how much waits. Counts only, no names of people."""

from ipaddress import ip_address

from flask import Blueprint, Response, abort, request

from web.access import public
from web.database import reading
from workflow.queries.operations import is_at_head, ledger_sizes, signed_sizes, waiting_messages

pages = Blueprint("operations", __name__)
PLAIN = "text/plain; charset=utf-8"
PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"


@pages.get("/healthz")
@public
def alive() -> Response:
    """The process answers; nothing else is asked."""
    return Response("alive\n", content_type=PLAIN)


@pages.get("/readyz")
@public
def ready() -> tuple[Response, int]:
    """The database answers, its schema is at head, the ledgers are this long and signed so far; 503 while the schema is not."""
    at_head = is_at_head(reading())
    sizes, signed = (ledger_sizes(reading()), signed_sizes(reading())) if at_head else ({}, {})
    lines = [
        f"schema {'at head' if at_head else 'not at head'}",
        f"ledger entries {sum(sizes.values())}",
        f"ledger signed {sum(signed.values())}",
    ]
    return Response("\n".join(lines) + "\n", content_type=PLAIN), 200 if at_head else 503


@pages.get("/metrics")
@public
def metrics() -> Response:
    """Figures for Prometheus, for this machine only: a request from elsewhere, or through a proxy, finds nothing."""
    if not _is_from_here():
        abort(404)
    sizes, signed = ledger_sizes(reading()), signed_sizes(reading())
    lines = [
        "# HELP bangvang_outbox_waiting Acts that nobody has been told of yet.",
        "# TYPE bangvang_outbox_waiting gauge",
        f"bangvang_outbox_waiting {waiting_messages(reading())}",
        "# HELP bangvang_ledger_entries Entries in the log of an organisation.",
        "# TYPE bangvang_ledger_entries counter",
        *(f'bangvang_ledger_entries{{organisation="{slug}"}} {size}' for slug, size in sizes.items()),
        "# HELP bangvang_ledger_unsigned Entries that no checkpoint covers yet.",
        "# TYPE bangvang_ledger_unsigned gauge",
        *(f'bangvang_ledger_unsigned{{organisation="{slug}"}} {size - signed[slug]}' for slug, size in sizes.items()),
    ]
    return Response("\n".join(lines) + "\n", content_type=PROMETHEUS)


def _is_from_here() -> bool:
    passed_on = any(name in request.headers for name in ("Forwarded", "X-Forwarded-For", "X-Real-IP"))
    try:
        return not passed_on and ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False
