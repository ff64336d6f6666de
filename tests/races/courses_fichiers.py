"""Races around the files of a demande (R27): see courses.py."""

import secrets
from collections import Counter
from dataclasses import replace
from functools import partial

from chalicelib import services, storage
from chalicelib.domain.demande import EtatDeFichier
from chalicelib.domain.fichiers import QUARANTAINE
from chalicelib.domain.fichiers_refus import Refus, motif
from chalicelib.domain.pieces import Fourniture
from chalicelib.storage.objets import Objet
from tests.races import decor
from tests.races.courses import Constat, Course, kinds

CLEAN, VIRUS = "NO_THREATS_FOUND", "THREATS_FOUND"


def dropped(alentours):
    """A file in quarantine, and a form that gives it."""
    cle = alentours.drop(QUARANTAINE + secrets.token_urlsafe(24))
    envoi = decor.envoi()
    return cle, replace(envoi, pieces=envoi.pieces | {"identite": Fourniture((cle,))})


def put_away(cle, times=4):
    """What the stream gives several times over."""
    return decor.rivals(*[partial(services.rangement.put_away, cle.removeprefix(QUARANTAINE))] * times)


def one_file_for_two(alentours):
    """Two forms, one file."""
    cle, envoi = dropped(alentours)
    compte = decor.compte().id
    outcomes = decor.rivals(*(partial(services.demandes.submit, envoi, compte, decor.stamp()) for _ in range(4)))
    constat = Constat()
    constat.expect("outcomes", kinds(outcomes), {"Demande": 1, "SaisieInvalide": 3})
    results = [i for i in decor.items("demandes") if i["element"]["S"].startswith("FICHIER#")]
    constat.expect("demandes that have it", len(results), 1)
    constat.expect("récépissés", len(decor.mails("demande_recue")), 1)
    (fichier,) = decor.items("fichiers")
    constat.expect("who took it", fichier["numero"]["S"], results[0]["numero"]["S"])
    constat.expect("in the bucket", list(alentours.objets), [cle])
    alentours.objets.clear()
    return constat.violations


def verdict_while_submitting(alentours, verdict=CLEAN):
    """The antivirus speaks, twice, at the instant when the form is sent."""
    cle, envoi = dropped(alentours)
    check = decor.late(partial(services.controles.check, Objet(cle, "", ""), verdict))
    submit = partial(services.demandes.submit, envoi, decor.compte().id, decor.stamp())
    *_, sent = decor.rivals(check, check, decor.late(submit))
    constat = Constat()
    if isinstance(sent, Exception):
        constat.expect("refused at once", (type(sent).__name__, verdict), ("SaisieInvalide", VIRUS))
        return constat.violations
    outcomes = put_away(cle)
    constat.expect("put away", Counter(map(str, outcomes)), {"True": 1, "False": 3})
    (controle,) = storage.demandes.get(sent.numero).controles.values()
    etat = EtatDeFichier.SAIN if verdict == CLEAN else EtatDeFichier.REFUSE
    constat.expect("state told", controle.etat, etat)
    place = [f"demandes/{sent.numero}/identite/{cle.removeprefix(QUARANTAINE)}"] if verdict == CLEAN else []
    constat.expect("in the bucket", list(alentours.objets), place)
    refus = [motif(Refus.VIRUS, "a.pdf")] if verdict == VIRUS else []
    constat.expect("mails", [mail["motif"] for mail in decor.mails("fichier_refuse")], refus)
    alentours.objets.clear()
    return constat.violations


def virus_while_submitting(alentours):
    return verdict_while_submitting(alentours, VIRUS)


COURSES_FICHIERS = {
    "one_file_for_two": Course(one_file_for_two, ("fichiers",)),
    "verdict_while_submitting": Course(verdict_while_submitting, ("fichiers",)),
    "virus_while_submitting": Course(virus_while_submitting, ("fichiers",)),
}
