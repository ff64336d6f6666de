import json
import stat
from pathlib import Path

import pytest

from chalicelib.config import Commune
from infra.local import environment
from infra.local.console import Refus
from infra.local.engines import Engine, Engines


@pytest.fixture
def settings(tmp_path, monkeypatch):
    monkeypatch.chdir(Path(__file__).parents[2])
    engines = Engines(
        Engine("dynoxide", 1111, None, tmp_path / "a.log"), Engine("ministack", 2222, None, tmp_path / "b.log")
    )
    commune = environment.commune("valmont-sur-lys", "http://127.0.0.1:8000")
    return environment.settings(commune, "http://127.0.0.1:8000", tmp_path, engines)


def test_the_application_is_told_its_tables_engines_and_commune(settings):
    assert settings["TABLE_DEMANDES"] == "demandes"
    assert settings["AWS_ENDPOINT_URL_DYNAMODB"] == "http://127.0.0.1:1111"
    assert settings["AWS_ENDPOINT_URL_S3"] == "http://127.0.0.1:2222"
    assert settings["AWS_ENDPOINT_URL_SESV2"] == "http://127.0.0.1:8000/_local/ses"
    assert settings["AWS_ENDPOINT_URL_SNS"] == "http://127.0.0.1:8000/_local/sns"
    assert settings["PORTAIL_SERVICE_ADRESSES"] == "http://127.0.0.1:8000/_local/adresses/search"
    told = json.loads(settings["PORTAIL_COMMUNE"])
    assert told["origine"] == "http://127.0.0.1:8000"
    assert told["payfip_service"] == "http://127.0.0.1:8000/_local/payfip/tpa/services/securite"
    assert told["payfip_page"] == "http://127.0.0.1:8000/_local/payfip/tpa/paiementws.web"


def test_every_setting_that_the_application_asks_of_a_commune_is_there(settings):
    assert set(Commune.__struct_fields__) <= set(json.loads(settings["PORTAIL_COMMUNE"]))


def test_the_secret_is_drawn_once_and_for_its_owner_only(tmp_path):
    first = environment.secret(tmp_path)
    assert len(bytes.fromhex(first)) == 32
    assert environment.secret(tmp_path) == first
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


def test_an_unknown_commune_is_refused_with_those_that_exist(monkeypatch):
    monkeypatch.chdir(Path(__file__).parents[2])
    with pytest.raises(Refus, match=r"«\u00a0ailleurs\u00a0» n’existe pas.*valmont-sur-lys"):
        environment.commune("ailleurs", "http://127.0.0.1:8000")


def test_a_commune_whose_hours_mean_nothing_is_refused_with_the_place(tmp_path, monkeypatch):
    (tmp_path / "ailleurs.toml").write_text('insee = "62999"\n[ouverture]\nlundy = ["8:30-12:00"]\n', encoding="utf-8")
    monkeypatch.setattr(environment, "COMMUNES", tmp_path)
    with pytest.raises(Refus, match=r"ailleurs\.toml\u00a0: ouverture\u00a0: «\u00a0lundy\u00a0» n’est pas un jour"):
        environment.commune("ailleurs", "http://127.0.0.1:8000")


def test_the_persons_own_aws_profile_is_forgotten(settings):
    theirs = {"AWS_PROFILE": "mairie", "AWS_SESSION_TOKEN": "x", "AWS_ACCESS_KEY_ID": "AKIA", "PATH": "/bin"}
    environment.apply(settings, theirs)
    assert "AWS_PROFILE" not in theirs
    assert "AWS_SESSION_TOKEN" not in theirs
    assert (theirs["AWS_ACCESS_KEY_ID"], theirs["PATH"]) == ("local", "/bin")


def test_a_town_halls_web_proxy_does_not_see_the_calls_to_the_engines(settings):
    theirs = {"HTTPS_PROXY": "http://mandataire:3128", "NO_PROXY": "intranet.mairie.example"}
    environment.apply(settings, theirs)
    assert theirs["NO_PROXY"] == "intranet.mairie.example,127.0.0.1,localhost"
