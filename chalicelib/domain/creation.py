"""What a citizen types to create a compte (R7, R9): checked tab by tab, every champ at fault at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from chalicelib.domain import fiche, mot_de_passe
from chalicelib.domain.compte import Communication, Coordonnees, Identite, Membre
from chalicelib.domain.saisie import Saisie, flatten


@dataclass(frozen=True, slots=True)
class Creation:
    """A valid creation: `mot_de_passe` and `reponse` are still in clear, on their way to their hashes."""

    identite: Identite
    coordonnees: Coordonnees
    communication: Communication
    membres: tuple[Membre, ...]
    mot_de_passe: str
    question: str
    reponse: str


def check(
    identite: Mapping[str, Any],
    coordonnees: Mapping[str, Any],
    communication: Communication,
    membres: Iterable[Mapping[str, Any]],
    securite: Mapping[str, str],
    today: date,
) -> Creation:
    """Normalised values of the body of POST /comptes. Raises SaisieInvalide with every champ at fault."""
    saisie = Saisie(today)
    personne = saisie.identite(identite)
    contact = saisie.coordonnees(coordonnees)
    saisie.communication(communication, contact.telephone)
    foyer = saisie.membres(list(membres), personne)
    secrets = saisie.check(fiche.SECURITE.champs, flatten("securite", securite))
    personnels = (personne.nom_naissance, personne.nom, *personne.prenoms, contact.courriel)
    if faiblesse := mot_de_passe.weakness(securite["mot_de_passe"], personnels):
        saisie.erreurs.append(faiblesse)
    saisie.close()
    return Creation(
        personne,
        contact,
        communication,
        tuple(replace(membre, id=f"m{rang}") for rang, membre in enumerate(foyer, 1)),
        securite["mot_de_passe"],
        secrets["securite.question"],
        secrets["securite.reponse"],
    )
