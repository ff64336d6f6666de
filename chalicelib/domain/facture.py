"""A facture of the commune, and the only table that says how it goes from one state to the next (R33–R36)."""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum


class Etat(StrEnum):
    """What is to be done with it."""

    A_PAYER = "a_payer"
    EN_PAIEMENT = "en_paiement"
    PAYEE = "payee"
    ANNULEE = "annulee"


class Evenement(StrEnum):
    """What happens to it once it is issued."""

    ENGAGER = "engager"
    """A payment begins."""
    LIBERER = "liberer"
    """It was refused, abandoned or has expired."""
    PAYER = "payer"
    PAYER_TARD = "payer_tard"
    """The success of a payment given up: it wins (the money is there) as long as nothing else paid or cancelled."""
    PAYER_AU_GUICHET = "payer_au_guichet"
    ANNULER = "annuler"
    """An avoir."""


@dataclass(frozen=True, slots=True)
class Transition:
    """One line of the table of states."""

    de: tuple[Etat, ...]
    vers: Etat


TRANSITIONS: Mapping[Evenement, Transition] = {
    Evenement.ENGAGER: Transition((Etat.A_PAYER,), Etat.EN_PAIEMENT),
    Evenement.LIBERER: Transition((Etat.EN_PAIEMENT,), Etat.A_PAYER),
    Evenement.PAYER: Transition((Etat.EN_PAIEMENT,), Etat.PAYEE),
    Evenement.PAYER_TARD: Transition((Etat.A_PAYER, Etat.EN_PAIEMENT), Etat.PAYEE),
    Evenement.PAYER_AU_GUICHET: Transition((Etat.A_PAYER,), Etat.PAYEE),
    Evenement.ANNULER: Transition((Etat.A_PAYER,), Etat.ANNULEE),
}


@dataclass(frozen=True, slots=True)
class LigneDeFacture:
    """One prestation. `concerne`: the child or adult who had it; `quantite` in thousandths; money in centimes."""

    prestation: str
    concerne: str
    quantite: int
    prix_unitaire: int
    montant: int


@dataclass(frozen=True, slots=True)
class Emission:
    """What a facture says, once and for all: an error is mended by an avoir and another facture.

    `famille`: the payer, as the billing software numbers families; `montant` in centimes, the sum of the lines.
    """

    regie: str
    numero: str
    famille: str
    payeur: str
    objet: str
    periode: str
    emise_le: date
    echeance_le: date
    montant: int
    lignes: tuple[LigneDeFacture, ...]
    document: str = ""
    """Key in the bucket of the PDF that came with it; without one, it is made from the lines."""


@dataclass(frozen=True, slots=True)
class Reglement:
    """How it was paid, or why it is to be paid no more. `moyen`: a Moyen of paiement.py, "" for an avoir.

    `precision`: numéro of the avoir; `motif`: why, in the words of who made it, for the family to read.
    """

    le: datetime
    moyen: str = ""
    quittance: str = ""
    precision: str = ""
    motif: str = ""


@dataclass(frozen=True, slots=True)
class Facture:
    """`id` is opaque, made of the famille, the day of issue, the régie and the numéro; see storage/factures.py.

    `paiement`: the one that holds it or paid it.
    """

    id: str
    emission: Emission
    etat: Etat = Etat.A_PAYER
    paiement: str | None = None
    reglement: Reglement | None = None


@dataclass(frozen=True, slots=True)
class Pointeur:
    """Which facture has a numéro, and what it says (`empreinte`): what comes again is told from what contradicts it."""

    id: str
    empreinte: str


class Rubrique(StrEnum):
    """Of « Mes comptes » (R34): « Factures à payer », « Consulter votre relevé »."""

    A_PAYER = "a_payer"
    RELEVE = "releve"


LIBELLES: Mapping[Etat, str] = {
    Etat.A_PAYER: "À payer",
    Etat.EN_PAIEMENT: "Paiement en cours",
    Etat.PAYEE: "Payée",
    Etat.ANNULEE: "Annulée",
}
"""As the pages say them."""
LONGUEUR_ID = 64
"""More than `id_of` makes: a key of the store has a limit too, beyond which it breaks instead of finding nothing."""
ATTENDUES = (Etat.A_PAYER, Etat.EN_PAIEMENT)
"""The money has not come yet."""


def id_of(emission: Emission) -> str:
    """Opaque and enough to read it by: its famille, its day of issue, a digest of its régie and numéro."""
    digest = hashlib.sha256(f"{emission.regie}#{emission.numero}".encode()).hexdigest()[:16]
    return id_from(emission.famille, f"{emission.emise_le:%Y%m%d}{digest}")


def id_from(famille: str, element: str) -> str:
    """The other way round from `key_of`."""
    return f"{base64.urlsafe_b64encode(famille.encode()).decode().rstrip('=')}.{element}"


def key_of(id: str) -> tuple[str, str] | None:  # noqa: A002
    """(famille, element) that `id_of` put there; None for what it did not make."""
    debut, point, element = id.partition(".")
    try:
        famille = base64.b64decode(debut + "=" * (-len(debut) % 4), altchars=b"-_", validate=True).decode()
    except ValueError:
        return None
    return (famille, element) if famille and point and element and len(id) <= LONGUEUR_ID else None


def empreinte(emission: Emission) -> str:
    """Of all that it says, whatever PDF came with it: the same file twice changes nothing."""
    dit = {champ: valeur for champ, valeur in asdict(emission).items() if champ != "document"}
    return hashlib.sha256(json.dumps(dit, sort_keys=True, default=date.isoformat).encode()).hexdigest()


def rubrique(facture: Facture) -> Rubrique:
    """One that an avoir cancelled is in the relevé: nothing is to be paid."""
    return Rubrique.A_PAYER if facture.etat in ATTENDUES else Rubrique.RELEVE


def is_en_retard(facture: Facture, today: date) -> bool:
    """Its due date is over; the day itself is in time."""
    return facture.etat in ATTENDUES and facture.emission.echeance_le < today


def format_quantite(milliemes: int) -> str:
    """« 12 », « 1,5 », « -1 » for what is taken back."""
    entier, reste = divmod(abs(milliemes), 1000)
    texte = f"{entier},{reste:03}".rstrip("0") if reste else str(entier)
    return f"-{texte}" if milliemes < 0 else texte
