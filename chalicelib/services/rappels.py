"""« Identifiant oublié ? »: identifiants go to the courriel on file, spelled as it is there, and nowhere else."""

import uuid

from chalicelib import clock, storage
from chalicelib.domain import rappel
from chalicelib.domain.courriel import Courriel
from chalicelib.domain.file_des_comptes import ResumeDeCompte
from chalicelib.domain.journal import SANS_COMPTE, Ligne
from chalicelib.domain.limites import RAPPELS, RAPPELS_PAR_COURRIEL
from chalicelib.services import limites
from chalicelib.storage.transaction import Operation

PERSONNE = "rappel:inconnu"
"""In the journal."""


def remind(courriel: str, ip: str) -> None:
    """Three round trips whether somebody has that courriel or not. Raises SaisieInvalide, TropDEssais."""
    courriel = rappel.check(courriel, clock.today())
    limites.count_each((RAPPELS, ip), (RAPPELS_PAR_COURRIEL, courriel))
    ouverts = rappel.open_ones(storage.comptes.of_courriel(courriel))
    operations = [o for groupe in rappel.by_address(ouverts) for o in _reminder(groupe)]
    storage.commit(*(operations or [_line(PERSONNE)]))


def _reminder(ouverts: tuple[ResumeDeCompte, ...]) -> tuple[Operation, ...]:
    premier = ouverts[0]
    variables = {"prenom": " ".join(premier.prenoms[:1]), "nom": premier.nom, "identifiants": rappel.lines(ouverts)}
    envoi = Courriel(uuid.uuid4().hex, "identifiant_rappel", premier.courriel, variables, clock.now())
    return (storage.outbox.deposit(envoi), *(_line(f"compte:{ouvert.id}") for ouvert in ouverts))


def _line(sujet: str) -> Operation:
    return storage.journal.line(Ligne(sujet, "identifiant_rappele", SANS_COMPTE, clock.now()))
