"""What a citizen sends to make a demande, checked against the definition: every champ at fault at once (R26, R27)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from chalicelib.domain.champs import Valeur
from chalicelib.domain.compte import Compte
from chalicelib.domain.cryptogramme import Solution
from chalicelib.domain.demande import Demandeur, Fichier
from chalicelib.domain.demarche import Definition
from chalicelib.domain.errors import ErreurDeChamp, SaisieInvalide
from chalicelib.domain.formats import FORMATS, is_what_it_says
from chalicelib.domain.formulaire import PieceDemandee
from chalicelib.domain.foyer import concerned
from chalicelib.domain.saisie import Saisie

MO = 1_000_000


@dataclass(frozen=True, slots=True)
class Fourniture:
    """How a pièce is provided: keys of files in quarantine, or « par courrier »."""

    cles: tuple[str, ...] = ()
    par_courrier: bool = False


RIEN = Fourniture()


@dataclass(frozen=True, slots=True)
class Depot:
    """A file waiting in quarantine: what was announced, and its first bytes."""

    fichier: Fichier
    tete: bytes


@dataclass(frozen=True, slots=True)
class Soumission:
    """`contact` and `solution` speak for who has no compte."""

    demarche: str
    version: int
    reponses: Mapping[str, object]
    pieces: Mapping[str, Fourniture] = field(default_factory=dict)
    membre: str | None = None
    contact: Mapping[str, object] | None = None
    solution: Solution | None = None


@dataclass(frozen=True, slots=True)
class Dossier:
    """What holds of a soumission: normalised answers, who asks, whom it concerns, the pièces to provide."""

    reponses: dict[str, Valeur]
    demandeur: Demandeur
    concerne: str
    pieces: tuple[PieceDemandee, ...]


def check(definition: Definition, soumission: Soumission, compte: Compte | None, today: date) -> Dossier:
    """Raises SaisieInvalide on `reponses.*`, `pieces.*`, `membre` or `contact.*`."""
    erreurs: list[ErreurDeChamp] = []
    reponses: dict[str, Valeur] = {}
    try:
        reponses = definition.check(soumission.reponses, today)
    except SaisieInvalide as refus:
        erreurs += [replace(erreur, champ=f"reponses.{erreur.champ}") for erreur in refus.erreurs]
    # Which pièces are asked depends on the answers: nothing is said of them until these hold.
    pieces = () if erreurs else definition.pieces_for(reponses, today)
    erreurs += _missing(pieces, soumission.pieces)
    demandeur, concerne, fautes = _who(definition, soumission, compte, today)
    erreurs += fautes
    if erreurs:
        raise SaisieInvalide(erreurs=tuple(erreurs))
    return Dossier(reponses, demandeur, concerne, pieces)


def _who(
    definition: Definition, soumission: Soumission, compte: Compte | None, today: date
) -> tuple[Demandeur, str, tuple[ErreurDeChamp, ...]]:
    if compte is None:
        saisie = Saisie(today)
        contact = saisie.contact(soumission.contact or {})
        demandeur = Demandeur(*(str(contact.get(f"contact.{nom}", "")) for nom in ("nom", "prenom", "courriel")))
        return demandeur, f"{demandeur.prenom} {demandeur.nom}", tuple(saisie.erreurs)
    ou = compte.coordonnees
    demandeur = Demandeur(compte.identite.nom, compte.identite.prenom, ou.courriel, ou.telephone)
    try:
        return demandeur, concerned(compte, soumission.membre, definition.membres), ()
    except SaisieInvalide as refus:
        return demandeur, "", refus.erreurs


def _missing(pieces: Iterable[PieceDemandee], fournies: Mapping[str, Fourniture]) -> list[ErreurDeChamp]:
    erreurs = []
    for piece in pieces:
        fourniture = fournies.get(piece.nom, RIEN)
        if piece.obligatoire and not fourniture.cles and not fourniture.par_courrier:
            detail = f"{piece.libelle} : ajoutez un fichier, ou choisissez de l’envoyer par courrier."
            erreurs.append(ErreurDeChamp(f"pieces.{piece.nom}", "obligatoire", detail))
        if len(fourniture.cles) > piece.nombre_max:
            detail = f"{piece.libelle} : {piece.nombre_max} fichiers au maximum."
            erreurs.append(ErreurDeChamp(f"pieces.{piece.nom}", "trop-de-fichiers", detail))
    return erreurs


def refuse_announced(piece: PieceDemandee, nom: str, type_mime: str, taille: int) -> tuple[ErreurDeChamp, ...]:
    """Why a file cannot be sent for this pièce, before it is; `taille` in bytes."""
    erreurs = []
    if type_mime not in {FORMATS[f].type for f in piece.formats}:
        acceptes = ", ".join(FORMATS[f].libelle for f in piece.formats)
        erreurs.append(ErreurDeChamp("type", "type", f"« {nom} » n’est pas d’un format accepté : {acceptes}."))
    if taille <= 0:
        erreurs.append(ErreurDeChamp("taille", "vide", f"« {nom} » est vide. Choisissez un autre fichier."))
    if taille > piece.taille_max_mo * MO:
        detail = f"« {nom} » dépasse {piece.taille_max_mo} Mo. Prenez une photo moins lourde ou réduisez le fichier."
        erreurs.append(ErreurDeChamp("taille", "trop-lourd", detail))
    return tuple(erreurs)


def refuse_received(piece: PieceDemandee, depots: Iterable[Depot | None]) -> ErreurDeChamp | None:
    """Why the files of a pièce cannot be taken, once they are in quarantine: None stands for one that is not there."""
    champ = f"pieces.{piece.nom}"
    for depot in depots:
        if depot is None:
            detail = f"{piece.libelle} : un fichier n’est pas arrivé. Ajoutez-le de nouveau."
            return ErreurDeChamp(champ, "fichier-absent", detail)
        fichier = depot.fichier
        if refus := refuse_announced(piece, fichier.nom, fichier.type, fichier.taille):
            return replace(refus[0], champ=champ)
        if not is_what_it_says(fichier.type, depot.tete):
            detail = f"« {fichier.nom} » ne contient pas ce que son nom annonce. Choisissez un autre fichier."
            return ErreurDeChamp(champ, "contenu", detail)
    return None
