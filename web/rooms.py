"""Every room of the site, in the order of the procedure. A new room is one line here."""

from flask import Flask

from web.views.account.returning import pages as returning
from web.views.account.routes import pages as account
from web.views.actions.routes import offer_actions
from web.views.actions.routes import pages as actions
from web.views.administration import forms as administration_forms
from web.views.administration.routes import accounts_room, offices_room, units_room
from web.views.administration.routes import pages as administration
from web.views.auditor.routes import pages as auditor
from web.views.campaigns import forms as campaign_forms
from web.views.campaigns import reporting as campaign_reporting
from web.views.campaigns.routes import pages as campaigns
from web.views.certificates.routes import pages as certificates
from web.views.chairman import forms as chairman_forms
from web.views.chairman.routes import pages as chairman
from web.views.council import ballot as council_ballot
from web.views.council import ballot_forms, conflict_forms, invitation_forms
from web.views.council import forms as council_forms
from web.views.council import hands as council_hands
from web.views.council import live as council_live
from web.views.council import minutes_forms as council_minutes
from web.views.council import paper_forms as council_paper_forms
from web.views.council.members import pages as council_members
from web.views.council.routes import pages as council
from web.views.council.session import pages as council_sessions
from web.views.decisions import drafting as decision_drafting
from web.views.decisions import forms as decision_forms
from web.views.decisions.routes import pages as decisions
from web.views.documents.routes import pages as documents
from web.views.erasures.routes import holds_room as legal_holds
from web.views.erasures.routes import pages as erasures
from web.views.exports.routes import pages as exports
from web.views.fund import forms as fund_forms
from web.views.fund.routes import pages as fund
from web.views.home.routes import pages as home
from web.views.inbox.routes import pages as inbox
from web.views.nominations.conditions import pages as conditions
from web.views.nominations.routes import pages as nominations
from web.views.nominees.merging import pages as mergers
from web.views.nominees.routes import pages as nominees
from web.views.nominees.routes import statements_room
from web.views.operations.routes import pages as operations
from web.views.paper_templates.document_routes import pages as word_templates
from web.views.paper_templates.routes import pages as paper_templates
from web.views.paper_templates.routes import templates_room
from web.views.papers.routes import pages as papers
from web.views.past_awards import forms as past_award_forms
from web.views.past_awards.list_routes import pages as past_award_lists
from web.views.past_awards.routes import pages as past_awards
from web.views.public.routes import pages as public
from web.views.published_log.routes import pages as published_log
from web.views.receipts.routes import pages as receipts
from web.views.rules import forms as rule_forms
from web.views.rules import moving as rule_moving
from web.views.rules.routes import changes_room
from web.views.rules.routes import pages as rules
from web.views.search.routes import pages as search
from web.views.secretariat import appraisal_forms, award_forms, opinion_forms, progress_forms
from web.views.secretariat import forms as secretariat_forms
from web.views.secretariat.bulk import pages as bulk
from web.views.secretariat.routes import pages as secretariat
from web.views.unit import forms as unit_forms
from web.views.unit.dossier_routes import pages as dossier
from web.views.unit.file_routes import pages as list_files
from web.views.unit.list_routes import pages as proposals
from web.views.unit.paper_routes import pages as dossier_papers
from web.views.unit.routes import pages as unit
from web.views.witness.confirming import pages as witness
from web.views.witness.routes import pages as witnesses

ROOMS = (
    unit,
    dossier,
    dossier_papers,
    proposals,
    list_files,
    exports,
    documents,
    papers,
    certificates,
    home,
    inbox,
    account,
    returning,
    nominations,
    campaigns,
    search,
    public,
    published_log,
    operations,
    secretariat,
    bulk,
    decisions,
    chairman,
    council,
    council_sessions,
    council_members,
    administration,
    units_room,
    accounts_room,
    offices_room,
    auditor,
    past_award_lists,
    past_awards,
    conditions,
    nominees,
    statements_room,
    mergers,
    erasures,
    legal_holds,
    fund,
    rules,
    changes_room,
    paper_templates,
    templates_room,
    word_templates,
    witness,
    receipts,
    witnesses,
)
FORMS = (
    campaign_forms,
    campaign_reporting,
    council_forms,
    conflict_forms,
    invitation_forms,
    council_paper_forms,
    council_ballot,
    ballot_forms,
    council_hands,
    council_minutes,
    council_live,
    unit_forms,
    secretariat_forms,
    administration_forms,
    appraisal_forms,
    award_forms,
    opinion_forms,
    progress_forms,
    chairman_forms,
    decision_forms,
    decision_drafting,
    past_award_forms,
    fund_forms,
    rule_forms,
    rule_moving,
)
"""Modules whose forms are known by being imported."""


def open_rooms(app: Flask) -> None:
    """Register every room; the general actions come last, when every form is known."""
    for room in ROOMS:
        app.register_blueprint(room)
    if not actions.deferred_functions:
        offer_actions()
    app.register_blueprint(actions)
