"""/comptes and /compte: creating one's compte (R8–R14) and reading it (R17)."""

from datetime import datetime
from typing import Any, Literal

import msgspec

from chalicelib import clock, services
from chalicelib.api.appel import Appel
from chalicelib.api.formes import Cryptogramme, Entree, Liste
from chalicelib.api.routing import Acces, Routes
from chalicelib.domain import creation
from chalicelib.domain.compte import QUESTIONS, Compte, Coordonnees, Identite, Membre
from chalicelib.domain.limites import COMPTES, COMPTES_PAR_COURRIEL

routes = Routes(__name__)


class NaissanceSaisie(Entree, frozen=True):
    """`date`: YYYY-MM-DD."""

    date: str
    lieu: str = ""


class IdentiteSaisie(Entree, frozen=True):
    """As on the acte."""

    nom_naissance: str
    prenoms: list[str]
    naissance: NaissanceSaisie
    nom_usage: str | None = None
    civilite: str | None = None


class AdresseSaisie(Entree, frozen=True):
    """Free text."""

    lignes: list[str]
    code_postal: str
    commune: str


class CoordonneesSaisies(Entree, frozen=True):
    """Where the mairie writes."""

    courriel: str
    adresse: AdresseSaisie
    telephone: str | None = None


class MembreSaisi(Entree, frozen=True):
    """Somebody of the foyer."""

    lien: Literal["adulte", "enfant"]
    nom_naissance: str
    prenoms: list[str]
    naissance: NaissanceSaisie
    id: str | None = None
    """Of a member already declared."""
    relation: str | None = None
    ecole: str | None = None


class SecuriteSaisie(Entree, frozen=True):
    """`question`: a code of GET /questions."""

    mot_de_passe: str
    question: str
    reponse: str


class CompteSaisi(Entree, frozen=True):
    """The form, tab by tab (R9)."""

    identite: IdentiteSaisie
    coordonnees: CoordonneesSaisies
    communication: Literal["courriel", "telephone"]
    securite: SecuriteSaisie
    cryptogramme: Cryptogramme
    membres: list[MembreSaisi] = msgspec.field(default_factory=list)


class CompteCree(msgspec.Struct, frozen=True):
    """Without the identifiant, which only the mail gives (R13)."""

    courriel: str


class Question(msgspec.Struct, frozen=True):
    """A secret question to choose from."""

    code: str
    libelle: str


class CompteLu(msgspec.Struct, frozen=True, kw_only=True):
    """One's own compte."""

    identifiant: str
    etat: str
    version: int
    identite: Identite
    coordonnees: Coordonnees
    communication: str
    membres: list[Membre]
    cree_le: datetime


@routes.on("GET", "/questions", Acces.PUBLIC)
def list_questions(appel: Appel[None]) -> Liste[Question]:  # noqa: ARG001
    """The secret questions."""
    return Liste([Question(code, libelle) for code, libelle in QUESTIONS.items()])


@routes.on("POST", "/comptes", Acces.PUBLIC, 201, idempotente=True)
def create(appel: Appel[CompteSaisi]) -> CompteCree:
    """« Envoyer » (R12): creates the compte and mails the identifiant."""
    saisi, sceau = appel.corps, appel.sceau
    valeurs: dict[str, Any] = msgspec.to_builtins(saisi)
    demande = creation.check(
        valeurs["identite"],
        valeurs["coordonnees"],
        saisi.communication,
        valeurs["membres"],
        valeurs["securite"],
        clock.today(),
    )
    services.limites.count_each((COMPTES, appel.ip), (COMPTES_PAR_COURRIEL, demande.coordonnees.courriel))
    compte = services.comptes.create(demande, saisi.cryptogramme.solution(), sceau)
    return CompteCree(compte.coordonnees.courriel)


@routes.on("GET", "/compte", Acces.USAGER)
def read(appel: Appel[None]) -> CompteLu:
    """The compte and the members of the foyer, adults first (R17)."""
    return represent(services.comptes.get(appel.usager))


def represent(compte: Compte) -> CompteLu:
    """Everything the citizen told, and nothing that proves who they are."""
    return CompteLu(
        identifiant=compte.identifiant,
        etat=compte.etat,
        version=compte.version,
        identite=compte.identite,
        coordonnees=compte.coordonnees,
        communication=compte.communication,
        membres=sorted(compte.membres, key=lambda membre: membre.lien),
        cree_le=compte.cree_le,
    )
