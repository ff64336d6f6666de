"""« Accueil » in one answer: who is logged in, and their latest demandes."""


def test_the_accueil_says_what_the_session_and_the_list_say(portail):
    portail.logged_in()
    numeros = [portail.submit().json_body["numero"] for _ in range(2)]
    accueil = portail.get("/accueil").json_body
    assert accueil["session"] == portail.get("/session").json_body
    assert accueil["demandes"] == portail.get("/demandes").json_body
    assert {ligne["numero"] for ligne in accueil["demandes"]["elements"]} == set(numeros)
    assert accueil["session"]["identifiant"] == "amélie.lire"


def test_the_accueil_is_for_who_is_logged_in(portail):
    assert portail.get("/accueil").status_code == 401


def test_the_accueil_says_what_the_mairie_asks_to_correct(portail):
    citizen = portail.another().logged_in()
    (ligne,) = portail.login_agent("comptes").get("/agents/comptes").json_body["elements"]
    before = citizen.get("/accueil").json_body
    assert (before["a_corriger"], before["motif"]) == (False, "")
    decision = {"decision": "correction", "motif": "Votre adresse est incomplète."}
    assert portail.post(f"/agents/comptes/{ligne['id']}/decision", decision).status_code == 200
    after = citizen.get("/accueil").json_body
    assert (after["a_corriger"], after["motif"]) == (True, "Votre adresse est incomplète.")
