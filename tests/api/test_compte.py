"""/compte: « Modifier mon compte », a change of courriel, taking one's data away, leaving (R17, R18, R23)."""

import unicodedata
from datetime import timedelta

import pytest

from chalicelib import clock
from tests.foyer import decided, jetons, mailbox
from tests.portail import MOT_DE_PASSE, Portail, compte
from tests.problemes import refused

ANCIENNE, NOUVELLE = "amelie.lire@exemple.fr", "autre@exemple.fr"


@pytest.fixture
def usager(portail) -> Portail:
    """Logged in, the compte validated."""
    portail.logged_in()
    decided()
    return portail


def patch(portail, **sections):
    version = portail.get("/compte").json_body["version"]
    return portail.call("PATCH", "/compte", {"version": version} | sections)


def coordonnees(portail, **changes):
    return portail.get("/compte").json_body["coordonnees"] | changes


def membre(**changes):
    return {
        "lien": "adulte",
        "nom_naissance": "Lire",
        "prenoms": ["Zoé"],
        "naissance": {"date": "1990-01-02"},
    } | changes


def confirm(portail, jeton, action="confirmation"):
    return portail.another().post(f"/compte/courriel/{action}", {"jeton": jeton})


def test_a_compte_tells_whether_it_may_be_modified_and_why_not(portail):
    lu = portail.logged_in().get("/compte").json_body
    assert (lu["modifiable"], lu["a_corriger"], lu["motif"], lu["changement_courriel"]) == (False, False, "", None)
    assert "La mairie vérifie votre compte" in lu["blocage"]
    assert lu["verifie_le"] >= lu["cree_le"]
    decided("correction", "Le nom de naissance est illisible.")
    lu = portail.get("/compte").json_body
    assert (lu["modifiable"], lu["a_corriger"], lu["blocage"]) == (True, True, "")
    assert lu["motif"] == "Le nom de naissance est illisible."
    decided("refuse", "Doublon")
    lu = portail.get("/compte").json_body
    assert (lu["modifiable"], lu["motif"]) == (False, "Doublon")
    decided()
    lu = portail.get("/compte").json_body
    assert (lu["modifiable"], lu["blocage"], lu["motif"]) == (True, "", "")


def test_no_part_of_a_compte_is_modified_while_it_waits(portail):
    portail.logged_in()
    answer = patch(portail, communication="telephone")
    refused(answer, 409, "compte-non-modifiable")
    assert answer.json_body["detail"] == portail.get("/compte").json_body["blocage"]


def test_what_was_asked_for_is_corrected_and_the_compte_waits_again(portail):
    portail.logged_in()
    decided("correction", "L’adresse est incomplète.")
    answer = patch(portail, communication="telephone")
    assert (answer.status_code, answer.json_body["a_corriger"], answer.json_body["etat"]) == (200, False, "en_attente")
    refused(patch(portail, communication="courriel"), 409, "compte-non-modifiable")


def test_saving_answers_the_compte_and_what_changed(usager):
    answer = patch(usager, communication="telephone")
    assert answer.status_code == 200
    before_after = {"avant": "Par courriel", "apres": "Par téléphone (SMS)"}
    assert answer.json_body["changements"] == [{"libelle": "Comment la mairie vous prévient"} | before_after]
    assert {k: v for k, v in answer.json_body.items() if k != "changements"} == usager.get("/compte").json_body


def test_the_foyer_is_saved_whole_and_shown_adults_first(usager):
    hugo, leo = usager.get("/compte").json_body["membres"]
    apres = patch(usager, membres=[leo | {"ecole": "Jules Ferry"}, membre(relation="conjoint")]).json_body
    assert [(m["prenoms"], m["ecole"], m["relation"]) for m in apres["membres"]] == [
        (["Zoé"], None, "conjoint"), (["Léo"], "Jules Ferry", None),
    ]  # fmt: skip
    assert apres["membres"][1]["id"] == leo["id"]
    assert apres["membres"][0]["id"] not in {hugo["id"], leo["id"]}


def test_two_tabs_never_overwrite_each_other(usager):
    version = usager.get("/compte").json_body["version"]
    assert patch(usager, communication="telephone").status_code == 200
    stale = usager.call("PATCH", "/compte", {"version": version, "membres": []})
    refused(stale, 409, "ecriture-concurrente")
    assert len(usager.get("/compte").json_body["membres"]) == 2


REFUSES = [
    ("membres.1.nom_naissance", [membre(), membre(nom_naissance="x" * 10_000)]),
    ("membres.0.nom_naissance", [membre(nom_naissance="Li\u202ere")]),
    ("membres.0.ecole", [membre(ecole="a\x07b")]),
    ("membres.0.ecole", [membre(ecole="x" * 101)]),
    ("membres.0.relation", [membre(relation="voisin")]),
    ("membres.0.naissance.date", [membre(naissance={"date": "2990-01-01"})]),
    ("membres.0.naissance.date", [membre(lien="enfant", naissance={"date": "1950-01-01"})]),
    ("membres.0.id", [membre(id="m99")]),
    ("membres", [membre()] * 21),
]


def test_what_cannot_be_kept_is_told_on_its_champ(usager):
    for chemin, membres in REFUSES:
        refused(patch(usager, membres=membres), 422, "saisie-invalide", chemin)
    assert len(usager.get("/compte").json_body["membres"]) == 2


def test_a_body_of_another_shape_is_unreadable(usager):
    for corps in ({"version": 2, "identifiant": "x"}, {}, {"version": 2, "membres": [{"lien": "chat"}]}):
        answer = usager.call("PATCH", "/compte", corps)
        assert (answer.status_code, answer.json_body["type"]) == (400, "/problemes/requete-illisible")


ODD = ["<script>alert(1)</script>", "Zoé 🌻", unicodedata.normalize("NFD", "Bézu"), "L {{ 7*7 }}", "a" * 80]


def test_an_odd_name_is_kept_and_shown_as_text_in_json_and_in_mails(usager):
    identite = usager.get("/compte").json_body["identite"]
    for nom in ODD:
        mailbox()
        answer, attendu = patch(usager, identite=identite | {"nom_usage": nom}), unicodedata.normalize("NFC", nom)
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
        assert answer.json_body["identite"]["nom_usage"] == attendu
        assert mailbox()[-1][2].startswith(f"Bonjour Amélie {attendu},\n")


def test_another_courriel_waits_until_both_mailboxes_said_yes(usager):
    attendu = patch(usager, coordonnees=coordonnees(usager, courriel=NOUVELLE)).json_body["changement_courriel"]
    assert (attendu["courriel"], attendu["ancien_confirme"], attendu["nouveau_confirme"]) == (NOUVELLE, False, False)
    liens = jetons()
    first = confirm(usager, liens[NOUVELLE])
    assert first.json_body == {"fait": False, "reste": "ancienne", "courriel": ""}
    assert usager.get("/compte").json_body["changement_courriel"]["nouveau_confirme"]
    for _ in range(2):
        second = confirm(usager, liens[ANCIENNE])
        assert second.json_body == {"fait": True, "reste": None, "courriel": NOUVELLE}
    lu = usager.get("/compte").json_body
    assert (lu["coordonnees"]["courriel"], lu["changement_courriel"]) == (NOUVELLE, None)


def test_the_rest_of_the_form_is_saved_at_once(usager):
    answer = patch(usager, coordonnees=coordonnees(usager, courriel=NOUVELLE, telephone=None))
    assert answer.json_body["coordonnees"]["telephone"] is None
    assert [c["libelle"] for c in answer.json_body["changements"]] == ["Téléphone", "Courriel, à confirmer"]


def test_a_change_of_courriel_is_given_up_from_the_compte_or_from_a_mailbox(usager):
    patch(usager, coordonnees=coordonnees(usager, courriel=NOUVELLE))
    liens = jetons()
    assert usager.call("DELETE", "/compte/courriel").status_code == 204
    assert usager.get("/compte").json_body["changement_courriel"] is None
    refused(confirm(usager, liens[NOUVELLE]), 404, "introuvable")
    patch(usager, coordonnees=coordonnees(usager, courriel=NOUVELLE))
    assert confirm(usager, jetons()[NOUVELLE], "annulation").status_code == 204
    assert usager.call("DELETE", "/compte/courriel").status_code == 204


def test_who_reads_one_mailbox_only_is_not_told_the_other_address(usager):
    """The new one may be a stranger's, by a slip of the keyboard."""
    patch(usager, coordonnees=coordonnees(usager, courriel=NOUVELLE))
    answer = confirm(usager, jetons()[NOUVELLE])
    assert answer.json_body == {"fait": False, "reste": "ancienne", "courriel": ""}
    assert confirm(usager, jetons()["amelie.lire@exemple.fr"]).json_body["courriel"] == NOUVELLE


def test_a_link_that_was_never_sent_is_not_found(portail):
    odd = ("", ".", "x", "x.ancienne.y", "é.nouvelle.", "a" * 5000)
    for jeton in (*odd, f"{'a' * 5000}.ancienne.{'y' * 43}", f"\x00.nouvelle.{'y' * 43}"):
        for action in ("confirmation", "annulation"):
            refused(confirm(portail, jeton, action), 404, "introuvable")


def test_a_link_too_old_is_not_found_and_the_compte_says_nothing_of_it(usager):
    patch(usager, coordonnees=coordonnees(usager, courriel=NOUVELLE))
    liens = jetons()
    clock.offset += timedelta(hours=48)
    refused(confirm(usager, liens[NOUVELLE]), 404, "introuvable")
    usager.login("amélie.lire")
    assert usager.get("/compte").json_body["changement_courriel"] is None


def test_one_s_data_are_asked_for_then_downloaded(usager):
    rien = {"etat": "aucune", "demandee_le": None, "expire_le": None, "taille": None, "url": None}
    assert usager.get("/compte/donnees").json_body == rien
    answer = usager.post("/compte/donnees", {})
    assert (answer.status_code, answer.json_body["etat"], answer.json_body["url"]) == (202, "en_preparation", None)
    assert any("/compte/donnees/" in body for *_, body in mailbox())
    prete = usager.get("/compte/donnees").json_body
    assert prete["etat"] == "prete"
    assert prete["taille"] > 1000
    assert "/exports/" in prete["url"]
    assert usager.post("/compte/donnees", {}).json_body["etat"] == "prete"


def test_closing_asks_for_the_password_ends_everything_and_cannot_be_undone(usager):
    second = usager.another()
    second.login("amélie.lire")
    refused(usager.post("/compte/fermeture", {"mot_de_passe": "faux"}), 422, "saisie-invalide", "mot_de_passe")
    answer = usager.post("/compte/fermeture", {"mot_de_passe": MOT_DE_PASSE})
    assert (answer.status_code, usager.cookies.get("__Host-usager")) == (204, None)
    refused(second.get("/compte"), 401, "non-connecte")
    refused(usager.login("amélie.lire"), 401, "connexion-refusee")
    assert (ANCIENNE, "Votre compte est fermé") in [mail[:2] for mail in mailbox()]


def test_the_same_request_does_not_create_the_compte_again_once_it_is_closed(portail):
    body, cle = compte() | {"cryptogramme": portail.cryptogramme()}, "une-cle-de-creation"
    portail.post("/comptes", body, cle)
    portail.login("amélie.lire")
    portail.post("/compte/fermeture", {"mot_de_passe": MOT_DE_PASSE})
    assert portail.post("/comptes", body, cle).status_code in {409, 422}
    refused(portail.login("amélie.lire"), 401, "connexion-refusee")


def test_somebody_else_may_then_have_the_identifiant(portail):
    portail.logged_in()
    portail.post("/compte/fermeture", {"mot_de_passe": MOT_DE_PASSE})
    assert portail.create_compte() == "amélie.lire"
