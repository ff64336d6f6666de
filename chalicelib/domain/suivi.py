"""Following a demande: who may, what was joined to it since, what is still to come by post (R5, R27)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from chalicelib.domain.demande import Demande, Fichier, Passage
from chalicelib.domain.demarche import Definition
from chalicelib.domain.errors import ErreurDeChamp, SaisieInvalide
from chalicelib.domain.evenements import Echange, Survenue
from chalicelib.domain.formulaire import PieceDemandee
from chalicelib.domain.idempotence import Sceau
from chalicelib.domain.pieces import RIEN, Fourniture, missing
from chalicelib.domain.transitions import Evenement

COMPLEMENT = PieceDemandee("complement", "Autre document", obligatoire=False, nombre_max=5)
"""What one may always add, whatever the démarche asks."""


@dataclass(frozen=True, slots=True)
class Lecteur:
    """Who follows: a logged-in citizen by their `compte`, somebody without one by the `numero` of a mailed link."""

    compte: str | None = None
    numero: str | None = None

    def may_follow(self, demande: Demande) -> bool:
        """A link is given only for a demande that no compte follows."""
        by_compte = demande.compte is not None and demande.compte == self.compte
        return by_compte or demande.numero == self.numero


@dataclass(frozen=True, slots=True)
class Envoi:
    """What a citizen sends about a demande. `version`: of the screen they saw."""

    evenement: Survenue
    version: int
    message: str = ""
    pieces: Mapping[str, Fourniture] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PieceSuivie:
    """A pièce with everything that came for it since the demande was made. `recue_le`: by post, at the service."""

    nom: str
    libelle: str
    fichiers: tuple[Fichier, ...] = ()
    par_courrier: bool = False
    recue_le: datetime | None = None

    @property
    def attendue(self) -> bool:
        """Said to be on its way by post, and not there yet."""
        return self.par_courrier and self.recue_le is None


def pieces_of(demande: Demande) -> tuple[PieceSuivie, ...]:
    """Merged by nom: those of the demande, then those of each event, in the order in which they came."""
    suivies: dict[str, PieceSuivie] = {}
    for passage in (replace(demande.historique[0], pieces=demande.pieces), *demande.historique[1:]):
        _follow(suivies, passage)
    return tuple(suivies.values())


def _follow(suivies: dict[str, PieceSuivie], passage: Passage) -> None:
    for piece in passage.pieces:
        avant = suivies.get(piece.nom, PieceSuivie(piece.nom, piece.libelle))
        recue_le = None if piece.par_courrier else avant.recue_le
        suivies[piece.nom] = replace(
            avant,
            fichiers=(*avant.fichiers, *piece.fichiers),
            par_courrier=avant.par_courrier or piece.par_courrier,
            recue_le=recue_le,
        )
    if passage.piece in suivies:
        suivies[passage.piece] = replace(suivies[passage.piece], recue_le=passage.le)


def files_of(demande: Demande) -> Iterator[Fichier]:
    """Every file that was ever joined to it."""
    return (fichier for piece in pieces_of(demande) for fichier in piece.fichiers)


def ranks(demande: Demande) -> Mapping[str, int]:
    """Of each file, by its key, among those of its pièce: what names it in an address."""
    return {f.cle: rang for piece in pieces_of(demande) for rang, f in enumerate(piece.fichiers)}


def to_post(demande: Demande) -> tuple[PieceSuivie, ...]:
    """What the envelope holds (R27); nothing once the demande is closed."""
    return tuple(piece for piece in pieces_of(demande) if piece.attendue) if demande.ouverte else ()


def addable(demande: Demande, definition: Definition, le: date) -> tuple[PieceDemandee, ...]:
    """Pièces that one may add now: those that its answers asked for on the day `le` it was made, and any other."""
    return (*definition.pieces_for(demande.reponses, le), COMPLEMENT)


def check_added(possibles: Iterable[PieceDemandee], envoi: Envoi, message: str) -> tuple[PieceDemandee, ...]:
    """The pièces that come with an event. Raises SaisieInvalide on `pieces.*`, or on `message` for want of both."""
    connues = {piece.nom: piece for piece in possibles}
    fournies = {nom: f for nom, f in envoi.pieces.items() if f != RIEN}
    erreurs: list[ErreurDeChamp] = []
    if fournies and (fournies.keys() - connues.keys() or envoi.evenement is Evenement.ANNULER):
        erreurs.append(ErreurDeChamp("pieces", "inattendu", "Une pièce jointe n’est pas prévue ici. Retirez-la."))
    retenues = tuple(piece for nom, piece in connues.items() if nom in fournies)
    erreurs += missing(retenues, fournies)
    if envoi.evenement is Evenement.COMPLETER and not message and not fournies:
        detail = "Écrivez un message au service, ou ajoutez une pièce."
        erreurs.append(ErreurDeChamp("message", "obligatoire", detail))
    if erreurs:
        raise SaisieInvalide(erreurs=tuple(erreurs))
    return retenues


def check_piece(demande: Demande, evenement: Survenue, piece: str) -> None:
    """That `piece` is one that an agent may mark as received, and nothing goes with another event.

    Raises SaisieInvalide on `piece`: not to be posted, already there, unexpected.
    """
    if evenement is not Echange.RECEVOIR_PIECE:
        if piece:
            raise _piece("inattendu", "Cette action ne prend pas de pièce.")
        return
    trouvee = next((p for p in pieces_of(demande) if p.nom == piece), None)
    if trouvee is None or not trouvee.par_courrier:
        raise _piece("inattendu", "Cette pièce n’est pas annoncée par courrier.")
    if not trouvee.attendue:
        raise _piece("deja-recue", "Cette pièce est déjà notée comme reçue.")


def _piece(code: str, detail: str) -> SaisieInvalide:
    return SaisieInvalide(erreurs=(ErreurDeChamp("piece", code, detail),))


def is_replay(demande: Demande, sceau: Sceau) -> bool:
    """Whether this very request already made one of its events. Raises CleReutilisee for the same key, other words."""
    return any(passage.sceau is not None and passage.sceau.is_replay(sceau) for passage in demande.historique)
