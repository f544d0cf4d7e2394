"""Carries out an erasure in the transaction of its entry: details, columns of records, and what is no history.

The database lets a detail or a row of history be changed only so, and only where the erasure's own rows name it.
"""

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import bindparam, exists, func, not_, null, or_, select, update

from states.personal_data import ERASED, Blank, Plan
from workflow.ids import new_id
from workflow.models.account import Account, KeptForm
from workflow.models.dossier import Upload
from workflow.models.ledger import Detail
from workflow.models.message import Message, Outbox
from workflow.models.nomination import Nomination
from workflow.models.paper import Paper, PaperKind, PaperStage
from workflow.sql import Driver, Prepared, PreparedForIds, insert_all, updating

_DETAILS = PreparedForIds(
    lambda ids: (
        update(Detail)
        .where(Detail.log_id == bindparam("log"), Detail.idx.in_(ids), Detail.erased_by.is_(None))
        .values(salt=null(), detail=null(), erased_by=bindparam("entry"))
    )
)
_MESSAGES = PreparedForIds(
    lambda ids: (
        update(Message)
        .where(Message.outbox_id.in_(select(Outbox.id).where(Outbox.object_id.in_(ids))))
        .values(subject=ERASED, body=ERASED)
    )
)
_OF_THE_HOUSE = select(Account.id).where(Account.organisation_id == bindparam("within")).scalar_subquery()
_IS_OF_A_NAMESAKE = exists().where(
    Outbox.id == Message.outbox_id,
    Nomination.id == Outbox.object_id,
    Nomination.name == bindparam("name"),
    Message.link.contains(Nomination.id),
)
"""A message that leads to one case, which is another person's of the same name: those of this person are blank by then."""
_NAMED_IN_MESSAGES = Prepared(
    lambda: select(Message.id, Message.subject, Message.body).where(
        Message.account_id.in_(_OF_THE_HOUSE),
        or_(Message.subject.contains(bindparam("name")), Message.body.contains(bindparam("name"))),
        not_(_IS_OF_A_NAMESAKE),
    )
)
_NAMED_IN_FORMS = Prepared(
    lambda: select(KeptForm.account_id, KeptForm.page, KeptForm.body).where(
        KeptForm.account_id.in_(_OF_THE_HOUSE),
        or_(KeptForm.body.contains(bindparam("name")), KeptForm.page.contains(bindparam("name"))),
    )
)
_SAY_OTHERWISE = Prepared(
    update(Message).where(Message.id == bindparam("key")).values(subject=bindparam("said"), body=bindparam("told"))
)
_EMPTY_FORM = Prepared(
    update(KeptForm).where(KeptForm.account_id == bindparam("author"), KeptForm.page == bindparam("on")).values(body="")
)
_MARKS = "\u0300-\u036f"
"""Marks that stand apart from their letter in decomposed text."""
_UPLOADS = PreparedForIds(
    lambda ids: (
        update(Upload)
        .where(Upload.nomination_id.in_(ids))
        .values(file_name=ERASED, sha256="", removed_at=func.coalesce(Upload.removed_at, bindparam("at")))
    )
)
TYPESET = PreparedForIds(
    lambda ids: select(Paper.sha256).where(
        Paper.subject_id.in_(ids), Paper.kind != PaperKind.DECISION.value, Paper.sha256.is_not(None)
    )
)
_PAPERS = PreparedForIds(
    lambda ids: (
        update(Paper)
        .where(Paper.subject_id.in_(ids), Paper.kind != PaperKind.DECISION.value)
        .values(
            stage=PaperStage.WAITING.value,
            sha256=null(),
            size=null(),
            fonts=null(),
            setting=null(),
            failure=null(),
            rendered_at=null(),
            requested_at=bindparam("at"),
        )
    )
)


def erase(driver: Driver, plan: Plan, organisation_id: str, *, by: str, index: int, at: int) -> None:
    """Erase what a plan names; ``by`` is the erasure, ``index`` its entry, which is there already."""
    _run(driver, _DETAILS, [each.entry for each in plan.remains], log=organisation_id, entry=index)
    _blank(driver, [*plan.blanks, *plan.kept])
    _run(driver, _MESSAGES, plan.cases)
    _run(driver, _UPLOADS, plan.cases, at=at)
    typeset = {digest for (digest,) in driver.rows_for(TYPESET, plan.papers)}
    _run(driver, _PAPERS, plan.papers, at=at)
    for name in plan.names:
        _erase_in_messages(driver, name, organisation_id)
    for word in (*plan.names, *plan.cases):
        _erase_in_forms(driver, word, organisation_id)
    files = json.dumps(sorted({*plan.digests, *typeset}))
    row = {"id": new_id(), "organisation_id": organisation_id, "erasure_id": by, "files": files, "left_at": at}
    insert_all(driver, [("residue", row)])


def _erase_in_messages(driver: Driver, name: str, organisation_id: str) -> None:
    word = _whole(name)
    for key, subject, body in driver.rows(_NAMED_IN_MESSAGES, name=name, within=organisation_id):
        said, told = word.sub(ERASED, subject), word.sub(ERASED, body)
        if (said, told) != (subject, body):
            driver.run(_SAY_OTHERWISE, key=key, said=said, told=told)


def _erase_in_forms(driver: Driver, words: str, organisation_id: str) -> None:
    word = _whole(words)
    for author, page, body in driver.rows(_NAMED_IN_FORMS, name=words, within=organisation_id):
        if word.search(body) or word.search(page):
            driver.run(_EMPTY_FORM, author=author, on=page)


def _whole(words: str) -> re.Pattern[str]:
    r"""Words that are no part of longer ones (Lê Văn An, not Lê Văn Anh); in JSON they may follow on ``\n`` and the like."""
    return re.compile(rf"(?:(?<![\w{_MARKS}])|(?<=\\[bfnrt])){re.escape(words)}(?![\w{_MARKS}])")


def _blank(driver: Driver, blanks: Iterable[Blank]) -> None:
    for each in blanks:
        driver.run(updating(each.table, tuple(each.columns)), key=each.key, **each.columns)


def _run(driver: Driver, statement: PreparedForIds, ids: Sequence[Any], **params: Any) -> None:
    if ids:
        prepared, keys = statement.about(ids, driver.dialect)
        driver.run(prepared, **keys, **params)
