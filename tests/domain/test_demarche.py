"""Every démarche shipped can be filled, checked, served and read."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.definition import parse
from chalicelib.domain.errors import SaisieInvalide
from chalicelib.domain.formulaire import TypeDeChamp
from chalicelib.storage.definitions import catalogue, get
from tests.domain.reponses import completes, minimales

TODAY = date(2026, 3, 27)
DEFINITIONS = catalogue()
chaque_demarche = pytest.mark.parametrize("definition", DEFINITIONS, ids=[d.slug for d in DEFINITIONS])


def erreurs_of(definition, reponses):
    with pytest.raises(SaisieInvalide) as refus:
        definition.check(reponses, TODAY)
    return {erreur.champ: erreur.code for erreur in refus.value.erreurs}


def champs_of(definition):
    """Those of the entries of a groupe as well."""
    champs = [champ for etape in definition.etapes for champ in etape.champs]
    return [dedans for champ in champs for dedans in (champ, *champ.champs)]


def lines_of(definition, reponses):
    """The libelles of the récapitulatif, as they are expected."""
    for champ in (champ for etape in definition.etapes for champ in etape.champs if champ.nom in reponses):
        if champ.type is not TypeDeChamp.GROUPE:
            yield champ.libelle
            continue
        for rang, entree in enumerate(reponses[champ.nom], start=1):
            yield from (f"{champ.libelle_un} {rang} – {c.libelle}" for c in champ.champs if c.nom in entree)


def test_the_catalogue_is_the_one_announced():
    assert {d.slug: (d.service, d.compte_requis, d.membres) for d in DEFINITIONS} == {
        "acte-deces": ("etat-civil", False, "aucun"),
        "acte-mariage": ("etat-civil", False, "aucun"),
        "acte-naissance": ("etat-civil", False, "aucun"),
        "attestation-accueil": ("accueil", True, "aucun"),
        "cantine-periscolaire": ("periscolaire", True, "enfants"),
        "debit-boissons": ("police-administrative", True, "aucun"),
        "duplicata-livret-famille": ("etat-civil", True, "adultes"),
        "inscription-liste-electorale": ("elections", True, "adultes"),
        "inscription-scolaire": ("scolaire", True, "enfants"),
        "location-salle": ("vie-associative", True, "aucun"),
        "occupation-domaine-public": ("voirie", True, "aucun"),
        "portage-repas": ("ccas", True, "adultes"),
        "quotient-familial": ("scolaire", True, "aucun"),
        "recensement-citoyen": ("elections", True, "tous"),
        "signalement-voirie": ("services-techniques", False, "aucun"),
        "tranquillite-vacances": ("police-municipale", True, "aucun"),
    }


@chaque_demarche
@pytest.mark.parametrize("make", [minimales, completes])
@pytest.mark.parametrize("today", [TODAY, date(2028, 2, 29), date(2026, 12, 31)], ids=str)
def test_a_form_filled_as_it_asks_is_accepted_and_kept_as_it_is(definition, make, today):
    reponses = make(definition, today)
    assert definition.check(reponses, today) == reponses


@chaque_demarche
def test_without_any_answer_the_first_question_is_required(definition):
    assert erreurs_of(definition, {})[champs_of(definition)[0].nom] == "obligatoire"


@chaque_demarche
def test_each_etape_helps_and_each_word_is_well_typed(definition):
    assert [etape.nom for etape in definition.etapes if not etape.aide] == []
    textes = [definition.titre, definition.resume, definition.silence, definition.qui, definition.recours]
    textes += [controle.message for etape in definition.etapes for controle in etape.controles]
    textes += [quota.message for quota in definition.quotas] + [c.libelle_un for c in champs_of(definition)]
    textes += [texte for etape in definition.etapes for texte in (etape.titre, etape.aide)]
    textes += [texte for champ in champs_of(definition) for texte in (champ.libelle, champ.aide)]
    textes += [option.libelle for champ in champs_of(definition) for option in champ.options]
    textes += [texte for piece in definition.pieces for texte in (piece.libelle, piece.aide)]
    assert [texte for texte in textes if re.search(r"'|\.\.\.| [:;?!»]|« |[^\u00a0][:;?!»](?!//)|\s$|^\s", texte)] == []


@chaque_demarche
def test_a_sentence_ends_with_a_point_and_a_libelle_does_not(definition):
    aides = [etape.aide for etape in definition.etapes] + [champ.aide for champ in champs_of(definition)]
    aides += [piece.aide for piece in definition.pieces] + [definition.silence]
    aides += [controle.message for etape in definition.etapes for controle in etape.controles]
    aides += [definition.qui, definition.recours, *(quota.message for quota in definition.quotas)]
    phrases = [champ.libelle for champ in champs_of(definition) if champ.type is TypeDeChamp.CONSENTEMENT]
    assert [aide for aide in [*aides, *phrases] if aide and aide[-1] not in ".…"] == []
    libelles = [definition.titre, definition.resume] + [champ.libelle for champ in champs_of(definition)]
    libelles = [libelle for libelle in libelles if libelle not in phrases]
    assert [libelle for libelle in libelles if libelle[-1] in ".:" or len(libelle) > 80] == []


@chaque_demarche
def test_an_explication_that_stops_says_where_to_go(definition):
    arrets = [champ for champ in champs_of(definition) if champ.arret]
    assert [champ.nom for champ in arrets if len(champ.aide) < 60 or champ.si is None] == []


@chaque_demarche
def test_the_number_of_an_identity_card_is_never_asked(definition):
    assert [
        champ.libelle for champ in champs_of(definition) if re.search(r"num[ée]ro.*(carte|pass)", champ.libelle)
    ] == []


@chaque_demarche
def test_what_is_served_is_the_definition_and_nothing_else(definition):
    servie = definition.as_json()
    reste = {cle: valeur for cle, valeur in servie.items() if cle not in {"slug", "version"} and valeur != []}
    assert parse(reste, definition.slug, definition.version) == replace(definition, quotas=())


@chaque_demarche
def test_the_recapitulatif_holds_every_answer_in_order(definition):
    reponses = completes(definition, TODAY)
    lignes = [ligne for _, lignes in definition.recapitulatif(reponses) for ligne in lignes]
    assert [libelle for libelle, _ in lignes] == list(lines_of(definition, reponses))
    assert all(texte and not re.search(r"\d{4}-\d\d-\d\d|True|False|\[|\{|_", texte) for _, texte in lignes)


def test_the_recapitulatif_is_in_french():
    definition = get("inscription-scolaire")
    reponses = {**completes(definition, TODAY), "enfant_naissance": "2022-03-27"}
    sections = dict(definition.recapitulatif(reponses))
    enfant, responsables = dict(sections["L’enfant"]), dict(sections["Les responsables de l’enfant"])
    assert enfant["Date de naissance de l’enfant"] == "27 mars 2022"
    assert responsables["Votre téléphone"] == "06\u00a039\u00a098\u00a012\u00a034"
    assert responsables["Votre adresse"] == "12 rue des Lilas, 62990 Valmont-sur-Lys"
    assert responsables["L’enfant a-t-il un second responsable légal\u00a0?"] == "Oui"
    assert responsables["Où l’enfant vit-il\u00a0?"] == "En garde alternée"


def test_etapes_without_an_answer_are_not_in_the_recapitulatif():
    definition = get("acte-deces")
    assert [titre for titre, _ in definition.recapitulatif({"lieu": "commune"})] == ["Le lieu du décès"]


@settings(max_examples=60)
@given(data=st.data())
@chaque_demarche
def test_checking_kept_answers_again_changes_nothing(definition, data):
    depart = completes(definition, TODAY)
    retires = data.draw(st.sets(st.sampled_from(sorted(depart))))
    bascule = {
        champ.nom: data.draw(st.sampled_from([option.valeur for option in champ.options]), champ.nom)
        for champ in champs_of(definition)
        if champ.type is TypeDeChamp.CHOIX
    }
    reponses = {nom: valeur for nom, valeur in {**depart, **bascule}.items() if nom not in retires}
    try:
        gardees = definition.check(reponses, TODAY)
    except SaisieInvalide:
        return
    assert definition.check(gardees, TODAY) == gardees
    assert gardees.keys() <= reponses.keys()


def test_a_refusal_names_no_more_than_twenty_unknown_champs():
    codes = erreurs_of(get("acte-deces"), {f"inconnu_{rang}": "x" for rang in range(5000)}).values()
    assert list(codes).count("champ-inconnu") == 20
