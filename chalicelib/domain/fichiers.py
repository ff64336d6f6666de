"""A file from its announcement to its place in a demande: what is known of it, and who may do what with it (R27)."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from chalicelib.domain.conservation import JAMAIS_JOINT
from chalicelib.domain.demande import Controle, EtatDeFichier

QUARANTAINE = "quarantaine/"
"""Where browsers send: nothing there is ever opened."""
CONTROLES = "controles/"
"""Where only the portal writes: what was checked, until a demande takes it."""
CLE = re.compile(rf"{QUARANTAINE}([\w-]{{20,64}})", re.ASCII)
"""Of the shape that an announcement gives: nothing else that a browser says reaches the store or the bucket."""
VIGNETTE = ".webp"
PAR_ENVOI = 20
"""Files of one submission."""
ESSAIS = 3
"""Checks begun: a file that ends the function three times is not read a fourth."""
SANS_VERDICT = timedelta(hours=24)
"""After its announcement: the antivirus will not answer any more."""


class Verdict(StrEnum):
    """Of the antivirus, in its own words."""

    SAIN = "NO_THREATS_FOUND"
    VIRUS = "THREATS_FOUND"
    ILLISIBLE = "UNSUPPORTED"
    """Locked by a password, an archive within archives, too large."""
    INTERDIT = "ACCESS_DENIED"
    EN_PANNE = "FAILED"


class EtatDeDepot(StrEnum):
    """Of a file as its sender follows it. EN_CONTROLE is never kept: it is ATTENDU, and there."""

    ATTENDU = "attendu"
    EN_CONTROLE = "en_controle"
    SAIN = "sain"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Source:
    """The file of an earlier demande that this one is a copy of."""

    numero: str
    fichier: str


@dataclass(frozen=True, slots=True)
class Televersement:
    """A file announced. `compte`: who may use it, anybody who knows its id without one; `taille` in bytes.

    `controle` is None until the verdict, which never changes afterwards. `numero` and `piece`: what took it;
    `place`: it rests there, or is refused there.
    """

    id: str
    nom: str
    type: str
    taille: int
    compte: str | None
    annonce_le: datetime
    controle: Controle | None = None
    source: Source | None = None
    numero: str | None = None
    piece: str | None = None
    place: bool = False
    essais: int = 0

    @property
    def etat(self) -> EtatDeDepot:
        """As kept."""
        return EtatDeDepot(self.controle.etat) if self.controle else EtatDeDepot.ATTENDU

    @property
    def efface_le(self) -> datetime:
        """When it goes, if no demande takes it."""
        return self.annonce_le + JAMAIS_JOINT

    @property
    def pret(self) -> bool:
        """Whether it can be put in its place: taken, and its verdict known or that of what it is a copy of."""
        return self.numero is not None and (self.controle is not None or self.source is not None)

    def is_for(self, compte: str | None, now: datetime) -> bool:
        """Whether whoever asks may see, take or drop it."""
        return now < self.efface_le and self.compte in {None, compte}

    def refuse(self, motif: str) -> "Televersement":
        """Nobody will open it."""
        return replace(self, controle=Controle(EtatDeFichier.REFUSE, motif))


def id_of(cle: str) -> str | None:
    """Of a key as announced; None for what we never gave."""
    trouvee = CLE.fullmatch(cle)
    return trouvee[1] if trouvee else None


EXTENSIONS = {"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf"}


def name_as(nom: str, type_mime: str) -> str:
    """The name of a file once it is of this type: « photo.heic » became a JPEG."""
    tronc, point, extension = nom.rpartition(".")
    voulue = EXTENSIONS.get(type_mime, "")
    if not voulue or f".{extension}".lower().replace("jpeg", "jpg") == voulue:
        return nom
    return (tronc if point and extension.lower() in {"heic", "heif"} else nom) + voulue
