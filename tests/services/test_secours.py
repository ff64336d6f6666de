"""What a forgotten password or identifiant costs tells nothing (R21): calls and hashes are counted."""

import pytest

from chalicelib import services, storage
from chalicelib.domain.appareil import Visite
from chalicelib.domain.compte import Etat
from chalicelib.domain.errors import ConnexionRefusee, TropDEssais
from chalicelib.domain.essais import REPONSES_PAR_JOUR
from chalicelib.domain.journal import ACTIONS
from chalicelib.services import empreintes
from chalicelib.storage.connexion import connexion
from chalicelib.storage.identifiants import Acces
from chalicelib.storage.tables_acces import IdentifiantItem
from tests.exemples import FIN, compte, journal_of
from tests.pannes import injected
from tests.portail import MOT_DE_PASSE, outbox

IP = "192.0.2.7"
REPONSE = ["GetItem", "GetItem", "TransactWriteItems", "UpdateItem", "UpdateItem"]


@pytest.fixture
def amelie(aws):
    empreinte, reponse = empreintes.of_password(MOT_DE_PASSE), empreintes.of_answer("Noisette")
    acces = Acces("amélie.lire", "c1", empreinte, "premier-animal", reponse)
    storage.commit(storage.comptes.creation(compte()), storage.identifiants.creation(acces))
    return acces


@pytest.fixture
def cost(hashes):
    """(operations sent to the store, hashes computed, what was raised) of a call."""

    def measure(appel, *args):
        hashes.clear()
        raised = None
        with injected(connexion.client) as calls:
            try:
                appel(*args)
            except (ConnexionRefusee, TropDEssais) as refus:
                raised = type(refus)
        return sorted(calls), list(hashes), raised

    return measure


@pytest.mark.parametrize(
    ("nom", "reponse"),
    [("amélie.lire", "Noisette"), ("amélie.lire", "Médor"), ("personne", "Noisette"), ("x" * 3000, ""), ("", "x")],
)
def test_an_answer_costs_the_same_right_or_wrong_and_whoever_exists(amelie, cost, nom, reponse):
    assert cost(services.secours.answer, nom, reponse, IP) == (REPONSE, ["verify_secret"], None)


@pytest.mark.parametrize("nom", ["amélie.lire", "personne"])
def test_a_sixth_answer_costs_the_same_whoever_exists(amelie, cost, nom):
    for _ in range(REPONSES_PAR_JOUR):
        services.secours.answer(nom, "Médor", IP)
    assert cost(services.secours.answer, nom, "Noisette", IP) == (["GetItem", "UpdateItem"], [], TropDEssais)


@pytest.mark.parametrize("nom", ["amélie.lire", "personne", "x" * 3000])
def test_a_question_costs_the_same_whoever_exists(amelie, cost, nom):
    assert cost(services.secours.question, nom, IP) == (["GetItem", "UpdateItem"], [], None)


@pytest.mark.parametrize("courriel", ["amelie@exemple.fr", "personne@exemple.fr"])
def test_a_reminder_costs_the_same_whoever_exists(amelie, cost, courriel):
    assert cost(services.rappels.remind, courriel, IP) == (
        ["Query", "TransactWriteItems", "UpdateItem", "UpdateItem"], [], None,
    )  # fmt: skip


def test_every_line_of_the_journal_has_its_words_for_who_it_is_about(amelie):
    """They are in the archive of one's data."""
    services.secours.answer("amélie.lire", "Noisette", IP)
    services.secours.answer("amélie.lire", "Médor", IP)
    services.rappels.remind("amelie@exemple.fr", IP)
    lignes = journal_of("compte:c1")
    assert {ligne.action for ligne in lignes} == {"mot_de_passe_provisoire", "reponse_fausse", "identifiant_rappele"}
    assert all(ligne.action in ACTIONS for ligne in lignes)


def test_a_wrong_password_costs_the_same_while_a_mailed_one_waits(amelie, cost):
    login = (services.sessions.open_usager, "amélie.lire", "un mot de passe faux", Visite(IP))
    before = cost(*login)
    services.secours.answer("amélie.lire", "Noisette", IP)
    assert cost(*login) == before
    assert before[1:] == (["verify_secret"], ConnexionRefusee)


def test_only_the_count_of_a_name_that_nobody_has_expires(amelie):
    for nom in ("amélie.lire", "personne"):
        services.secours.answer(nom, "Médor", IP)
    assert IdentifiantItem.get("amélie.lire").expire_le is None
    assert IdentifiantItem.get("personne").expire_le is not None


@pytest.mark.parametrize("etat", Etat)
def test_only_a_compte_with_which_one_can_log_in_gets_a_password(aws, cost, etat):
    acces = Acces("amélie.lire", "c1", None, "premier-animal", empreintes.of_answer("Noisette"))
    storage.commit(storage.comptes.creation(compte(etat=etat)), storage.identifiants.creation(acces))
    assert cost(services.secours.answer, "amélie.lire", "Noisette", IP) == (REPONSE, ["verify_secret"], None)
    permis = etat not in {Etat.SUSPENDU, Etat.FERME}
    assert [modele for modele, _ in outbox()] == ["mot_de_passe_provisoire"] * permis


def test_a_mail_sent_twice_says_the_same_password(amelie):
    services.secours.answer("amélie.lire", "Noisette", IP)
    (id_,) = storage.outbox.waiting(FIN, 10)
    courriel = storage.outbox.claim(id_, FIN)
    assert services.courriels.complete(courriel).variables == services.courriels.complete(courriel).variables
    assert "mot_de_passe" not in courriel.variables
