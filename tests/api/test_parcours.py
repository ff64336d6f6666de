"""The whole way of a demande, as the browser drives it."""

from tests.portail import Portail, demande, outbox


def test_a_demande_goes_from_a_new_compte_to_the_agents_decision(portail):
    assert portail.create_compte() == "amélie.lire"
    assert portail.login("amélie.lire").json_body["etat"] == "en_attente"

    numero = portail.submit("inscription-scolaire", membre="m1").json_body["numero"]
    (line,) = portail.get("/demandes").json_body["elements"]
    assert (line["numero"], line["etat_libelle"], line["concerne"]) == (numero, "En cours", "Léo Lire")

    agent: Portail = portail.another().login_agent("scolaire")
    (waiting,) = agent.get("/agents/demandes").json_body["elements"]
    assert waiting["numero"] == numero
    seen = agent.get(f"/agents/demandes/{numero}").json_body
    assert [action["evenement"] for action in seen["actions"]] == [
        "declarer_complet", "demander_complement", "refuser", "message",
    ]  # fmt: skip
    decided = agent.post(
        f"/agents/demandes/{numero}/evenements", {"evenement": "declarer_complet", "version": seen["version"]}
    )
    assert decided.json_body == {"etat": "complet", "version": 2}

    screen = portail.get(f"/demandes/{numero}").json_body
    assert screen["etat_libelle"] == "Complet"
    assert [step["libelle"] for step in screen["historique"]] == ["La demande est envoyée", "Le dossier est complet"]
    assert sorted(modele for modele, _ in outbox()) == ["compte_cree", "demande_etat", "demande_recue"]


def test_an_acte_is_asked_for_without_a_compte(portail):
    body = demande("acte-deces") | {
        "contact": {"nom": "Nguyễn", "prenom": "Thảo", "courriel": "thao@exemple.fr"},
        "cryptogramme": portail.cryptogramme(),
    }
    answer = portail.post("/demandes", body)
    assert answer.status_code == 201
    assert [v["numero"] for m, v in outbox() if m == "demande_recue"] == [answer.json_body["numero"]]
