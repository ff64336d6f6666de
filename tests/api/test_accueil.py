"""« Accueil » in one answer: who is logged in, and their latest demandes."""


def test_the_accueil_says_what_the_session_and_the_list_say(portail):
    portail.logged_in()
    numeros = [portail.submit().json_body["numero"] for _ in range(2)]
    accueil = portail.get("/accueil").json_body
    assert accueil == {"session": portail.get("/session").json_body, "demandes": portail.get("/demandes").json_body}
    assert {ligne["numero"] for ligne in accueil["demandes"]["elements"]} == set(numeros)
    assert accueil["session"]["identifiant"] == "amélie.lire"


def test_the_accueil_is_for_who_is_logged_in(portail):
    assert portail.get("/accueil").status_code == 401
