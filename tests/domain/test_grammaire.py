"""What a definition may say beyond its questions, and where it is told that it may not."""

from datetime import date

import pytest

from chalicelib.domain.definition import parse
from chalicelib.domain.definition_table import DefinitionInvalide
from chalicelib.domain.errors import SaisieInvalide
from chalicelib.domain.quota import Quota
from tests.domain.generation import RESTE

TODAY = date(2026, 3, 27)
DEBUT = {"nom": "debut", "type": "date", "libelle": "Début"}
RNA = {"nom": "rna", "type": "rna", "libelle": "Numéro RNA"}
MEMBRE = {"nom": "enfant", "type": "membre", "libelle": "Enfant", "lien": "enfants"}
PRENOM = {"nom": "prenom", "type": "texte", "libelle": "Prénom"}
GROUPE = {"nom": "enfants", "type": "groupe", "libelle": "Enfants", "libelle_un": "Enfant", "champs": [PRENOM]}
QUOTA = {"champ": "rna", "maximum": 5, "date": "debut", "message": "Cinq par an."}
CONTROLE = {"si": {"champ": "debut", "rempli": True}, "champ": "debut", "message": "Non."}


def definition(*champs, controles=(), **reste):
    etape = {"nom": "une", "titre": "Une", "champs": list(champs), **({"controles": controles} if controles else {})}
    return parse({**RESTE, "etapes": [etape], **reste}, "essai", 1)


def test_five_a_year_per_association_can_be_said_and_is_not_served():
    lue = definition(DEBUT, RNA, quotas=[QUOTA])
    assert lue.quotas == (Quota("rna", 5, "debut", "Cinq par an."),)
    assert "quotas" not in lue.as_json()


def test_who_may_ask_how_to_contest_and_what_opens_the_follow_up_are_served():
    servie = definition(DEBUT, qui="Tout le monde.", recours="Écrivez au maire.", controle="debut").as_json()
    assert (servie["qui"], servie["recours"], servie["controle"]) == ("Tout le monde.", "Écrivez au maire.", "debut")


def test_a_groupe_has_from_one_to_ten_entries_unless_it_says_otherwise():
    (champ,) = definition(GROUPE).etapes[0].champs
    assert (champ.min, champ.max) == (1, 10)


PIECE = {"nom": "domicile", "libelle": "Domicile"}
FAUTES = [
    ("etapes[0].champs[0].min: 11 is not between", (({**GROUPE, "min": 11},), {})),
    ("etapes[0].champs[0].min: min is greater than max", (({**GROUPE, "min": 3, "max": 2},), {})),
    ("etapes[0].champs[0].libelle_un: missing", (({**GROUPE, "libelle_un": None},), {})),
    ("etapes[0].champs[0].champs[0].type: a groupe holds no groupe", (({**GROUPE, "champs": [GROUPE]},), {})),
    ("etapes[0].champs[0].champs[0].type: a groupe holds no membre", (({**GROUPE, "champs": [MEMBRE]},), {})),
    ("etapes[0].champs[0].champs[1].nom: 'prenom' is already taken", (({**GROUPE, "champs": [PRENOM, PRENOM]},), {})),
    ("etapes[0].champs[1].champs[0].nom: 'prenom' is already taken", ((PRENOM, GROUPE), {})),
    (
        "etapes[0].champs[0].champs[0].prerempli: unknown key",
        (({**GROUPE, "champs": [{**PRENOM, "prerempli": "membre.prenoms"}]},), {}),
    ),
    (
        "etapes[0].champs[1].si.champ: no champ 'prenom'",
        ((GROUPE, {**DEBUT, "si": {"champ": "prenom", "rempli": True}}), {}),
    ),
    ("etapes[0].champs[0].lien: 'voisins' is none of", (({**MEMBRE, "lien": "voisins"},), {})),
    ("etapes[0].champs[0].type: nobody has a foyer", ((MEMBRE,), {"compte_requis": False, "membres": "aucun"})),
    ("etapes[0].champs[0].min: not a date", (({**DEBUT, "min": "debut+3jours"},), {})),
    ("etapes[0].champs[1].max: not a date", ((RNA, {**DEBUT, "max": "rna+3jours"}), {})),
    ("etapes[0].champs[1].max: not a date", ((MEMBRE, {**DEBUT, "max": "enfant+3jours"}), {})),
    ("etapes[0].champs[0].min: '9h' is no hour", (({"nom": "h", "type": "heure", "libelle": "H", "min": "9h"},), {})),
    (
        "etapes[0].champs[0].min: an amount in centimes",
        (({"nom": "m", "type": "montant", "libelle": "M", "min": -1},), {}),
    ),
    ("etapes[0].controles[0].champ: 'fin' is no champ", ((DEBUT,), {"controles": [{**CONTROLE, "champ": "fin"}]})),
    ("etapes[0].controles[0].message: missing", ((DEBUT,), {"controles": [{**CONTROLE, "message": None}]})),
    ("quotas[0].champ: 'debut' is no champ", ((DEBUT, RNA), {"quotas": [{**QUOTA, "champ": "debut"}]})),
    ("quotas[0].maximum: 0 is not between", ((DEBUT, RNA), {"quotas": [{**QUOTA, "maximum": 0}]})),
    ("controle: 'rna' is no champ", ((RNA,), {"controle": "rna"})),
    ("pieces[0].nature: 'chat' is none of", ((RNA,), {"pieces": [{**PIECE, "nature": "chat"}]})),
    ("pieces[0].validite_mois: a nature", ((RNA,), {"pieces": [{**PIECE, "validite_mois": 3}]})),
    ("pieces[0].validite_mois: a nature", ((RNA,), {"pieces": [{**PIECE, "nature": "autre", "validite_mois": 3}]})),
    ("pieces[0].nom: 'complement' is kept", ((RNA,), {"pieces": [{**PIECE, "nom": "complement"}]})),
    (
        "etapes[0].champs[1].si.superieur: 'debut' is no nombre",
        ((DEBUT, {**RNA, "si": {"champ": "debut", "superieur": 1}}), {}),
    ),
]


def without_none(valeur):
    if isinstance(valeur, dict):
        return {cle: without_none(v) for cle, v in valeur.items() if v is not None}
    return [without_none(v) for v in valeur] if isinstance(valeur, list | tuple) else valeur


@pytest.mark.parametrize(("message", "ecrite"), FAUTES, ids=[message for message, _ in FAUTES])
def test_a_mistake_is_told_with_its_place(message, ecrite):
    champs, reste = without_none(ecrite[0]), without_none(ecrite[1])
    with pytest.raises(DefinitionInvalide) as faute:
        definition(*champs, **reste)
    assert message in str(faute.value)


def codes(lue, reponses, today=TODAY):
    try:
        lue.check(reponses, today)
    except SaisieInvalide as refus:
        return [(erreur.champ, erreur.code) for erreur in refus.erreurs]
    return []


def test_a_place_that_nothing_has_is_refused_and_a_place_takes_the_name_of_our_lists():
    lieux = {"62498": "Lens", "BE": "Belgique"}.get
    lue = definition({"nom": "lieu", "type": "lieu_naissance", "libelle": "Lieu"}).offered_by("62999", (), lieux)
    assert codes(lue, {"lieu": {"code": "62999", "nom": "Nulle part"}}) == [("lieu", "lieu")]
    assert codes(lue, {"lieu": {"pays": "ZZ", "nom": "Nulle part"}}) == [("lieu", "lieu")]
    assert lue.check({"lieu": {"code": "62498", "nom": "Paris"}}, TODAY)["lieu"]["nom"] == "Lens"
    assert lue.check({"lieu": {"pays": "BE"}}, TODAY)["lieu"] == {"pays": "BE", "nom": "Belgique", "ville": ""}


def test_a_school_is_one_of_the_commune_s_in_a_groupe_as_well():
    ecole = {"nom": "ecole", "type": "ecole", "libelle": "École"}
    lue = definition({**GROUPE, "champs": [{**ecole, "nom": "sienne"}]}, ecole).offered_by("62999", ("Pasteur",), str)
    assert codes(lue, {"ecole": "Pasteur", "enfants": [{"sienne": "Pasteur"}]}) == []
    fautes = codes(lue, {"ecole": "Ferry", "enfants": [{"sienne": "Ferry"}]})
    assert fautes == [("enfants.0.sienne", "choix"), ("ecole", "choix")]


@pytest.mark.parametrize(
    ("insee", "attendu"), [("62999", []), ("57463", [("debut", "date-min")])], ids=["Lens", "Metz"]
)
def test_jours_ouvres_leave_out_the_holidays_of_the_commune(insee, attendu):
    """Good Friday, the 3rd of April 2026, is one in Moselle."""
    lue = definition({**DEBUT, "min": "aujourdhui+10joursouvres"}).offered_by(insee, (), str)
    assert codes(lue, {"debut": "2026-04-13"}) == attendu
    assert codes(lue, {"debut": "2026-04-14"}) == []


def test_a_definition_that_counts_no_jour_ouvre_has_no_holidays():
    assert definition(DEBUT).feries(TODAY) == frozenset()
    feries = definition({**DEBUT, "min": "aujourdhui+1joursouvres"}).feries(TODAY)
    assert {jour.year for jour in feries} == {2026, 2027, 2028}
