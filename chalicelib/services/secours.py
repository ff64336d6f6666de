"""« Mot de passe oublié ? » (R21). Nothing tells a right answer from a wrong one, nor a name that nobody has."""

import hashlib
import hmac
import uuid

from chalicelib import clock, storage
from chalicelib.config import settings
from chalicelib.domain.compte import CONNEXION_PERMISE, Compte
from chalicelib.domain.journal import SANS_COMPTE, Ligne
from chalicelib.domain.limites import QUESTIONS as PAR_ADRESSE
from chalicelib.domain.limites import REPONSES
from chalicelib.domain.question_secrete import QUESTIONS
from chalicelib.domain.secours import VALIDITE, Secours
from chalicelib.services import avis_de_securite, empreintes, preuves
from chalicelib.storage.identifiants import Acces
from chalicelib.storage.transaction import Operation


def question(identifiant: str, ip: str) -> str:
    """The secret question of a compte; for a name that nobody has, always the same one. Raises TropDEssais."""
    cle = preuves.usager_key(identifiant)
    acces = preuves.begin(cle if preuves.can_be(cle) else preuves.PERSONNE, PAR_ADRESSE, ip)
    tirage = hmac.digest(settings().secret, f"question/{cle}".encode(), hashlib.sha256)
    leurre = sorted(QUESTIONS)[int.from_bytes(tirage) % len(QUESTIONS)]
    return QUESTIONS[acces.question if acces.question in QUESTIONS else leurre]


def answer(identifiant: str, reponse: str, ip: str) -> None:
    """A right answer mails a password to the address on file; a wrong one leaves a line in the journal.

    Three round trips and one hash, whatever the answer and whoever the name. Raises TropDEssais: counted before the
    answer is looked at, right ones too.
    """
    cle = preuves.usager_key(identifiant)
    acces = preuves.begin(cle if preuves.can_be(cle) else preuves.PERSONNE, REPONSES, ip)
    acces, compte = preuves.count_answer(acces, storage.comptes.find)
    juste = empreintes.answers(acces.reponse, reponse)
    if juste and compte is not None and compte.etat in CONNEXION_PERMISE:
        storage.commit(*_rescue(acces, compte))
    else:
        fichier = f"compte:{acces.sujet or 'inconnu'}"
        storage.commit(storage.journal.line(Ligne(fichier, "reponse_fausse", SANS_COMPTE, clock.now())))


def _rescue(acces: Acces, compte: Compte) -> tuple[Operation, ...]:
    secours = Secours(uuid.uuid4().hex, clock.now() + VALIDITE)
    variables = {"secours": secours.id, "expire_le": avis_de_securite.moment(secours.expire_le)}
    courriel = avis_de_securite.about(compte, "mot_de_passe_provisoire", variables)
    return (
        storage.mots_de_passe.rescue(acces, secours),
        storage.outbox.deposit(courriel),
        storage.journal.line(Ligne(f"compte:{compte.id}", "mot_de_passe_provisoire", SANS_COMPTE, clock.now())),
    )
