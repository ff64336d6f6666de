"""/comptes: creating a compte (R8 to R14), and /compte: reading it (R17)."""

import unicodedata
import uuid

import pytest

from chalicelib.storage.tables_comptes import CompteItem
from tests.portail import MOT_DE_PASSE, compte, outbox
from tests.problemes import refused


def with_value(chemin, valeur):
    """A valid body with one value replaced, at its dotted path."""
    body = compte()
    where = body
    *parents, last = [int(key) if key.isdigit() else key for key in chemin.split(".")]
    for key in parents:
        where = where[key]
    where[last] = valeur
    return body


def create(portail, body, **headers):
    return portail.post("/comptes", body | {"cryptogramme": portail.cryptogramme()}, **headers)


def test_the_answer_to_a_creation_never_holds_the_identifiant(portail):
    answer = create(portail, compte())
    assert answer.status_code == 201
    assert answer.json_body == {"courriel": "amelie.lire@exemple.fr"}
    assert "Set-Cookie" not in answer.headers


def test_the_identifiant_leaves_by_mail_to_the_address_given(portail):
    portail.create_compte()
    assert outbox() == [("compte_cree", {"prenom": "Amélie", "nom": "Lire", "identifiant": "amélie.lire"})]


@pytest.mark.parametrize(
    ("identite", "identifiant"),
    [
        ({"prenoms": ["Amélie", "Rose"]}, "amélie.lire"),
        ({"prenoms": ["Marie-Ève"], "nom_usage": "Le Goff"}, "marie-ève.le-goff"),
        ({"prenoms": ["Zoé"], "nom_naissance": "D’Hérouville"}, "zoé.d'hérouville"),
        ({"prenoms": ["Maëlys"], "nom_naissance": unicodedata.normalize("NFD", "Bézu")}, "maëlys.bézu"),
    ],
)
def test_the_identifiant_follows_the_names(portail, identite, identifiant):
    assert portail.create_compte(identite=compte()["identite"] | identite) == identifiant


def test_homonyms_get_a_number(portail):
    for _ in range(3):
        create(portail, compte())
    assert sorted(v["identifiant"] for _, v in outbox()) == ["amélie.lire", "amélie.lire2", "amélie.lire3"]


def test_a_spelling_without_accents_is_another_identifiant(portail):
    portail.create_compte()
    assert portail.create_compte(identite=compte()["identite"] | {"prenoms": ["Amelie"]}) == "amelie.lire"


def test_one_reads_one_s_compte_as_it_was_typed_adults_first(portail):
    lu = portail.logged_in().get("/compte").json_body
    assert (lu["identifiant"], lu["etat"], lu["version"]) == ("amélie.lire", "en_attente", 1)
    assert lu["identite"] == compte()["identite"] | {"nom_usage": None, "civilite": None}
    assert lu["coordonnees"] == compte()["coordonnees"] | {"telephone": "+33612345678"}
    assert [(m["id"], m["lien"], m["prenoms"]) for m in lu["membres"]] == [
        ("m2", "adulte", ["Hugo"]), ("m1", "enfant", ["Léo"]),
    ]  # fmt: skip
    assert lu["membres"][1]["naissance"]["date"] == "2020-05-02"


def test_neither_the_compte_nor_the_store_holds_a_password_or_an_answer_in_clear(portail):
    answer = portail.logged_in().get("/compte")
    rest = "".join(item.contenu for item in CompteItem.scan()) + str(outbox())
    for secret in (MOT_DE_PASSE, "Noisette", "argon2"):
        assert secret not in answer.body.decode() + rest


def test_the_foyer_is_optional(portail):
    assert portail.logged_in(membres=[]).get("/compte").json_body["membres"] == []


@pytest.mark.parametrize(
    ("chemin", "valeur"),
    [
        ("identite.nom_naissance", " "),
        ("identite.nom_naissance", "x" * 81),
        ("identite.nom_naissance", "李"),
        ("identite.prenoms", [" "]),
        ("identite.naissance.date", "1985-02-30"),
        ("identite.naissance.date", "2985-02-03"),
        ("identite.naissance.lieu", ""),
        ("identite.nom_usage", "a\u202eb"),
        ("identite.civilite", "duc"),
        ("coordonnees.courriel", "amelie.lire"),
        ("coordonnees.telephone", "12"),
        ("coordonnees.adresse.code_postal", "6299"),
        ("coordonnees.adresse.commune", ""),
        ("coordonnees.adresse.lignes", []),
        ("membres.1.nom_naissance", ""),
        ("membres.0.prenoms", [""]),
        ("membres.0.naissance.date", "hier"),
        ("securite.mot_de_passe", "court"),
        ("securite.mot_de_passe", "x" * 201),
        ("securite.mot_de_passe", "motdepasse123"),
        ("securite.mot_de_passe", "amélie lire amélie"),
        ("securite.question", "ma-propre-question"),
        ("securite.reponse", ""),
    ],
)
def test_a_value_that_cannot_be_kept_is_told_on_its_champ(portail, chemin, valeur):
    refused(create(portail, with_value(chemin, valeur)), 422, "saisie-invalide", chemin)
    assert CompteItem.count() == 0


def test_every_champ_at_fault_is_told_at_once(portail):
    body = with_value("identite.nom_naissance", "") | {"communication": "telephone"}
    body["coordonnees"] = {**body["coordonnees"], "courriel": "", "telephone": None}
    body["securite"] = body["securite"] | {"mot_de_passe": "court"}
    champs = ["identite.nom_naissance", "coordonnees.courriel", "coordonnees.telephone", "securite.mot_de_passe"]
    refused(create(portail, body), 422, "saisie-invalide", *champs)


def test_a_foyer_larger_than_a_form_can_show_is_refused(portail):
    refused(create(portail, compte() | {"membres": compte()["membres"] * 11}), 422, "saisie-invalide", "membres")


def test_a_fault_elsewhere_leaves_the_cryptogramme_usable(portail):
    solved = portail.cryptogramme()
    faulty = with_value("identite.nom_naissance", "") | {"cryptogramme": solved}
    refused(portail.post("/comptes", faulty), 422, "saisie-invalide", "identite.nom_naissance")
    assert portail.post("/comptes", compte() | {"cryptogramme": solved}).status_code == 201


def test_sending_twice_creates_one_compte_and_one_mail(portail):
    body, cle = compte() | {"cryptogramme": portail.cryptogramme()}, str(uuid.uuid4())
    first, second = portail.post("/comptes", body, cle), portail.post("/comptes", body, cle)
    assert (first.status_code, first.body) == (second.status_code, second.body) == (201, first.body)
    assert (CompteItem.count(), len(outbox())) == (1, 1)


def test_the_same_key_for_another_person_is_refused(portail):
    cle = str(uuid.uuid4())
    create(portail, compte(), cle=cle)
    refused(create(portail, with_value("identite.nom_naissance", "Petit"), cle=cle), 409, "cle-reutilisee")
    assert CompteItem.count() == 1


def test_signing_up_with_a_courriel_already_used_answers_the_same(portail):
    first, second = create(portail, compte()), create(portail, compte())
    assert (first.status_code, first.headers, first.body) == (second.status_code, second.headers, second.body)


def test_the_secret_questions_are_a_closed_list(portail):
    elements = portail.get("/questions").json_body["elements"]
    assert {"code": "premier-animal", "libelle": "Comment s’appelait votre premier animal\u00a0?"} in elements
    assert len({element["code"] for element in elements}) == 6
