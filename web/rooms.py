"""Every room of the site, in the order of the procedure. A new room is one line here."""

from flask import Flask

from web.views.account.routes import pages as account
from web.views.actions.routes import offer_actions
from web.views.actions.routes import pages as actions
from web.views.administration import forms as administration_forms
from web.views.administration.routes import accounts_room, offices_room, units_room
from web.views.administration.routes import pages as administration
from web.views.auditor.routes import pages as auditor
from web.views.home.routes import pages as home
from web.views.inbox.routes import pages as inbox
from web.views.nominations.routes import pages as nominations
from web.views.secretariat import forms as secretariat_forms

ROOMS = (home, inbox, account, nominations, administration, units_room, accounts_room, offices_room, auditor)
FORMS = (secretariat_forms, administration_forms)
"""Modules whose forms are known by being imported."""


def open_rooms(app: Flask) -> None:
    """Register every room; the general actions come last, when every form is known."""
    for room in ROOMS:
        app.register_blueprint(room)
    if not actions.deferred_functions:
        offer_actions()
    app.register_blueprint(actions)
