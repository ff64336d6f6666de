"""What a citizen submitted and what becomes of it (R5, R26)."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from chalicelib.domain.errors import EcritureConcurrente, TransitionRefusee
from chalicelib.domain.idempotence import Sceau
from chalicelib.domain.transitions import LIBELLES, TRANSITIONS, Acteur, Etat, Evenement


@dataclass(frozen=True, slots=True)
class Passage:
    """One line of the history. `auteur` is an agent's name, kept for the service and never shown to the citizen."""

    evenement: str
    etat: Etat
    le: datetime
    acteur: Acteur
    auteur: str = ""
    motif: str = ""


@dataclass(frozen=True, slots=True)
class Fichier:
    """One attachment at rest. `taille` in bytes, `type` a MIME type checked against its first bytes."""

    cle: str
    nom: str
    type: str
    taille: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A pièce justificative as provided: files, or to come by post (R27)."""

    nom: str
    libelle: str
    fichiers: tuple[Fichier, ...] = ()
    par_courrier: bool = False


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

    @property
    def etat(self) -> Etat:
        """Where the last event led."""
        return self.historique[-1].etat

    @property
    def version(self) -> int:
        """One per event."""
        return len(self.historique)

    def apply(self, evenement: Evenement, passage: Passage, version: int) -> "Demande":
        """The demande after an event. Raises EcritureConcurrente when `version` is not the one that was read."""
        if version != self.version:
            raise EcritureConcurrente
        transition = TRANSITIONS[evenement]
        if transition.acteur is not passage.acteur or self.etat not in transition.de:
            raise TransitionRefusee(f"La demande est « {LIBELLES[self.etat]} » : cette action n’est plus possible.")
        return replace(self, historique=(*self.historique, replace(passage, etat=transition.vers)))


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
