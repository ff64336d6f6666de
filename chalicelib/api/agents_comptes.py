"""/agents/comptes: what the authorised service checks and decides (R15, R22)."""

from datetime import date, datetime
from typing import Literal

import msgspec

from chalicelib import services
from chalicelib.api.appel import Appel
from chalicelib.api.formes import Entree, Liste
from chalicelib.api.formes_compte import CompteLu, represent
from chalicelib.api.routing import Acces, Routes
from chalicelib.domain import file_des_comptes as files
from chalicelib.domain import validation
from chalicelib.domain.compte import Adresse, Compte, Decision, Etat
from chalicelib.domain.errors import RequeteIllisible
from chalicelib.domain.file_des_comptes import ResumeDeCompte
from chalicelib.domain.rapprochement import Ressemblance
from chalicelib.domain.validation import Avis

routes = Routes(__name__)


class CompteEnFile(msgspec.Struct, frozen=True):
    """One line of a queue. `jours_ouvres` waited, 0 once it is decided; `en_retard` beyond two."""

    id: str
    identifiant: str
    nom: str
    prenoms: list[str]
    naissance: date
    commune: str
    etat: str
    attente_depuis: datetime
    jours_ouvres: int
    en_retard: bool


class DecisionPrise(msgspec.Struct, frozen=True):
    """The last one; `par` is an agent's name."""

    le: datetime
    par: str
    decision: str
    motif: str


class CompteTraite(CompteLu, frozen=True, kw_only=True):
    """What an agent sees: the citizen's screen, how long it has waited, what can be decided."""

    id: str
    numero_famille: str | None
    attente_depuis: datetime
    jours_ouvres: int
    en_retard: bool
    decisions: list[Literal["valide", "refuse", "correction"]]
    decision: DecisionPrise | None


class CompteProche(msgspec.Struct, frozen=True):
    """Perhaps the same person, or somebody at the same address; `raisons` in French."""

    id: str
    identifiant: str
    nom: str
    prenoms: list[str]
    naissance: date
    adresse: Adresse
    etat: str
    raisons: list[str]
    doublon: bool
    """One person's twice, perhaps; otherwise only somebody at the same address."""


class DecisionSaisie(Entree, frozen=True):
    """`version` is that of the screen that the agent decided on."""

    decision: Literal["valide", "refuse", "correction"]
    motif: str = ""
    numero_famille: str | None = None
    version: int | None = None


class NumeroFamilleSaisi(Entree, frozen=True):
    """null takes it away."""

    numero_famille: str | None
    version: int


class EtatDuCompte(msgspec.Struct, frozen=True):
    """Where the decision led."""

    etat: str
    version: int


@routes.on("GET", "/agents/comptes", Acces.VALIDATION, questions=("etat", "suite"))
def list_queue(appel: Appel[None]) -> Liste[CompteEnFile]:
    """The comptes that wait, oldest first; or those in another state."""
    file = appel.question("etat") or Etat.EN_ATTENTE
    if file not in files.FILES:
        raise RequeteIllisible
    page = services.validation.queue(file, appel.question("suite"))
    return Liste([_line(resume, file) for resume in page.elements], page.suite)


@routes.on("GET", "/agents/comptes/{id}", Acces.VALIDATION)
def read(appel: Appel[None], id: str) -> CompteTraite:  # noqa: A002 (the word of the API)
    """One of them; the reading is written in the journal."""
    return _represent(services.validation.open_compte(appel.agent, id))


@routes.on("GET", "/agents/comptes/{id}/doublons", Acces.VALIDATION)
def list_look_alikes(appel: Appel[None], id: str) -> Liste[CompteProche]:  # noqa: A002
    """Comptes that may be the same person's."""
    return Liste([_look_alike(vue) for vue in services.validation.look_alikes(appel.agent, id)])


@routes.on("POST", "/agents/comptes/{id}/decision", Acces.VALIDATION)
def decide(appel: Appel[DecisionSaisie], id: str) -> EtatDuCompte:  # noqa: A002
    """Validates, refuses or asks for a correction; the citizen gets a mail."""
    saisie = appel.corps
    avis = Avis(saisie.decision, saisie.motif, saisie.numero_famille, saisie.version)
    compte = services.validation.decide(appel.agent, id, avis)
    return EtatDuCompte(compte.etat, compte.version)


@routes.on("PUT", "/agents/comptes/{id}/numero-famille", Acces.VALIDATION)
def number(appel: Appel[NumeroFamilleSaisi], id: str) -> EtatDuCompte:  # noqa: A002
    """Whom the factures of a validated compte are for."""
    compte = services.validation.number(appel.agent, id, appel.corps.numero_famille, appel.corps.version)
    return EtatDuCompte(compte.etat, compte.version)


def _line(resume: ResumeDeCompte, file: str) -> CompteEnFile:
    jours = services.validation.days_waited(resume.attente_depuis) if file in files.OUVERTES else 0
    return CompteEnFile(
        resume.id,
        resume.identifiant,
        resume.nom,
        list(resume.prenoms),
        resume.naissance,
        resume.commune,
        resume.etat,
        resume.attente_depuis,
        jours,
        files.is_late(file, jours),
    )


def _represent(compte: Compte) -> CompteTraite:
    file = files.file_of(compte)
    jours = services.validation.days_waited(compte.attente_depuis) if file in files.OUVERTES else 0
    return CompteTraite(
        **msgspec.structs.asdict(represent(compte)),
        id=compte.id,
        numero_famille=compte.numero_famille,
        attente_depuis=compte.attente_depuis,
        jours_ouvres=jours,
        en_retard=files.is_late(file, jours),
        decisions=list(validation.possible(compte)),
        decision=_decision(compte.decision),
    )


def _decision(decision: Decision | None) -> DecisionPrise | None:
    return DecisionPrise(decision.le, decision.agent, decision.verdict, decision.motif) if decision else None


def _look_alike(vue: Ressemblance) -> CompteProche:
    fiche = vue.fiche
    return CompteProche(
        fiche.id,
        fiche.identifiant,
        fiche.nom,
        list(fiche.prenoms),
        fiche.naissance,
        fiche.adresse,
        fiche.etat,
        list(vue.raisons),
        vue.doublon,
    )
