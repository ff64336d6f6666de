"""/demandes: submitting and following (R25–R27, R30–R32)."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from chalicelib import services
from chalicelib.api.appel import Appel
from chalicelib.api.formes import Cryptogramme, Entree, Liste
from chalicelib.api.routing import Acces, AvecCookie, Routes
from chalicelib.api.session import opening
from chalicelib.domain import recherche
from chalicelib.domain.demande import Resume
from chalicelib.domain.errors import Introuvable
from chalicelib.domain.limites import DEMANDES
from chalicelib.domain.page import Page
from chalicelib.domain.pieces import Fourniture
from chalicelib.domain.soumission import Soumission
from chalicelib.domain.transitions import LIBELLES

routes = Routes(__name__)
RANG = re.compile(r"\d{1,3}", re.ASCII)


class PieceFournie(Entree, frozen=True):
    """Files already sent, « par courrier », or what the compte already gave and may use again."""

    cles: list[str] = msgspec.field(default_factory=list)
    par_courrier: bool = False
    reprise: bool = False


class ContactSaisi(Entree, frozen=True):
    """Who asks, without a compte."""

    nom: str
    prenom: str
    courriel: str


class DemandeSaisie(Entree, frozen=True, kw_only=True):
    """The filled form. `membre`: id of a member of the foyer, « usager » or nothing for oneself."""

    demarche: str
    version: int
    membre: str | None = None
    reponses: dict[str, Any] = msgspec.field(default_factory=dict)
    pieces: dict[str, PieceFournie] = msgspec.field(default_factory=dict)
    contact: ContactSaisi | None = None
    cryptogramme: Cryptogramme | None = None


class DemandeEnvoyee(msgspec.Struct, frozen=True):
    """The numéro to keep."""

    numero: str
    etat: str


class DemandeResumee(msgspec.Struct, frozen=True):
    """One line of « Accueil » and « Demandes »."""

    numero: str
    demarche: str
    titre: str
    etat: str
    etat_libelle: str
    depose_le: datetime
    concerne: str


@routes.on("POST", "/demandes", Acces.FACULTATIF, 201, idempotente=True)
def submit(appel: Appel[DemandeSaisie]) -> AvecCookie[DemandeEnvoyee]:
    """« Envoyer »; without compte, the récépissé and the bordereau are at hand for 30 minutes."""
    if appel.compte is None and appel.corps.contact is not None:
        services.limites.count(DEMANDES, appel.ip)
    demande = services.demandes.submit(_soumission(appel.corps), appel.compte, appel.sceau)
    envoyee = DemandeEnvoyee(demande.numero, demande.etat)
    if demande.compte:
        return AvecCookie(envoyee, "")
    jeton, session = services.liens_de_suivi.open_own(demande.numero)
    return AvecCookie(envoyee, opening(session, jeton))


@routes.on("GET", "/demandes", Acces.USAGER, questions=("etat", "q", "suite"))
def list_own(appel: Appel[None]) -> Liste[DemandeResumee]:
    """One's own, newest first; some of them, by state (or « ouvertes », « terminees ») and by words."""
    filtre = recherche.read(appel.question("etat"), appel.question("q"))
    return represent(services.demandes.list_own(appel.usager, filtre, appel.question("suite")))


def represent(page: Page[Resume]) -> Liste[DemandeResumee]:
    """A page of one's own."""
    return Liste([_line(resume) for resume in page.elements], page.suite)


def fournitures(pieces: Mapping[str, PieceFournie]) -> dict[str, Fourniture]:
    """For the services."""
    return {nom: Fourniture(tuple(p.cles), p.par_courrier, p.reprise) for nom, p in pieces.items()}


def rank(indice: str) -> int:
    """Raises Introuvable for what is no rank."""
    if RANG.fullmatch(indice) is None:
        raise Introuvable
    return int(indice)


def _soumission(saisie: DemandeSaisie) -> Soumission:
    return Soumission(
        saisie.demarche,
        saisie.version,
        saisie.reponses,
        fournitures(saisie.pieces),
        saisie.membre,
        msgspec.to_builtins(saisie.contact) if saisie.contact else None,
        saisie.cryptogramme.solution() if saisie.cryptogramme else None,
    )


def _line(resume: Resume) -> DemandeResumee:
    return DemandeResumee(
        resume.numero,
        resume.demarche,
        resume.titre,
        resume.etat,
        LIBELLES[resume.etat],
        resume.depose_le,
        resume.concerne,
    )
