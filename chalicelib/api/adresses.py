"""/adresses: what the address service suggests to who is typing theirs."""

import msgspec

from chalicelib import services
from chalicelib.api.appel import Appel
from chalicelib.api.formes import Liste
from chalicelib.api.routing import Acces, Routes

routes = Routes(__name__)


class AdresseProposee(msgspec.Struct, frozen=True):
    """`libelle` is for the list; the rest fills the form."""

    libelle: str
    lignes: list[str]
    code_postal: str
    commune: str


@routes.on("GET", "/adresses", Acces.PUBLIC, questions=("q",))
def suggest(appel: Appel[None]) -> Liste[AdresseProposee]:
    """Addresses that begin like `q`; none when the service does not answer."""
    trouvees = services.adresses.suggest(appel.question("q") or "")
    return Liste([AdresseProposee(a.libelle, list(a.lignes), a.code_postal, a.commune) for a in trouvees])
