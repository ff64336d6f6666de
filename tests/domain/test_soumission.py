"""What a citizen sends: who asks, whom it concerns, what is attached (R4, R26–R28)."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from chalicelib.domain.compte import Adresse, Compte, Coordonnees, Etat, Identite, Membre, Naissance
from chalicelib.domain.demande import Demandeur
from chalicelib.domain.demarche import Definition
from chalicelib.domain.errors import SaisieInvalide
from chalicelib.domain.formulaire import Champ, Etape, PieceDemandee, TypeDeChamp
from chalicelib.domain.idempotence import Sceau
from chalicelib.domain.personne_nommee import named
from chalicelib.domain.pieces import Fourniture
from chalicelib.domain.soumission import Soumission, check
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


ENFANT = Champ("enfant", TypeDeChamp.MEMBRE, "Enfant", lien="enfants")
AVEC_ENFANT = replace(DEFINITION, etapes=(Etape("une", "Une", (ENFANT,)),), pieces=())
FAUX = {"membre": "m1", "nom": "Faux", "prenoms": "Faux", "naissance": "2000-01-01"}


def test_what_is_sent_of_somebody_of_the_foyer_gives_way_to_what_the_compte_knows():
    dossier = check(AVEC_ENFANT, Soumission("essai", 1, {"enfant": FAUX}), COMPTE, TODAY)
    assert dossier.reponses["enfant"] == {"membre": "m1", "nom": "Lire", "prenoms": "Léo", "naissance": "2020-05-02"}


@pytest.mark.parametrize("autre", ["m2", "m9", "usager", 3, ["m1"]])
def test_somebody_whom_the_champ_does_not_offer_is_refused(autre):
    soumission = Soumission("essai", 1, {"enfant": {**FAUX, "membre": autre}})
    assert ("reponses.enfant", "choix") in faults(soumission, definition=AVEC_ENFANT)


def test_the_citizen_may_be_chosen_where_adults_are():
    definition = replace(AVEC_ENFANT, etapes=(Etape("une", "Une", (replace(ENFANT, lien="adultes"),)),))
    dossier = check(definition, Soumission("essai", 1, {"enfant": {**FAUX, "membre": "usager"}}), COMPTE, TODAY)
    assert dossier.reponses["enfant"]["naissance"] == "1985-03-27"


def test_it_concerns_whom_the_answers_name_when_nobody_of_the_foyer_is_chosen():
    """Typed by hand, in the champs taken from a member or in a champ « membre »."""
    repris = (
        Champ("nom", TypeDeChamp.TEXTE, "Nom", prerempli="membre.nom_naissance"),
        Champ("prenoms", TypeDeChamp.TEXTE, "Prénoms", prerempli="membre.prenoms", obligatoire=False),
    )
    un_seul_nom, zoe = {"nom": "Delattre"}, {"nom": "Delattre", "prenoms": "Zoé, Anaïs"}
    assert named(repris, un_seul_nom) == "Delattre"
    assert named(repris, zoe) == "Zoé Delattre"
    assert named(CHAMPS, {"motif": "Lire"}) == ""
    enfant = (Champ("enfant", TypeDeChamp.MEMBRE, "Enfant", lien="enfants"),)
    noa = {"membre": None, "nom": "Petit", "prenoms": "Noa", "naissance": "2022-03-01"}
    assert named((*enfant, *repris), {"enfant": noa, **zoe}) == "Noa Petit"
