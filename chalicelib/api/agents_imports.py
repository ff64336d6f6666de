"""/agents/imports: files of factures, deposited, read, confirmed (R33)."""

from datetime import timedelta

from chalicelib import clock, services
from chalicelib.api.appel import Appel
from chalicelib.api.formes import Liste
from chalicelib.api.formes_import import (
    EtatDImport,
    FichierAnnonce,
    ImportCree,
    ImportEnListe,
    ImportLu,
    ImportSaisi,
    line_of,
    represent,
)
from chalicelib.api.pieces import EnvoiPrepare
from chalicelib.api.routing import Acces, Routes
from chalicelib.domain.import_texte import CHAMPS, Format
from chalicelib.services.imports import Depot
from chalicelib.storage.pieces import ENVOI

routes = Routes(__name__)


@routes.on("POST", "/agents/imports/depots", Acces.REGIE, 201)
def prepare(appel: Appel[FichierAnnonce]) -> EnvoiPrepare:
    """Where to send the file."""
    annonce = appel.corps
    envoi = services.imports.prepare(appel.agent, annonce.regie, annonce.nom, annonce.taille)
    return EnvoiPrepare(envoi.cle, envoi.url, envoi.champs, clock.now() + timedelta(seconds=ENVOI))


@routes.on("POST", "/agents/imports", Acces.REGIE, 201, idempotente=True)
def create(appel: Appel[ImportSaisi]) -> ImportCree:
    """Its reading begins; nothing is created before it is confirmed."""
    saisi = appel.corps
    colonnes = {champ: titre for champ, titre in saisi.format.colonnes.items() if champ in CHAMPS}
    depot = Depot(saisi.regie, saisi.cle, saisi.nom, Format(saisi.format.separateur, saisi.format.encodage, colonnes))
    travail = services.imports.create(appel.agent, depot, appel.sceau)
    return ImportCree(travail.id, travail.etat)


@routes.on("GET", "/agents/imports", Acces.REGIE, questions=("regie", "suite"))
def list_all(appel: Appel[None]) -> Liste[ImportEnListe]:
    """Those of a régie, newest first."""
    page = services.imports.list_all(appel.agent, appel.question("regie") or "", appel.question("suite"))
    return Liste([line_of(travail) for travail in page.elements], page.suite)


@routes.on("GET", "/agents/imports/{id}", Acces.REGIE)
def read(appel: Appel[None], id: str) -> ImportLu:  # noqa: A002 (the word of the API)
    """One of them: what it would change, or each line to correct."""
    return represent(*services.imports.read(appel.agent, id))


@routes.on("POST", "/agents/imports/{id}/application", Acces.REGIE)
def confirm(appel: Appel[None], id: str) -> EtatDImport:  # noqa: A002
    """Its factures are about to be created."""
    return EtatDImport(services.imports.confirm(appel.agent, id).etat)


@routes.on("DELETE", "/agents/imports/{id}", Acces.REGIE, 204)
def abandon(appel: Appel[None], id: str) -> None:  # noqa: A002
    """Nothing of it will be created."""
    services.imports.abandon(appel.agent, id)
