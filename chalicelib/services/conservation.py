"""The daily task of retention (RGPD, article 5): what its table promises is done."""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial

from chalicelib import clock, storage
from chalicelib.domain import changement_de_courriel, echeances
from chalicelib.domain.compte import Compte
from chalicelib.domain.demande import Demande, Fichier
from chalicelib.domain.echeances import Echeance, Suite
from chalicelib.domain.errors import EcritureConcurrente, PortailError
from chalicelib.domain.francais import format_date
from chalicelib.domain.journal import PORTAIL, Ligne
from chalicelib.domain.suivi import files_of
from chalicelib.observability import count, describe, logger
from chalicelib.services import avis_de_securite, brouillons, fermeture, justificatifs, relances
from chalicelib.storage.conservation import Suivi
from chalicelib.storage.transaction import MAXIMUM, Ajout, Operation

MARGE = 10.0
"""Seconds kept to end properly; what is left is for tomorrow."""
PANNES_MAXIMUM = 5
"""Then the store is down: trying the next thousand would not help."""


def apply(remaining: Callable[[], float]) -> int:
    """How many things were done. `remaining`: seconds that the function has left.

    Whatever stops it, the next run begins with what is left: what is done leaves the index of what is due.
    """
    faits: Counter[str] = Counter()
    for look in _due():
        if remaining() < MARGE or faits["echec"] >= PANNES_MAXIMUM:
            logger.warning("retention unfinished", extra={"faits": dict(faits)})
            break
        faits[_attempt(look)] += 1
    for suite, nombre in sorted(faits.items()):
        count("conservation", nombre, suite=suite)
    return sum(nombre for suite, nombre in faits.items() if suite not in {"echec", Suite.ATTENDRE})


def _due() -> Iterator[Callable[[], Suite]]:
    today = clock.now().date()
    for compte in storage.conservation.due_comptes(today):
        yield partial(_look_at_compte, compte)
    for numero in storage.conservation.due_demandes(today):
        yield partial(_look_at_demande, numero)
    for compte, demarche in storage.brouillons.due(today):
        yield partial(brouillons.look, compte, demarche)


def _attempt(look: Callable[[], Suite]) -> str:
    """One that fails, or that somebody changes meanwhile, is left for tomorrow and keeps nobody waiting."""
    try:
        return look()
    except EcritureConcurrente:
        return Suite.ATTENDRE
    except PortailError as error:
        logger.warning("retention", extra={"erreur": describe(error)})
        return "echec"


def _look_at_compte(id: str) -> Suite:  # noqa: A002
    suivi = storage.conservation.follow(id)
    if suivi is None:
        return Suite.ATTENDRE
    acces = storage.identifiants.get(suivi.compte.identifiant)
    sien = acces.sujet == id
    echeance = echeances.of_compte(suivi.compte, acces.connecte_le if sien else None, suivi.averti_le, clock.now())
    if echeance.suite is Suite.FERMER:
        fermeture.end(suivi.compte, acces, echeance.cause)
    elif echeance.suite is Suite.AVERTIR:
        _warn(suivi, echeance)
    elif echeance.suite is Suite.OUBLIER_COURRIEL:
        apres = changement_de_courriel.forget(suivi.compte)
        storage.commit(storage.comptes.change(apres), _line(apres, "courriel_non_confirme"))
    else:
        storage.commit(storage.conservation.postpone(suivi, echeance.le))
    return echeance.suite


def _warn(suivi: Suivi, echeance: Echeance) -> None:
    fin = {"ferme_le": format_date(echeance.le)}
    storage.commit(
        storage.conservation.postpone(suivi, echeance.le, clock.now().date()),
        storage.outbox.deposit(avis_de_securite.about(suivi.compte, "compte_inactif", fin)),
        _line(suivi.compte, "avertissement"),
    )


def _line(compte: Compte, action: str) -> Ajout:
    return storage.journal.line(Ligne(f"compte:{compte.id}", action, PORTAIL, clock.now()))


def _look_at_demande(numero: str) -> Suite:
    demande, averti_le = storage.together(
        partial(storage.demandes.find, numero), partial(storage.conservation.reminded_on, numero)
    )
    echeance = echeances.of_demande(demande, clock.now().date(), averti_le) if demande else None
    if demande is None or echeance is None:
        return Suite.ATTENDRE
    if echeance.suite is Suite.EFFACER:
        _erase(demande)
    elif echeance.suite is Suite.EFFACER_PIECES:
        _erase_files(demande)
        _commit(storage.conservation.without_files(demande, echeance.le))
    elif echeance.suite is Suite.RELANCER:
        relances.remind(demande, echeance.le)
    elif echeance.suite is Suite.CLASSER:
        relances.close(demande)
    else:
        storage.commit(storage.conservation.postpone_demande(demande, echeance.le))
    return echeance.suite


def _erase(demande: Demande) -> None:
    """Its events first: as long as the demande is there, the rest is found again."""
    _erase_files(demande)
    _commit(storage.conservation.erasure(demande))


def _commit(operations: tuple[Operation, ...]) -> None:
    """In as many transactions as it takes, in that order."""
    for debut in range(0, len(operations), MAXIMUM):
        storage.commit(*operations[debut : debut + MAXIMUM])


def _erase_files(demande: Demande) -> None:
    """Whose owner then cannot use them again."""
    if demande.compte:
        justificatifs.forget(demande.compte, demande.numero)
    storage.pieces.delete(cle for fichier in files_of(demande) for cle in _keys(demande, fichier))


def _keys(demande: Demande, fichier: Fichier) -> Iterator[str]:
    """Where it came, where it went once checked, its thumbnail."""
    controle = demande.controle_of(fichier)
    return filter(None, (fichier.cle, controle.cle, controle.vignette))
