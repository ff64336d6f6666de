"""/agents/comptes: the queue, one compte, its doubles, the decision (R15, R22)."""

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib import clock, storage
from chalicelib.domain.compte import Etat
from tests.exemples import compte
from tests.portail import compte as saisi
from tests.portail import outbox
from tests.problemes import refused

LUNDI = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def agent(portail):
    """Holds the role."""
    clock.offset += LUNDI - clock.now()
    return portail.another().login_agent("comptes")


@pytest.fixture
def attend(agent):
    """The id of a compte that waits since this Monday morning."""
    store(compte(cree_le=LUNDI))
    return "c1"


def store(*comptes):
    for un in comptes:
        storage.commit(storage.comptes.creation(un), *storage.rapprochements.changes(None, un))


def queue(agent, etat="", suite=""):
    return agent.get(f"/agents/comptes?etat={etat}&suite={suite}").json_body


def decide(agent, id_, decision, **fields):
    return agent.post(f"/agents/comptes/{id_}/decision", {"decision": decision, **fields})


def number(agent, id_, numero, version):
    return agent.call("PUT", f"/agents/comptes/{id_}/numero-famille", {"numero_famille": numero, "version": version})


def test_a_line_says_who_waits_and_since_when(agent, attend):
    clock.offset += timedelta(days=2)
    assert queue(agent.login_agent("comptes"))["elements"] == [
        {
            "id": "c1",
            "identifiant": "amélie.lire",
            "nom": "Lire",
            "prenoms": ["Amélie", "Rose"],
            "naissance": "1985-03-27",
            "commune": "Valmont",
            "etat": "en_attente",
            "attente_depuis": "2026-11-23T09:00:00Z",
            "jours_ouvres": 2,
            "en_retard": False,
        }
    ]
    clock.offset += timedelta(days=1)
    (line,) = queue(agent.login_agent("comptes"))["elements"]
    assert (line["jours_ouvres"], line["en_retard"]) == (3, True)


def test_the_queue_begins_with_who_has_waited_longest_and_is_read_page_by_page(agent):
    attendus = [f"c{rang:02d}" for rang in range(22)]
    store(*(compte(id=nom, cree_le=LUNDI - timedelta(hours=50 - rang)) for rang, nom in enumerate(attendus)))
    first = queue(agent)
    second = queue(agent, suite=first["suite"])
    assert [line["id"] for page in (first, second) for line in page["elements"]] == attendus
    assert (len(first["elements"]), second["suite"]) == (20, None)


def test_a_cursor_or_a_state_that_means_nothing_is_unreadable(agent):
    refused(agent.get("/agents/comptes?suite=%C3%A9"), 400, "requete-illisible")
    refused(agent.get("/agents/comptes?etat=perdu"), 400, "requete-illisible")
    refused(agent.get("/agents/comptes?etat=ferme"), 400, "requete-illisible")


def test_each_state_has_its_list_and_nothing_decided_counts_days(agent):
    store(compte(id="v", etat=Etat.VALIDE), compte(id="r", etat=Etat.REFUSE), compte(id="c"))
    assert decide(agent, "c", "correction", motif="Vérifiez votre nom.").status_code == 200
    vus = {etat: queue(agent, etat)["elements"] for etat in ("en_attente", "a_corriger", "valide", "refuse")}
    assert {etat: [line["id"] for line in lines] for etat, lines in vus.items()} == {
        "en_attente": [],
        "a_corriger": ["c"],
        "valide": ["v"],
        "refuse": ["r"],
    }
    assert [line["jours_ouvres"] for etat in ("valide", "refuse") for line in vus[etat]] == [0, 0]
    assert vus["a_corriger"][0]["en_retard"] is False


def test_an_agent_sees_what_the_citizen_told_and_what_can_be_decided(agent, attend):
    seen = agent.get(f"/agents/comptes/{attend}").json_body
    assert (seen["id"], seen["identifiant"], seen["etat"], seen["version"]) == ("c1", "amélie.lire", "en_attente", 1)
    assert seen["identite"]["prenoms"] == ["Amélie", "Rose"]
    assert seen["coordonnees"]["adresse"]["lignes"] == ["1 rue des Lilas"]
    assert seen["membres"][0]["nom_naissance"] == "Lire"
    assert seen["decisions"] == ["valide", "refuse", "correction"]
    assert (seen["numero_famille"], seen["decision"], seen["jours_ouvres"]) == (None, None, 0)
    assert "sceau" not in seen


def test_what_was_decided_stays_beside_the_compte(agent, attend):
    decide(agent, attend, "valide", numero_famille="1042", version=1)
    seen = agent.get(f"/agents/comptes/{attend}").json_body
    assert seen["decision"] == {"le": seen["decision"]["le"], "par": "Nadia Roux", "decision": "valide", "motif": ""}
    assert (seen["numero_famille"], seen["decisions"], seen["version"]) == ("1042", [], 2)


def test_a_new_compte_is_validated_from_the_queue_and_its_citizen_is_told(agent, portail):
    identifiant = portail.create_compte()
    (line,) = queue(agent)["elements"]
    answer = decide(agent, line["id"], "valide")
    assert answer.json_body == {"etat": "valide", "version": 2}
    assert [variables["prenom"] for modele, variables in outbox() if modele == "compte_valide"] == ["Amélie"]
    assert portail.login(identifiant).json_body["etat"] == "valide"


def test_a_double_created_by_the_same_person_is_shown_with_why(agent, portail):
    portail.create_compte()
    autre = saisi()["identite"] | {"nom_naissance": "Lyre"}
    portail.create_compte(identite=autre)
    premier, second = queue(agent)["elements"]
    (double,) = agent.get(f"/agents/comptes/{second['id']}/doublons").json_body["elements"]
    assert (double["id"], double["nom"], double["etat"]) == (premier["id"], premier["nom"], "en_attente")
    assert double["adresse"] == {
        "lignes": ["12 rue des Lilas"], "code_postal": "62990", "commune": "Valmont-sur-Lys",
    }  # fmt: skip
    assert double["raisons"][0].startswith("Même date de naissance, nom proche\u00a0: ")
    assert double["raisons"][1:] == ["Même adresse"]


def test_who_resembles_nobody_has_no_doubles(agent, attend):
    assert agent.get(f"/agents/comptes/{attend}/doublons").json_body == {"elements": [], "suite": None}


@pytest.mark.parametrize("decision", ["refuse", "correction"])
def test_a_decision_against_the_citizen_is_explained(agent, attend, decision):
    for fields in ({}, {"motif": "  "}, {"motif": "x" * 2001}):
        refused(decide(agent, attend, decision, **fields), 422, "saisie-invalide", "motif")
    assert outbox() == []


def test_an_odd_family_number_is_refused_by_its_name(agent, attend):
    refused(decide(agent, attend, "valide", numero_famille="n° 7"), 422, "saisie-invalide", "numero_famille")
    decide(agent, attend, "valide")
    refused(number(agent, attend, "n° 7", 2), 422, "saisie-invalide", "numero_famille")


def test_a_decision_that_does_not_exist_is_unreadable(agent, attend):
    refused(decide(agent, attend, "supprime"), 400, "requete-illisible", "decision")


def test_somebody_who_decided_meanwhile_is_not_overwritten(agent, attend):
    decide(agent, attend, "valide")
    body = refused(decide(agent, attend, "refuse", motif="Non."), 409, "transition-refusee")
    assert "Validé" in body["detail"]
    refused(decide(agent, attend, "refuse", motif="Non.", version=1), 409, "ecriture-concurrente")
    assert agent.get(f"/agents/comptes/{attend}").json_body["etat"] == "valide"


def test_a_button_pressed_twice_decides_once(agent, attend):
    answers = [decide(agent, attend, "refuse", motif="Hors de la commune.", version=1) for _ in range(2)]
    assert [answer.json_body for answer in answers] == [{"etat": "refuse", "version": 2}] * 2
    assert [modele for modele, _ in outbox()] == ["compte_refuse"]


def test_a_family_number_is_given_changed_and_taken_away(agent, attend):
    refused(number(agent, attend, "1042", 1), 409, "transition-refusee")
    decide(agent, attend, "valide")
    assert number(agent, attend, "1042", 2).json_body == {"etat": "valide", "version": 3}
    refused(number(agent, attend, "7", 2), 409, "ecriture-concurrente")
    assert number(agent, attend, None, 3).json_body["version"] == 4
    assert agent.get(f"/agents/comptes/{attend}").json_body["numero_famille"] is None


def test_an_agent_without_the_role_cannot_tell_that_any_of_it_exists(portail, agent, attend):
    stranger = portail.another().login_agent("etat-civil")
    for answer in (
        stranger.get("/agents/comptes"),
        stranger.get(f"/agents/comptes/{attend}"),
        stranger.get(f"/agents/comptes/{attend}/doublons"),
        decide(stranger, attend, "valide"),
        number(stranger, attend, "1042", 1),
    ):
        refused(answer, 404, "introuvable")
    assert storage.comptes.get("c1").version == 1
