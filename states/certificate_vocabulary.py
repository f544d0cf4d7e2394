"""The words of certificates."""

from enum import StrEnum


class CertificateCause(StrEnum):
    """Why a certificate was made out in the place of another."""

    DAMAGED = "damaged"
    MISPRINTED = "misprinted"
    LOST = "lost"
