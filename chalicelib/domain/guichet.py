"""A facture paid at the counter, as an agent writes it down: never by card, which PayFiP alone can tell."""

from dataclasses import dataclass
from datetime import date

from chalicelib.domain.errors import ErreurDeChamp, SaisieInvalide
from chalicelib.domain.errors_paiement import FactureNonPayable
from chalicelib.domain.facture import Emission, Etat, Facture
from chalicelib.domain.francais import format_date
from chalicelib.domain.messages import ValeurRefusee
from chalicelib.domain.moyens import AU_GUICHET
from chalicelib.domain.paiement import Moyen
from chalicelib.domain.texte import parse_texte

PRECISION_MAXIMALE = 60
"""Characters: the numéro of a cheque, a bank, a name."""
REFUS = {
    Etat.EN_PAIEMENT: "Un paiement en ligne est en cours pour cette facture. Attendez son résultat, puis recommencez.",
    Etat.PAYEE: "Cette facture est déjà payée.",
    Etat.ANNULEE: "Cette facture a été annulée par un avoir\u00a0: elle n’est plus à payer.",
}


@dataclass(frozen=True, slots=True)
class Encaissement:
    """What was received. `le`: the day, the present one when nothing is said; `precision`: the numéro of a cheque…"""

    moyen: Moyen
    le: date
    precision: str = ""


def check(moyen: str, le: date | None, precision: str, today: date) -> Encaissement:
    """As typed by the agent. Raises SaisieInvalide on `moyen`, `le` and `precision`."""
    erreurs = list[ErreurDeChamp]()
    if moyen not in AU_GUICHET:
        phrase = "Choisissez espèces, chèque, virement ou CESU\u00a0: seul le paiement en ligne enregistre une carte."
        erreurs.append(ErreurDeChamp("moyen", "choix", phrase))
    if le and le > today:
        erreurs.append(
            ErreurDeChamp("le", "date-max", "Ce jour n’est pas encore venu\u00a0: indiquez une date passée.")
        )
    try:
        precision = parse_texte(precision, PRECISION_MAXIMALE)
    except ValeurRefusee as refus:
        erreurs += [faute.erreur("precision", "Précision") for faute in refus.fautes]
    if erreurs:
        raise SaisieInvalide(erreurs=tuple(erreurs))
    return Encaissement(Moyen(moyen), le or today, precision)


def check_day(encaissement: Encaissement, emission: Emission) -> None:
    """Nothing is paid before it is asked. Raises SaisieInvalide on `le`."""
    if encaissement.le < emission.emise_le:
        phrase = f"La facture date du {format_date(emission.emise_le)}\u00a0: elle n’a pas pu être payée avant."
        raise SaisieInvalide(erreurs=(ErreurDeChamp("le", "date-min", phrase),))


def check_payable(facture: Facture) -> None:
    """Raises FactureNonPayable, which says why."""
    if facture.etat in REFUS:
        raise FactureNonPayable(REFUS[facture.etat])
