"""« Un seul PDF »: several photos of one document become one file, checked since each of them is (R27)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from chalicelib import clock, storage
from chalicelib.domain.demande import Controle, EtatDeFichier, Fichier
from chalicelib.domain.errors import ErreurDeChamp, Indisponible, Introuvable, SaisieInvalide
from chalicelib.domain.fichiers import CONTROLES, PAR_ENVOI, QUARANTAINE, Televersement, id_of
from chalicelib.domain.fichiers_refus import FichierRefuse
from chalicelib.domain.formats import PDF
from chalicelib.domain.formulaire import PieceDemandee
from chalicelib.domain.pieces import MO, types_of
from chalicelib.rendering import assemblage
from chalicelib.services import fichiers, reception
from chalicelib.storage.objets import Objet

TOTAL_MO = 20


def assemble(cles: Sequence[str], demarche: str, piece: str, compte: str | None) -> tuple[str, Fichier]:
    """The key to submit instead of `cles`, and what it is. Those stay until they expire.

    Raises Introuvable for a pièce that the démarche does not ask, SaisieInvalide on `cles`.
    """
    demandee = fichiers.asked(demarche, piece)
    if not 1 <= len(cles) <= PAR_ENVOI:
        raise _refused("nombre", f"Réunissez de 1 à {PAR_ENVOI} fichiers.")
    if PDF not in types_of(demandee):
        raise _refused("type", f"{demandee.libelle}\u00a0: un PDF n’est pas accepté. Ajoutez les photos une à une.")
    pages = _pages(cles, compte)
    if sum(controle.taille for controle in pages) > TOTAL_MO * MO:
        raise _refused("trop-lourd", f"Ces fichiers dépassent ensemble {TOTAL_MO} Mo. Ajoutez-les en deux fois.")
    try:
        octets = assemblage.assemble(_bytes(pages), demandee.libelle)
    except FichierRefuse as error:
        raise _refused("trop-lourd", "Ces fichiers sont trop lourds ensemble. Ajoutez-les en deux fois.") from error
    nouveau = _checked(demandee, octets, compte)
    storage.objets.write(CONTROLES + nouveau.id, octets, PDF)
    storage.commit(storage.fichiers.creation(nouveau, clock.now()))
    return QUARANTAINE + nouveau.id, Fichier(QUARANTAINE + nouveau.id, nouveau.nom, PDF, len(octets))


def _pages(cles: Sequence[str], compte: str | None) -> list[Controle]:
    """What the check said of each, in order. One round trip."""
    ids = [id_of(cle) or "" for cle in cles]
    connus = storage.fichiers.find_all(id for id in ids if id)  # noqa: A001
    pages = []
    for id in ids:  # noqa: A001
        fichier = connus.get(id)
        if fichier is None or fichier.numero is not None or not fichier.is_for(compte, clock.now()):
            raise _refused("fichier-absent", "Un fichier n’est pas arrivé. Ajoutez-le de nouveau.")
        if fichier.controle is None or fichier.controle.etat is not EtatDeFichier.SAIN:
            detail = f"«\u00a0{fichier.nom}\u00a0» n’est pas encore vérifié. Attendez un instant, puis recommencez."
            raise _refused("fichier-en-controle", detail)
        pages.append(fichier.controle)
    return pages


def _bytes(pages: Iterable[Controle]) -> list[tuple[bytes, str]]:
    pages = list(pages)
    try:
        lus = storage.together(*(partial(storage.objets.read, Objet(p.cle, "", ""), TOTAL_MO * MO) for p in pages))
    except Introuvable as error:
        raise Indisponible from error
    return [(octets or b"", page.type) for octets, page in zip(lus, pages, strict=True)]


def _checked(demandee: PieceDemandee, octets: bytes, compte: str | None) -> Televersement:
    nouveau = Televersement(reception.new_id(), f"{demandee.libelle}.pdf", PDF, len(octets), compte, clock.now())
    controle = Controle(EtatDeFichier.SAIN, "", CONTROLES + nouveau.id, "", PDF, len(octets))
    return replace(nouveau, controle=controle)


def _refused(code: str, detail: str) -> SaisieInvalide:
    return SaisieInvalide(erreurs=(ErreurDeChamp("cles", code, detail),))
