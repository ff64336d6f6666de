"""The compte of a citizen and their foyer (R1–R3, R17)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from chalicelib.domain.idempotence import Sceau

Communication = Literal["courriel", "telephone"]
Lien = Literal["adulte", "enfant"]
Relation = Literal["conjoint", "enfant", "parent", "autre"]
Verdict = Literal["valide", "refuse", "correction"]


class Etat(StrEnum):
    """A compte may submit demandes from the first; the mairie then validates or refuses it (R15, R23)."""

    EN_ATTENTE = "en_attente"
    VALIDE = "valide"
    REFUSE = "refuse"
    SUSPENDU = "suspendu"
    FERME = "ferme"


CONNEXION_PERMISE = (Etat.EN_ATTENTE, Etat.VALIDE, Etat.REFUSE)
"""A refused compte can still log in, to read why."""


@dataclass(frozen=True, slots=True)
class Naissance:
    """`lieu`: commune or country, as on the acte."""

    date: date
    lieu: str = ""


@dataclass(frozen=True, slots=True)
class Identite:
    """As on the acte: every prénom, accents kept; the nom d'usage is another champ.

    Some people have one name only: it is the nom de naissance, and there is no prénom.
    """

    nom_naissance: str
    prenoms: tuple[str, ...]
    naissance: Naissance
    nom_usage: str | None = None
    civilite: str | None = None

    @property
    def nom(self) -> str:
        """The one in use."""
        return self.nom_usage or self.nom_naissance

    @property
    def prenom(self) -> str:
        """The first one, whole if hyphenated; "" for who has one name only."""
        return self.prenoms[0] if self.prenoms else ""


@dataclass(frozen=True, slots=True)
class Adresse:
    """Free text, as on an envelope."""

    lignes: tuple[str, ...]
    code_postal: str
    commune: str


@dataclass(frozen=True, slots=True)
class Coordonnees:
    """`telephone` in E.164."""

    courriel: str
    adresse: Adresse
    telephone: str | None = None


@dataclass(frozen=True, slots=True)
class Membre:
    """Somebody of the foyer (R2). `relation`: what they are to the citizen; `ecole`: in the citizen's words."""

    id: str
    lien: Lien
    nom_naissance: str
    prenoms: tuple[str, ...]
    naissance: Naissance
    relation: Relation | None = None
    ecole: str | None = None

    @property
    def affichage(self) -> str:
        """« Léo Lire »."""
        return " ".join((*self.prenoms[:1], self.nom_naissance))


@dataclass(frozen=True, slots=True)
class Decision:
    """What the mairie said of a compte, and which agent (R15, R22)."""

    verdict: Verdict
    le: datetime
    agent: str
    motif: str = ""
    suivie: bool = False
    """The citizen mended what a correction asked for."""


@dataclass(frozen=True, slots=True)
class ChangementDeCourriel:
    """A courriel that waits to be confirmed at the old address and at the new one.

    Once confirmed at both, it stays until its end, so that a second click on the same link is told the truth.
    """

    id: str
    courriel: str
    demande_le: datetime
    expire_le: datetime
    ancien_confirme: bool = False
    nouveau_confirme: bool = False

    @property
    def fait(self) -> bool:
        """Confirmed at both: it is the courriel of the compte."""
        return self.ancien_confirme and self.nouveau_confirme

    def waits(self, now: datetime) -> bool:
        """Neither done nor too old."""
        return not self.fait and now < self.expire_le


@dataclass(frozen=True, slots=True)
class Compte:
    """`id` is opaque and never changes; `version` counts the changes."""

    id: str
    identifiant: str
    etat: Etat
    identite: Identite
    coordonnees: Coordonnees
    communication: Communication
    membres: tuple[Membre, ...]
    cree_le: datetime
    sceau: Sceau
    version: int = 1
    corrige_le: datetime | None = None
    """When the citizen answered a request for correction: the mairie's turn begins again."""
    decision: Decision | None = None
    numero_famille: str | None = None
    """Whom the factures are for, in the billing software."""
    changement_courriel: ChangementDeCourriel | None = None
    verifie_le: datetime | None = None
    """The identifiant reached the courriel: somebody logged in with it."""

    @property
    def affichage(self) -> str:
        """« Amélie Lire »."""
        return f"{self.identite.prenom} {self.identite.nom}".strip()

    @property
    def attente_depuis(self) -> datetime:
        """Since when the mairie has had it in hand."""
        return self.corrige_le or self.cree_le

    @property
    def a_corriger(self) -> bool:
        """The mairie asks the citizen to mend something before it decides."""
        demandee = self.decision is not None and self.decision.verdict == "correction" and not self.decision.suivie
        return demandee and self.etat is Etat.EN_ATTENTE

    @property
    def motif(self) -> str:
        """Why the mairie refused it, or what it asks to mend; "" when it says nothing."""
        return self.decision.motif if self.decision and (self.a_corriger or self.etat is Etat.REFUSE) else ""
