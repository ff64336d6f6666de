"""What a citizen sends: who asks, whom it concerns, what is attached (R4, R26–R28)."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from chalicelib.domain.compte import Adresse, Compte, Coordonnees, Etat, Identite, Membre, Naissance
from chalicelib.domain.demande import Demandeur, Fichier
from chalicelib.domain.demarche import Definition
from chalicelib.domain.errors import SaisieInvalide
from chalicelib.domain.formulaire import Champ, Etape, PieceDemandee, TypeDeChamp
from chalicelib.domain.idempotence import Sceau
from chalicelib.domain.soumission import MO, Depot, Fourniture, Soumission, check, refuse_announced, refuse_received
from chalicelib.storage.definitions import get
from tests.domain.reponses import minimales

TODAY = date(2026, 3, 27)
CHAMPS = (
    Champ("motif", TypeDeChamp.TEXTE, "Motif"),
    Champ("parts", TypeDeChamp.NOMBRE, "Parts", obligatoire=False),
)
DOMICILE = PieceDemandee("domicile", "Justificatif de domicile", nombre_max=2)
PHOTO = PieceDemandee("photo", "Photo", obligatoire=False, formats=("jpeg", "png"), taille_max_mo=1)
DEFINITION = Definition(
    slug="essai",
    version=1,
    titre="Essai",
    resume="Essayer",
    service="ccas",
    compte_requis=False,
    membres="enfants",
    icone="coeur",
    duree_minutes=5,
    delai_jours=30,
    silence="Rien.",
    etapes=(Etape("une", "Une", CHAMPS),),
    pieces=(DOMICILE, PHOTO),
)
COMPTE = Compte(
    id="c1",
    identifiant="amélie.lire",
    etat=Etat.EN_ATTENTE,
    identite=Identite("Lire", ("Amélie", "Rose"), Naissance(date(1985, 3, 27))),
    coordonnees=Coordonnees("amelie@exemple.fr", Adresse(("1 rue",), "62990", "Valmont"), "+33612345678"),
    communication="courriel",
    membres=(
        Membre("m1", "enfant", "Lire", ("Léo",), Naissance(date(2020, 5, 2))),
        Membre("m2", "adulte", "Petit", ("Hugo",), Naissance(date(1984, 1, 9))),
    ),
    cree_le=datetime(2026, 3, 1, tzinfo=UTC),
    sceau=Sceau("cle", "corps"),
)
PAR_COURRIER = {"domicile": Fourniture(par_courrier=True)}
CONTACT = {"nom": "Nguyễn", "prenom": "Thảo", "courriel": "thao@Exemple.FR"}
SOUMISSION = Soumission("essai", 1, {"motif": "Un essai"}, PAR_COURRIER)
PNG = b"\x89PNG\r\n\x1a\n"


def faults(soumission, compte=COMPTE, definition=DEFINITION):
    with pytest.raises(SaisieInvalide) as refus:
        check(definition, soumission, compte, TODAY)
    return [(erreur.champ, erreur.code) for erreur in refus.value.erreurs]


def test_a_citizen_asks_with_what_their_compte_says():
    dossier = check(DEFINITION, SOUMISSION, COMPTE, TODAY)
    assert dossier.demandeur == Demandeur("Lire", "Amélie", "amelie@exemple.fr", "+33612345678")
    assert dossier.concerne == "Amélie Lire"
    assert dossier.reponses == {"motif": "Un essai"}
    assert dossier.pieces == (DOMICILE, PHOTO)


def test_a_member_of_the_foyer_is_named():
    assert check(DEFINITION, replace(SOUMISSION, membre="m1"), COMPTE, TODAY).concerne == "Léo Lire"


def test_a_member_that_the_demarche_cannot_concern_is_refused():
    assert faults(replace(SOUMISSION, membre="m2")) == [("membre", "choix-inconnu")]


def test_who_has_no_compte_says_who_they_are():
    dossier = check(DEFINITION, replace(SOUMISSION, contact=CONTACT), None, TODAY)
    assert dossier.demandeur == Demandeur("Nguyễn", "Thảo", "thao@exemple.fr")
    assert dossier.concerne == "Thảo Nguyễn"


@pytest.mark.parametrize("contact", [None, {}])
def test_who_has_no_compte_and_does_not_say_who_they_are_is_told_every_champ(contact):
    attendues = [(f"contact.{champ}", "obligatoire") for champ in ("nom", "prenom", "courriel")]
    assert faults(replace(SOUMISSION, contact=contact), None) == attendues


def test_a_contact_cannot_speak_in_the_place_of_the_compte():
    assert check(DEFINITION, replace(SOUMISSION, contact=CONTACT), COMPTE, TODAY).demandeur.nom == "Lire"


def test_answers_are_at_fault_under_their_own_path_with_everything_else():
    soumission = replace(SOUMISSION, reponses={"motif": "", "parts": "deux", "autre": 1}, membre="m9")
    assert faults(soumission) == [
        ("reponses.motif", "obligatoire"),
        ("reponses.parts", "nombre"),
        ("reponses.autre", "champ-inconnu"),
        ("membre", "choix-inconnu"),
    ]


def test_a_missing_piece_is_told_together_with_a_wrong_contact():
    soumission = replace(SOUMISSION, pieces={}, contact=CONTACT | {"courriel": "thao"})
    assert faults(soumission, None) == [("pieces.domicile", "obligatoire"), ("contact.courriel", "courriel")]


@pytest.mark.parametrize(
    ("fournie", "code"),
    [
        (None, "obligatoire"),
        (Fourniture(), "obligatoire"),
        (Fourniture(("a", "b", "c")), "trop-de-fichiers"),
        (Fourniture(("a", "b", "c"), par_courrier=True), "trop-de-fichiers"),
    ],
)
def test_a_piece_missing_or_with_too_many_files_is_refused(fournie, code):
    pieces = {} if fournie is None else {"domicile": fournie}
    assert faults(replace(SOUMISSION, pieces=pieces)) == [("pieces.domicile", code)]


@pytest.mark.parametrize(
    "fournie", [Fourniture(par_courrier=True), Fourniture(("a",)), Fourniture(("a", "b")), Fourniture(("a",), True)]
)
def test_a_piece_comes_as_files_or_by_post_and_an_optional_one_may_not_come(fournie):
    assert check(DEFINITION, replace(SOUMISSION, pieces={"domicile": fournie}), COMPTE, TODAY).pieces


def test_every_missing_piece_of_a_real_demarche_is_told_with_what_to_do():
    definition = get("portage-repas")
    reponses = minimales(definition, TODAY)
    with pytest.raises(SaisieInvalide) as refus:
        check(definition, Soumission("portage-repas", 1, reponses), COMPTE, TODAY)
    obligatoires = {f"pieces.{p.nom}" for p in definition.pieces_for(reponses, TODAY) if p.obligatoire}
    assert obligatoires
    assert {e.champ for e in refus.value.erreurs} == obligatoires
    assert all("par courrier" in e.detail for e in refus.value.erreurs)


@pytest.mark.parametrize(
    ("type_mime", "taille", "champs"),
    [
        ("image/png", 1, []),
        ("image/jpeg", MO, []),
        ("image/png", MO + 1, [("taille", "trop-lourd")]),
        ("image/png", 0, [("taille", "vide")]),
        ("image/png", -1, [("taille", "vide")]),
        ("application/pdf", 10, [("type", "type")]),
        ("image/svg+xml", 10, [("type", "type")]),
        ("", 10, [("type", "type")]),
        ("text/html", MO + 1, [("type", "type"), ("taille", "trop-lourd")]),
    ],
)
def test_a_file_is_refused_before_it_is_sent(type_mime, taille, champs):
    erreurs = refuse_announced(PHOTO, "photo.png", type_mime, taille)
    assert [(e.champ, e.code) for e in erreurs] == champs
    assert all("photo.png" in e.detail for e in erreurs)


def test_a_refused_type_says_which_are_taken():
    (erreur,) = refuse_announced(PHOTO, "a.pdf", "application/pdf", 10)
    assert erreur.detail.endswith("JPEG, PNG.")


def received(tete=PNG, type_mime="image/png", taille=1000):
    return Depot(Fichier("quarantaine/a", "photo.png", type_mime, taille), tete)


def test_files_that_hold_are_taken():
    assert refuse_received(PHOTO, []) is None
    assert refuse_received(PHOTO, [received(), received(b"\xff\xd8\xff\xe0", "image/jpeg")]) is None


@pytest.mark.parametrize(
    ("depot", "code"),
    [
        (None, "fichier-absent"),
        (received(type_mime="application/pdf"), "type"),
        (received(taille=MO + 1), "trop-lourd"),
        (received(taille=0), "vide"),
        (received(tete=b"<svg onload=alert(1)>"), "contenu"),
        (received(type_mime="image/jpeg"), "contenu"),
    ],
)
def test_a_file_at_fault_is_told_under_its_piece_wherever_it_stands(depot, code):
    for depots in ([depot], [received(), depot], [depot, received()]):
        erreur = refuse_received(PHOTO, depots)
        assert (erreur.champ, erreur.code) == ("pieces.photo", code)
        assert erreur.detail.endswith(".")
