"""An import of factures on its way: read and checked, confirmed by the agent, applied step by step."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from chalicelib.domain.errors import TransitionRefusee
from chalicelib.domain.idempotence import Sceau
from chalicelib.domain.import_bilan import AvoirRetenu, Resume
from chalicelib.domain.import_fautes import RETENUES, FauteDeLigne
from chalicelib.domain.import_texte import Format

LOT = 49
"""Factures of one step: two writes each and the progress, within the hundred of a transaction."""
VALIDITE = timedelta(days=7)
"""Between the deposit and the confirmation: later, the bucket may have lost what was read."""
CONSERVATION = timedelta(days=365)
ESSAIS = 5
"""Analyses begun: a file that ends the function as many times is refused."""


class Etat(StrEnum):
    """Of an import."""

    ANALYSE = "analyse"
    A_CONFIRMER = "a_confirmer"
    REFUSE = "refuse"
    APPLICATION = "application"
    TERMINE = "termine"
    ABANDONNE = "abandonne"


ACTIFS = (Etat.ANALYSE, Etat.APPLICATION)
"""The portal has something to do."""
LIBELLES: Mapping[Etat, str] = {
    Etat.ANALYSE: "Lecture du fichier",
    Etat.A_CONFIRMER: "À confirmer",
    Etat.REFUSE: "Refusé",
    Etat.APPLICATION: "En cours d’import",
    Etat.TERMINE: "Terminé",
    Etat.ABANDONNE: "Abandonné",
}


@dataclass(frozen=True, slots=True)
class Travail:
    """`cle`: of the file in the bucket; `par`, as displayed, put it there.

    `auteur`: the agent whom the journal holds to account, who put it there and then who confirmed it.
    `progres` out of `total`: factures, avoirs and families looked up while it is analysed, then steps of the
    application. `resume`: what the dry run foretells, then what was done. `ecarts`: what turned out
    otherwise when it was applied; `en_attente`: avoirs whose facture is being paid.
    """

    id: str
    regie: str
    nom: str
    cle: str
    format: Format
    par: str
    auteur: str
    le: datetime
    sceau: Sceau
    etat: Etat = Etat.ANALYSE
    version: int = 1
    progres: int = 0
    total: int = 0
    essais: int = 0
    lignes: int = 0
    factures: int = 0
    avoirs: int = 0
    resume: Resume = field(default_factory=Resume)
    fautes_total: int = 0
    ecarts: tuple[FauteDeLigne, ...] = ()
    en_attente: tuple[AvoirRetenu, ...] = ()

    @property
    def lots_de_factures(self) -> int:
        """Steps that create."""
        return -(-self.factures // LOT)

    @property
    def lots(self) -> int:
        """Steps of the application; those of the avoirs come last."""
        return self.lots_de_factures + -(-self.avoirs // LOT)


def confirm(travail: Travail, auteur: str, now: datetime) -> Travail:
    """What follows is `auteur`'s doing. Raises TransitionRefusee. Confirmed already, it is as it is."""
    if travail.etat in {Etat.APPLICATION, Etat.TERMINE}:
        return travail
    if travail.etat is not Etat.A_CONFIRMER:
        raise _refused(travail, "il ne peut pas être confirmé")
    if now - travail.le > VALIDITE:
        raise TransitionRefusee("Ce fichier a été lu il y a plus de 7 jours. Déposez-le de nouveau.")
    fait = Resume(familles_inconnues=travail.resume.familles_inconnues)
    suite = Etat.APPLICATION if travail.lots else Etat.TERMINE
    return replace(
        travail, auteur=auteur, etat=suite, version=travail.version + 1, progres=0, total=travail.lots, resume=fait
    )


def abandon(travail: Travail) -> Travail:
    """Raises TransitionRefusee once it is confirmed."""
    if travail.etat is Etat.ABANDONNE:
        return travail
    if travail.etat in {Etat.APPLICATION, Etat.TERMINE}:
        raise _refused(travail, "il ne peut plus être abandonné")
    return replace(travail, etat=Etat.ABANDONNE, version=travail.version + 1)


def applied(
    travail: Travail, resume: Resume, ecarts: tuple[FauteDeLigne, ...], en_attente: tuple[AvoirRetenu, ...]
) -> Travail:
    """After one step, or after another look at the avoirs that wait; done when nothing is left."""
    progres = min(travail.progres + 1, travail.total)
    fini = progres == travail.total and not en_attente
    return replace(
        travail,
        etat=Etat.TERMINE if fini else Etat.APPLICATION,
        version=travail.version + 1,
        progres=progres,
        resume=resume,
        ecarts=(*travail.ecarts, *ecarts)[:RETENUES],
        fautes_total=travail.fautes_total + len(ecarts),
        en_attente=en_attente,
    )


def _refused(travail: Travail, suite: str) -> TransitionRefusee:
    return TransitionRefusee(f"Cet import est «\u00a0{LIBELLES[travail.etat]}\u00a0»\u00a0: {suite}.")
