"""Pièces justificatives: announced, sent to the bucket by the browser, taken by a demande (R27)."""

import base64
import json
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from chalicelib import clock
from chalicelib.domain.limites import ANNONCES
from chalicelib.storage import pieces as stored
from tests.aws import client
from tests.portail import PDF, demande
from tests.problemes import refused

COURRIER = {"par_courrier": True}
AILLEURS = {"domicile": COURRIER}
AUTRE = {"nom_naissance": "Petit", "prenoms": ["Hugo"], "naissance": {"date": "1984-01-09", "lieu": "Lens"}}
ENTETES = {
    "application/pdf": PDF,
    "image/jpeg": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "image/png": b"\x89PNG\r\n\x1a\n\x00\x00",
    "image/heic": b"\x00\x00\x00\x18ftypheic\x00\x00",
}
ANNONCE = {
    "nom": "carte.pdf",
    "type": "application/pdf",
    "taille": 1000,
    "demarche": "portage-repas",
    "piece": "identite",
}


def submit(portail, *cles, **pieces):
    """A demande whose identité is these files."""
    return portail.submit(pieces={"identite": {"cles": list(cles)}, "domicile": COURRIER} | pieces)


def last(cle):
    """What a file keeps of its key when a demande takes it."""
    return cle.rpartition("/")[2]


def bucket(cle):
    return client("s3").get_object(Bucket="pieces", Key=cle)


def put(cle, contenu=PDF, kind="application/pdf"):
    """Straight into the bucket, past every announcement."""
    client("s3").put_object(Bucket="pieces", Key=cle, Body=contenu, ContentType=kind, Metadata={"nom": "x.pdf"})
    return cle


def test_a_piece_sent_as_a_file_is_kept_with_the_demande(portail):
    cle = portail.logged_in().send_file()
    numero = submit(portail, cle).json_body["numero"]
    portail.check_files()
    identite, domicile = portail.get(f"/demandes/{numero}").json_body["pieces"]
    file = {"nom": "carte d’identité.pdf", "type": "application/pdf", "taille": len(PDF), "indice": 0}
    file |= {"etat": "sain", "motif": "", "vignette": False}
    assert (identite["nom"], identite["par_courrier"], identite["fichiers"]) == ("identite", False, [file])
    assert (domicile["nom"], domicile["par_courrier"], domicile["fichiers"]) == ("domicile", True, [])
    assert bucket(f"demandes/{numero}/identite/{last(cle)}")["Body"].read() == PDF


def test_a_link_to_a_file_downloads_and_dies_soon(portail):
    cle = portail.logged_in().send_file()
    numero = submit(portail, cle).json_body["numero"]
    portail.check_files()
    url = portail.get(f"/demandes/{numero}/pieces/identite/0").json_body["url"]
    query = parse_qs(urlsplit(url).query)
    assert urlsplit(url).path.endswith(f"demandes/{numero}/identite/{last(cle)}")
    assert query["X-Amz-Expires"] == ["300"]
    (disposition,) = query["response-content-disposition"]
    assert disposition == "attachment; filename*=UTF-8''carte%20d%E2%80%99identit%C3%A9.pdf"


def test_a_file_that_is_not_there_is_not_found(portail):
    numero = submit(portail.logged_in(), portail.send_file()).json_body["numero"]
    for place in ("identite/1", "identite/-1", "identite/x", "identite/²", "domicile/0", f"identite/{'9' * 5000}"):
        refused(portail.get(f"/demandes/{numero}/pieces/{place}"), 404, "introuvable")


@pytest.mark.parametrize("kind", ENTETES)
def test_every_announced_format_is_taken_for_what_it_is(portail, kind):
    cle = portail.logged_in().send_file(contenu=ENTETES[kind], type=kind)
    assert submit(portail, cle).status_code == 201


@pytest.mark.parametrize("kind", ENTETES)
def test_a_file_that_is_not_what_it_says_is_refused(portail, kind):
    portail.logged_in()
    for contenu in (b"<svg onload=alert(1)>", b"PK\x03\x04", b"MZ\x90", b"GIF89a", b" %PDF-1.7", b"x"):
        cle = portail.send_file(contenu=contenu, type=kind)
        body = refused(submit(portail, cle), 422, "saisie-invalide", "pieces.identite")
        assert body["errors"][0]["code"] == "contenu", contenu


def test_a_file_larger_than_announced_is_refused(portail):
    cle = portail.logged_in().send_file(contenu=PDF + b"0" * 10_000_000, taille=1000)
    body = refused(submit(portail, cle), 422, "saisie-invalide", "pieces.identite")
    assert body["errors"][0]["code"] == "trop-lourd"


def test_a_file_that_nobody_announced_is_refused_even_if_it_is_there(portail):
    answer = submit(portail.logged_in(), put("quarantaine/" + "t" * 32))
    body = refused(answer, 422, "saisie-invalide", "pieces.identite")
    assert body["errors"][0]["code"] == "fichier-absent"


def test_a_file_of_another_type_than_the_piece_takes_is_refused(portail):
    cle = portail.logged_in().send_file()
    put(cle, b"<html>", "text/html")
    body = refused(submit(portail, cle), 422, "saisie-invalide", "pieces.identite")
    assert body["errors"][0]["code"] == "type"


def test_a_file_is_taken_once_and_by_the_compte_that_sent_it(portail):
    cle = portail.logged_in().send_file()
    autre = portail.another().logged_in(identite=AUTRE)
    body = refused(submit(autre, cle), 422, "saisie-invalide", "pieces.identite")
    assert body["errors"][0]["code"] == "fichier-absent"
    body = refused(submit(portail, cle, domicile={"cles": [cle]}), 422, "saisie-invalide", "pieces.domicile")
    assert body["errors"][0]["code"] == "fichier-pris"
    assert submit(portail, cle).status_code == 201
    body = refused(submit(portail, cle), 422, "saisie-invalide", "pieces.identite")
    assert body["errors"][0]["code"] == "fichier-pris"


def test_the_same_submission_again_answers_the_same_though_its_file_is_taken(portail):
    body = demande("portage-repas") | {"pieces": {"identite": {"cles": [portail.logged_in().send_file()]}, **AILLEURS}}
    first, again = (portail.post("/demandes", body, "k" * 20) for _ in range(2))
    assert (first.status_code, first.json_body) == (201, again.json_body)


def test_who_announces_too_much_waits(portail, one_visitor_only):
    answers = [portail.post("/pieces", ANNONCE | {"taille": 0}).status_code for _ in range(ANNONCES.maximum + 1)]
    assert answers == [422] * ANNONCES.maximum + [429]


def test_a_key_outside_the_quarantine_is_refused_even_if_a_file_is_there(portail):
    portail.logged_in()
    mine = portail.send_file()
    theirs = submit(portail, mine).json_body["numero"]
    for cle in (f"demandes/{theirs}/identite/{last(mine)}", "", "quarantaine/", "../x", put("autre/" + "k" * 32)):
        body = refused(submit(portail, cle), 422, "saisie-invalide", "pieces.identite")
        assert body["errors"][0]["code"] == "fichier-absent"


@pytest.mark.parametrize(
    "suffix", ["x" * 1100, "../demandes/D26-2222-2222/identite/0", "é" * 32, "a\x00b" * 10, "x" * 19]
)
def test_a_key_that_we_never_gave_does_not_reach_the_bucket(portail, suffix):
    calls = []
    s3 = stored._s3()  # noqa: SLF001 (where AWS is called)
    s3.meta.events.register("before-call.s3.GetObject", lambda params, **_: calls.append(params))
    refused(submit(portail.logged_in(), f"quarantaine/{suffix}"), 422, "saisie-invalide", "pieces.identite")
    assert calls == []


def test_a_file_announced_but_never_sent_is_told(portail):
    answer = portail.logged_in().post("/pieces", ANNONCE)
    body = refused(submit(portail, answer.json_body["cle"]), 422, "saisie-invalide", "pieces.identite")
    assert "n’est pas arrivé" in body["errors"][0]["detail"]


def test_an_empty_file_is_told(portail):
    cle = put("quarantaine/" + "v" * 32, b"")
    refused(submit(portail.logged_in(), cle), 422, "saisie-invalide", "pieces.identite")


def test_more_files_than_the_piece_takes_are_refused(portail):
    cles = [portail.logged_in().send_file()] * 4
    body = refused(submit(portail, *cles), 422, "saisie-invalide", "pieces.identite")
    assert body["errors"][0]["code"] == "trop-de-fichiers"


def test_a_required_piece_without_file_nor_post_is_told(portail):
    answer = portail.logged_in().submit(pieces={"identite": {"cles": [], "par_courrier": False}})
    refused(answer, 422, "saisie-invalide", "pieces.identite", "pieces.domicile")


def test_every_piece_at_fault_is_told_at_once(portail):
    bad = portail.logged_in().send_file(contenu=b"x")
    answer = submit(portail, bad, domicile={"cles": [bad]})
    refused(answer, 422, "saisie-invalide", "pieces.identite", "pieces.domicile")


def test_a_piece_that_the_form_does_not_ask_for_is_left_aside(portail):
    numero = submit(portail.logged_in(), portail.send_file(), jugement=COURRIER).json_body["numero"]
    assert [piece["nom"] for piece in portail.get(f"/demandes/{numero}").json_body["pieces"]] == [
        "identite",
        "domicile",
    ]


def test_a_refused_demande_takes_no_file_out_of_quarantine(portail):
    cle = portail.logged_in().send_file()
    submit(portail, cle, domicile={})
    found = client("s3").list_objects_v2(Bucket="pieces")["Contents"]
    assert [object_["Key"] for object_ in found] == [cle]


@pytest.mark.parametrize(
    ("change", "champ"),
    [
        ({"type": "image/svg+xml"}, "type"),
        ({"type": "text/html"}, "type"),
        ({"taille": 0}, "taille"),
        ({"taille": -1}, "taille"),
        ({"taille": 10_000_001}, "taille"),
    ],
)
def test_a_file_that_would_be_refused_is_told_before_it_is_sent(portail, change, champ):
    refused(portail.post("/pieces", ANNONCE | change), 422, "saisie-invalide", champ)


@pytest.mark.parametrize("change", [{"demarche": "location-de-salle"}, {"piece": "casier_judiciaire"}])
def test_a_piece_that_nobody_asks_for_cannot_be_announced(portail, change):
    refused(portail.post("/pieces", ANNONCE | change), 404, "introuvable")


def test_the_bucket_itself_holds_the_browser_to_what_was_announced(portail):
    envoi = portail.post("/pieces", ANNONCE).json_body
    policy = json.loads(base64.b64decode(envoi["champs"]["policy"]))["conditions"]
    assert ["content-length-range", 1, 10_000_000] in policy
    assert {"Content-Type": "application/pdf"} in policy
    assert {"key": envoi["cle"]} in policy
    assert envoi["expire_le"] == (clock.now() + timedelta(minutes=15)).isoformat().replace("+00:00", "Z")


def test_a_very_long_name_keeps_its_end(portail):
    champs = portail.post("/pieces", ANNONCE | {"nom": "é" * 5000 + "-carte.pdf"}).json_body["champs"]
    assert champs["x-amz-meta-nom"].endswith("-carte.pdf")
    assert len(champs["x-amz-meta-nom"]) < 1000
