"""What the worker would do meanwhile: whatever auditors asked for."""

from __future__ import annotations

from tests.support.site import Site
from workflow.desk.worker import Means, turn


def work_at_desk(site: Site) -> int:
    """One turn of the worker beside a site; answers how many tasks came to an end."""
    return turn(site.world.store, lambda: site.world.at, Means(signer_dir=site.folder / "signer"))
