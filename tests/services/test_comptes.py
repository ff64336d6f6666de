"""Creating a compte: its identifiant among homonyms, the same request twice (R8–R14)."""

import secrets
import unicodedata
from dataclasses import replace

import pytest

from chalicelib import clock, services
from chalicelib.config import settings
from chalicelib.domain import creation, cryptogramme
from chalicelib.domain.appareil import Visite
from chalicelib.domain.cryptogramme import Solution
from chalicelib.domain.errors import CleReutilisee, EcritureConcurrente, Introuvable, SaisieInvalide
from chalicelib.domain.idempotence import seal
from chalicelib.storage.connexion import connexion
from chalicelib.storage.tables_acces import IdentifiantItem
from chalicelib.storage.tables_comptes import CompteItem
from infra.cryptogrammes import draw
from tests.exemples import journal_of
from tests.pannes import injected
from tests.portail import MOT_DE_PASSE, compte, outbox

ROUTE = "POST /comptes"


def formulaire(**identite):
    body = compte()
    valeurs = [body["identite"] | identite, body["coordonnees"], body["communication"], body["membres"]]
    return creation.check(*valeurs, body["securite"], clock.today())


def sceau(cle=None, corps=b"{}"):
    return seal("", ROUTE, cle or secrets.token_hex(), corps)


def create(**identite):
    return services.comptes.create(formulaire(**identite), draw(), sceau())


def faults(appel):
    with pytest.raises(SaisieInvalide) as refus:
        appel()
    return [(erreur.champ, erreur.code) for erreur in refus.value.erreurs]


def test_a_compte_is_created_with_its_mail_and_its_line_in_the_journal(aws):
    cree = create()
    assert cree.identifiant == "amélie.lire"
    assert services.comptes.get(cree.id) == cree
    assert outbox() == [("compte_cree", {"prenom": "Amélie", "nom": "Lire", "identifiant": "amélie.lire"})]
    (ligne,) = journal_of(f"compte:{cree.id}")
    assert (ligne.action, ligne.auteur) == ("creation", cree.id)


def test_neither_the_password_nor_the_answer_is_kept_in_clear(aws):
    create()
    item = IdentifiantItem.get("amélie.lire")
    assert item.mot_de_passe.startswith("$argon2id$")
    assert item.reponse.startswith("$argon2id$")
    assert item.mot_de_passe != item.reponse
    rangees = [str(e.attribute_values) for table in (IdentifiantItem, CompteItem) for e in table.scan()]
    assert not [r for r in rangees if MOT_DE_PASSE in r or "noisette" in r.casefold()]


def test_homonyms_get_2_then_3(aws):
    assert [create().identifiant for _ in range(3)] == ["amélie.lire", "amélie.lire2", "amélie.lire3"]
    assert [v["identifiant"] for _, v in outbox()].count("amélie.lire2") == 1


def test_accents_make_another_name_and_spellings_do_not(aws):
    noms = [["Amelie"], ["Amélie"], [unicodedata.normalize("NFD", "AMÉLIE")]]
    assert [create(prenoms=p).identifiant for p in noms] == ["amelie.lire", "amélie.lire", "amélie.lire2"]


def test_a_name_that_somebody_tried_to_log_in_with_is_still_free(aws):
    for _ in range(3):
        with pytest.raises(services.sessions.ConnexionRefusee):
            services.sessions.open_usager("amélie.lire", "un essai au hasard", Visite())
    assert create().identifiant == "amélie.lire"
    assert services.sessions.open_usager("amélie.lire", MOT_DE_PASSE, Visite())


def test_the_same_request_again_answers_the_same_compte_though_its_cryptogramme_is_spent(aws):
    solution, cle = draw(), sceau()
    premier = services.comptes.create(formulaire(), solution, cle)
    assert services.comptes.create(formulaire(), solution, cle) == premier
    assert services.comptes.create(formulaire(), draw(), cle) == premier
    assert len(outbox()) == 1
    assert len(journal_of(f"compte:{premier.id}")) == 1
    assert [item.identifiant for item in IdentifiantItem.scan()] == ["amélie.lire"]


@pytest.mark.parametrize("solution", [draw, lambda: Solution("inconnue", "FHJKLR")])
def test_the_same_key_with_another_body_is_refused_whatever_its_cryptogramme(aws, solution):
    cle = secrets.token_hex()
    services.comptes.create(formulaire(), draw(), sceau(cle, b"un"))
    with pytest.raises(CleReutilisee):
        services.comptes.create(formulaire(prenoms=["Zoé"]), solution(), sceau(cle, b"deux"))
    assert len(outbox()) == 1


def test_a_cryptogramme_serves_one_compte(aws):
    solution = draw()
    services.comptes.create(formulaire(), solution, sceau())
    assert faults(lambda: services.comptes.create(formulaire(), solution, sceau())) == [
        ("cryptogramme", "cryptogramme-perime")
    ]
    assert len(outbox()) == 1


@pytest.mark.parametrize(
    ("code", "attendu"), [("", "obligatoire"), (" \t", "obligatoire"), ("FFFFFF", "cryptogramme-faux")]
)
def test_a_wrong_code_creates_nothing(aws, code, attendu):
    solution = replace(draw(), code=code)
    assert faults(lambda: services.comptes.create(formulaire(), solution, sceau())) == [("cryptogramme", attendu)]
    assert outbox() == []
    assert not list(IdentifiantItem.scan())


def test_a_wrong_code_then_the_right_one_creates_the_compte(aws):
    solution = draw()
    for _ in range(2):
        faults(lambda: services.comptes.create(formulaire(), replace(solution, code="FFFFFF"), sceau()))
    assert services.comptes.create(formulaire(), solution, sceau())


@pytest.mark.parametrize("image", ["", "x" * 3000, "é", "a b"])
def test_an_image_that_the_portal_cannot_have_shown_is_spent(aws, image):
    solution = Solution(image, cryptogramme.code(settings().secret, image))
    assert faults(lambda: services.comptes.create(formulaire(), solution, sceau())) == [
        ("cryptogramme", "cryptogramme-perime")
    ]


def test_how_many_have_the_same_name_does_not_show_in_how_long_a_creation_takes(aws):
    calls = []
    for _ in range(3):
        envoi = (formulaire(), draw(), sceau())
        with injected(connexion.client) as sent:
            services.comptes.create(*envoi)
        calls.append(sent)
    assert calls[0] == calls[1] == calls[2]
    assert sorted(calls[0]) == ["BatchGetItem", "TransactWriteItems", "UpdateItem", "UpdateItem"]


def test_when_every_number_is_taken_nothing_is_created(aws, monkeypatch):
    monkeypatch.setattr(services.comptes, "HOMONYMES_MAXIMUM", 3)
    monkeypatch.setattr(services.comptes, "LUS_ENSEMBLE", 2)
    create()
    create()
    with pytest.raises(EcritureConcurrente):
        create()
    assert len(outbox()) == 2


def test_a_compte_that_is_not_there_is_introuvable(aws):
    with pytest.raises(Introuvable):
        services.comptes.get("c1")
