"""What is said to PayFiP and what it answers, in its own words: fields, formats and bounds of the protocol.

docs/payfip.md tells how the portal uses it. Amounts are integer centimes.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from chalicelib.domain.errors import Indisponible

PARIS = ZoneInfo("Europe/Paris")
MONTANT_MINIMUM, MONTANT_MAXIMUM = 100, 9_999_999
"""Centimes, both allowed."""
LONGUEUR_OBJET = 100
MEL_MINIMUM, MEL_MAXIMUM = 6, 80
"""Characters: a longer courriel is a valid one, but cannot pay online."""

IDOP = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}", re.ASCII)
NUMCLI = re.compile(r"[0-9]{6}", re.ASCII)
REFDET = re.compile(r"[A-Za-z0-9]{6,30}", re.ASCII)
OBJET = re.compile(rf"[A-Za-z0-9 ]{{0,{LONGUEUR_OBJET}}}", re.ASCII)
EXER = re.compile(r"20[0-9]{2}", re.ASCII)
SAISIES = ("T", "X", "W")
"""Test, activation, production."""
CENTIMES = re.compile(r"[0-9]{1,12}", re.ASCII)


class Resultat(StrEnum):
    """`resultrans`; an abandon may still be followed by a success."""

    PAYE_CARTE = "P"
    PAYE_PRELEVEMENT = "V"
    ABANDON = "A"
    CARTE_REFUSEE = "R"
    PRELEVEMENT_REFUSE = "Z"


class HorsProtocole(ValueError):
    """A field that PayFiP would refuse, named; nothing was sent."""

    def __init__(self, champ: str) -> None:
        self.champ = champ
        super().__init__(champ)


class PayFipIndisponible(Indisponible):
    """Down, slow, or answering what cannot be understood: the outcome of what was asked is unknown.

    `constat` is for the payment's story, short and without personal data: `HTTP 502`, `TechIndisponibiliteErreur`…
    """

    title = "Le site de paiement ne répond pas. Rien n’est perdu\u00a0: réessayez dans quelques minutes"

    def __init__(self, constat: str) -> None:
        self.constat = constat
        super().__init__()


class RefusPayFip(Exception):
    """PayFiP answered, and the answer is no (FonctionnelleErreur): who asks decides what each code means.

    Known: A2 (mel), R3 (refdet), P1 (unknown idOp), P5 (no result yet); any other is kept as it is.
    """

    def __init__(self, code: str, libelle: str) -> None:
        self.code = code
        self.libelle = libelle
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Creation:
    """What announces a payment. Raises HorsProtocole for what PayFiP would refuse.

    `exer` is the year of the budget, `saisie` one of SAISIES; `urlnotif` is called by PayFiP, the browser comes back
    to `urlredirect`, both with the idOp and nothing else.
    """

    exer: int
    mel: str
    montant: int
    numcli: str
    objet: str
    refdet: str
    saisie: str
    urlnotif: str
    urlredirect: str

    def __post_init__(self) -> None:
        tenus = {
            "exer": EXER.fullmatch(str(self.exer)) is not None,
            "mel": MEL_MINIMUM <= len(self.mel) <= MEL_MAXIMUM and "@" in self.mel,
            "montant": is_payable(self.montant),
            "numcli": NUMCLI.fullmatch(self.numcli) is not None,
            "objet": OBJET.fullmatch(self.objet) is not None,
            "refdet": REFDET.fullmatch(self.refdet) is not None,
            "saisie": self.saisie in SAISIES,
        }
        for champ, tenu in tenus.items():
            if not tenu:
                raise HorsProtocole(champ)


@dataclass(frozen=True, slots=True)
class Detail:
    """What PayFiP knows of an operation: compare it with what was announced before believing it.

    `le` is the minute of the transaction (UTC), None when it is not told; `numauto` is the bank's, "" on failure.
    """

    idop: str
    resultat: Resultat
    montant: int
    numcli: str
    refdet: str
    saisie: str
    exer: str = ""
    mel: str = ""
    objet: str = ""
    numauto: str = ""
    le: datetime | None = None


def is_payable(montant: int) -> bool:
    """Whether PayFiP takes such an amount, in centimes."""
    return MONTANT_MINIMUM <= montant <= MONTANT_MAXIMUM


def reduce_objet(texte: str) -> str:
    """What is left of a text in the letters that PayFiP takes: accents fall, the rest becomes a space."""
    sans_accents = "".join(c for c in unicodedata.normalize("NFKD", texte) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^A-Za-z0-9]+", " ", sans_accents).split())[:LONGUEUR_OBJET].rstrip()


def parse_centimes(texte: str) -> int | None:
    """None for what is not a whole number of centimes."""
    return int(texte) if CENTIMES.fullmatch(texte) else None


def parse_instant(dattrans: str, heurtrans: str) -> datetime | None:
    """DDMMYYYY and HHMM of Paris, in UTC; None when they mean nothing: a date alone does not undo a payment."""
    try:
        lu = datetime.strptime(f"{dattrans} {heurtrans}", "%d%m%Y %H%M").replace(tzinfo=PARIS)
    except ValueError:
        return None
    return lu.astimezone(UTC)
