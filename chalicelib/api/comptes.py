"""/comptes and /compte: creating one's compte (R8–R14), reading it (R17), modifying it (R18)."""

from typing import Any, Literal

import msgspec

from chalicelib import clock, services
from chalicelib.api.appel import Appel
from chalicelib.api.formes import Cryptogramme, Entree, Liste
from chalicelib.api.formes_compte import CompteLu, CoordonneesSaisies, IdentiteSaisie, MembreSaisi, represent
from chalicelib.api.routing import Acces, Routes
from chalicelib.domain import creation
from chalicelib.domain.limites import COMPTES
from chalicelib.domain.modification import Modification
from chalicelib.domain.question_secrete import QUESTIONS

routes = Routes(__name__)


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


class CompteModifie(Entree, frozen=True):
    """« Sauver »: the sections that changed, each whole. `version`: of the compte on the screen."""

    version: int
    identite: IdentiteSaisie | None = None
    coordonnees: CoordonneesSaisies | None = None
    communication: Literal["courriel", "telephone"] | None = None
    membres: list[MembreSaisi] | None = None


class Change(msgspec.Struct, frozen=True):
    """One champ, before and after, in French; "" for nothing."""

    libelle: str
    avant: str
    apres: str


class CompteSauve(CompteLu, frozen=True, kw_only=True):
    """The compte as it is now, and what changed."""

    changements: list[Change]


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
    services.limites.count(COMPTES, appel.ip)
    compte = services.comptes.create(demande, saisi.cryptogramme.solution(), sceau)
    return CompteCree(compte.coordonnees.courriel)


@routes.on("GET", "/compte", Acces.USAGER)
def read(appel: Appel[None]) -> CompteLu:
    """The compte and the members of the foyer, adults first (R17)."""
    return represent(services.comptes.get(appel.usager))


@routes.on("PATCH", "/compte", Acces.USAGER)
def save(appel: Appel[CompteModifie]) -> CompteSauve:
    """« Sauver » (R18): another courriel waits until it is confirmed, the rest is done."""
    compte, changements = services.modification.save(appel.usager, Modification(**msgspec.to_builtins(appel.corps)))
    changes = [Change(c.libelle, c.avant, c.apres) for c in changements]
    return CompteSauve(**msgspec.structs.asdict(represent(compte)), changements=changes)
