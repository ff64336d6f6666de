"""/brouillons, as a page calls it."""

import json

from chalicelib import services, storage
from chalicelib.services import archive_dossier
from tests.portail import demande

SLUG = "portage-repas"
CONTENU = {"valeurs": {"z": "1", "a": {"y": 2, "x": None}}, "etape": "repas", "pieces": []}


def put(portail, contenu=CONTENU, revision=None, version=None):
    version = version or services.demarches.get(SLUG).version
    corps = {"version": version, "contenu": contenu, "revision": revision}
    return portail.call("PUT", f"/brouillons/{SLUG}", corps)


def test_a_draft_is_saved_resumed_listed_and_abandoned(portail):
    portail.logged_in()
    assert portail.get(f"/brouillons/{SLUG}").status_code == 404
    saved = put(portail).json_body
    lu = portail.get(f"/brouillons/{SLUG}").json_body
    assert (lu["contenu"], lu["revision"], lu["expire_le"]) == (CONTENU, saved["revision"], saved["expire_le"])
    assert json.dumps(lu["contenu"]) == json.dumps(CONTENU)
    (ligne,) = portail.get("/brouillons").json_body["elements"]
    assert {"contenu"}.isdisjoint(ligne)
    assert (ligne["demarche"], ligne["etape"], ligne["revision"]) == (SLUG, "repas", saved["revision"])
    assert portail.get("/accueil").json_body["brouillons"] == portail.get("/brouillons").json_body
    for _ in range(2):
        assert portail.call("DELETE", f"/brouillons/{SLUG}").status_code == 204
    assert portail.get("/brouillons").json_body["elements"] == []


def test_a_second_device_is_told_and_reads_again(portail):
    portail.logged_in()
    first = put(portail).json_body
    second = put(portail, {"valeurs": {"z": "2"}}, first["revision"])
    assert second.status_code == 200
    late = put(portail, {"valeurs": {"z": "3"}}, first["revision"])
    assert (late.status_code, late.json_body["type"]) == (409, "/problemes/ecriture-concurrente")
    again = put(portail, {"valeurs": {"z": "2"}}, first["revision"])
    assert again.json_body == second.json_body


def test_what_is_too_large_is_refused_under_its_name(portail):
    portail.logged_in()
    answer = put(portail, {"valeurs": {"z": "é" * 30_000}})
    assert (answer.status_code, answer.json_body["errors"][0]["champ"]) == (422, "contenu")


def test_a_form_that_is_not_there_has_no_draft(portail):
    portail.logged_in()
    assert put(portail, version=99).status_code == 404
    corps = {"version": 1, "contenu": {}, "revision": None}
    for slug in ("inconnue", "%2e%2e", "RESUME"):
        assert portail.call("PUT", f"/brouillons/{slug}", corps).status_code == 404


def test_what_the_store_could_not_take_is_refused_before_it(portail):
    portail.logged_in()
    for revision in (-1, 10**39):
        assert put(portail, revision=revision).status_code == 400
    for method in ("GET", "DELETE"):
        assert portail.call(method, f"/brouillons/{'x' * 1100}").status_code == 404


def test_sending_the_demande_erases_its_draft_in_the_same_breath(portail):
    portail.logged_in()
    saved = put(portail).json_body
    assert portail.submit(SLUG).status_code == 201
    assert portail.get("/brouillons").json_body["elements"] == []
    late = put(portail, {"valeurs": {"z": "3"}}, saved["revision"])
    assert late.status_code == 409


def test_a_demande_that_is_refused_keeps_its_draft(portail):
    portail.logged_in()
    put(portail)
    corps = demande(SLUG)
    assert portail.post("/demandes", corps | {"reponses": {}}).status_code == 422
    assert len(portail.get("/brouillons").json_body["elements"]) == 1


def test_a_draft_is_in_the_archive_of_its_owner(portail):
    portail.logged_in()
    put(portail)
    compte = storage.identifiants.get("amélie.lire").sujet
    (brouillon,) = archive_dossier.collect(compte).brouillons
    assert json.loads(brouillon.contenu) == CONTENU
