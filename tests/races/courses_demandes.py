"""Races around what surrounds a demande: places of a quota, mails that tell it, drafts. See courses.py."""

import json
from dataclasses import replace
from functools import partial

from chalicelib import services, storage
from chalicelib.domain.demande import Demande
from chalicelib.domain.errors import SaisieInvalide
from chalicelib.domain.evenements import Echange
from chalicelib.domain.transitions import Evenement
from tests.exemples import FIN
from tests.portail import AGENTS
from tests.races import decor
from tests.races.courses import Constat, Course, kinds


def last_place_of_a_quota(_alentours, rivals=10):
    """Four buvettes are taken: ten people ask for the fifth one at once."""
    envoi, compte = decor.envoi("debit-boissons"), decor.compte().id
    for _ in range(4):
        services.demandes.submit(envoi, compte, decor.stamp())
    outcomes = decor.rivals(*(partial(services.demandes.submit, envoi, compte, decor.stamp()) for _ in range(rivals)))
    constat = Constat()
    constat.expect("outcomes", kinds(outcomes), {"Demande": 1, "SaisieInvalide": rivals - 1})
    codes = {erreur.code for o in outcomes if isinstance(o, SaisieInvalide) for erreur in o.erreurs}
    constat.expect("what the others are told", codes, {"quota"})
    constat.expect("demandes", decor.count("demandes"), 5)
    constat.expect("counted", [item["nombre"]["N"] for item in decor.items("mesures")], ["5"])
    return constat.violations


def a_place_given_back(_alentours, clicks=4):
    """A refusal clicked four times."""
    demande = services.demandes.submit(decor.envoi("debit-boissons"), decor.compte().id, decor.stamp())
    services.demandes.submit(decor.envoi("debit-boissons"), demande.compte, decor.stamp())
    agent = replace(AGENTS["ccas"], services=(demande.service,))
    refus = partial(services.agents.decide, agent, demande.numero, Evenement.REFUSER, "Hors délai.", 1)
    outcomes = decor.rivals(*[refus] * clicks)
    constat = Constat()
    constat.expect("decisions taken", sum(isinstance(outcome, Demande) for outcome in outcomes), 1)
    constat.expect("counted", [item["nombre"]["N"] for item in decor.items("mesures")], ["1"])
    return constat.violations


def two_mails_of_one_demande(alentours):
    """Two senders take at once the mails of two decisions."""
    demande = decor.demande()
    services.agents.decide(AGENTS["ccas"], demande.numero, Evenement.DECLARER_COMPLET, "", 1)
    services.agents.decide(AGENTS["ccas"], demande.numero, Echange.MESSAGE, "Quel étage ?", 2)
    avant = len(alentours.partis)
    outcomes = decor.rivals(*(partial(services.courriels.send, id_) for id_ in storage.outbox.waiting(FIN, 10)))
    partis = alentours.partis[avant:]
    constat = Constat()
    constat.expect("outcomes", kinds(outcomes), {"bool": 3})
    constat.expect("mails, with the récépissé", len(partis), 2)
    for words in ("Le dossier est complet.", "Quel étage ?"):
        constat.expect(words, sum(words in texte for texte in partis), 1)
    return constat.violations


def two_devices_save_one_draft(_alentours):
    """Each followed the same revision: one is told, and what the other typed is there."""
    compte = decor.compte().id
    version = storage.definitions.get("portage-repas").version
    first = services.brouillons.save(compte, "portage-repas", version, {"valeurs": {}}, None)
    contenus = [{"appareil": rang} for rang in range(4)]
    save = partial(services.brouillons.save, compte, "portage-repas", version)
    outcomes = decor.rivals(*(partial(save, contenu, first.revision) for contenu in contenus))
    constat = Constat()
    constat.expect("outcomes", kinds(outcomes), {"ResumeDeBrouillon": 1, "EcritureConcurrente": 3})
    gagnants = [c for c, outcome in zip(contenus, outcomes, strict=True) if not isinstance(outcome, Exception)]
    garde = storage.brouillons.find(compte, "portage-repas")
    constat.expect("revision", garde.resume.revision, first.revision + 1)
    constat.expect("winners", gagnants, [json.loads(garde.contenu)])
    return constat.violations


COURSES_DEMANDES = {
    "last_place_of_a_quota": Course(last_place_of_a_quota, ("mesures",), weight=2),
    "a_place_given_back": Course(a_place_given_back, ("demandes",)),
    "two_mails_of_one_demande": Course(two_mails_of_one_demande, ("demandes",)),
    "two_devices_save_one_draft": Course(two_devices_save_one_draft, ("brouillons",)),
}
