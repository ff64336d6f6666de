"""/lieux and /pays: communes and countries, for who says where somebody was born."""

import msgspec

from chalicelib import services
from chalicelib.api.appel import Appel
from chalicelib.api.formes import Liste
from chalicelib.api.routing import Acces, Routes

routes = Routes(__name__)


class CommuneProposee(msgspec.Struct, frozen=True):
    """`code` is INSEE's; `ancienne`: it is now part of another commune, but people were born there."""

    code: str
    nom: str
    departement: str
    ancienne: bool


class PaysPropose(msgspec.Struct, frozen=True):
    """`code` is ISO 3166-1, two letters."""

    code: str
    nom: str


@routes.on("GET", "/lieux", Acces.PUBLIC, questions=("q",))
def search(appel: Appel[None]) -> Liste[CommuneProposee]:
    """Communes whose name is or begins like `q`, accents and hyphens forgiven."""
    trouves = services.lieux.search(appel.question("q") or "")
    return Liste([CommuneProposee(lieu.code, lieu.nom, lieu.departement, lieu.ancienne) for lieu in trouves])


@routes.on("GET", "/pays", Acces.PUBLIC)
def list_countries(appel: Appel[None]) -> Liste[PaysPropose]:  # noqa: ARG001
    """Every country but France, by its French name."""
    return Liste([PaysPropose(pays.code, pays.nom) for pays in services.lieux.countries()])
