"""The dry run of an import: the file is read, held against what the régie has issued, and told; nothing changes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from chalicelib import clock, storage
from chalicelib.domain import import_bilan, import_factures
from chalicelib.domain.errors import Introuvable
from chalicelib.domain.facture import Facture, Pointeur
from chalicelib.domain.import_bilan import AvoirRetenu, Resume, Sort
from chalicelib.domain.import_factures import Contenu, FactureImportee
from chalicelib.domain.import_fautes import FauteDeLigne, Fautes
from chalicelib.domain.import_lots import cut
from chalicelib.domain.import_texte import FICHIER, OCTETS_MAXIMUM
from chalicelib.domain.import_travail import ESSAIS, Etat, Travail
from chalicelib.storage.travaux import PARTIE, Rapport

BAIL = timedelta(minutes=2)
"""Nobody else takes an import for that long after each of its steps."""
LECTURE = 100
"""Numéros of one reading."""
ENSEMBLE = 16
"""Readings at once."""
APERCU = 20


def analyse(travail: Travail) -> None:
    """Again from the beginning is the same. Raises EcritureRefusee when somebody else has it, Indisponible."""
    fautes = Fautes()
    contenu = _read(travail, fautes)
    travail = replace(
        travail,
        lignes=contenu.lignes,
        factures=len(contenu.factures),
        avoirs=len(contenu.avoirs),
        progres=0,
        total=len(contenu.factures) + len(contenu.avoirs) + len(_families(contenu.factures)),
    )
    if fautes.total:
        return _refuse(travail, fautes)
    travail, nouvelles = _compare(travail, contenu, fautes)
    travail, retenus = _retain(travail, contenu, fautes)
    if fautes.total:
        return _refuse(travail, fautes)
    travail, inconnues = _unknown(travail, nouvelles)
    resume = Resume(
        len(nouvelles),
        len(contenu.factures) - len(nouvelles),
        sum(sort is not Sort.DEJA for _, sort in retenus),
        sum(nouvelle.emission.montant for nouvelle in nouvelles),
        inconnues,
    )
    _keep(travail, contenu, [retenu for retenu, _ in retenus])
    storage.travaux.report(travail, Rapport(tuple(nouvelles[:APERCU]), ()))
    _save(replace(travail, etat=Etat.A_CONFIRMER, resume=resume, progres=travail.total))
    return None


def _read(travail: Travail, fautes: Fautes) -> Contenu:
    octets, detail = None, "Ce fichier dépasse 10 Mo. Partagez-le en plusieurs, puis recommencez."
    if travail.essais > ESSAIS:
        detail = "Ce fichier n’a pas pu être lu. Partagez-le en plusieurs, puis recommencez."
    else:
        try:
            octets = storage.travaux.read_file(travail.cle, OCTETS_MAXIMUM)
        except Introuvable:
            detail = "Ce fichier n’est pas arrivé. Déposez-le de nouveau."
    if octets is None:
        fautes.add(FauteDeLigne(1, FICHIER, detail))
        return Contenu(0, (), ())
    return import_factures.read(octets, travail.regie, travail.format, clock.today(), fautes)


def _compare(travail: Travail, contenu: Contenu, fautes: Fautes) -> tuple[Travail, list[FactureImportee]]:
    nouvelles = list[FactureImportee]()
    for lot in cut(contenu.factures, ENSEMBLE * LECTURE):
        pointeurs = _pointers(travail.regie, [importee.emission.numero for importee in lot])
        nouvelles += import_bilan.compare(lot, pointeurs, travail.format, fautes)
        travail = _save(replace(travail, progres=travail.progres + len(lot)))
    return travail, nouvelles


def _pointers(regie: str, numeros: Sequence[str]) -> dict[str, Pointeur]:
    calls = [partial(storage.factures.pointers, [(regie, numero) for numero in lot]) for lot in cut(numeros, LECTURE)]
    return {cle[1]: pointeur for lus in storage.together(*calls) for cle, pointeur in lus.items()}


def _retain(travail: Travail, contenu: Contenu, fautes: Fautes) -> tuple[Travail, list[tuple[AvoirRetenu, Sort]]]:
    emises = dict[str, Facture]()
    for lot in cut([avoir.facture for avoir in contenu.avoirs], ENSEMBLE * LECTURE):
        pointeurs = _pointers(travail.regie, lot)
        ids = [pointeur.id for pointeur in pointeurs.values()]
        calls = [partial(storage.factures.find_all, part, consistent=True) for part in cut(ids, LECTURE)]
        emises |= {f.emission.numero: f for lues in storage.together(*calls) for f in lues.values()}
        travail = _save(replace(travail, progres=travail.progres + len(lot)))
    return travail, import_bilan.retain(contenu, emises.get, travail.format, fautes)


def _unknown(travail: Travail, nouvelles: Sequence[FactureImportee]) -> tuple[Travail, int]:
    """Families without a compte: their factures wait for them."""
    inconnues = 0
    for familles in cut(_families(nouvelles), ENSEMBLE * LECTURE):
        connues = storage.together(*(partial(storage.comptes.has_famille, famille) for famille in familles))
        inconnues += connues.count(False)
        travail = _save(replace(travail, progres=travail.progres + len(familles)))
    return travail, inconnues


def _families(importees: Sequence[FactureImportee]) -> list[str]:
    """Each one once."""
    return list(dict.fromkeys(importee.emission.famille for importee in importees))


def _keep(travail: Travail, contenu: Contenu, retenus: Sequence[AvoirRetenu]) -> None:
    factures, avoirs = cut(contenu.factures, PARTIE), cut(retenus, PARTIE)
    calls = [
        *(partial(storage.travaux.keep_factures, travail, rang, partie) for rang, partie in enumerate(factures)),
        *(partial(storage.travaux.keep_avoirs, travail, rang, partie) for rang, partie in enumerate(avoirs)),
    ]
    for ensemble in cut(calls, ENSEMBLE):
        storage.together(*ensemble)


def _refuse(travail: Travail, fautes: Fautes) -> None:
    storage.travaux.report(travail, Rapport((), tuple(fautes.retenues)))
    _save(replace(travail, etat=Etat.REFUSE, fautes_total=fautes.total))


def _save(travail: Travail) -> Travail:
    """One more step of it, held for another while."""
    suivant = replace(travail, version=travail.version + 1)
    storage.commit(storage.travaux.change(suivant, _free()))
    return suivant


def _free() -> datetime:
    return clock.now() + BAIL
