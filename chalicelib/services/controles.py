"""The check of a file: the antivirus's verdict comes as an event, then the portal looks for itself (R27).

What is kept was read once, in the version that was scanned, and written where browsers cannot write: whoever still
holds the form of the upload changes nothing any more. Made again, or after a crash anywhere, it ends the same.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from chalicelib import clock, storage
from chalicelib.domain.demande import Controle, EtatDeFichier
from chalicelib.domain.errors import Introuvable
from chalicelib.domain.fichiers import CONTROLES, QUARANTAINE, SANS_VERDICT, VIGNETTE, Televersement, id_of
from chalicelib.domain.fichiers_refus import FichierRefuse, Refus, motif, of_verdict
from chalicelib.domain.formats import PDF, hides_another, is_what_it_says
from chalicelib.observability import count
from chalicelib.rendering import controle_pdf, images
from chalicelib.rendering.images import Propre
from chalicelib.services.pieces import MINIATURE
from chalicelib.storage.objets import Objet

OCTETS = 25_000_000
"""More than any pièce may weigh."""


def check(objet: Objet, verdict: str) -> None:
    """After the antivirus spoke of `objet`. Raises Indisponible: the event comes again, then the sweep."""
    id = id_of(objet.cle)  # noqa: A001
    fichier = storage.fichiers.find(id) if id else None
    if fichier is None or fichier.controle is not None:
        return
    refus = of_verdict(verdict)
    try:
        propre = _examine(fichier, objet) if refus is None else None
    except FichierRefuse as error:
        refus, propre = error.refus, None
    except Introuvable:
        return  # sent again meanwhile: what came has its own verdict
    conclu = _keep(fichier, propre) if propre else fichier.refuse(motif(refus or Refus.NON_CONTROLE, fichier.nom))
    if storage.fichiers.conclude(conclu):
        count("fichiers_controles", resultat=refus or EtatDeFichier.SAIN)
    storage.fichiers.rest(fichier.id)
    storage.pieces.delete([objet.cle])


def resume(fichier: Televersement) -> bool:
    """The sweep: a file whose verdict is not known; whether it is now. Raises Indisponible."""
    trouve = storage.objets.waiting(QUARANTAINE + fichier.id)
    tard = clock.now() - fichier.annonce_le > SANS_VERDICT
    if trouve and trouve[1]:
        check(*trouve)
        return True
    if trouve is None and fichier.numero is None:
        storage.fichiers.rest(fichier.id)
        return False
    if trouve is None or tard:
        refus = Refus.NON_CONTROLE if trouve else Refus.PERDU
        count("fichiers_controles", resultat=refus)
        return storage.fichiers.conclude(fichier.refuse(motif(refus, fichier.nom)))
    return False


def _examine(fichier: Televersement, objet: Objet) -> Propre:
    """Raises FichierRefuse."""
    octets = storage.objets.read(objet, OCTETS)
    if octets is None:
        raise FichierRefuse(Refus.LOURD)
    # Counted before what may end the function: a file that did so three times is not opened a fourth.
    if not storage.fichiers.begin_check(fichier):
        raise FichierRefuse(Refus.NON_CONTROLE)
    if not is_what_it_says(fichier.type, octets):
        raise FichierRefuse(Refus.CONTENU)
    if hides_another(fichier.type, octets):
        raise FichierRefuse(Refus.DOUBLE)
    if fichier.type == PDF:
        controle_pdf.check(octets)
        return Propre(octets, PDF)
    return images.clean(octets, fichier.type)


def _keep(fichier: Televersement, propre: Propre) -> Televersement:
    """Its bytes first: a verdict says that they are there."""
    cle = CONTROLES + fichier.id
    vignette = cle + VIGNETTE if propre.vignette else ""
    ecritures: list[Callable[[], None]] = [partial(storage.objets.write, cle, propre.octets, propre.type)]
    if propre.vignette:
        ecritures.append(partial(storage.objets.write, vignette, propre.vignette, MINIATURE))
    storage.together(*ecritures)
    taille = len(propre.octets)
    return replace(fichier, controle=Controle(EtatDeFichier.SAIN, "", cle, vignette, propre.type, taille))
