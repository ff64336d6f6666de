"""How values read in French. The browser shows the same texts (static-site/js/formulaire/francais.js)."""

import re
from datetime import date

INSECABLE = "\u00a0"
FINE = "\u202f"
MOIS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
SANS_SEPARATEUR = 4
"""Up to four digits, French typography needs no separator."""
FIN_DE_PHRASE = re.compile(r"[ \u00a0\u202f]*[?:.…]+$")


def format_date(jour: date) -> str:
    """« 27 mars 2022 », « 1er mars 2022 »."""
    quantieme = "1er" if jour.day == 1 else str(jour.day)
    return f"{quantieme} {MOIS[jour.month - 1]} {jour.year}"


def format_nombre(nombre: int) -> str:
    """« 1200 », « 12 000 »."""
    chiffres = str(abs(nombre))
    groupes = f"{abs(nombre):,}".replace(",", FINE) if len(chiffres) > SANS_SEPARATEUR else chiffres
    return f"-{groupes}" if nombre < 0 else groupes


def format_montant(centimes: int) -> str:
    """« 12 € », « 12 345,50 € », « -0,50 € »."""
    euros, reste = divmod(abs(centimes), 100)
    signe = "-" if centimes < 0 else ""
    return f"{signe}{format_nombre(euros)}{f',{reste:02}' if reste else ''}{INSECABLE}€"


def format_prix(centimes: int) -> str:
    """« 12,00 € », « -0,50 € »: an amount that is charged always shows its centimes."""
    euros, reste = divmod(abs(centimes), 100)
    return f"{'-' if centimes < 0 else ''}{format_nombre(euros)},{reste:02}{INSECABLE}€"


def format_heure(heure: str) -> str:
    """« 9 h 05 », « 18 h » for `09:05` and `18:00`."""
    heures, minutes = heure.split(":")
    return INSECABLE.join([str(int(heures)), "h", *([minutes] if minutes != "00" else [])])


def format_par_groupes(numero: str, *tailles: int) -> str:
    """Signs by groups, the last size being repeated: an IBAN by four, a SIRET by three then five."""
    groupes, rang = list[str](), 0
    while rang < len(numero):
        taille = tailles[min(len(groupes), len(tailles) - 1)]
        groupes.append(numero[rang : rang + taille])
        rang += taille
    return INSECABLE.join(groupes)


def format_telephone(e164: str) -> str:
    """French numbers by pairs, « 06 12 34 56 78 »; those of other countries as they are stored."""
    if re.fullmatch(r"\+33[1-9]\d{8}", e164, re.ASCII) is None:
        return e164
    national = f"0{e164[3:]}"
    return INSECABLE.join(national[rang : rang + 2] for rang in range(0, len(national), 2))


def subject(libelle: str) -> str:
    """A libelle as the subject of a sentence: a question loses its mark before « : »."""
    return FIN_DE_PHRASE.sub("", libelle)
