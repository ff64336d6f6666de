"""An import confirmed is applied step by step, each one a single transaction with its progress: exactly once.

Stopped anywhere, it goes on from the step that was not committed. What others did meanwhile is looked at again at
each step: a facture that is there already is left alone, a numéro taken by another is told.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from chalicelib import clock, storage
from chalicelib.domain import import_bilan, import_travail
from chalicelib.domain.errors import EcritureConcurrente
from chalicelib.domain.facture import Evenement, Facture, Reglement
from chalicelib.domain.import_bilan import AvoirRetenu, Resume, Sort
from chalicelib.domain.import_factures import FactureImportee
from chalicelib.domain.import_fautes import FauteDeLigne
from chalicelib.domain.import_travail import LOT, Travail
from chalicelib.domain.journal import Ligne
from chalicelib.services.import_analyse import BAIL
from chalicelib.storage.transaction import EcritureRefusee, Operation
from chalicelib.storage.travaux import LOTS_PAR_PARTIE

MARGE = 30.0
"""Seconds kept before the end of the function: a step takes one, a few more when the store is slow."""
REGARD = timedelta(minutes=5)
"""Between two looks at avoirs whose facture is being paid."""
ESSAIS = 5
"""Of one step, when others write the same factures."""


@dataclass(frozen=True, slots=True)
class Pas:
    """One step, ready to be written; `en_attente` replaces that of the import."""

    operations: list[Operation]
    resume: Resume
    ecarts: tuple[FauteDeLigne, ...]
    en_attente: tuple[AvoirRetenu, ...]


def apply(travail: Travail, remaining: Callable[[], float]) -> None:
    """Until it is done, or there is no time left. Raises EcritureRefusee when somebody else has it, Indisponible."""
    for prepare in _steps(travail):
        if remaining() < MARGE:
            suivant = replace(travail, version=travail.version + 1)
            return storage.commit(storage.travaux.change(suivant, clock.now()))
        travail = _write(travail, prepare)
    if travail.en_attente:
        _write(travail, _waiting)
    return None


def _steps(travail: Travail) -> Iterator[Callable[[Travail], Pas]]:
    """Those that are left; what each needs is read from the bucket with its neighbours'."""
    factures: Sequence[FactureImportee] = ()
    avoirs: Sequence[AvoirRetenu] = ()
    for lot in range(travail.progres, travail.lots_de_factures):
        partie, rang = divmod(lot, LOTS_PAR_PARTIE)
        if not (rang and factures):
            factures = storage.travaux.factures(travail, partie)
        yield partial(_creation, factures[rang * LOT : (rang + 1) * LOT])
    deja = max(travail.progres - travail.lots_de_factures, 0)
    for lot in range(deja, travail.lots - travail.lots_de_factures):
        partie, rang = divmod(lot, LOTS_PAR_PARTIE)
        if not (rang and avoirs):
            avoirs = storage.travaux.avoirs(travail, partie)
        yield partial(_annulation, avoirs[rang * LOT : (rang + 1) * LOT])


def _write(travail: Travail, prepare: Callable[[Travail], Pas]) -> Travail:
    for _ in range(ESSAIS):
        pas = prepare(travail)
        suivant = import_travail.applied(travail, pas.resume, pas.ecarts, pas.en_attente)
        attente = REGARD if suivant.progres == suivant.total else BAIL
        try:
            storage.commit(*pas.operations, storage.travaux.change(suivant, clock.now() + attente))
        except EcritureRefusee as refus:
            if "travail" in refus.noms:
                raise
        else:
            return suivant
    raise EcritureConcurrente


def _creation(lot: Sequence[FactureImportee], travail: Travail) -> Pas:
    """Of what is not there yet."""
    pointeurs = storage.factures.pointers((travail.regie, importee.emission.numero) for importee in lot)
    connues = {numero: pointeur for (_, numero), pointeur in pointeurs.items()}
    nouvelles = [importee.emission for importee in lot if importee.emission.numero not in connues]
    ecarts = tuple(
        FauteDeLigne(
            importee.ligne,
            travail.format.heading("numero"),
            import_bilan.AUTRE_CONTENU.format(numero=importee.emission.numero),
        )
        for importee in lot
        if (pointeur := connues.get(importee.emission.numero))
        and not import_bilan.is_identical(importee.emission, pointeur)
    )
    avant, now = travail.resume, clock.now()
    resume = replace(
        avant,
        creees=avant.creees + len(nouvelles),
        identiques=avant.identiques + len(lot) - len(nouvelles) - len(ecarts),
        montant=avant.montant + sum(emission.montant for emission in nouvelles),
    )
    operations = [operation for emission in nouvelles for operation in storage.factures.creation(emission, now)]
    return Pas(operations, resume, ecarts, travail.en_attente)


def _annulation(lot: Sequence[AvoirRetenu], travail: Travail) -> Pas:
    """Of what nobody pays at this moment; the others wait."""
    factures = storage.factures.find_all([avoir.id for avoir in lot], consistent=True)
    sorts = [(avoir, *import_bilan.judge(factures.get(avoir.id), avoir)) for avoir in lot]
    titre = travail.format.heading("avoir")
    return Pas(
        [
            operation
            for avoir, sort, _ in sorts
            if sort is Sort.ANNULER
            for operation in _cancel(travail, avoir, factures[avoir.id])
        ],
        replace(
            travail.resume,
            annulees=travail.resume.annulees + sum(sort is Sort.ANNULER for _, sort, _ in sorts),
        ),
        tuple(FauteDeLigne(avoir.ligne, titre, motif) for avoir, _, motif in sorts if motif),
        (*travail.en_attente, *(avoir for avoir, sort, _ in sorts if sort is Sort.ATTENDRE)),
    )


def _waiting(travail: Travail) -> Pas:
    """Those that have waited longest go behind the others."""
    lot, reste = travail.en_attente[:LOT], travail.en_attente[LOT:]
    return _annulation(lot, replace(travail, en_attente=reste))


def _cancel(travail: Travail, avoir: AvoirRetenu, facture: Facture) -> tuple[Operation, Operation]:
    now = clock.now()
    reglement = Reglement(now, precision=avoir.numero)
    ligne = Ligne(f"facture:{facture.id}", "annulation", travail.auteur, now, f"avoir {avoir.numero}")
    change = storage.factures.change(facture.id, Evenement.ANNULER, reglement=reglement)
    return change, storage.journal.line(ligne)
