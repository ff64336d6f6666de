"""/lieux and /pays: for everybody, from data that the build makes."""

import pytest

from chalicelib import storage


def found(portail, saisie):
    return [(lieu["nom"], lieu["code"]) for lieu in portail.get(f"/lieux?q={saisie}").json_body["elements"]]


def test_a_visitor_finds_the_commune_where_somebody_was_born(portail):
    answer = portail.get("/lieux?q=lens")
    assert answer.status_code == 200
    assert answer.json_body["elements"][0] == {"code": "62498", "nom": "Lens", "departement": "62", "ancienne": False}
    assert len(portail.get("/lieux?q=saint").json_body["elements"]) == 8


@pytest.mark.parametrize(
    ("saisie", "attendue"),
    [
        ("st+etienne", ("Saint-Étienne", "42218")),
        ("paris", ("Paris", "75056")),
        ("paris+12", ("Paris 12e Arrondissement", "75112")),
        ("ajaccio", ("Ajaccio", "2A004")),
        ("saint+denis+974", ("Saint-Denis", "97411")),
    ],
)
def test_the_most_likely_comes_first(portail, saisie, attendue):
    assert found(portail, saisie)[0] == attendue


def test_a_commune_that_is_now_part_of_another_is_still_found_and_said_to_be_so(portail):
    (ancienne,) = [lieu for lieu in portail.get("/lieux?q=cordieux").json_body["elements"] if lieu["code"] == "01120"]
    assert ancienne["ancienne"] is True


@pytest.mark.parametrize("path", ["/lieux", "/lieux?q=", "/lieux?q=%00%0a", "/lieux?q=" + "a" * 500])
def test_a_search_that_means_nothing_finds_nothing(portail, path):
    answer = portail.get(path)
    assert (answer.status_code, answer.json_body) == (200, {"elements": [], "suite": None})


def test_the_countries_are_all_but_france_in_the_order_of_the_alphabet(portail):
    pays = portail.get("/pays").json_body["elements"]
    noms = [p["nom"] for p in pays]
    assert {"code": "BE", "nom": "Belgique"} in pays
    assert not {"FR", "RE", "PF"} & {p["code"] for p in pays}
    assert noms.index("Égypte") == noms.index("El Salvador") - 1
    assert len(pays) > 200


@pytest.mark.parametrize(
    ("code", "nom"),
    [("62498", "Lens"), ("01015", "Arboys en Bugey"), ("BE", "Belgique"), ("99999", None), ("FR", None)],
)
def test_a_code_has_the_name_of_today(code, nom):
    assert storage.lieux.name_of(code) == nom
