"""/demarches: the catalogue and the definitions, as the browser gets them (R25)."""

import json
from datetime import timedelta

import pytest

from chalicelib import clock, services
from tests.conftest import COMMUNE
from tests.problemes import refused

SLUGS = pytest.mark.parametrize("slug", COMMUNE["demarches"])


def test_the_catalogue_is_that_of_the_commune_in_its_order(portail):
    answer = portail.get("/demarches").json_body
    assert [line["slug"] for line in answer["elements"]] == COMMUNE["demarches"]
    assert answer["suite"] is None


def test_a_tile_says_what_it_is_who_answers_and_how_long_it_takes(portail):
    elements = portail.get("/demarches").json_body["elements"]
    (tile,) = [line for line in elements if line["slug"] == "inscription-scolaire"]
    assert tile == {
        "slug": "inscription-scolaire",
        "version": 2,
        "titre": "Inscription scolaire",
        "resume": "Inscrire un enfant à l’école maternelle ou élémentaire",
        "service": "scolaire",
        "service_nom": "Affaires scolaires",
        "compte_requis": True,
        "icone": "ecole",
        "duree_minutes": 8,
    }


@SLUGS
def test_a_definition_is_served_whole_with_the_address_of_its_service(portail, slug):
    served = portail.get(f"/demarches/{slug}").json_body
    definition = json.loads(json.dumps(services.demarches.get(slug).as_json()))
    service = COMMUNE["services"][definition["service"]]
    ville = f"{COMMUNE['code_postal']} {COMMUNE['commune']}"
    assert served == definition | {
        "service_nom": service["nom"],
        "service_adresse": [*service["lignes_adresse"], ville],
        "aujourdhui": clock.today().isoformat(),
        "delai_median_jours": None,
        **{nom: served[nom] for nom in ("feries",) if nom in served},
    }


def test_a_form_that_counts_jours_ouvres_is_served_with_the_holidays_of_three_years(portail):
    served = portail.get("/demarches/occupation-domaine-public").json_body
    annee = clock.today().year
    assert {f"{rang}-12-25" for rang in (annee, annee + 1, annee + 2)} <= set(served["feries"])
    assert served["feries"] == sorted(served["feries"])
    assert "feries" not in portail.get("/demarches/acte-deces").json_body


def test_the_day_that_a_form_is_filled_on_is_that_of_the_town_hall(portail, monkeypatch):
    monkeypatch.setattr(clock, "offset", timedelta(days=400))
    assert portail.get("/demarches/acte-deces").json_body["aujourdhui"] == clock.today().isoformat()


def test_the_schools_of_the_commune_are_the_options_of_a_school(portail):
    etapes = portail.get("/demarches/cantine-periscolaire").json_body["etapes"]
    champs = [champ for etape in etapes for champ in etape["champs"]]
    ecoles = [c for champ in champs for c in (champ, *champ.get("champs", ())) if c["type"] == "ecole"]
    assert ecoles
    assert all([o["valeur"] for o in champ["options"]] == COMMUNE["ecoles"] for champ in ecoles)


@SLUGS
def test_the_tile_and_the_definition_agree(portail, slug):
    (tile,) = [line for line in portail.get("/demarches").json_body["elements"] if line["slug"] == slug]
    served = portail.get(f"/demarches/{slug}").json_body
    assert {key: served[key] for key in tile} == tile


@SLUGS
def test_what_a_definition_prefills_is_in_the_compte(portail, slug):
    """Otherwise the browser would look for an answer where there is none."""
    lu = portail.logged_in().get("/compte").json_body
    for etape in portail.get(f"/demarches/{slug}").json_body["etapes"]:
        for champ in etape["champs"]:
            root, *keys = champ.get("prerempli", "identite").split(".")
            where = lu["membres"][1] if root == "membre" else lu[root]
            for key in keys:
                assert key in where, champ
                where = where[key]


@pytest.mark.parametrize("slug", ["location-de-salle", "Acte-deces", "..", "acte-deces%2F1", "é", "x" * 2000, "%00"])
def test_what_the_commune_does_not_offer_is_not_found(portail, slug):
    refused(portail.get(f"/demarches/{slug}"), 404, "introuvable")


def test_the_portal_is_up_and_says_for_whom(portail):
    answer = portail.get("/sante").json_body
    assert (answer["etat"], answer["commune"]) == ("ok", "Ville de Valmont-sur-Lys")


def test_an_answer_is_never_cached_nor_guessed(portail):
    for answer in (portail.get("/demarches"), portail.get("/nulle"), portail.get("/session")):
        assert answer.status_code == 404 or answer.headers["Cache-Control"] == "no-store"
        assert answer.status_code == 404 or answer.headers["X-Content-Type-Options"] == "nosniff"


def test_today_is_the_date_in_paris(portail):
    assert clock.today() == clock.now().astimezone(clock.PARIS).date()
