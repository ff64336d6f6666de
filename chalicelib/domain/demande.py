"""What a citizen submitted and what becomes of it (R5, R26)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from chalicelib.domain.errors import EcritureConcurrente, TransitionRefusee
from chalicelib.domain.evenements import EN_VIE, Survenue, lead
from chalicelib.domain.idempotence import Sceau
from chalicelib.domain.transitions import LIBELLES, Acteur, Etat


class EtatDeFichier(StrEnum):
    """Of a file: nobody opens it before it is `sain`."""

    EN_CONTROLE = "en_controle"
    SAIN = "sain"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Controle:
    """What the check of one file said. `cle`: where it rests once checked, "" before; `vignette` likewise.

    `motif`: why it is refused, for the citizen.
    """

    etat: EtatDeFichier
    motif: str = ""
    cle: str = ""
    vignette: str = ""
    type: str = ""
    taille: int = 0


A_CONTROLER = Controle(EtatDeFichier.EN_CONTROLE)


@dataclass(frozen=True, slots=True)
class Fichier:
    """One attachment as it was sent. `taille` in bytes, `type` a MIME type checked against its first bytes."""

    cle: str
    nom: str
    type: str
    taille: int

    @property
    def id(self) -> str:
        """The last part of its key, which nobody can guess."""
        return self.cle.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Piece:
    """A pièce justificative as provided: files, or to come by post (R27)."""

    nom: str
    libelle: str
    fichiers: tuple[Fichier, ...] = ()
    par_courrier: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """One line of the history. `auteur` is an agent's name, kept for the service and never shown to the citizen.

    `motif`: the words that came with it; `pieces`: what the citizen joined to it; `piece`: the one come by post.
    `sceau`: of the citizen's request, so that the same one again is recognised.
    """

    evenement: str
    etat: Etat
    le: datetime
    acteur: Acteur
    auteur: str = ""
    motif: str = ""
    pieces: tuple[Piece, ...] = ()
    piece: str = ""
    sceau: Sceau | None = None


@dataclass(frozen=True, slots=True)
class Demandeur:
    """Who asks, and where the mairie writes to them."""

    nom: str
    prenom: str
    courriel: str
    telephone: str | None = None


@dataclass(frozen=True, slots=True)
class Demande:
    """A demande and its history, oldest first. `version` counts its changes: 1 when submitted."""

    numero: str
    demarche: str
    definition: int
    """Version of the definition it was filled with; it never changes afterwards."""
    titre: str
    service: str
    compte: str | None
    demandeur: Demandeur
    concerne: str
    """The member of the foyer concerned (R26), as displayed."""
    reponses: dict[str, Any]
    pieces: tuple[Piece, ...]
    depose_le: datetime
    echeance_le: date
    sceau: Sceau
    historique: tuple[Passage, ...]
    controles: Mapping[str, Controle] = field(default_factory=dict)
    """Of its files, by id; they rest beside it and are read with it."""

    @property
    def etat(self) -> Etat:
        """Where the last event led."""
        return self.historique[-1].etat

    @property
    def version(self) -> int:
        """One per event."""
        return len(self.historique)

    def controle_of(self, fichier: Fichier) -> Controle:
        """Unknown, it is still to be checked."""
        return self.controles.get(fichier.id, A_CONTROLER)

    @property
    def ouverte(self) -> bool:
        """Whether somebody may still do something."""
        return self.etat in EN_VIE

    def apply(self, evenement: Survenue, passage: Passage, version: int) -> "Demande":
        """The demande after an event. Raises EcritureConcurrente when `version` is not the one that was read."""
        if version != self.version:
            raise EcritureConcurrente
        vers = lead(self.etat, evenement, passage.acteur)
        if vers is None:
            raise TransitionRefusee(f"La demande est « {LIBELLES[self.etat]} » : cette action n’est plus possible.")
        return replace(self, historique=(*self.historique, replace(passage, etat=vers)))


@dataclass(frozen=True, slots=True)
class Resume:
    """One line of a list."""

    numero: str
    demarche: str
    titre: str
    service: str
    etat: Etat
    depose_le: datetime
    echeance_le: date
    concerne: str
    demandeur: str
