"""/demandes/{numero}: a citizen follows, completes, writes and gives up (R5, R27, R30, R32)."""

import uuid
from datetime import timedelta

import pytest

from chalicelib import clock, services, storage
from chalicelib.domain.demande import Passage
from chalicelib.domain.evenements import EVENEMENTS_MAXIMUM, Echange
from chalicelib.domain.transitions import MOTIF_MAXIMAL, Acteur
from tests.exemples import journal_of
from tests.portail import AGENTS, demande
from tests.problemes import refused


@pytest.fixture
def agent(portail):
    """Of the service of the default demande."""
    return portail.another().login_agent("ccas")


@pytest.fixture
def numero(portail):
    return portail.logged_in().submit().json_body["numero"]


def act(browser, numero, evenement, version=1, cle=None, **changes):
    body = {"evenement": evenement, "version": version} | changes
    return browser.post(f"/demandes/{numero}/evenements", body, cle)


def decide(agent, numero, evenement, version=1, **changes):
    return agent.post(f"/agents/demandes/{numero}/evenements", {"evenement": evenement, "version": version} | changes)


def ask(agent, numero, motif="Il manque le verso."):
    return decide(agent, numero, "demander_complement", motif=motif)


def screen(browser, numero, root="/demandes"):
    return browser.get(f"{root}/{numero}").json_body


def story(seen):
    return [(line["evenement"], line["de"], line["motif"]) for line in seen["historique"]]


def test_a_new_demande_can_be_given_up_or_written_about_and_says_what_may_be_added(portail, numero):
    seen = screen(portail, numero)
    assert [action["evenement"] for action in seen["actions"]] == ["annuler", "message"]
    assert (seen["suivi"], seen["bordereau"], seen["delai_median_jours"]) == ("compte", True, None)
    asked = [p.nom for p in services.demarches.get("portage-repas").pieces_for(demande("portage-repas")["reponses"],
             clock.today())]  # fmt: skip
    assert [piece["nom"] for piece in seen["pieces_possibles"]] == [*asked, "complement"]
    assert seen["pieces_possibles"][-1]["libelle"] == "Autre document"


def test_the_usual_delay_is_shown_while_one_waits_and_not_afterwards(portail, numero):
    storage.mesures.record({"portage-repas": 6}, clock.now() + timedelta(days=7))
    services.mesures.forget()
    assert screen(portail, numero)["delai_median_jours"] == 6
    act(portail, numero, "annuler")
    assert screen(portail, numero)["delai_median_jours"] is None
    services.mesures.forget()


def test_giving_up_ends_it_and_leaves_nothing_to_do(portail, numero):
    assert act(portail, numero, "annuler").json_body == {"etat": "annule", "version": 2}
    seen = screen(portail, numero)
    assert (seen["etat_libelle"], seen["actions"], seen["bordereau"]) == ("Annulé", [], False)
    assert seen["pieces_possibles"] == []
    refused(act(portail, numero, "message", 2, message="Encore une chose."), 409, "transition-refusee")
    assert storage.identifiants.get("amélie.lire").sujet in {
        line.auteur for line in journal_of(f"demande:{numero}") if line.action == "annuler"
    }


def test_what_the_service_asked_for_is_sent_and_the_demande_is_en_cours_again(portail, agent, numero):
    ask(agent, numero)
    assert [a["evenement"] for a in screen(portail, numero)["actions"]] == ["completer", "annuler", "message"]
    cle = portail.send_file()
    pieces = {"identite": {"cles": [cle]}, "complement": {"par_courrier": True}}
    answer = act(portail, numero, "completer", 2, message="Le voici.\nMerci.", pieces=pieces)
    assert answer.json_body == {"etat": "en_cours", "version": 3}
    seen = screen(portail, numero)
    assert story(seen)[1:] == [
        ("demander_complement", "service", "Il manque le verso."),
        ("completer", "usager", "Le voici.\nMerci."),
    ]
    by_nom = {piece["nom"]: piece for piece in seen["pieces"]}
    assert [(f["nom"], f["indice"], f["etat"]) for f in by_nom["identite"]["fichiers"]] == [
        ("carte d’identité.pdf", 0, "en_controle")
    ]
    assert (by_nom["complement"]["libelle"], by_nom["complement"]["par_courrier"]) == ("Autre document", True)
    joined = {piece["nom"]: piece for piece in seen["historique"][-1]["pieces"]}
    assert joined["identite"]["fichiers"] == by_nom["identite"]["fichiers"]
    assert [line["numero"] for line in agent.get("/agents/demandes").json_body["elements"]] == [numero]


def test_files_of_later_events_are_counted_after_those_of_the_demande(portail, agent):
    cle = portail.logged_in().send_file()
    pieces = demande("portage-repas")["pieces"] | {"identite": {"cles": [cle]}}
    numero = portail.submit(pieces=pieces).json_body["numero"]
    ask(agent, numero)
    act(portail, numero, "completer", 2, pieces={"identite": {"cles": [portail.send_file(nom="verso.pdf")]}})
    (identite,) = [p for p in screen(agent, numero, "/agents/demandes")["pieces"] if p["nom"] == "identite"]
    assert [(f["nom"], f["indice"]) for f in identite["fichiers"]] == [("carte d’identité.pdf", 0), ("verso.pdf", 1)]
    (joined,) = screen(portail, numero)["historique"][-1]["pieces"]
    assert [(f["nom"], f["indice"]) for f in joined["fichiers"]] == [("verso.pdf", 1)]
    for browser, root in ((portail, "/demandes"), (agent, "/agents/demandes")):
        refused(browser.get(f"{root}/{numero}/pieces/identite/1"), 409, "fichier-en-controle")
        refused(browser.get(f"{root}/{numero}/pieces/identite/1/vignette"), 409, "fichier-en-controle")
        refused(browser.get(f"{root}/{numero}/pieces/identite/2"), 404, "introuvable")


def test_completing_takes_words_or_a_piece(portail, agent, numero):
    ask(agent, numero)
    refused(act(portail, numero, "completer", 2, message=" \n "), 422, "saisie-invalide", "message")
    refused(act(portail, numero, "completer", 2, pieces={"identite": {}}), 422, "saisie-invalide", "message")
    assert act(portail, numero, "completer", 2, pieces={"domicile": {"par_courrier": True}}).status_code == 200


def test_a_file_that_never_came_or_was_taken_already_completes_nothing(portail, agent, numero):
    ask(agent, numero)
    for cle in ("quarantaine/" + "x" * 32, "x", "demandes/a/b/c"):
        answer = act(portail, numero, "completer", 2, pieces={"identite": {"cles": [cle]}})
        refused(answer, 422, "saisie-invalide", "pieces.identite")
    taken = portail.send_file()
    assert act(portail, numero, "completer", 2, pieces={"identite": {"cles": [taken]}}).status_code == 200
    again = act(portail, numero, "message", 3, message="Encore.", pieces={"identite": {"cles": [taken]}})
    refused(again, 422, "saisie-invalide", "pieces.identite")
    assert screen(portail, numero)["version"] == 3


def test_nothing_is_completed_that_was_not_asked_for(portail, numero):
    refused(act(portail, numero, "completer", message="Voici."), 409, "transition-refusee")


@pytest.mark.parametrize(
    ("changes", "champ"),
    [
        ({"evenement": "message"}, "message"),
        ({"evenement": "message", "message": "x" * (MOTIF_MAXIMAL + 1)}, "message"),
        ({"evenement": "message", "message": "a\u202eb"}, "message"),
        ({"evenement": "annuler", "message": "Je renonce."}, "message"),
        ({"evenement": "annuler", "pieces": {"identite": {"par_courrier": True}}}, "pieces"),
        ({"evenement": "message", "message": "Bonjour.", "pieces": {"inconnue": {"par_courrier": True}}}, "pieces"),
        ({"evenement": "message", "message": "Bonjour.", "pieces": {"identite": {"cles": ["x"] * 9}}},
         "pieces.identite"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_told_under_its_champ(portail, numero, changes, champ):
    answer = act(portail, numero, **changes)
    refused(answer, 422, "saisie-invalide", champ)
    assert screen(portail, numero)["version"] == 1


@pytest.mark.parametrize("evenement", ["valider", "recevoir_piece", "soumettre", "", 3])
def test_an_event_that_is_not_the_citizen_s_is_unreadable(portail, numero, evenement):
    refused(act(portail, numero, evenement), 400, "requete-illisible", "evenement")


def test_a_question_and_its_answer_are_told_in_order_and_change_no_state(portail, agent, numero):
    act(portail, numero, "message", message="Quand serai-je servie ?")
    answer = decide(agent, numero, "message", 2, motif="Dès lundi.")
    assert answer.json_body == {"etat": "en_cours", "version": 3}
    both = [("message", "usager", "Quand serai-je servie ?"), ("message", "service", "Dès lundi.")]
    assert story(screen(portail, numero))[1:] == story(screen(agent, numero, "/agents/demandes"))[1:] == both
    assert [line["libelle"] for line in screen(portail, numero)["historique"][1:]] == [
        "Message envoyé au service",
        "Message du service",
    ]
    assert AGENTS["ccas"].nom not in str(screen(portail, numero))


def test_a_message_that_crosses_a_decision_is_taken_while_the_demande_is_open(portail, agent, numero):
    decide(agent, numero, "declarer_complet")
    assert act(portail, numero, "message", 1, message="Merci.").json_body == {"etat": "complet", "version": 3}


def test_giving_up_on_another_screen_than_the_present_one_is_to_be_read_again(portail, agent, numero):
    decide(agent, numero, "message", motif="Nous vous appelons demain.")
    refused(act(portail, numero, "annuler", 1), 409, "ecriture-concurrente")
    assert screen(portail, numero)["etat"] == "en_cours"


@pytest.mark.parametrize("evenement", ["annuler", "message"])
def test_the_same_request_twice_is_one_event(portail, numero, evenement):
    cle, mots = str(uuid.uuid4()), {"message": "Bonjour."} if evenement == "message" else {}
    first, second = (act(portail, numero, evenement, cle=cle, **mots) for _ in range(2))
    assert (first.status_code, first.json_body) == (second.status_code, second.json_body) == (200, first.json_body)
    assert screen(portail, numero)["version"] == 2
    other = act(portail, numero, "message", 2, cle, message="Autre chose.")
    refused(other, 409, "cle-reutilisee")


def test_an_event_without_its_key_is_refused(portail, numero):
    body = {"evenement": "annuler", "version": 1}
    answer = portail.call("POST", f"/demandes/{numero}/evenements", body)
    refused(answer, 400, "requete-illisible")


def test_letters_end_one_day_and_decisions_never(portail, agent, numero):
    """The history is written straight to the store: two hundred calls would say no more."""
    avant = storage.demandes.get(numero)
    for rang in range(1, EVENEMENTS_MAXIMUM):
        avant = avant.apply(Echange.MESSAGE, Passage("message", avant.etat, clock.now(), Acteur.USAGER, "", "x"), rang)
        storage.commit(*storage.demandes.change(avant))
    full = {"version": EVENEMENTS_MAXIMUM}
    refused(act(portail, numero, "message", message="Encore.", **full), 422, "saisie-invalide", "message")
    refused(decide(agent, numero, "message", motif="Non.", **full), 422, "saisie-invalide", "motif")
    assert decide(agent, numero, "declarer_complet", **full).status_code == 200


def test_a_piece_come_by_post_is_marked_once_and_the_citizen_sees_when(portail, agent, numero):
    answer = decide(agent, numero, "recevoir_piece", piece="identite")
    assert answer.json_body == {"etat": "en_cours", "version": 2}
    seen = screen(portail, numero)
    by_nom = {piece["nom"]: piece["recue_le"] for piece in seen["pieces"]}
    assert by_nom == {"identite": seen["historique"][-1]["le"], "domicile": None}
    assert seen["historique"][-1]["libelle"] == ("Pièce reçue par courrier\u00a0: Pièce d’identité de la personne")
    assert seen["bordereau"] is True
    refused(decide(agent, numero, "recevoir_piece", 2, piece="identite"), 422, "saisie-invalide", "piece")
    decide(agent, numero, "recevoir_piece", 2, piece="domicile")
    assert screen(portail, numero)["bordereau"] is False
    # Asked for again, it is awaited again.
    decide(agent, numero, "demander_complement", 3, motif="Illisible.")
    act(portail, numero, "completer", 4, pieces={"identite": {"par_courrier": True}})
    assert {p["nom"]: bool(p["recue_le"]) for p in screen(portail, numero)["pieces"]} == {
        "identite": False,
        "domicile": True,
    }


@pytest.mark.parametrize(
    ("changes", "champ"),
    [
        ({"evenement": "recevoir_piece"}, "piece"),
        ({"evenement": "recevoir_piece", "piece": "inconnue"}, "piece"),
        ({"evenement": "recevoir_piece", "piece": "identite", "motif": "Merci."}, "motif"),
        ({"evenement": "message"}, "motif"),
        ({"evenement": "message", "motif": "Bonjour.", "piece": "identite"}, "piece"),
        ({"evenement": "declarer_complet", "piece": "identite"}, "piece"),
    ],
)
def test_what_an_agent_may_not_do_is_told_under_its_champ(agent, portail, numero, changes, champ):
    refused(decide(agent, numero, **changes), 422, "saisie-invalide", champ)
    assert screen(portail, numero)["version"] == 1


def test_a_bordereau_is_found_by_its_barcode_however_it_is_typed(agent, numero):
    nu = numero.replace("-", "")
    for code in (nu, numero, numero.lower(), f"{nu[:5]}%20{nu[5:]}"):
        assert agent.get(f"/agents/bordereaux/{code}").json_body == {"numero": numero}
    assert AGENTS["ccas"].courriel in {
        line.auteur for line in journal_of(f"demande:{numero}") if line.action == "consultation"
    }


def test_a_bordereau_of_another_service_or_of_nobody_is_not_found(portail, agent, numero):
    stranger = portail.another().login_agent("scolaire")
    refused(stranger.get(f"/agents/bordereaux/{numero}"), 404, "introuvable")
    for code in ("D26-2222-2222", "x", "0" * 300, "%F0%9F%98%80"):
        refused(agent.get(f"/agents/bordereaux/{code}"), 404, "introuvable")


def listed(portail, **questions):
    query = "&".join(f"{nom}={valeur}" for nom, valeur in questions.items())
    return [line["numero"] for line in portail.get(f"/demandes?{query}").json_body["elements"]]


def test_one_s_demandes_are_found_by_state_and_by_words(portail, numero):
    acte = portail.submit("acte-deces").json_body["numero"]
    child = portail.submit("inscription-scolaire", membre="m1").json_body["numero"]
    act(portail, numero, "annuler")
    assert listed(portail, etat="terminees") == listed(portail, etat="annule") == [numero]
    assert set(listed(portail, etat="ouvertes")) == set(listed(portail, etat="en_cours")) == {acte, child}
    assert listed(portail, q="DECES") == listed(portail, q="d%C3%A9c") == [acte]
    assert listed(portail, q="leo") == [child]
    assert listed(portail, q=acte) == listed(portail, q=acte.replace("-", "").lower()) == [acte]
    assert listed(portail, q="portage", etat="ouvertes") == listed(portail, q="girafe") == []
    assert len(listed(portail, q="x" * 3000)) == 0
    assert len(listed(portail, q="%20-%20")) == 3
    refused(portail.get("/demandes?etat=perdu"), 400, "requete-illisible")
