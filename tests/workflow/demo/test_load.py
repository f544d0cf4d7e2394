"""The demonstration's year, loaded once for all of these tests: every state reached, every desk busy, nothing out of time.

The whole lists of all villages are left out here; ``test_village_lists.py`` has them.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from states.council_vocabulary import Manner, SessionState
from states.decision_vocabulary import FundKind
from states.desks import NOMINATION_DESKS
from states.refusals import NotMet
from states.vocabulary import DecisionState, Role, State
from states.working_days import is_working_day
from workflow.attachments import Attachments
from workflow.commands.command import Actor
from workflow.commands.council.close_vote import CloseVote
from workflow.days import civil_time
from workflow.demo.drive import AlreadyLoaded, DemoSummary, load
from workflow.demo.figures import Figures
from workflow.demo.figures import load as load_figures
from workflow.demo.working_hours import STARTS_AT
from workflow.engine import execute
from workflow.ledger.verify import verify
from workflow.queries.proposals import HOUSEHOLD_LIST
from workflow.store import Store

PASSPHRASE = "không ai đoán ra"


class Loaded:
    """The demonstration as it stands in its database."""

    def __init__(self, store: Store, summary: DemoSummary, steps: Sequence[tuple[int, int]], hashed: Sequence[str]):
        self.store, self.summary, self.steps, self.hashed = store, summary, steps, hashed
        self.figures: Figures = load_figures()

    def rows(self, sql: str, **params: Any) -> list[tuple[Any, ...]]:
        """What a question in SQL answers."""
        with self.store.reader.connect() as connection:
            return [tuple(row) for row in connection.execute(text(sql), params)]

    def entries(self) -> list[dict[str, Any]]:
        """The entries of the log, in order."""
        return [json.loads(entry) for (entry,) in self.rows("SELECT entry FROM ledger_leaf ORDER BY idx")]

    def actor(self, username: str) -> Actor:
        """Somebody of the demonstration, as signed in."""
        ((key, organisation, pseudonym),) = self.rows(
            "SELECT id, organisation_id, pseudonym FROM account WHERE username = :username", username=username
        )
        return Actor(account_id=key, organisation_id=organisation, pseudonym=pseudonym)


def load_into(store: Store) -> Loaded:
    steps: list[tuple[int, int]] = []
    hashed: list[str] = []

    def hash_password(password: str) -> str:
        hashed.append(password)
        return f"hash of {len(password)}"

    summary = load(
        store,
        secret_passphrase=PASSPHRASE,
        hash_password=hash_password,
        village_lists=False,
        progress=lambda done, total: steps.append((done, total)),
    )
    return Loaded(store, summary, steps, hashed)


@pytest.fixture(scope="module")
def demo(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    folder = tmp_path_factory.mktemp("demo")
    url = f"sqlite:///{shutil.copy(sqlite_template, folder / 'bangvang.db')}"
    with closing(Store(url, files=folder / "files")) as store:
        yield load_into(store)


def test_every_state_is_reached_by_somebody(demo: Loaded) -> None:
    assert set(demo.summary.nominations) == set(State)
    assert sum(demo.summary.nominations.values()) == len(demo.figures.nominations) + 40


def test_every_case_stands_where_its_figures_want_it(demo: Loaded) -> None:
    wanted = Counter(
        (demo.figures.nominees[case.nominee].name, case.award, case.achievement, case.goal.value)
        for case in demo.figures.nominations.values()
    )
    found = Counter(
        demo.rows("SELECT name, nominated_award, achievement, state FROM nomination WHERE nominated_award <> 'GDVH'")
    )
    assert found == wanted


def test_the_village_list_is_mostly_on_the_board(demo: Loaded) -> None:
    ((title, kind),) = demo.rows("SELECT title, kind FROM proposal")
    assert kind == HOUSEHOLD_LIST and title
    states = Counter(
        dict(demo.rows("SELECT state, count(*) FROM nomination WHERE proposal_id IS NOT NULL GROUP BY state"))
    )
    assert sum(states.values()) == 40
    assert states[State.PUBLISHED] == 33
    assert set(states) == {
        State.PUBLISHED, State.INELIGIBLE, State.WITHDRAWN, State.SUSPENDED, State.POSTED, State.ELIGIBLE,
        State.BEFORE_CHAIRMAN,
    }  # fmt: skip
    upheld = demo.rows(
        "SELECT n.state FROM comment_settlement s JOIN nomination n ON n.id = s.nomination_id WHERE s.result = 'upheld'"
    )
    assert upheld == [(State.INELIGIBLE,)]
    posted = demo.rows(
        "SELECT posted_on, posting_ends_on, posting_closed_on FROM nomination WHERE posted_on IS NOT NULL"
    )
    for first, last, closed in posted:
        assert date.fromisoformat(last) - date.fromisoformat(first) == timedelta(days=10)
        assert closed is None or closed > last


def test_the_december_vote_waits_for_one_more_member(demo: Loaded) -> None:
    ((key, seen),) = demo.rows("SELECT id, changed FROM session WHERE state = 'voting'")
    with pytest.raises(NotMet) as refused:
        execute(demo.store, CloseVote(on=key, seen=seen), actor=demo.actor("thulh"), at=STARTS_AT)
    (reason,) = refused.value.refusals
    assert reason.code == "too_few_take_part"
    assert reason.facts == {"present": 8, "written": 0, "needed": 9, "members": 11}


def test_sessions_are_minuted_and_signed_and_one_is_corrected(demo: Loaded) -> None:
    states = Counter(state for (state,) in demo.rows("SELECT state FROM session"))
    assert states == {SessionState.SIGNED: 4, SessionState.VOTING: 1, SessionState.PLANNED: 1}
    written = demo.rows("SELECT version, course, remarks, reason FROM minutes_version ORDER BY version")
    assert [version for version, *_ in written] == [1, 1, 1, 1, 2]
    assert all(course and not any(letter.isdigit() for letter in course) for _, course, *_ in written)
    assert [bool(remarks and reason) for *_, remarks, reason in written] == [False] * 4 + [True]


def test_members_vote_in_every_manner_and_change_their_minds(demo: Loaded) -> None:
    assert {manner for (manner,) in demo.rows("SELECT DISTINCT manner FROM vote")} == set(Manner) - {Manner.FROM_PAPER}
    assert demo.rows("SELECT 1 FROM vote WHERE version > 1")


def test_two_are_voted_on_in_secret_on_paper_and_counted_twice(demo: Loaded) -> None:
    found = demo.rows(
        "SELECT n.name, f.finding, f.agree, f.agree_lower, f.written_agree FROM finding f JOIN nomination n"
        " ON n.id = f.nomination_id WHERE n.nominated_award = 'CSTDCS' ORDER BY n.name"
    )
    assert found == [("Hà Thị Thảo", "endorsed", 9, 0, 1), ("Vi Văn Bính", "endorsed_lower", 5, 5, 1)]
    keyed = demo.rows(
        "SELECT account_id, count(*), max(version) FROM paper_count GROUP BY account_id ORDER BY max(version)"
    )
    assert [(count, latest) for _account, count, latest in keyed] == [(2, 1), (3, 2)]
    assert demo.rows("SELECT kind FROM session_document") == [("counting_sheet",)]


def test_findings_of_every_kind_are_reached(demo: Loaded) -> None:
    findings = {finding for (finding,) in demo.rows("SELECT finding FROM finding")}
    assert findings == {State.ENDORSED, State.ENDORSED_LOWER, State.NOT_ENDORSED}


def test_work_waits_on_every_desk(demo: Loaded) -> None:
    found = demo.summary.nominations
    desks = {
        Role.UNIT_OFFICER: (State.DRAFT, State.RETURNED),
        Role.SECRETARIAT: (State.SUBMITTED, State.UNDER_APPRAISAL, State.IN_CONSULTATION, State.POSTED, State.ENDORSED),
        Role.COUNCIL_SECRETARY: (State.ELIGIBLE, State.TABLED),
        Role.CHAIRMAN: (State.BEFORE_CHAIRMAN, State.ANNULMENT_PROPOSED),
    }
    for states in desks.values():
        assert all(found[state] for state in states)
    decisions = Counter(state for (state,) in demo.rows("SELECT state FROM decision"))
    assert decisions == {
        DecisionState.ISSUED: 10, DecisionState.SIGNED: 1, DecisionState.NUMBERED: 1, DecisionState.SUBMITTED: 1,
        DecisionState.DRAFTED: 1, DecisionState.ANNULLED: 1,
    }  # fmt: skip
    numbers = [number for (number,) in demo.rows("SELECT number FROM decision WHERE number > 0 ORDER BY number")]
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_year_holds_a_correction_and_a_recovery_that_the_fund_knows(demo: Loaded) -> None:
    ((was, becomes, state),) = demo.rows(
        "SELECT c.was, c.becomes, d.state FROM correction c JOIN decision d ON d.id = c.decision_id"
    )
    assert state == DecisionState.ISSUED and becomes.startswith(was) and becomes != was
    ((amount, case),) = demo.rows(
        "SELECT f.amount, n.state FROM fund_entry f JOIN nomination n ON n.id = f.nomination_id WHERE f.kind = 'recovery'"
    )
    assert amount > 0 and case == State.RECOVERED
    kinds = Counter(dict(demo.rows("SELECT kind, count(*) FROM fund_entry GROUP BY kind")))
    assert set(kinds) == set(FundKind)


def test_the_campaign_holds_every_target_and_every_result_says_that_it_is_invented(demo: Loaded) -> None:
    ((state, launched, report),) = demo.rows("SELECT state, launched_on, interim_report FROM campaign")
    assert (state, launched) == ("interim_review", "2024-01-29")
    assert "số liệu hư cấu" in report
    notes = [note for (note,) in demo.rows("SELECT note FROM actual")]
    assert len(notes) == len(demo.figures.results.reports)
    assert all(note.startswith("Số liệu hư cấu") for note in notes)
    periods = Counter(dict(demo.rows("SELECT period, count(*) FROM actual GROUP BY period")))
    assert periods["interim"] > periods["year_end"] > 10
    assert demo.rows("SELECT value, version FROM actual WHERE version > 1") == [(104, 2)]
    by_unit = demo.rows("SELECT count(DISTINCT unit_id) FROM actual WHERE unit_id IS NOT NULL")
    assert by_unit[0][0] > 8
    ((first, last),) = demo.rows("SELECT min(reported_on), max(reported_on) FROM actual")
    assert (first, last) == ("2024-06-30", "2024-11-20")
    numbers = [number for (number,) in demo.rows("SELECT number FROM target ORDER BY number")]
    assert numbers == [target.number for target in demo.figures.campaign.targets]
    assert demo.rows("SELECT count(*) FROM target_figure") == [
        (sum(len(target.figures) for target in demo.figures.campaign.targets),)
    ]


def test_everything_happens_in_order_at_work_and_before_the_demo_begins(demo: Loaded) -> None:
    instants = [entry["at"] for entry in demo.entries()]
    assert instants == sorted(instants)
    assert instants[-1] < STARTS_AT
    assert civil_time(STARTS_AT).isoformat() == "2024-12-02T08:00:00+07:00"
    for moment in map(civil_time, instants):
        assert is_working_day(moment.date()) and 7 <= moment.hour < 17
    kept = demo.rows("SELECT max(created_at), max(submitted_at) FROM nomination") + demo.rows(
        "SELECT max(uploaded_at), max(removed_at) FROM upload"
    )
    assert all(at is None or at < STARTS_AT for row in kept for at in row)


def test_what_the_office_owes_is_owed_in_the_future_but_for_one_comment(demo: Loaded) -> None:
    late = demo.rows("SELECT household_code, state FROM nomination WHERE due_on < '2024-12-02'")
    assert [line for line in late if line[1] in NOMINATION_DESKS] == [("AV-042", State.POSTED)]
    told = {state for _, state in late if state not in NOMINATION_DESKS}
    assert told <= {State.DECLINED, State.NOT_ENDORSED, State.INELIGIBLE, State.REFUSED_ABOVE}, "the day of a notice"


def test_the_council_has_a_rule_for_the_next_year(demo: Loaded) -> None:
    assert demo.rows("SELECT state, level, valid_from FROM rule_change") == [("active", "council", "2025-01-01")]
    assert demo.rows("SELECT count(*) FROM rule_set") == [(0,)], "nothing of this year stands under it"


def test_the_commune_words_its_decisions_since_june(demo: Loaded) -> None:
    ((paper, part, content),) = demo.rows("SELECT paper, part, content FROM paper_template")
    assert (paper, part) == ("decision", "wording") and "Trang thông tin điện tử xã" in content
    ((since,),) = demo.rows("SELECT count(*) FROM decision WHERE state = 'issued' AND dated_on > '2024-06-12'")
    assert since > 0, "there are papers in it"


def test_the_log_is_whole(demo: Loaded) -> None:
    report = verify(demo.store)
    assert report.is_whole, report.findings[:3]
    (log,) = report.logs
    assert (log.size, log.root_hex) == (demo.summary.ledger.size, demo.summary.ledger.root)
    assert report.drafts == demo.summary.nominations[State.DRAFT]


def test_every_paper_lies_in_its_file(demo: Loaded) -> None:
    ((organisation,),) = demo.rows("SELECT id FROM organisation")
    attachments = Attachments(demo.store.files)
    digests = set(
        demo.rows(
            "SELECT sha256, size FROM upload UNION SELECT sha256, size FROM actual_evidence"
            " UNION SELECT sha256, size FROM session_document"
        )
    )
    assert {row[0] for row in demo.rows("SELECT sha256 FROM document")} <= {digest for digest, _ in digests}
    for digest, size in digests:
        with attachments.open(organisation, digest) as file:
            data = file.read()
        assert data.startswith(b"%PDF-") and len(data) == size
        assert hashlib.sha256(data).hexdigest() == digest
    assert len(list((demo.store.files / organisation).iterdir())) == len(digests)


def test_accounts_share_one_password_hashed_once(demo: Loaded) -> None:
    assert demo.hashed == [PASSPHRASE]
    assert demo.rows("SELECT count(*), count(DISTINCT password_hash) FROM credential") == [(42, 1)]
    assert demo.rows("SELECT DISTINCT state FROM account") == [("active",)]
    accounts = {account.username: account for account in demo.summary.accounts}
    assert set(accounts) == set(demo.figures.people)
    assert accounts["thuatdq"].roles == (Role.CHAIRMAN, Role.COUNCIL_MEMBER)
    assert accounts["hoebv"].unit == "Thôn Ao Vối"


def test_the_summary_is_what_the_command_prints(demo: Loaded) -> None:
    data = json.loads(json.dumps(demo.summary.as_data()))
    assert set(data) == {"organisation", "accounts", "nominations", "ledger"}
    assert data["organisation"] == "huong-lam"
    assert all(set(account) == {"username", "password", "roles", "unit"} for account in data["accounts"])
    assert data["ledger"]["size"] == len(demo.entries())


def test_progress_is_told(demo: Loaded) -> None:
    total = len(demo.steps)
    assert demo.steps == [(done, total) for done in range(1, total + 1)]


def test_it_is_loaded_once(demo: Loaded) -> None:
    before = demo.rows("SELECT count(*) FROM ledger_leaf")
    with pytest.raises(AlreadyLoaded, match="huong-lam"):
        load_into(demo.store)
    assert demo.rows("SELECT count(*) FROM ledger_leaf") == before
    assert demo.rows("SELECT is_demo FROM organisation") == [(1,)]


def test_nobody_holds_an_office_that_they_granted(demo: Loaded) -> None:
    granted = [entry for entry in demo.entries() if entry["act"] == "grant_office"]
    assert granted[0]["actor"] == "act:operatorattheconsole000000"
    assert {entry["office"] for entry in granted} == {"administrator"}
    assert sum(entry["actor"] == granted[0]["actor"] for entry in granted) == 1


def test_it_loads_on_postgresql_as_well(postgres_store: Store) -> None:
    loaded = load_into(postgres_store)
    assert set(loaded.summary.nominations) == set(State)
    assert verify(postgres_store).is_whole
    assert datetime.fromtimestamp(loaded.entries()[-1]["at"] / 1e6, tz=UTC).year == 2024
