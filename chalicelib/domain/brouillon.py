"""A form being filled by a logged-in citizen, kept so that it can be resumed on any of their devices."""

from dataclasses import dataclass
from datetime import date, datetime

from chalicelib.domain.conservation import AVERTISSEMENT_DE_BROUILLON, BROUILLONS
from chalicelib.domain.errors import ErreurDeChamp, SaisieInvalide

OCTETS_MAXIMUM = 60_000
"""Of its content, as JSON in UTF-8: a form filled to its limits takes half of it."""
NOMBRE_MAXIMAL = 20
"""Per compte; more than a commune offers démarches."""


@dataclass(frozen=True, slots=True)
class ResumeDeBrouillon:
    """One line of a list: everything but what was typed. `etape`: the name of the one that was open.

    `revision` grows at each saving and is never that of an earlier draft of the same démarche.
    """

    demarche: str
    titre: str
    etape: str
    version: int
    commence_le: datetime
    modifie_le: datetime
    revision: int
    averti_le: date | None = None

    @property
    def expire_le(self) -> date:
        """Three months after the last change, and never less than a week after its owner was told."""
        fin = (self.modifie_le + BROUILLONS).date()
        return max(fin, self.averti_le + AVERTISSEMENT_DE_BROUILLON) if self.averti_le else fin

    @property
    def avertir_le(self) -> date:
        """When its owner is told that it will be erased."""
        return (self.modifie_le + BROUILLONS - AVERTISSEMENT_DE_BROUILLON).date()


@dataclass(frozen=True, slots=True)
class Brouillon:
    """`contenu` is the page's own JSON: the portal keeps it and does not read it."""

    resume: ResumeDeBrouillon
    contenu: str

    def is_same(self, other: "Brouillon") -> bool:
        """What was typed, on which version of the form: saving it again changes nothing."""
        return self.contenu == other.contenu and self.resume.version == other.resume.version


def check_size(contenu: bytes) -> None:
    """Raises SaisieInvalide on `contenu`."""
    if len(contenu) > OCTETS_MAXIMUM:
        detail = "Vos réponses sont trop longues pour être gardées en brouillon. Raccourcissez les plus longues."
        raise SaisieInvalide(erreurs=(ErreurDeChamp("contenu", "trop-long", detail),))


def next_revision(revision: int | None, now: datetime) -> int:
    """After the one that a device last read; None when it knows of no draft.

    The first is the second of its creation: a draft begun after another was erased starts higher than that one ended,
    and a device that was late is not mistaken for one that follows.
    """
    return int(now.timestamp()) if revision is None else revision + 1
