"""Certificates that were made out anew during the year: one that was lost in a flood, and one that was torn."""

from collections.abc import Sequence
from datetime import date

from states.certificate_vocabulary import CertificateCause
from states.vocabulary import State
from workflow.commands.nomination.replace_certificate import ReplaceCertificate
from workflow.demo.diary import Diary
from workflow.demo.routes import Route
from workflow.demo.scene import Scene
from workflow.demo.sessions import is_tabled

_LOST_ON, _TORN_ON = date(2024, 8, 20), date(2024, 9, 12)


def replace_certificates(scene: Scene, diary: Diary, routes: Sequence[Route]) -> None:
    """Note both, for the first two awards that were handed over in the first round of the year."""
    first_round = next(iter(scene.figures.rounds.values()))
    handed_over = (
        route
        for route in routes
        if route.round == first_round and is_tabled(route) and route.case.goal == State.CONFERRED
    )
    lost, torn = next(handed_over), next(handed_over)
    anew = ReplaceCertificate(
        on=lost.key, cause=CertificateCause.LOST, requested_on=date(2024, 8, 12),
        request="Đơn của người được khen ngày 12/8/2024", confirmation="Công an xã xác nhận ngày 15/8/2024, nhà bị ngập",
    )  # fmt: skip
    exchanged = ReplaceCertificate(
        on=torn.key, cause=CertificateCause.DAMAGED, requested_on=date(2024, 9, 5),
        request="Văn bản của đơn vị ngày 05/9/2024", is_returned=True,
    )  # fmt: skip
    diary.note(_LOST_ON, "09:15", scene.office(), anew)
    diary.note(_TORN_ON, "14:30", scene.office(1), exchanged)
