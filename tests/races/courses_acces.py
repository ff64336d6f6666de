"""Races around passwords (R16, R19, R21): see courses.py."""

from datetime import timedelta
from functools import partial

from chalicelib import clock, services, storage
from chalicelib.config import settings
from chalicelib.domain.appareil import Visite
from chalicelib.domain.changement_de_mot_de_passe import Changement
from chalicelib.domain.essais import REPONSES_PAR_JOUR
from chalicelib.domain.limites import Limite
from chalicelib.domain.secours import VALIDITE, Secours, mot_de_passe
from chalicelib.services import empreintes
from chalicelib.storage.identifiants import Acces
from chalicelib.storage.sessions import FERMEE
from tests.portail import MOT_DE_PASSE
from tests.races import decor
from tests.races.courses import Constat, Course, kinds

NOM = "amélie.lire"
NOUVEAU = "trombone bleu dans la rivière"


def known():
    """Amélie Lire, with a password and an answer."""
    compte = decor.compte()
    acces = Acces(NOM, compte.id, empreintes.of_password(MOT_DE_PASSE), "premier-animal", empreintes.of_answer("Noé"))
    storage.commit(storage.identifiants.creation(acces))
    return acces


def mailed():
    """The password of a mail that waits to be used."""
    secours = Secours("demande", clock.now() + VALIDITE)
    storage.commit(storage.mots_de_passe.rescue(known(), secours))
    return mot_de_passe(settings().secret, secours.id)


def login(mot_de_passe):
    return partial(services.sessions.open_usager, NOM, mot_de_passe, Visite())


def opened():
    """Fingerprints of the sessions that a cookie would open."""
    return {item["jeton"]["S"] for item in decor.items("sessions") if item["contenu"]["S"] != FERMEE}


def listed():
    return {ouverture.empreinte for ouverture in storage.identifiants.get(NOM).sessions}


def logins_against_a_change(_alentours, rivals=3):
    """Whatever comes first, no session that the old password opened outlives it."""
    known()
    connexion, _ = login(MOT_DE_PASSE)()
    change = partial(
        services.mots_de_passe.change, connexion.session, Changement(MOT_DE_PASSE, NOUVEAU, NOUVEAU), Visite()
    )
    *_, changed = decor.rivals(*[login(MOT_DE_PASSE)] * rivals, change)
    constat = Constat()
    constat.expect("sessions open and not listed", opened() - listed(), set())
    if isinstance(changed, services.sessions.Connexion):
        constat.expect("sessions left", opened(), {changed.session.empreinte})
        constat.expect("mails", len(decor.mails("mot_de_passe_change")), 1)
    return constat.violations


def mailed_password_twice(_alentours, rivals=4):
    outcomes = decor.rivals(*[login(mailed())] * rivals)
    constat = Constat()
    constat.expect("logins", kinds(outcomes)["tuple"], 1)
    constat.expect("refused", sum(isinstance(o, Exception) for o in outcomes), rivals - 1)
    constat.expect("sessions open", len(opened()), 1)
    constat.expect("sessions listed", listed(), opened())
    constat.expect("notices", len(decor.mails("mot_de_passe_change")), 1)
    return constat.violations


def old_password_against_the_mailed_one(_alentours, rivals=3):
    """The old one works until the other is used, and leaves nothing open after."""
    *_, recu = decor.rivals(*[login(MOT_DE_PASSE)] * rivals, login(mailed()))
    constat = Constat()
    constat.expect("sessions open and not listed", opened() - listed(), set())
    if isinstance(recu, tuple):
        constat.expect("sessions left", opened(), {recu[0].session.empreinte})
        constat.expect("password left", storage.identifiants.get(NOM).mot_de_passe, None)
    return constat.violations


def wrong_answers(_alentours, tries=100):
    """From as many addresses. An outcome without an error means that a hash was verified."""
    known()
    adresses = [f"192.0.2.{rang}" for rang in range(tries)]
    outcomes = decor.rivals(*(partial(services.secours.answer, NOM, "faux", adresse) for adresse in adresses))
    verified = kinds(outcomes)["NoneType"]
    constat = Constat()
    constat.expect("outcomes", set(kinds(outcomes)) <= {"NoneType", "TropDEssais"}, True)
    constat.expect("hashes verified, between 1 and 5", 1 <= verified <= REPONSES_PAR_JOUR, True)
    constat.expect("answers counted", storage.identifiants.get(NOM).essais_reponse.dans_la_fenetre, verified)
    return constat.violations


def right_answer_against_a_login(_alentours):
    """Neither disturbs the other: nobody can lock somebody out by asking for a password."""
    known()
    connecte, _ = decor.rivals(login(MOT_DE_PASSE), partial(services.secours.answer, NOM, " noé ", "192.0.2.1"))
    acces = storage.identifiants.get(NOM)
    constat = Constat()
    constat.expect("login", type(connecte), tuple)
    constat.expect("sessions", listed(), opened())
    constat.expect("mails", [mail["secours"] for mail in decor.mails("mot_de_passe_provisoire")], [acces.secours.id])
    constat.expect("old password", type(login(MOT_DE_PASSE)()), tuple)
    return constat.violations


def one_address(_alentours, calls=16):
    limite = Limite("course", 5, timedelta(hours=1), stricte=True)
    outcomes = decor.rivals(*[partial(services.limites.count, limite, "192.0.2.1")] * calls)
    constat = Constat()
    constat.expect("outcomes", kinds(outcomes), {"NoneType": 5, "TropDEssais": calls - 5})
    return constat.violations


COURSES_ACCES = {
    "logins_against_a_change": Course(logins_against_a_change, ("identifiants",), weight=2),
    "mailed_password_twice": Course(mailed_password_twice, ("identifiants",)),
    "old_password_against_the_mailed_one": Course(old_password_against_the_mailed_one, ("identifiants",), weight=2),
    "one_address": Course(one_address, ("limites",)),
    "wrong_answers": Course(wrong_answers, ("identifiants",), weight=20),
}
