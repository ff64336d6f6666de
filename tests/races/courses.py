"""The races: each sets its stage, lets rivals go, and gives what it saw that must never be (nothing, when all is well).

`conditions` names the tables whose conditions decide the race: without them, the same race must see something. Where
there are several, each alone would still hold: a cryptogramme is used once even if the compte did not tell.
"""

import os
from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import Any

import msgspec

from chalicelib import services, storage
from chalicelib.domain.appareil import Visite
from chalicelib.domain.compte import Compte, Etat
from chalicelib.domain.demande import Demande
from chalicelib.domain.errors import ConnexionRefusee, EcritureConcurrente, SaisieInvalide
from chalicelib.domain.essais import LIBRES
from chalicelib.domain.session import Genre
from chalicelib.domain.transitions import Evenement
from chalicelib.domain.validation import Avis
from chalicelib.services import empreintes
from chalicelib.storage.identifiants import Acces
from infra.cryptogrammes import draw
from tests.exemples import FIN
from tests.portail import AGENTS, MOT_DE_PASSE, outbox
from tests.races import decor

ROUNDS = int(os.environ.get("RACES_ROUNDS", "12"))
"""1,000 in `make test-long`; a race that computes password hashes runs fewer rounds."""


@dataclass(frozen=True)
class Course:
    """One race; `weight` is about how many rounds of the lightest one it lasts."""

    run: Any
    conditions: tuple[str, ...]
    weight: int = 1

    @property
    def rounds(self):
        return max(1, ROUNDS // self.weight)


class Constat:
    """What was expected and not found."""

    def __init__(self):
        self.violations = []

    def expect(self, what, found, expected):
        if found != expected:
            self.violations.append(f"{what}: {found!r}, expected {expected!r}")


def kinds(outcomes):
    """How many of each."""
    return Counter(type(outcome).__name__ for outcome in outcomes)


def homonyms(_alentours, rivals=32):
    saisie, solved = decor.saisie(), [draw() for _ in range(rivals)]
    outcomes = decor.rivals(*(partial(services.comptes.create, saisie, s, decor.stamp()) for s in solved))
    noms = {f"amélie.lire{rang if rang > 1 else ''}" for rang in range(1, rivals + 1)}
    constat = Constat()
    constat.expect("outcomes", kinds(outcomes), {"Compte": rivals})
    constat.expect("identifiants at rest", {item["identifiant"]["S"] for item in decor.items("identifiants")}, noms)
    sujets = {item["sujet"]["S"] for item in decor.items("identifiants")}
    constat.expect("comptes that a login opens", len(sujets), rivals)
    constat.expect("comptes at rest", {item["compte"]["S"] for item in decor.items("comptes")}, sujets)
    constat.expect("mails", Counter(mail["identifiant"] for mail in decor.mails("compte_cree")), Counter(noms))
    constat.expect("journal", {item["sujet"]["S"] for item in decor.items("journal")}, {f"compte:{s}" for s in sujets})
    constat.expect("lines of the journal", decor.count("journal"), rivals)
    constat.expect("cryptogrammes left", decor.count("cryptogrammes"), 0)
    return constat.violations


def creation_clicked_eight_times(_alentours, clicks=8):
    saisie, solved, stamp = decor.saisie(), draw(), decor.stamp()
    outcomes = decor.rivals(*[partial(services.comptes.create, saisie, solved, stamp)] * clicks)
    constat = Constat()
    constat.expect("outcomes", kinds(outcomes), {"Compte": clicks})
    constat.expect("identifiants", [i["identifiant"]["S"] for i in decor.items("identifiants")], ["amélie.lire"])
    constat.expect("comptes", decor.count("comptes"), 1)
    constat.expect("mails", len(decor.mails("compte_cree")), 1)
    constat.expect("lines of the journal", decor.count("journal"), 1)
    return constat.violations


def decisions(_alentours):
    avant = decor.demande()
    agent = AGENTS["ccas"]
    complet = (agent, avant.numero, Evenement.DECLARER_COMPLET, "", 1)
    refus = (agent, avant.numero, Evenement.REFUSER, "Hors de la commune.", 1)
    outcomes = decor.rivals(*(partial(services.agents.decide, *decision) for decision in (complet, refus)))
    apres = storage.demandes.get(avant.numero)
    constat = Constat()
    constat.expect("outcomes", kinds(outcomes) in DECISIONS, True)
    constat.expect("events", len(apres.historique), 2)
    gagnantes = [outcome.historique for outcome in outcomes if isinstance(outcome, Demande)]
    constat.expect("history at rest", gagnantes, [apres.historique])
    ligne = next(item for item in decor.items("demandes") if item["element"]["S"] == "DEMANDE")
    constat.expect("state of the lists", (ligne["etat"]["S"], ligne["version"]["N"]), (apres.etat, "2"))
    constat.expect("mails", len(decor.mails("demande_etat")), 1)
    constat.expect("lines of the journal", decor.count("journal"), 2)
    return constat.violations


DECISIONS = ({"Demande": 1, "EcritureConcurrente": 1}, {"Demande": 1, "EcritureRefusee": 1})
"""Refused by the store, or by the domain when the other one was already there."""


def decisions_on_a_compte(_alentours):
    """Two agents, two minds."""
    avant = decor.compte(Etat.EN_ATTENTE)
    refus = Avis("refuse", "Hors de la commune.")
    actes = ((AGENTS["comptes"], avant.id, Avis("valide")), (AGENTS["etat-civil"], avant.id, refus))
    outcomes = decor.rivals(*(partial(services.validation.decide, *acte) for acte in actes))
    apres = storage.comptes.get(avant.id)
    constat = Constat()
    constat.expect("outcomes", kinds(outcomes) in DECISIONS_DE_COMPTE, True)
    constat.expect("compte at rest", [outcome for outcome in outcomes if isinstance(outcome, Compte)], [apres])
    constat.expect("version", apres.version, 2)
    attendu = {"valide": ["compte_valide"], "refuse": ["compte_refuse"]}[apres.decision.verdict]
    constat.expect("mails", [modele for modele, _ in outbox()], attendu)
    constat.expect("lines of the journal", decor.count("journal"), 1)
    etats = {msgspec.json.decode(item["contenu"]["S"])["etat"] for item in decor.items("rapprochements")}
    constat.expect("state told to who looks for duplicates", etats, {apres.etat})
    return constat.violations


DECISIONS_DE_COMPTE = ({"Compte": 1, "EcritureRefusee": 1}, {"Compte": 1, "TransitionRefusee": 1})


def _submission(envoi, compte, clicks):
    """The same « Envoyer » several times at once."""
    stamp = decor.stamp()
    outcomes = decor.rivals(*[partial(services.demandes.submit, envoi, compte, stamp)] * clicks)
    constat = Constat()
    constat.expect("outcomes", kinds(outcomes), {"Demande": clicks})
    numeros = {outcome.numero for outcome in outcomes if isinstance(outcome, Demande)}
    constat.expect("numéros at rest", {item["numero"]["S"] for item in decor.items("demandes")}, numeros)
    constat.expect("numéros", len(numeros), 1)
    constat.expect("demandes", decor.count("demandes"), 1)
    constat.expect("récépissés", [mail["numero"] for mail in decor.mails("demande_recue")], list(numeros))
    constat.expect("lines of the journal", decor.count("journal"), 1)
    return constat.violations


def submission_clicked_eight_times(_alentours, clicks=8):
    return _submission(decor.envoi(), decor.compte().id, clicks)


def submission_without_compte_clicked_eight_times(_alentours, clicks=8):
    return _submission(decor.envoi("acte-deces", draw()), None, clicks)


def one_cryptogramme_for_two(_alentours):
    envoi = decor.envoi("acte-deces", draw())
    outcomes = decor.rivals(*(partial(services.demandes.submit, envoi, None, decor.stamp()) for _ in range(2)))
    constat = Constat()
    constat.expect("demandes taken", kinds(outcomes)["Demande"], 1)
    refusees = sum(isinstance(outcome, SaisieInvalide | EcritureConcurrente) for outcome in outcomes)
    constat.expect("demandes refused", refusees, 1)
    constat.expect("demandes", decor.count("demandes"), 1)
    constat.expect("récépissés", len(decor.mails("demande_recue")), 1)
    return constat.violations


def senders(alentours, rivals=4):
    decor.demande()
    (courriel,) = storage.outbox.waiting(FIN, 10)
    avant = len(alentours.partis)
    outcomes = decor.rivals(*[partial(services.courriels.send, courriel)] * rivals)
    constat = Constat()
    constat.expect("senders that sent", Counter(map(str, outcomes)), {"True": 1, "False": rivals - 1})
    constat.expect("mails that left", len(alentours.partis) - avant, 1)
    constat.expect("mails that wait", storage.outbox.waiting(FIN, 10), [])
    return constat.violations


def wrong_passwords(_alentours, tries=100):
    """ConnexionRefusee means that a hash was verified; TropDEssais, that none was."""
    empreinte = empreintes.of_password(MOT_DE_PASSE, Genre.USAGER)
    storage.commit(storage.identifiants.creation(Acces("amélie.lire", decor.compte().id, empreinte)))
    outcomes = decor.rivals(*[partial(services.sessions.open_usager, "amélie.lire", "mauvais", Visite())] * tries)
    verified = sum(isinstance(outcome, ConnexionRefusee) for outcome in outcomes)
    essais = storage.identifiants.get("amélie.lire").essais
    constat = Constat()
    constat.expect("outcomes", set(kinds(outcomes)) <= {"ConnexionRefusee", "TropDEssais"}, True)
    constat.expect("hashes verified, between 1 and 5", 1 <= verified <= LIBRES, True)
    constat.expect("tries counted", (essais.echecs, essais.dans_la_fenetre), (verified, verified))
    return constat.violations


COURSES = {
    "homonyms": Course(homonyms, ("identifiants",), weight=50),
    "creation_clicked_eight_times": Course(
        creation_clicked_eight_times, ("comptes", "identifiants", "cryptogrammes"), weight=10
    ),
    "decisions": Course(decisions, ("demandes",)),
    "decisions_on_a_compte": Course(decisions_on_a_compte, ("comptes",)),
    "submission_clicked_eight_times": Course(submission_clicked_eight_times, ("demandes",)),
    "submission_without_compte_clicked_eight_times": Course(
        submission_without_compte_clicked_eight_times, ("demandes", "cryptogrammes")
    ),
    "one_cryptogramme_for_two": Course(one_cryptogramme_for_two, ("cryptogrammes",)),
    "senders": Course(senders, ("outbox",)),
    "wrong_passwords": Course(wrong_passwords, ("identifiants",), weight=20),
}
