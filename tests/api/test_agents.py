"""/agents: the queue of a service and what its agents decide (R24, R30)."""

from datetime import timedelta
from typing import get_args

import pytest

from chalicelib import clock, storage
from chalicelib.api.agents import EvenementDAgent
from chalicelib.domain.evenements import ECHANGES
from chalicelib.domain.transitions import TRANSITIONS, Acteur
from tests.exemples import journal_of
from tests.portail import AGENTS, demande, leaving, outbox
from tests.problemes import apart_from_instance, refused


@pytest.fixture
def agent(portail):
    """Of the service of the default demande."""
    return portail.another().login_agent("ccas")


@pytest.fixture
def numero(portail):
    return portail.logged_in().submit().json_body["numero"]


def decide(agent, numero, evenement, version=1, motif=""):
    body = {"evenement": evenement, "version": version} | ({"motif": motif} if motif else {})
    return agent.post(f"/agents/demandes/{numero}/evenements", body)


def queue(agent, **questions):
    query = "&".join(f"{nom}={valeur}" for nom, valeur in questions.items())
    return agent.get(f"/agents/demandes?{query}").json_body


def later(agent, **duration):
    """The clock moved, with a session of that day."""
    clock.offset += timedelta(**duration)
    return agent.login_agent("ccas")


def test_a_new_demande_waits_in_the_queue_of_its_service(agent, numero):
    (line,) = queue(agent)["elements"]
    assert (line["numero"], line["titre"], line["service"]) == (numero, "Portage de repas à domicile", "ccas")
    assert (line["demandeur"], line["concerne"], line["etat_libelle"]) == ("Amélie Lire", "Lire Lire", "En cours")
    assert line["en_retard"] is False


def test_the_queue_begins_with_the_oldest(agent, portail):
    portail.logged_in()
    sent = []
    for _ in range(3):
        sent.append(portail.submit().json_body["numero"])
        clock.offset += timedelta(minutes=5)
    assert [line["numero"] for line in queue(agent)["elements"]] == sent


def test_the_queue_of_several_services_and_states_is_one_list_by_date(portail):
    portail.logged_in()
    sent = []
    for slug in ("acte-deces", "acte-naissance", "acte-deces"):
        sent.append(portail.submit(slug).json_body["numero"])
        clock.offset += timedelta(minutes=5)
    agent = portail.another().login_agent("etat-civil")
    decide(agent, sent[1], "declarer_complet")
    assert [line["numero"] for line in queue(agent, etat="a_traiter")["elements"]] == sent


def test_a_demande_leaves_the_queue_once_decided_and_is_found_by_its_state(agent, numero):
    decide(agent, numero, "refuser", motif="Hors de la commune.")
    assert queue(agent)["elements"] == []
    assert [line["numero"] for line in queue(agent, etat="refuse")["elements"]] == [numero]


def test_a_state_that_does_not_exist_is_unreadable(agent):
    refused(agent.get("/agents/demandes?etat=perdu"), 400, "requete-illisible")


def test_a_long_queue_is_read_page_by_page_without_loss_nor_repeat(portail):
    portail.logged_in()
    sent = {portail.submit("acte-deces").json_body["numero"] for _ in range(22)}
    agent = portail.another().login_agent("etat-civil")
    decide(agent, min(sent), "declarer_complet")
    first = queue(agent)
    second = queue(agent, suite=first["suite"])
    seen = [line["numero"] for page in (first, second) for line in page["elements"]]
    assert (len(first["elements"]), len(seen), set(seen), second["suite"]) == (20, 22, sent, None)


def test_a_demande_is_late_from_the_day_after_its_echeance(agent, numero):
    later(agent, days=10)
    assert [line["en_retard"] for line in queue(agent)["elements"]] == [False]
    later(agent, days=1)
    assert [line["en_retard"] for line in queue(agent)["elements"]] == [True]


def test_a_demande_already_decided_is_never_late(agent, numero):
    decide(agent, numero, "refuser", motif="Hors de la commune.")
    later(agent, days=60)
    assert [line["en_retard"] for line in queue(agent, etat="refuse")["elements"]] == [False]


def test_an_agent_sees_who_asks_and_what_can_be_done(agent, numero):
    seen = agent.get(f"/agents/demandes/{numero}").json_body
    assert seen["demandeur"] == {
        "nom": "Lire",
        "prenom": "Amélie",
        "courriel": "amelie.lire@exemple.fr",
        "telephone": "+33612345678",
        "avec_compte": True,
    }
    assert [(action["evenement"], action["motif"]) for action in seen["actions"]] == [
        ("declarer_complet", "aucun"),
        ("demander_complement", "obligatoire"),
        ("refuser", "obligatoire"),
        ("message", "obligatoire"),
    ]


def test_an_agent_downloads_a_file_of_a_demande_of_their_service(portail, agent):
    cle = portail.logged_in().send_file()
    pieces = {"identite": {"cles": [cle]}, "domicile": {"par_courrier": True}}
    numero = portail.submit(pieces=pieces).json_body["numero"]
    portail.check_files()
    url = agent.get(f"/agents/demandes/{numero}/pieces/identite/0").json_body["url"]
    assert f"/demandes/{numero}/identite/" in url


def test_each_reading_and_each_decision_is_in_the_journal(agent, numero):
    agent.get(f"/agents/demandes/{numero}")
    decide(agent, numero, "declarer_complet")
    lines = [(line.action, line.auteur) for line in journal_of(f"demande:{numero}")]
    compte = storage.identifiants.get("amélie.lire").sujet
    paul = AGENTS["ccas"].courriel
    assert sorted(lines) == sorted([("soumettre", compte), ("consultation", paul), ("declarer_complet", paul)])


def test_a_try_at_a_demande_of_another_service_is_in_the_journal_too(portail, numero):
    stranger = portail.another().login_agent("scolaire")
    refused(stranger.get(f"/agents/demandes/{numero}"), 404, "introuvable")
    assert AGENTS["scolaire"].courriel in {line.auteur for line in journal_of(f"demande:{numero}")}


def test_a_decision_moves_the_demande_and_writes_to_the_citizen(agent, portail, numero):
    answer = decide(agent, numero, "demander_complement", motif="  Il manque le verso. ")
    assert answer.json_body == {"etat": "a_completer", "version": 2}
    (mail,) = leaving("demande_etat")
    assert (mail.variables["numero"], mail.variables["etat"]) == (numero, "À compléter")
    assert "Il manque le verso." in str(mail.variables)
    screen = portail.get(f"/demandes/{numero}").json_body
    assert (screen["etat"], screen["historique"][-1]["motif"]) == ("a_completer", "Il manque le verso.")


def test_the_citizen_does_not_read_which_agent_decided(agent, portail, numero):
    decide(agent, numero, "declarer_complet")
    screen = portail.get(f"/demandes/{numero}").body.decode()
    assert "Noël" not in screen
    assert AGENTS["ccas"].courriel not in screen + str(outbox())


def test_a_demande_goes_through_every_state_to_its_end(agent, numero):
    way = ["declarer_complet", "demander_complement", "declarer_complet", "valider"]
    states = [
        decide(agent, numero, evenement, rank, "Voir." if evenement == "demander_complement" else "").json_body["etat"]
        for rank, evenement in enumerate(way, start=1)
    ]
    assert states == ["complet", "a_completer", "complet", "valide"]
    assert agent.get(f"/agents/demandes/{numero}").json_body["actions"] == []


@pytest.mark.parametrize("evenement", ["refuser", "demander_complement"])
@pytest.mark.parametrize("motif", ["", "   \n"])
def test_a_decision_against_the_citizen_is_explained(agent, numero, evenement, motif):
    refused(decide(agent, numero, evenement, motif=motif), 422, "saisie-invalide", "motif")
    assert [modele for modele, _ in outbox()].count("demande_etat") == 0


def test_a_motif_where_none_is_taken_or_too_long_is_refused(agent, numero):
    refused(decide(agent, numero, "declarer_complet", motif="Bravo."), 422, "saisie-invalide", "motif")
    refused(decide(agent, numero, "refuser", motif="x" * 2001), 422, "saisie-invalide", "motif")
    assert decide(agent, numero, "refuser", motif="x" * 2000).status_code == 200


def test_a_decision_taken_on_an_older_screen_is_refused(agent, numero):
    decide(agent, numero, "declarer_complet")
    refused(decide(agent, numero, "refuser", version=1, motif="Non."), 409, "ecriture-concurrente")
    refused(decide(agent, numero, "valider", version=3), 409, "ecriture-concurrente")
    assert agent.get(f"/agents/demandes/{numero}").json_body["etat"] == "complet"


@pytest.mark.parametrize("evenement", ["valider", "classer_sans_suite"])
def test_what_the_table_of_states_does_not_allow_is_refused(agent, numero, evenement):
    body = refused(decide(agent, numero, evenement), 409, "transition-refusee")
    assert "En cours" in body["detail"]
    assert [modele for modele, _ in outbox()].count("demande_etat") == 0


@pytest.mark.parametrize("evenement", ["soumettre", "", "supprimer", "annuler", "completer"])
def test_an_event_that_does_not_exist_or_is_the_citizen_s_is_unreadable(agent, numero, evenement):
    refused(decide(agent, numero, evenement), 400, "requete-illisible", "evenement")


def test_the_events_that_an_agent_may_send_are_those_of_the_tables():
    moves = {e.value for e, t in TRANSITIONS.items() if t.acteur is Acteur.AGENT}
    assert set(get_args(EvenementDAgent)) == moves | {e.value for e, acteur in ECHANGES if acteur is Acteur.AGENT}


def test_an_agent_of_another_service_cannot_decide_nor_tell_that_it_exists(portail, numero):
    stranger = portail.another().login_agent("scolaire")
    theirs, absent = decide(stranger, numero, "declarer_complet"), decide(stranger, "D26-2222-2222", "declarer_complet")
    refused(theirs, 404, "introuvable")
    assert apart_from_instance(theirs) == apart_from_instance(absent)
    assert portail.get(f"/demandes/{numero}").json_body["etat"] == "en_cours"


def test_a_demande_without_compte_is_decided_like_another(portail):
    contact = {"nom": "Nguyễn", "prenom": "Thảo", "courriel": "thao@exemple.fr"}
    body = demande("acte-deces") | {"contact": contact, "cryptogramme": portail.cryptogramme()}
    numero = portail.post("/demandes", body).json_body["numero"]
    agent = portail.another().login_agent("etat-civil")
    assert agent.get(f"/agents/demandes/{numero}").json_body["demandeur"]["avec_compte"] is False
    decide(agent, numero, "refuser", motif="Acte introuvable.")
    (mail,) = leaving("demande_etat")
    assert (mail.variables["prenom"], mail.variables["avec_compte"]) == ("Thảo", "")
