"""Every procedure of the house, by its subject."""

from collections.abc import Mapping
from types import MappingProxyType

from states.campaign import CAMPAIGN
from states.decision import DECISION
from states.erasure import ERASURE, LEGAL_HOLD
from states.fund import FUND_ENTRY
from states.nomination import NOMINATION
from states.process import Process
from states.registers import (
    ACCOUNT,
    MERGER,
    OFFICE,
    ORGANISATION,
    PAPER_TEMPLATE,
    PAST_AWARD,
    RULE_CHANGE,
    STATEMENT,
    UNIT,
)
from states.session import SESSION
from states.vocabulary import Subject

PROCESSES: Mapping[Subject, Process] = MappingProxyType(
    {
        process.subject: process
        for process in (
            NOMINATION, SESSION, DECISION, CAMPAIGN, ORGANISATION, UNIT, ACCOUNT, OFFICE, PAST_AWARD, STATEMENT,
            MERGER, RULE_CHANGE, ERASURE, LEGAL_HOLD, FUND_ENTRY, PAPER_TEMPLATE,
        )
    }
)  # fmt: skip
