"""Runs the revisions on the connection that ``workflow/schema.py`` hands in, inside the transaction it has begun.

Revisions only go forward. There is no way back, for nothing that has become history is taken out of the database;
``downgrade`` is therefore left out of every revision.
"""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
