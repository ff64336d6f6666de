"""/agents/imports: the agent's screens, from the file to its factures."""

import base64
import json
import uuid

import pytest

from app import importer_factures, relancer_imports
from chalicelib import clock, storage
from chalicelib.config import settings
from chalicelib.storage.tables_factures import TravailItem
from infra.local.assembly import Unhurried
from tests.aws import client
from tests.exemples import FIN
from tests.facturation import IMPORTS, avoir, fichier, ligne
from tests.problemes import refused


@pytest.fixture
def regisseuse(portail):
    return portail.login_agent("regie-ville")


def deposited(portail, octets):
    """The key of a file put where the presigned form tells."""
    annonce = {"regie": "ville", "nom": "octobre 2026.csv", "taille": len(octets)}
    answer = portail.post("/agents/imports/depots", annonce)
    assert answer.status_code == 201, answer.body
    client("s3").put_object(Bucket=settings().bucket_pieces, Key=answer.json_body["cle"], Body=octets)
    return answer.json_body["cle"]


def created(portail, *lignes):
    octets = fichier(*lignes)
    saisie = {"regie": "ville", "cle": deposited(portail, octets), "nom": "octobre 2026.csv", "format": IMPORTS}
    answer = portail.post("/agents/imports", saisie)
    assert answer.status_code == 201, answer.body
    return answer.json_body["id"]


def stream():
    """What the stream of travaux tells of each import, as it rests now."""
    records = [
        {
            "eventID": uuid.uuid4().hex,
            "eventName": "MODIFY",
            "dynamodb": {
                "Keys": {"id": {"S": item.id}},
                "NewImage": {"id": {"S": item.id}} | ({"libre_le": {"S": item.libre_le}} if item.libre_le else {}),
                "SequenceNumber": "1",
            },
        }
        for item in TravailItem.scan()
    ]
    assert importer_factures({"Records": records}, Unhurried()) == {"batchItemFailures": []}


def test_a_file_is_deposited_read_confirmed_and_applied(regisseuse):
    id_ = created(regisseuse, ligne(), ligne(prestation="Garderie", concerne="Zoé"))
    assert regisseuse.get(f"/agents/imports/{id_}").json_body["etat"] == "analyse"
    stream()
    lu = regisseuse.get(f"/agents/imports/{id_}").json_body
    assert (lu["etat"], lu["etat_libelle"], lu["lignes"], lu["fautes"]) == ("a_confirmer", "À confirmer", 2, [])
    assert (lu["regie"], lu["regie_nom"]) == ("ville", "Ville")
    assert lu["resume"] == {
        "creees": 1, "identiques": 0, "annulees": 0, "montant_centimes": 8400, "familles_inconnues": 1,
    }  # fmt: skip
    assert lu["apercu"] == [
        {
            "ligne": 2, "numero": "2026-0001", "famille": "1042", "payeur": "Mme Amélie LIRE",
            "objet": "Restauration scolaire", "echeance_le": "2026-11-30", "lignes": 2, "montant_centimes": 8400,
        }
    ]  # fmt: skip
    assert storage.factures.pointer("ville", "2026-0001") is None
    assert regisseuse.post(f"/agents/imports/{id_}/application", {}).json_body == {"etat": "application"}
    stream()
    fini = regisseuse.get(f"/agents/imports/{id_}").json_body
    assert (fini["etat"], fini["resume"]["creees"], fini["progres"], fini["total"]) == ("termine", 1, 1, 1)
    assert storage.factures.pointer("ville", "2026-0001")
    (en_liste,) = regisseuse.get("/agents/imports?regie=ville").json_body["elements"]
    assert (en_liste["id"], en_liste["par"], en_liste["etat"]) == (id_, "Inès Faure", "termine")


def test_a_file_without_a_name_can_still_be_opened_from_the_list(regisseuse):
    saisie = {"regie": "ville", "cle": deposited(regisseuse, fichier(ligne())), "nom": " ", "format": IMPORTS}
    assert regisseuse.post("/agents/imports", saisie).status_code == 201
    (en_liste,) = regisseuse.get("/agents/imports?regie=ville").json_body["elements"]
    assert en_liste["nom"] == "factures.csv"


def test_each_bad_line_is_told_by_number_column_and_reason(regisseuse):
    id_ = created(regisseuse, ligne(), ligne(montant="42,005"), avoir("inconnue"))
    stream()
    lu = regisseuse.get(f"/agents/imports/{id_}").json_body
    assert (lu["etat"], lu["fautes_total"]) == ("refuse", 1)
    assert lu["fautes"] == [{"ligne": 3, "champ": "Montant", "detail": "2 chiffres au plus après la virgule."}]
    refused(regisseuse.post(f"/agents/imports/{id_}/application", {}), 409, "transition-refusee")
    assert regisseuse.call("DELETE", f"/agents/imports/{id_}").status_code == 204


def test_the_echo_of_its_own_steps_wakes_nothing_and_the_minute_takes_what_was_missed(regisseuse):
    id_ = created(regisseuse, ligne())
    travail = storage.travaux.find(id_)
    assert relancer_imports({}, Unhurried()) == 1
    avant = storage.travaux.find(id_)
    assert avant.version > travail.version
    stream()
    assert storage.travaux.find(id_) == avant
    assert storage.travaux.waiting(FIN, 10) == []


def test_the_form_of_the_upload_takes_this_file_only(regisseuse):
    annonce = {"regie": "ville", "nom": "octobre.csv", "taille": 1000}
    answer = regisseuse.post("/agents/imports/depots", annonce)
    policy = json.loads(base64.b64decode(answer.json_body["champs"]["policy"]))
    assert ["content-length-range", 1, 10_000_000] in policy["conditions"]
    assert {"Content-Type": "text/csv"} in policy["conditions"]
    assert {"key": answer.json_body["cle"]} in policy["conditions"]
    assert answer.json_body["cle"].startswith("imports/ville/")
    refused(
        regisseuse.post("/agents/imports/depots", annonce | {"taille": 10_000_001}), 422, "saisie-invalide", "taille"
    )


def test_a_format_that_means_nothing_is_refused(regisseuse):
    saisie = {"regie": "ville", "cle": "imports/ville/x.csv", "nom": "x.csv", "format": IMPORTS | {"separateur": "."}}
    refused(regisseuse.post("/agents/imports", saisie), 400, "requete-illisible", "format.separateur")
    saisie["format"] = IMPORTS | {"colonnes": {"numero": "x" * 201}}
    refused(regisseuse.post("/agents/imports", saisie), 400, "requete-illisible", "format.colonnes")


def test_the_regie_of_another_service_has_no_imports_to_show(regisseuse):
    id_ = created(regisseuse, ligne())
    autre = regisseuse.another().login_agent("regie-ccas")
    for answer in (
        autre.get(f"/agents/imports/{id_}"),
        autre.get("/agents/imports?regie=ville"),
        autre.post(f"/agents/imports/{id_}/application", {}),
        autre.call("DELETE", f"/agents/imports/{id_}"),
    ):
        refused(answer, 404, "introuvable")
    assert storage.travaux.find(id_).le <= clock.now()
