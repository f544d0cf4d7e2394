"""The environment: what is known, what is refused and in which words, and the key of a single machine."""

from __future__ import annotations

import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from web.settings import NAMES, SettingsError, read_settings


def test_defaults_serve_a_single_machine(environ: dict[str, str]) -> None:
    settings = read_settings(environ)
    assert settings.database_url == f"sqlite:///{settings.data_dir}/bangvang.db"
    assert (settings.language, settings.log_format, settings.clock) == ("vi", "text", None)
    assert settings.signer_dir == settings.data_dir / "signer"
    assert not settings.is_https


def test_the_key_is_made_once_and_only_its_owner_reads_it(environ: dict[str, str]) -> None:
    first, second = read_settings(environ), read_settings(environ)
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 32
    kept = first.data_dir / "secret_key"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert [path.name for path in first.data_dir.iterdir()] == ["secret_key"]


def test_secrets_are_not_shown(environ: dict[str, str]) -> None:
    settings = read_settings(environ | {"BANGVANG_MAIL_URL": "smtp://user:hidden@mail.example"})
    assert settings.secret_key not in repr(settings)
    assert "hidden" not in repr(settings)


def test_other_variables_are_none_of_ours(environ: dict[str, str]) -> None:
    assert read_settings(environ | {"PATH": "x"}).base_url == "http://127.0.0.1:8000"


def test_without_an_address_links_lead_to_the_port_that_is_served(environ: dict[str, str]) -> None:
    settings = read_settings(environ | {"PORT": "9000"})
    assert (settings.base_url, settings.host) == ("http://127.0.0.1:9000", "")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("DATABSE_URL", "x", "Unknown variable BANGVANG_DATABSE_URL"),
        ("LANGUAGE", "fr", "vi or en"),
        ("LOG_FORMAT", "xml", "text or json"),
        ("CLOCK", "yesterday", "real or an instant"),
        ("CLOCK", "2024-12-02T08:00", "needs its offset"),
        ("BASE_URL", "thidua.example.vn", "must be an address"),
        ("DATABASE_URL", "mysql://x", "must begin with"),
        ("DATABASE_URL", "postgresql+psycopg://db", "SECRET_KEY is required"),
        ("SIGNER_DATABASE_URL", "sqlite:///x.db", "SQLite knows no roles"),
        ("SECRET_KEY", "short", "too short"),
    ],
)
def test_a_wrong_value_is_one_sentence(environ: dict[str, str], name: str, value: str, words: str) -> None:
    with pytest.raises(SettingsError, match=words) as refusal:
        read_settings(environ | {f"BANGVANG_{name}": value})
    assert "\n" not in str(refusal.value)


def test_everything_can_be_set(tmp_path: Path) -> None:
    given = {
        "DATABASE_URL": "postgresql+psycopg://db/bangvang",
        "OWNER_DATABASE_URL": "postgresql+psycopg://owner@db/bangvang",
        "SIGNER_DATABASE_URL": "postgresql+psycopg://signer@db/bangvang",
        "DATA_DIR": str(tmp_path),
        "SECRET_KEY": "k" * 32,
        "BASE_URL": "https://thidua.example.vn/",
        "MAIL_URL": "smtp://mail",
        "STORAGE_URL": "s3://bucket",
        "LANGUAGE": "en",
        "SIGNER_DIR": str(tmp_path / "keys"),
        "SIGNING_DIR": str(tmp_path / "signing"),
        "FONT_DIR": str(tmp_path / "fonts"),
        "WITNESS_POLICY": str(tmp_path / "policy"),
        "CLOCK": "2024-12-02T08:00+07:00",
        "LOG_FORMAT": "json",
    }
    assert set(given) == set(NAMES)
    settings = read_settings({f"BANGVANG_{name}": value for name, value in given.items()})
    assert settings.is_https
    assert settings.base_url == "https://thidua.example.vn"
    assert settings.clock == datetime(2024, 12, 2, 1, 0, tzinfo=UTC)
