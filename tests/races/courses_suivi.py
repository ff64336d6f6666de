"""The races of the follow-up: a citizen and an agent, two tabs, one mailed link (R5, R30)."""

from functools import partial

from chalicelib import clock, services, storage
from chalicelib.config import settings
from chalicelib.domain import lien_de_suivi
from chalicelib.domain.demande import Demande
from chalicelib.domain.suivi import Envoi, Lecteur
from chalicelib.domain.transitions import Evenement
from infra.cryptogrammes import draw
from tests.portail import AGENTS
from tests.races import decor
from tests.races.courses import Constat, Course, kinds

REFUS = {"EcritureConcurrente", "EcritureRefusee", "TransitionRefusee"}
"""By the store, or by the domain when the other one was already there."""


def completed_while_an_agent_decides(_alentours):
    """Of « À compléter », either the complement or « sans suite »: never both."""
    avant = decor.demande()
    agent, lecteur = AGENTS["ccas"], Lecteur(avant.compte)
    services.agents.decide(agent, avant.numero, Evenement.DEMANDER_COMPLEMENT, "Le verso.", 1)
    complement = Envoi(Evenement.COMPLETER, 2, "Le voici.")
    outcomes = decor.rivals(
        partial(services.suivi.act, lecteur, avant.numero, complement, decor.stamp()),
        partial(services.agents.decide, agent, avant.numero, Evenement.CLASSER_SANS_SUITE, "", 2),
    )
    return _one_only(avant, outcomes, 3)


def given_up_while_an_agent_decides(_alentours):
    avant = decor.demande()
    lecteur = Lecteur(avant.compte)
    outcomes = decor.rivals(
        partial(services.suivi.act, lecteur, avant.numero, Envoi(Evenement.ANNULER, 1), decor.stamp()),
        partial(services.agents.decide, AGENTS["ccas"], avant.numero, Evenement.DECLARER_COMPLET, "", 1),
    )
    return _one_only(avant, outcomes, 2)


def _one_only(avant, outcomes, version):
    apres, constat = storage.demandes.get(avant.numero), Constat()
    constat.expect("refused", sum(type(outcome).__name__ in REFUS for outcome in outcomes), 1)
    gagnantes = [outcome.historique for outcome in outcomes if isinstance(outcome, Demande)]
    constat.expect("history at rest", gagnantes, [apres.historique])
    ligne = next(item for item in decor.items("demandes") if item["element"]["S"] == "DEMANDE")
    constat.expect("state of the lists", (ligne["etat"]["S"], ligne["version"]["N"]), (apres.etat, str(version)))
    constat.expect("mails", len(decor.mails("demande_etat")), version - 1)
    constat.expect("lines of the journal", decor.count("journal"), version)
    return constat.violations


def given_up_from_two_tabs(_alentours, clicks=8):
    """The same request."""
    avant, stamp = decor.demande(), decor.stamp()
    envoi = Envoi(Evenement.ANNULER, 1)
    outcomes = decor.rivals(*[partial(services.suivi.act, Lecteur(avant.compte), avant.numero, envoi, stamp)] * clicks)
    apres, constat = storage.demandes.get(avant.numero), Constat()
    constat.expect("outcomes", kinds(outcomes), {"Demande": clicks})
    constat.expect("history", [passage.evenement for passage in apres.historique], ["soumettre", "annuler"])
    constat.expect("mails", len(decor.mails("demande_etat")), 1)
    constat.expect("lines of the journal", decor.count("journal"), 2)
    return constat.violations


def one_link_opened_four_times(_alentours, rivals=4):
    numero = services.demandes.submit(decor.envoi("acte-deces", draw()), None, decor.stamp()).numero
    jeton = lien_de_suivi.jeton(settings().secret, numero, "m1", clock.now() + lien_de_suivi.DUREE)
    outcomes = decor.rivals(*[partial(services.liens_de_suivi.follow, jeton)] * rivals)
    constat = Constat()
    constat.expect("outcomes", kinds(outcomes), {"tuple": 1, "Introuvable": rivals - 1})
    constat.expect("sessions, and the link spent", decor.count("sessions"), 2)
    return constat.violations


COURSES_SUIVI = {
    "completed_while_an_agent_decides": Course(completed_while_an_agent_decides, ("demandes",)),
    "given_up_while_an_agent_decides": Course(given_up_while_an_agent_decides, ("demandes",)),
    "given_up_from_two_tabs": Course(given_up_from_two_tabs, ("demandes",), weight=2),
    "one_link_opened_four_times": Course(one_link_opened_four_times, ("sessions",)),
}
