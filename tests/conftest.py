# ruff: noqa: E402 (the application reads its environment when it is imported)
"""The portal on moto: tables from the template, one commune, mails and cryptogrammes at hand."""

import json
import os
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ORIGINE = "https://demarches.valmont-sur-lys.example"
COMMUNE = tomllib.loads((ROOT / "infra/communes/valmont-sur-lys.toml").read_text(encoding="utf-8"))

os.environ.update(
    PORTAIL_COMMUNE=json.dumps(COMMUNE),
    PORTAIL_SECRET="5e" * 32,
    PORTAIL_INDULGENCE="100",  # every visitor of a test has one address
    PORTAIL_REGROUPEMENT="0",
    BUCKET_PIECES="pieces",
    AWS_REGION="eu-west-3",
    AWS_DEFAULT_REGION="eu-west-3",
    AWS_ACCESS_KEY_ID="test",
    AWS_SECRET_ACCESS_KEY="test",
    POWERTOOLS_LOG_LEVEL="WARNING",
)

import pytest
from hypothesis import settings
from moto import mock_aws

from chalicelib import clock
from chalicelib.clients import ses, sms
from chalicelib.config import settings as settings_of_the_portal
from chalicelib.services import empreintes, mesures
from chalicelib.storage import connexion, pieces
from infra import tables

pytest.register_assert_rewrite("tests.openapi_check", "tests.portail", "tests.problemes")

from tests.aws import client
from tests.portail import Portail

COUTS_REELS = dict(empreintes.COUTS)
empreintes.COUTS.update(dict.fromkeys(COUTS_REELS, (1, 8)))  # hashing as in production is half the time of the tests


settings.register_profile("portail", deadline=None)  # a busy machine is no bug
settings.load_profile("portail")


@pytest.fixture(autouse=True)
def clock_at_rest():
    """Whatever a test did to the clock."""
    before = clock.offset
    yield
    clock.offset = before


@pytest.fixture
def aws():
    """Empty tables, an empty bucket, an SES that accepts the commune's sender."""
    with mock_aws():
        ses._ses.cache_clear()  # noqa: SLF001 (each test has its own AWS)
        sms._sns.cache_clear()  # noqa: SLF001
        pieces._s3.cache_clear()  # noqa: SLF001
        mesures.forget()
        connexion.connexion._client = None  # noqa: SLF001
        tables.create_tables(client("dynamodb"))
        tables.create_bucket(client("s3"))
        client("ses").verify_email_identity(EmailAddress=COMMUNE["expediteur"])
        yield


@pytest.fixture
def one_visitor_only(monkeypatch):
    """The limits per address as in production."""
    monkeypatch.setenv("PORTAIL_INDULGENCE", "1")
    settings_of_the_portal.cache_clear()
    yield
    monkeypatch.undo()
    settings_of_the_portal.cache_clear()


@pytest.fixture
def portail(aws):
    """The API, as a browser calls it."""
    return Portail()
