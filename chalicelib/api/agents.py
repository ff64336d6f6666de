"""/agents: the queue of a service and what its agents decide (R24)."""

from datetime import date, datetime
from typing import Literal

import msgspec

from chalicelib import clock, services
from chalicelib.api.appel import Appel
from chalicelib.api.demandes import rank
from chalicelib.api.formes import Entree, Lien, Liste
from chalicelib.api.formes_demande import DemandeComplete, demande_fields
from chalicelib.api.routing import Acces, Routes
from chalicelib.domain.demande import Demande, Resume
from chalicelib.domain.errors import RequeteIllisible
from chalicelib.domain.evenements import EN_VIE, SURVENUES, possible
from chalicelib.domain.transitions import A_TRAITER, LIBELLES, Acteur, Etat

routes = Routes(__name__)
EvenementDAgent = Literal[
    "declarer_complet", "demander_complement", "valider", "refuser", "classer_sans_suite", "message", "recevoir_piece"
]


class DemandeEnFile(msgspec.Struct, frozen=True):
    """One line of the queue."""

    numero: str
    demarche: str
    titre: str
    etat: str
    etat_libelle: str
    depose_le: datetime
    echeance_le: date
    en_retard: bool
    demandeur: str
    concerne: str
    service: str


class DemandeurComplet(msgspec.Struct, frozen=True):
    """Who asks. `avec_compte` tells whether they follow it online."""

    nom: str
    prenom: str
    courriel: str
    telephone: str | None
    avec_compte: bool


class Action(msgspec.Struct, frozen=True):
    """A button. `motif`: obligatoire, facultatif or aucun."""

    evenement: str
    libelle: str
    motif: str


class DemandeTraitee(DemandeComplete, frozen=True, kw_only=True):
    """What an agent sees: the citizen's screen, who asks, what can be done."""

    demandeur: DemandeurComplet
    actions: list[Action]


class EvenementSaisi(Entree, frozen=True):
    """`version` is that of the screen that the agent decided on; `piece` the nom of one that came by post."""

    evenement: EvenementDAgent
    version: int
    motif: str = ""
    piece: str = ""


class Bordereau(msgspec.Struct, frozen=True):
    """Of which demande it is."""

    numero: str


class EtatChange(msgspec.Struct, frozen=True):
    """Where the event led."""

    etat: str
    version: int


@routes.on("GET", "/agents/demandes", Acces.AGENT, questions=("etat", "suite"))
def list_queue(appel: Appel[None]) -> Liste[DemandeEnFile]:
    """The demandes of one's services, oldest first."""
    page = services.agents.queue(appel.agent, _etats(appel.question("etat")), appel.question("suite"))
    return Liste([_line(resume) for resume in page.elements], page.suite)


@routes.on("GET", "/agents/demandes/{numero}", Acces.AGENT)
def read(appel: Appel[None], numero: str) -> DemandeTraitee:
    """One of them; the reading is written in the journal."""
    return _represent(services.agents.open_demande(appel.agent, numero))


@routes.on("GET", "/agents/demandes/{numero}/pieces/{piece}/{indice}", Acces.AGENT)
def download(appel: Appel[None], numero: str, piece: str, indice: str) -> Lien:
    """A file of one of them."""
    return Lien(services.pieces.link(services.agents.open_demande(appel.agent, numero), piece, rank(indice)))


@routes.on("GET", "/agents/demandes/{numero}/pieces/{piece}/{indice}/vignette", Acces.AGENT)
def preview(appel: Appel[None], numero: str, piece: str, indice: str) -> Lien:
    """The same file, in small."""
    return Lien(services.pieces.thumbnail(services.agents.open_demande(appel.agent, numero), piece, rank(indice)))


@routes.on("POST", "/agents/demandes/{numero}/evenements", Acces.AGENT)
def decide(appel: Appel[EvenementSaisi], numero: str) -> EtatChange:
    """A decision, a message, a pièce come by post; the citizen is told."""
    saisi = appel.corps
    evenement = SURVENUES[saisi.evenement]
    demande = services.agents.decide(appel.agent, numero, evenement, saisi.motif, saisi.version, saisi.piece)
    return EtatChange(demande.etat, demande.version)


@routes.on("GET", "/agents/bordereaux/{code}", Acces.AGENT)
def scan(appel: Appel[None], code: str) -> Bordereau:
    """The demande of a bordereau: its barcode, scanned or typed."""
    return Bordereau(services.agents.scan(appel.agent, code))


def _etats(etat: str | None) -> tuple[Etat, ...]:
    if etat in {None, "", "a_traiter"}:
        return A_TRAITER
    try:
        return (Etat(str(etat)),)
    except ValueError as error:
        raise RequeteIllisible from error


def _line(resume: Resume) -> DemandeEnFile:
    return DemandeEnFile(
        resume.numero,
        resume.demarche,
        resume.titre,
        resume.etat,
        LIBELLES[resume.etat],
        resume.depose_le,
        resume.echeance_le,
        resume.etat in EN_VIE and clock.today() > resume.echeance_le,
        resume.demandeur,
        resume.concerne,
        resume.service,
    )


def _represent(demande: Demande) -> DemandeTraitee:
    qui = demande.demandeur
    return DemandeTraitee(
        **demande_fields(demande),
        demandeur=DemandeurComplet(qui.nom, qui.prenom, qui.courriel, qui.telephone, demande.compte is not None),
        actions=[Action(a.evenement, a.libelle, a.motif) for a in possible(demande.etat, Acteur.AGENT)],
    )
