"""Every commune of infra/communes is whole: what its démarches need, it has."""

import importlib.util
import json
import re
import tomllib
from pathlib import Path

import msgspec
import pytest

from chalicelib.config import Commune
from chalicelib.domain import ouverture
from chalicelib.domain.coordonnees import parse_courriel
from chalicelib.storage.definitions import catalogue, get

FICHIERS = sorted((Path(__file__).parents[2] / "infra/communes").glob("*.toml"))
COMMUNES = [tomllib.loads(fichier.read_text(encoding="utf-8")) for fichier in FICHIERS]
every_commune = pytest.mark.parametrize("brute", COMMUNES, ids=[fichier.stem for fichier in FICHIERS])


def read(brute):
    return msgspec.json.decode(json.dumps(brute), type=Commune)


def test_the_demonstration_commune_is_there_and_offers_every_demarche():
    demonstration = next(b for f, b in zip(FICHIERS, COMMUNES, strict=True) if f.stem == "valmont-sur-lys")
    assert set(demonstration["demarches"]) == {definition.slug for definition in catalogue()}


@every_commune
def test_every_demarche_offered_exists_once_and_its_service_is_one_of_the_commune(brute):
    commune = read(brute)
    assert len(set(commune.demarches)) == len(commune.demarches)
    assert {get(slug).service for slug in commune.demarches} <= set(commune.services)


@every_commune
def test_every_service_has_something_to_do(brute):
    commune = read(brute)
    assert set(commune.services) == {get(slug).service for slug in commune.demarches}


@every_commune
def test_a_citizen_can_reach_the_commune_and_each_of_its_services(brute):
    commune = read(brute)
    for qui in (commune, *commune.services.values()):
        assert qui.nom
        assert qui.telephone
        assert parse_courriel(qui.courriel) == qui.courriel
        assert 1 <= len(qui.lignes_adresse) <= 4
    assert parse_courriel(commune.expediteur) == commune.expediteur
    assert re.fullmatch(r"\d{5}", commune.code_postal)


@every_commune
def test_the_origin_is_what_a_browser_sends(brute):
    assert re.fullmatch(r"https://[a-z0-9.-]+", read(brute).origine)


@every_commune
def test_the_colours_of_the_theme_are_colours(brute):
    assert all(re.fullmatch(r"#[0-9A-F]{6}", brute["theme"][nom], re.IGNORECASE) for nom in ("couleur", "accent"))


@every_commune
def test_the_hours_can_be_told_and_the_sender_of_sms_shown(brute):
    commune = site().CommuneDuSite(**msgspec.structs.asdict(read(brute)), **OF_THE_SITE)
    assert commune.horaires == ouverture.parse(brute["ouverture"], brute["insee"]).describe()


OF_THE_SITE = {"directeur_publication": "", "delegue_protection_donnees": "", "theme": None}


def site():
    """static-site/commune.py, which is no package."""
    spec = importlib.util.spec_from_file_location("commune", FICHIERS[0].parents[2] / "static-site/commune.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("avant", "apres", "dit"),
    [
        ('lundi = ["8:30', 'lundy = ["8:30', "«\u00a0lundy\u00a0» n’est pas un jour"),
        ('mardi = ["8:30-12:00"', 'mardi = ["8h30-12h"', "ouverture.mardi\u00a0: «\u00a08h30-12h\u00a0»"),
        ('"Valmont"', '"Valmont-sur-Lys"', "expediteur_sms"),
        ('"Valmont"', '"36000"', "expediteur_sms"),
    ],
)
def test_a_mistake_in_a_commune_s_file_stops_the_site_and_says_where(tmp_path, avant, apres, dit):
    texte = FICHIERS[0].read_text(encoding="utf-8")
    assert avant in texte
    (tmp_path / "ailleurs.toml").write_text(texte.replace(avant, apres), encoding="utf-8")
    with pytest.raises(msgspec.ValidationError, match=dit):
        site().load("ailleurs", tmp_path)
