"""/agents/regies: what a régisseur holds, and what can be done there."""

import msgspec

from chalicelib import services
from chalicelib.api.appel import Appel
from chalicelib.api.formes import Liste
from chalicelib.api.routing import Acces, Routes
from chalicelib.config import Regie
from chalicelib.domain.moyens import AU_GUICHET, describe

routes = Routes(__name__)


class FormatDImport(msgspec.Struct, frozen=True):
    """How the billing software writes its files: `colonnes` gives the heading of each field."""

    separateur: str
    encodage: str
    colonnes: dict[str, str]


class MoyenPropose(msgspec.Struct, frozen=True):
    """One that is taken at the counter."""

    moyen: str
    libelle: str


class RegieTenue(msgspec.Struct, frozen=True):
    """`payfip`: whether its factures are paid online."""

    slug: str
    nom: str
    payfip: bool
    moyens: list[MoyenPropose]
    format: FormatDImport


@routes.on("GET", "/agents/regies", Acces.REGIE)
def list_held(appel: Appel[None]) -> Liste[RegieTenue]:
    """The régies of one's services."""
    return Liste([_represent(slug, regie) for slug, regie in services.regies.of(appel.agent).items()])


def _represent(slug: str, regie: Regie) -> RegieTenue:
    importe = regie.imports
    return RegieTenue(
        slug,
        regie.nom,
        regie.payfip is not None,
        [MoyenPropose(moyen, describe(moyen)) for moyen in AU_GUICHET],
        FormatDImport(importe.separateur, importe.encodage, dict(importe.colonnes)),
    )
