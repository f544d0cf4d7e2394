"""The web server: granian, one process on SQLite with a few blocking threads, so that no sign-in holds up the others."""

from granian import Granian
from granian.constants import Interfaces

THREADS = 4


def serve_site(*, host: str, port: int, processes: int) -> None:
    """Serve until told to stop; a dead process is started again."""
    Granian(
        "web.wsgi:app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        log_access=False,
        backlog=256,
    ).serve()
