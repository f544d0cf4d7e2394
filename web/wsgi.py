"""The application as a WSGI server loads it."""

from web.factory import create_app

app = create_app()
