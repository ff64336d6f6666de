"""Which files a pièce takes, before they are sent and once they are there (R27)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from chalicelib.domain.demande import EtatDeFichier, Fichier
from chalicelib.domain.errors import ErreurDeChamp
from chalicelib.domain.fichiers import PAR_ENVOI, Televersement
from chalicelib.domain.fichiers_refus import Refus, motif
from chalicelib.domain.formats import FORMATS, is_what_it_says
from chalicelib.domain.formulaire import PieceDemandee
from chalicelib.domain.justificatifs import Justificatif
from chalicelib.domain.natures import AUTRE

MO = 1_000_000


@dataclass(frozen=True, slots=True)
class Fourniture:
    """How a pièce is provided: keys of files sent, « par courrier », or what the compte already gave."""

    cles: tuple[str, ...] = ()
    par_courrier: bool = False
    reprise: bool = False


RIEN = Fourniture()


@dataclass(frozen=True, slots=True)
class Depot:
    """A file waiting in quarantine: how it came, and its first bytes."""

    fichier: Fichier
    tete: bytes


@dataclass(frozen=True, slots=True)
class Recu:
    """A file to take, as announced; `depot` is None once it left the quarantine, or when it never came."""

    fichier: Televersement
    depot: Depot | None


def missing(pieces: Iterable[PieceDemandee], fournies: Mapping[str, Fourniture]) -> list[ErreurDeChamp]:
    """What is asked and not provided, or provided too often."""
    erreurs, total = [], 0
    for piece in pieces:
        fourniture, champ = fournies.get(piece.nom, RIEN), f"pieces.{piece.nom}"
        total += len(fourniture.cles)
        if piece.obligatoire and not (fourniture.cles or fourniture.par_courrier or fourniture.reprise):
            detail = f"{piece.libelle} : ajoutez un fichier, ou choisissez de l’envoyer par courrier."
            erreurs.append(ErreurDeChamp(champ, "obligatoire", detail))
        if len(fourniture.cles) > piece.nombre_max:
            detail = f"{piece.libelle} : {piece.nombre_max} fichiers au maximum."
            erreurs.append(ErreurDeChamp(champ, "trop-de-fichiers", detail))
        elif fourniture.cles and total > PAR_ENVOI:
            detail = f"Pas plus de {PAR_ENVOI} fichiers à la fois. Réunissez-en plusieurs en un seul PDF."
            erreurs.append(ErreurDeChamp(champ, "trop-de-fichiers", detail))
    return erreurs


def refuse_announced(piece: PieceDemandee, nom: str, type_mime: str, taille: int) -> tuple[ErreurDeChamp, ...]:
    """Why a file cannot be sent for this pièce, before it is; `taille` in bytes."""
    erreurs = []
    if type_mime not in types_of(piece):
        acceptes = ", ".join(FORMATS[f].libelle for f in piece.formats)
        erreurs.append(ErreurDeChamp("type", "type", f"« {nom} » n’est pas d’un format accepté : {acceptes}."))
    if taille <= 0:
        erreurs.append(ErreurDeChamp("taille", "vide", f"« {nom} » est vide. Choisissez un autre fichier."))
    if taille > piece.taille_max_mo * MO:
        detail = f"« {nom} » dépasse {piece.taille_max_mo} Mo. Prenez une photo moins lourde ou réduisez le fichier."
        erreurs.append(ErreurDeChamp("taille", "trop-lourd", detail))
    return tuple(erreurs)


def types_of(piece: PieceDemandee) -> frozenset[str]:
    """MIME types that it takes."""
    return frozenset(FORMATS[f].type for f in piece.formats)


def refuse_received(piece: PieceDemandee, recus: Iterable[Recu | None]) -> ErreurDeChamp | None:
    """Why the files of a pièce cannot be taken; None stands for one that is not there, or not theirs to give."""
    for recu in recus:
        if erreur := _refuse_one(piece, recu):
            return replace(erreur, champ=f"pieces.{piece.nom}")
    return None


def absent(piece: PieceDemandee) -> ErreurDeChamp:
    """A file that nobody announced, that somebody else did, or that never came."""
    detail = f"{piece.libelle} : un fichier n’est pas arrivé. Ajoutez-le de nouveau."
    return ErreurDeChamp(f"pieces.{piece.nom}", "fichier-absent", detail)


def gone(piece: str, nom: str) -> ErreurDeChamp:
    """A file that a demande took already."""
    return ErreurDeChamp(f"pieces.{piece}", "fichier-pris", f"« {nom} » est déjà joint. Ajoutez-le de nouveau.")


def _refuse_one(piece: PieceDemandee, recu: Recu | None) -> ErreurDeChamp | None:
    if recu is None:
        return absent(piece)
    fichier = recu.fichier
    if fichier.numero is not None:
        return gone(piece.nom, fichier.nom)
    controle = fichier.controle
    if controle is None:
        return absent(piece) if recu.depot is None else _refuse_unchecked(piece, fichier, recu.depot)
    if controle.etat is EtatDeFichier.REFUSE:
        return ErreurDeChamp("", "fichier-refuse", controle.motif)
    if not types_of(piece) & {fichier.type, controle.type}:
        return refuse_announced(piece, fichier.nom, controle.type, 1)[0]
    return None


def _refuse_unchecked(piece: PieceDemandee, fichier: Televersement, depot: Depot) -> ErreurDeChamp | None:
    if refus := refuse_announced(piece, fichier.nom, depot.fichier.type, depot.fichier.taille):
        return refus[0]
    if not is_what_it_says(depot.fichier.type, depot.tete):
        return ErreurDeChamp("", Refus.CONTENU, motif(Refus.CONTENU, fichier.nom))
    return None


def refuse_again(piece: PieceDemandee, connu: Justificatif | None, today: date) -> ErreurDeChamp | None:
    """Why what the compte gave earlier cannot be used for this pièce."""
    reprenable = piece.nature and piece.nature != AUTRE and piece.validite_mois
    if reprenable and connu and today <= connu.until(piece.validite_mois):
        return None
    detail = f"{piece.libelle} : celui que vous avez déjà fourni n’est plus valable. Ajoutez un fichier."
    return ErreurDeChamp(f"pieces.{piece.nom}", "reprise-impossible", detail)
