"""The gallery application as the tests of the frame use it."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.gallery import make_gallery


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """An environment whose data directory lives as long as the test."""
    return {"BANGVANG_DATA_DIR": str(tmp_path / "var")}


@pytest.fixture
def gallery(environ: dict[str, str]) -> Flask:
    return make_gallery(environ)


@pytest.fixture
def client(gallery: Flask) -> FlaskClient:
    return gallery.test_client()
