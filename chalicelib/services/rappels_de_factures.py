"""What families are told of their factures, every night: a new one, one soon due, one that is late (R34).

Once each: what was told and the day of what comes next are one transaction with the mails.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from chalicelib import clock, storage
from chalicelib.domain import rappels_de_factures
from chalicelib.domain.compte import Compte, Etat
from chalicelib.domain.courriel import Courriel
from chalicelib.domain.errors import EcritureConcurrente, PortailError
from chalicelib.domain.facture import Etat as EtatDeFacture
from chalicelib.domain.facture import Facture
from chalicelib.domain.francais import format_date, format_prix
from chalicelib.domain.rappels_de_factures import Rappel
from chalicelib.observability import count, describe, logger
from chalicelib.storage.transaction import MAXIMUM, Operation

MARGE = 10.0
"""Seconds kept to end properly; what is left is for tomorrow."""
PANNES_MAXIMUM = 5
"""Then the store is down: trying the next thousand would not help."""
PAR_COURRIEL = MAXIMUM - storage.comptes.PAR_FAMILLE
"""Factures told at once: they, and a mail for each compte of the famille, are one transaction."""
MODELES = {
    Rappel.NOUVELLE: ("facture_nouvelle", "Une nouvelle facture", "nouvelles factures"),
    Rappel.A_PAYER: ("facture_a_payer", "Une facture", "factures"),
    Rappel.EN_RETARD: ("facture_en_retard", "Une facture", "factures"),
    Rappel.TOUJOURS_EN_RETARD: ("facture_en_retard", "Une facture", "factures"),
}
"""The mail, and what its subject begins with: for one, for several."""


def remind(remaining: Callable[[], float]) -> int:
    """How many mails were written. `remaining`: seconds that the function has left.

    Whatever stops it, the next run begins with what is left: what was told has left its place in the index.
    """
    faits: Counter[str] = Counter()
    for rappel, famille, ids in _due():
        if remaining() < MARGE or faits["echec"] >= PANNES_MAXIMUM:
            logger.warning("reminders unfinished", extra={"faits": dict(faits)})
            break
        _attempt(rappel, famille, ids, faits)
    for suite, nombre in sorted(faits.items()):
        count("rappels_de_factures", nombre, suite=suite)
    return faits["courriels"]


def _due() -> Iterator[tuple[Rappel, str, list[str]]]:
    for rappel in Rappel:
        for famille, ids in storage.factures_a_rappeler.due(rappel, clock.today()).items():
            yield rappel, famille, ids


def _attempt(rappel: Rappel, famille: str, ids: list[str], faits: Counter[str]) -> None:
    """One that fails, or that somebody pays meanwhile, is left for tomorrow and keeps nobody waiting."""
    try:
        faits["courriels"] += _look(rappel, famille, ids)
    except EcritureConcurrente:
        faits["attente"] += 1
    except PortailError as error:
        logger.warning("reminders", extra={"erreur": describe(error)})
        faits["echec"] += 1


def _look(rappel: Rappel, famille: str, ids: list[str]) -> int:
    """The mails of one famille. Those that are being paid are looked at again tomorrow."""
    today, a_dire = clock.today(), defaultdict[Rappel | None, list[Facture]](list)
    for facture in storage.factures.find_all(ids, consistent=True).values():
        if facture.etat is not EtatDeFacture.EN_PAIEMENT:
            a_payer = facture.etat is EtatDeFacture.A_PAYER
            dit = rappels_de_factures.due(rappel, facture.emission, today) if a_payer else None
            a_dire[dit].append(facture)
    comptes = _comptes(famille) if set(a_dire) - {None} else []
    return sum(
        _commit(rappel, dit, comptes, factures[debut : debut + PAR_COURRIEL])
        for dit, factures in a_dire.items()
        for debut in range(0, len(factures), PAR_COURRIEL)
    )


def _commit(rappel: Rappel, dit: Rappel | None, comptes: list[Compte], factures: Sequence[Facture]) -> int:
    today = clock.today()
    courriels = [_mail(dit, compte, factures) for compte in comptes] if dit else []
    operations: list[Operation] = [
        storage.factures_a_rappeler.advance(facture, rappel, _next(dit or rappel, facture, today))
        for facture in factures
    ]
    storage.commit(*operations, *map(storage.outbox.deposit, courriels))
    return len(courriels)


def _next(rappel: Rappel, facture: Facture, today: date) -> tuple[Rappel, date] | None:
    a_payer = facture.etat is EtatDeFacture.A_PAYER
    return rappels_de_factures.next_of(rappel, facture.emission, today) if a_payer else None


def _comptes(famille: str) -> list[Compte]:
    """Those that may see them."""
    return [compte for compte in storage.comptes.of_famille(famille) if compte.etat is Etat.VALIDE]


def _mail(rappel: Rappel, compte: Compte, factures: Sequence[Facture]) -> Courriel:
    """Always by courriel, whatever the preference for demandes: it is no answer to anything."""
    modele, une, plusieurs = MODELES[rappel]
    variables = {
        "prenom": compte.identite.prenom,
        "nom": compte.identite.nom,
        "combien": une if len(factures) == 1 else f"{len(factures)} {plusieurs}",
        "montant": format_prix(sum(facture.emission.montant for facture in factures)),
        "factures": "\n".join(map(_line, sorted(factures, key=lambda facture: facture.emission.echeance_le))),
    }
    return Courriel(uuid.uuid4().hex, modele, compte.coordonnees.courriel, variables, clock.now())


def _line(facture: Facture) -> str:
    dit = facture.emission
    quoi = ", ".join(filter(None, (f"Facture {dit.numero}", dit.objet, dit.periode)))
    return f"- {quoi}\u00a0: {format_prix(dit.montant)}, à payer au plus tard le {format_date(dit.echeance_le)}"
