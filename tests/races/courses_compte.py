"""Races around the compte itself (R18, R22): see courses.py."""

from dataclasses import replace
from functools import partial

from chalicelib import clock, services, storage
from chalicelib.config import settings
from chalicelib.domain import changement_de_courriel as regles
from chalicelib.domain.compte import Decision, Etat
from chalicelib.domain.modification import Modification
from chalicelib.domain.rapprochement import fiche_of, keys
from chalicelib.domain.validation import Avis
from chalicelib.services import empreintes
from chalicelib.storage.identifiants import Acces
from tests.portail import AGENTS, MOT_DE_PASSE, outbox
from tests.races import decor
from tests.races.courses import Constat, Course, kinds

NOUVEAU = "autre@exemple.fr"
ADRESSE = {"lignes": ["2 rue du Port"], "code_postal": "62000", "commune": "Arras"}
ZOE = {"lien": "adulte", "nom_naissance": "Lire", "prenoms": ["Zoé"], "naissance": {"date": "1990-01-02"}}


def resting(etat=Etat.VALIDE, **changes):
    """At rest, with where its doubles meet; version 2."""
    avant = decor.compte(etat)
    apres = replace(avant, version=2, **changes)
    storage.commit(storage.comptes.change(apres), *storage.rapprochements.changes(None, apres))
    return apres


def save(compte, **sections):
    return partial(services.modification.save, compte.id, Modification(compte.version, **sections))


def moved(compte):
    """« Sauver », with another address."""
    contact = {"courriel": compte.coordonnees.courriel, "telephone": compte.coordonnees.telephone}
    return save(compte, coordonnees=contact | {"adresse": ADRESSE})


def meeting_places():
    return {item["cle"]["S"] for item in decor.items("rapprochements")}


def two_tabs(_alentours):
    avant = resting()
    outcomes = decor.rivals(moved(avant), save(avant, membres=[ZOE]), save(avant, communication="telephone"))
    apres, constat = storage.comptes.get(avant.id), Constat()
    gagnantes = [outcome[0] for outcome in outcomes if isinstance(outcome, tuple)]
    constat.expect("compte at rest", gagnantes, [apres])
    constat.expect("version", apres.version, 3)
    constat.expect("mails", [modele for modele, _ in outbox()], ["compte_modifie"])
    constat.expect("lines of the journal", decor.count("journal"), 1)
    constat.expect("where doubles meet", meeting_places(), set(keys(fiche_of(apres))))
    return constat.violations


def correction_against_decision(_alentours):
    """The citizen sends what was asked for while an agent decides on what they had before."""
    asked = Decision("correction", clock.now(), "Lucie Martin", "Adresse")
    avant = resting(Etat.EN_ATTENTE, decision=asked)
    decide = partial(services.validation.decide, AGENTS["comptes"], avant.id, Avis("valide", version=avant.version))
    saved, decided = decor.rivals(moved(avant), decide)
    apres, constat = storage.comptes.get(avant.id), Constat()
    constat.expect("one of the two", isinstance(saved, tuple) + (decided == apres), 1)
    constat.expect("version", apres.version, 3)
    constat.expect("validated with the old address", (apres.etat is Etat.VALIDE) == (apres == decided), True)
    constat.expect("mails", len(outbox()), 1)
    constat.expect("where doubles meet", meeting_places(), set(keys(fiche_of(apres))))
    return constat.violations


def both_mailboxes(_alentours):
    avant = resting()
    avant = regles.ask(replace(avant, version=3), NOUVEAU, "x1", clock.now())
    storage.commit(storage.comptes.change(avant))
    liens = [regles.jeton(settings().secret, avant.id, "x1", cote) for cote in regles.COTES]
    outcomes = decor.rivals(*(partial(services.changement_de_courriel.confirm, lien) for lien in liens * 2))
    apres, constat = storage.comptes.get(avant.id), Constat()
    constat.expect("outcomes", kinds(outcomes), {"Compte": 4})
    constat.expect("courriel", (apres.coordonnees.courriel, apres.version), (NOUVEAU, 5))
    constat.expect("mails", [modele for modele, _ in outbox()], ["courriel_change"] * 2)
    constat.expect("lines of the journal", decor.count("journal"), 2)
    return constat.violations


def closing_against_saving(_alentours):
    """Whatever comes first, nothing of it is left."""
    avant = resting()
    empreinte = empreintes.of_password(MOT_DE_PASSE)
    storage.commit(storage.identifiants.creation(Acces(avant.identifiant, avant.id, empreinte)))
    close = partial(services.fermeture.close, avant.id, avant.identifiant, MOT_DE_PASSE)
    closed, saved = decor.rivals(close, decor.late(moved(avant)))
    constat = Constat()
    constat.expect("closed", closed, None)
    known = kinds([saved])
    constat.expect("saved", set(known) <= {"tuple", "EcritureConcurrente", "EcritureRefusee", "Introuvable"}, True)
    constat.expect("compte", storage.comptes.find(avant.id), None)
    rest = str(decor.items("comptes")) + str(decor.items("rapprochements")) + str(decor.items("identifiants"))
    constat.expect("personal data", [word for word in ("Lire", "Amélie", "amélie", "Port") if word in rest], [])
    constat.expect("last mails", len(decor.mails("compte_ferme")), 1)
    return constat.violations


def archive_asked_for_eight_times(_alentours, clicks=8):
    avant = resting()
    outcomes = decor.rivals(*[partial(services.donnees.request, avant.id)] * clicks)
    constat = Constat()
    constat.expect("outcomes", {outcome.etat for outcome in outcomes}, {"en_preparation"})
    (courriel,) = decor.mails("donnees_pretes")[:1] or [{}]
    constat.expect("archive announced", courriel.get("export"), storage.exports.find(avant.id).id)
    constat.expect("mails", len(outbox()), 1)
    return constat.violations


COURSES_COMPTE = {
    "two_tabs": Course(two_tabs, ("comptes",)),
    "correction_against_decision": Course(correction_against_decision, ("comptes",)),
    "both_mailboxes": Course(both_mailboxes, ("comptes",), weight=2),
    "closing_against_saving": Course(closing_against_saving, ("comptes",), weight=2),
    "archive_asked_for_eight_times": Course(archive_asked_for_eight_times, ("comptes",), weight=4),
}
