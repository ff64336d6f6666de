"""What the démarches shipped hold of the law and of the practice of town halls."""

import re
from datetime import date, timedelta

import pytest

from chalicelib.domain.errors import SaisieInvalide
from chalicelib.storage.definitions import DOSSIER, catalogue, get
from tests.domain.reponses import ADRESSE, completes, minimales

TODAY = date(2026, 3, 27)
ACTES = ("acte-naissance", "acte-mariage", "acte-deces")
SAMEDI = {"date_debut": "2026-04-11", "date_fin": "2026-04-11", "heure_debut": "14:00", "heure_fin": "20:00"}


every_demarche = pytest.mark.parametrize("definition", catalogue(), ids=lambda definition: definition.slug)


def erreurs_of(definition, reponses):
    with pytest.raises(SaisieInvalide) as refus:
        definition.check(reponses, TODAY)
    return {erreur.champ: erreur.code for erreur in refus.value.erreurs}


@pytest.mark.parametrize("slug", ACTES)
def test_an_acte_is_sent_to_a_home(slug):
    definition = get(slug)
    reponses = minimales(definition, TODAY)
    del reponses["adresse"]
    assert erreurs_of(definition, reponses) == {"adresse": "obligatoire"}


@pytest.mark.parametrize("slug", ACTES)
@pytest.mark.parametrize(("lieu", "ou"), [("etranger", "Nantes"), ("france", "mairie")])
def test_an_acte_of_elsewhere_stops_at_the_first_etape_and_says_where_to_ask(slug, lieu, ou):
    definition = get(slug)
    assert erreurs_of(definition, {**minimales(definition, TODAY), "lieu": lieu}) == {f"arret_{lieu}": "arret"}
    explication = next(champ for champ in definition.etapes[0].champs if champ.nom == f"arret_{lieu}")
    assert ou in explication.libelle


def test_anyone_may_ask_for_an_acte_de_deces_without_a_document():
    assert get("acte-deces").pieces == ()


@pytest.mark.parametrize(
    ("slug", "evenement"), [("acte-naissance", "date_naissance"), ("acte-mariage", "date_mariage")]
)
@pytest.mark.parametrize(
    ("nature", "jour", "reserve"),
    [
        ("copie_integrale", "1951-03-28", True),
        ("extrait_filiation", "2001-01-01", True),
        ("extrait_sans_filiation", "2001-01-01", False),
        ("copie_integrale", "1951-03-27", False),
        ("extrait_filiation", "1900-01-01", False),
    ],
)
def test_for_75_years_filiation_is_for_those_concerned(slug, evenement, nature, jour, reserve):
    definition = get(slug)
    reponses = {**completes(definition, TODAY), "nature": nature, evenement: jour}
    gardees = definition.check(reponses, TODAY)
    parents = {nom for nom in gardees if "parent" in nom}
    assert ("qualite" in gardees, bool(parents)) == (reserve, reserve)
    assert ("identite" in {piece.nom for piece in definition.pieces_for(gardees, TODAY)}) is reserve


@pytest.mark.parametrize("slug", ["acte-naissance", "acte-mariage"])
def test_filiation_is_not_for_somebody_else(slug):
    definition = get(slug)
    reponses = {**minimales(definition, TODAY), "qualite": "autre"}
    assert erreurs_of(definition, reponses) == {"arret_qualite": "arret"}


def test_a_proof_of_filiation_is_asked_from_others_than_oneself():
    definition = get("acte-naissance")
    reponses = minimales(definition, TODAY)
    pieces = {
        qualite: {p.nom for p in definition.pieces_for({**reponses, "qualite": qualite}, TODAY)} - {"identite"}
        for qualite in ("personne_concernee", "descendant", "representant_legal", "professionnel")
    }
    assert pieces == {
        "personne_concernee": set(),
        "descendant": {"filiation"},
        "representant_legal": {"filiation"},
        "professionnel": {"profession"},
    }


def test_a_child_not_declared_in_the_compte_can_be_named_in_the_form():
    etape = get("inscription-scolaire").etapes[0]
    assert {champ.prerempli for champ in etape.champs} == {
        "membre.nom_naissance", "membre.prenoms", "membre.naissance.date", "membre.naissance.lieu",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changements", "demandees"),
    [
        ({"motif": "premiere"}, set()),
        ({"motif": "changement"}, {"radiation"}),
        ({"motif": "arrivee", "deja_scolarise": True, "ecole_precedente": "Jules-Ferry, Lens"}, {"radiation"}),
        ({"motif": "arrivee", "deja_scolarise": False}, set()),
        ({"motif": "premiere", "garde": "alternee"}, {"jugement"}),
        ({"motif": "premiere", "garde": "alternee", "second_responsable": False}, set()),
    ],
)
def test_jugement_and_radiation_are_asked_only_when_the_answers_call_for_them(changements, demandees):
    definition = get("inscription-scolaire")
    reponses = {**completes(definition, TODAY), "garde": "principal", **changements}
    pieces = {piece.nom for piece in definition.pieces_for(definition.check(reponses, TODAY), TODAY)}
    assert pieces - {"naissance", "identite", "domicile", "vaccins"} == demandees


@every_demarche
def test_a_demarche_says_who_may_ask_what_silence_means_and_how_to_contest(definition):
    assert definition.qui
    assert definition.recours
    assert re.search(r"silence|Sans réponse", definition.silence)


@every_demarche
def test_every_etape_says_what_is_expected_and_why(definition):
    assert all(etape.aide for etape in definition.etapes)


@every_demarche
def test_every_piece_has_its_limits_and_those_that_grow_old_say_when(definition):
    for piece in definition.pieces:
        assert piece.nombre_max * piece.taille_max_mo <= 100
        assert piece.validite_mois <= 12
        if piece.nature == "domicile":
            assert piece.validite_mois == 3


@every_demarche
def test_the_number_of_an_identity_card_or_passport_is_never_asked(definition):
    champs = [champ for etape in definition.etapes for champ in etape.champs]
    libelles = [champ.libelle.lower() for groupe in champs for champ in (groupe, *groupe.champs)]
    assert not [texte for texte in libelles if re.search(r"num[ée]ro.*(identité|passeport|titre)", texte)]


@pytest.mark.parametrize(
    "fichier", sorted(DOSSIER.glob("*/*.toml")), ids=lambda fichier: f"{fichier.parent.name}-{fichier.stem}"
)
def test_french_is_written_with_its_own_signs(fichier):
    textes = "\n".join(re.findall(r'"([^"\n]*)"', fichier.read_text(encoding="utf-8")))
    assert not re.findall(r".*(?:'| [:;!?»€]|« |\.\.\.).*", textes)


@pytest.mark.parametrize(
    ("slug", "changements", "attendue"),
    [
        ("recensement-citoyen", {"naissance": "2010-03-28"}, {"naissance": "date-max"}),
        ("recensement-citoyen", {"naissance": "2001-03-26"}, {"naissance": "date-min"}),
        ("inscription-liste-electorale", {"nationalite": "autre"}, {"arret_nationalite": "arret"}),
        (
            "inscription-liste-electorale",
            {"attache": "parents", "naissance": "2000-03-26", "adresse_commune": ADRESSE},
            {"attache": "controle"},
        ),
        ("debit-boissons", SAMEDI | {"date_debut": "2026-04-10"}, {"date_debut": "date-min"}),
        ("debit-boissons", {"lieu": "sport"}, {"arret_sport": "arret"}),
        ("debit-boissons", {"groupe": "groupe1"}, {"arret_sans_alcool": "arret"}),
        ("debit-boissons", SAMEDI | {"heure_debut": "22:00", "heure_fin": "02:00"}, {"heure_fin": "controle"}),
        (
            "occupation-domaine-public",
            {"date_debut": "2026-04-10", "date_fin": "2026-04-10"},
            {"date_debut": "date-min"},
        ),
        ("location-salle", {"salle": "reunion", "participants": 31}, {"participants": "controle"}),
        ("attestation-accueil", {"arrivee": "2026-05-01", "depart": "2026-07-30"}, {"depart": "date-max"}),
        ("tranquillite-vacances", {"depart": "2026-03-28", "retour": "2026-04-20"}, {"depart": "date-min"}),
        ("tranquillite-vacances", {"depart": "2026-03-29", "retour": "2026-03-31"}, {"retour": "date-min"}),
        ("tranquillite-vacances", {"depart": "2026-03-29", "retour": "2026-06-28"}, {"retour": "date-max"}),
        ("quotient-familial", {"quotient_caf": -1}, {"quotient_caf": "nombre-min"}),
    ],
)
def test_what_the_law_or_the_service_does_not_allow_is_refused_where_it_is_typed(slug, changements, attendue):
    definition = get(slug)
    assert erreurs_of(definition, {**minimales(definition, TODAY), **changements}) == attendue


@pytest.mark.parametrize(
    ("slug", "changements"),
    [
        ("recensement-citoyen", {"naissance": "2010-03-27"}),
        ("debit-boissons", SAMEDI),
        ("debit-boissons", SAMEDI | {"heure_debut": "22:00", "date_fin": "2026-04-12", "heure_fin": "02:00"}),
        ("occupation-domaine-public", {"date_debut": "2026-04-13", "date_fin": "2026-04-13"}),
        ("attestation-accueil", {"arrivee": "2026-05-01", "depart": "2026-07-29"}),
        ("tranquillite-vacances", {"depart": "2026-03-29", "retour": "2026-04-01"}),
        ("tranquillite-vacances", {"depart": "2026-03-29", "retour": "2026-06-27"}),
    ],
)
def test_what_is_just_within_the_rule_is_taken(slug, changements):
    definition = get(slug)
    assert definition.check({**minimales(definition, TODAY), **changements}, TODAY)


def test_an_association_has_five_buvettes_a_year_by_either_of_its_numbers():
    quotas = get("debit-boissons").quotas
    assert {(quota.champ, quota.maximum, quota.date) for quota in quotas} == {
        ("rna", 5, "date_debut"),
        ("siret", 5, "date_debut"),
    }


def test_a_small_lodging_is_told_and_not_refused():
    definition = get("attestation-accueil")
    reponses = {**minimales(definition, TODAY), "occupants": 4, "surface": 30}
    assert definition.check(reponses, TODAY)["surface"] == 30


def test_health_is_kept_only_with_an_agreement():
    definition = get("cantine-periscolaire")
    reponses = {**minimales(definition, TODAY), "allergie": True, "allergies": "Arachide"}
    reponses.pop("accord_sante", None)
    assert erreurs_of(definition, reponses) == {"accord_sante": "obligatoire"}


def test_who_may_vote_at_17_is_18_at_the_latest_a_year_later():
    definition = get("inscription-liste-electorale")
    at_17 = TODAY.replace(year=TODAY.year - 17)
    reponses = minimales(definition, TODAY) | {"naissance": at_17.isoformat()}
    assert definition.check(reponses, TODAY)
    younger = {**reponses, "naissance": (at_17 + timedelta(days=1)).isoformat()}
    assert erreurs_of(definition, younger) == {"naissance": "date-max"}
