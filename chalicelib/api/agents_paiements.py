"""/agents/paiements: each payment of a régie, its whole story, PayFiP asked again."""

from chalicelib import services
from chalicelib.api.appel import Appel
from chalicelib.api.donnees import Vide
from chalicelib.api.formes import Entree, Liste
from chalicelib.api.formes_regie import PaiementEnListe, PaiementRaconte, day, line, story
from chalicelib.api.routing import Acces, Routes

routes = Routes(__name__)


class NoteSaisie(Entree, frozen=True):
    """Why or how: a reference, a day."""

    note: str


@routes.on("GET", "/agents/paiements", Acces.REGIE, questions=("regie", "jour", "attente", "suite"))
def list_all(appel: Appel[None]) -> Liste[PaiementEnListe]:
    """Those that ended on « jour », paid or not; with « attente=1 », those whose result is still to be learnt."""
    regie = appel.question("regie") or ""
    if appel.question("attente"):
        return Liste([line(paiement) for paiement in services.encaissements.waiting(appel.agent, regie)])
    jour = day(appel.question("jour"))
    page = services.encaissements.of_day(appel.agent, regie, jour, appel.question("suite"))
    return Liste([line(paiement) for paiement in page.elements], page.suite)


@routes.on("GET", "/agents/paiements/{id}", Acces.REGIE)
def read(appel: Appel[None], id: str) -> PaiementRaconte:  # noqa: A002 (the word of the API)
    """One of them; the reading is written in the journal."""
    return story(services.encaissements.open_paiement(appel.agent, id))


@routes.on("POST", "/agents/paiements/{id}/verification", Acces.REGIE)
def verify(appel: Appel[Vide], id: str) -> PaiementRaconte:  # noqa: A002
    """« Vérifier maintenant »."""
    return story(services.encaissements.verify(appel.agent, id))


@routes.on("POST", "/agents/paiements/{id}/remboursement", Acces.REGIE)
def give_back(appel: Appel[NoteSaisie], id: str) -> PaiementRaconte:  # noqa: A002
    """« Marquer remboursé »."""
    return story(services.encaissements.give_back(appel.agent, id, appel.corps.note))


@routes.on("POST", "/agents/paiements/{id}/liberation", Acces.REGIE)
def release(appel: Appel[NoteSaisie], id: str) -> PaiementRaconte:  # noqa: A002
    """« Libérer les factures » of a payment of which nothing more is learnt."""
    return story(services.encaissements.release(appel.agent, id, appel.corps.note))
