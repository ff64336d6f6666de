"""What some mails need when they are about to leave: the outbox holds their ids and gives its retries."""

from collections.abc import Callable, Mapping

from chalicelib.domain.courriel import Courriel
from chalicelib.services import annonces, changement_de_courriel, donnees, fermeture, liens_de_suivi, quittances

PREPARATIONS: Mapping[str, Callable[[Courriel], Courriel | None]] = {
    "courriel_a_confirmer": changement_de_courriel.complete,
    "demande_etat": annonces.complete,
    "donnees_pretes": donnees.complete,
    "compte_ferme": fermeture.complete,
    "quittance": quittances.complete,
    "suivi_lien": liens_de_suivi.complete,
}


def prepare(courriel: Courriel) -> Courriel | None:
    """The mail with what its model shows; None when it has nothing to say any more. Raises Indisponible."""
    preparer = PREPARATIONS.get(courriel.modele)
    return preparer(courriel) if preparer else courriel
