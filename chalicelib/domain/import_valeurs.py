"""The cells of a file of factures: French decimals and dates, and the sentence for what is neither."""

import re
from datetime import date

from chalicelib.domain.import_fautes import ValeurFausse
from chalicelib.domain.messages import ValeurRefusee
from chalicelib.domain.texte import parse_texte
from chalicelib.domain.validation import FORME_DU_NUMERO, NUMERO_FAMILLE

DECIMAL = re.compile(
    r"(?P<signe>-?)(?P<entier>\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(?:[.,](?P<decimales>\d+))?", re.ASCII
)
EURO = re.compile("[ \u00a0\u202f]*€$")
CENTIMES = 2
MILLIEMES = 3
MONTANT_MAXIMUM = 9_999_999
"""Centimes: what one payment may be, at the most."""
QUANTITE_MAXIMUM = 9_999_999
"""Thousandths."""
CHIFFRES = 15
"""Of a number that is worth reading."""
FRANCAISE = re.compile(r"(?P<jour>\d{1,2})/(?P<mois>\d{1,2})/(?P<annee>\d{4})", re.ASCII)
ISO = re.compile(r"(?P<annee>\d{4})-(?P<mois>\d{2})-(?P<jour>\d{2})", re.ASCII)
NUMERO = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 ./_-]{0,38}[A-Za-z0-9])?", re.ASCII)
"""Of a facture or an avoir: it is printed, typed at the counter, and written in the store's keys."""
TEXTE = 100
"""Characters of a payer, a subject, a prestation."""


def parse_montant(texte: str) -> int:
    """« 1 234,50 », « 12.5 », « -3,00 € » in centimes, whatever the sign; not 0. Raises ValeurFausse."""
    return _within(_scaled(EURO.sub("", texte), CENTIMES, "12,50"))


def parse_montant_du(texte: str) -> int:
    """One to be paid: above 0. Raises ValeurFausse."""
    return check_montant_du(parse_montant(texte))


def check_montant_du(centimes: int) -> int:
    """Itself. Raises ValeurFausse."""
    if centimes < 0:
        raise ValeurFausse("Ce montant est négatif. Pour annuler une facture, faites un avoir.")
    return _within(centimes)


def _within(centimes: int) -> int:
    if centimes == 0:
        raise ValeurFausse("Ce montant est nul. Retirez la ligne, ou corrigez-le.")
    if abs(centimes) > MONTANT_MAXIMUM:
        raise ValeurFausse("Ce montant dépasse 99\u202f999,99\u00a0€. Corrigez-le.")
    return centimes


def parse_quantite(texte: str) -> int:
    """« 12 », « 1,5 » in thousandths, above 0. Raises ValeurFausse."""
    milliemes = _scaled(texte, MILLIEMES, "1,5")
    if not 0 < milliemes <= QUANTITE_MAXIMUM:
        raise ValeurFausse("Cette quantité doit être supérieure à 0 et inférieure à 10\u202f000.")
    return milliemes


def _scaled(texte: str, decimales: int, exemple: str) -> int:
    trouve = DECIMAL.fullmatch(texte)
    if trouve is None or len(texte) > 2 * CHIFFRES:
        raise ValeurFausse(f"«\u00a0{texte[:CHIFFRES]}\u00a0» n’est pas un nombre. Écrivez-le comme {exemple}.")
    apres = trouve["decimales"] or ""
    if len(apres) > decimales:
        raise ValeurFausse(f"{decimales} chiffres au plus après la virgule.")
    entier = "".join(filter(str.isdigit, trouve["entier"]))
    valeur = int(entier + apres.ljust(decimales, "0"))
    return -valeur if trouve["signe"] else valeur


def parse_jour(texte: str) -> date:
    """« 27/03/2026 » or « 2026-03-27 ». Raises ValeurFausse."""
    trouve = FRANCAISE.fullmatch(texte) or ISO.fullmatch(texte)
    try:
        if trouve:
            return date(int(trouve["annee"]), int(trouve["mois"]), int(trouve["jour"]))
    except ValueError as error:
        raise ValeurFausse("Cette date n’existe pas. Corrigez-la.") from error
    raise ValeurFausse("Cette date ne se lit pas. Écrivez-la comme 27/03/2026.")


def parse_numero(texte: str) -> str:
    """Raises ValeurFausse."""
    if NUMERO.fullmatch(texte) is None:
        raise ValeurFausse(
            "Un numéro compte 40 caractères au plus\u00a0: des chiffres, des lettres sans accent, des espaces, "
            "des tirets, des points et des barres obliques."
        )
    return texte


def parse_famille(texte: str) -> str:
    """Raises ValeurFausse."""
    if NUMERO_FAMILLE.fullmatch(texte) is None:
        raise ValeurFausse(FORME_DU_NUMERO)
    return texte


def parse_facultatif(texte: str) -> str:
    """Raises ValeurFausse."""
    try:
        return parse_texte(texte, TEXTE)
    except ValeurRefusee as refus:
        detail = f"{TEXTE} caractères au plus." if refus.fautes[0].cle == "trop-long" else "Un caractère est invisible."
        raise ValeurFausse(f"{detail} Corrigez ce texte.") from refus


def parse_obligatoire(texte: str) -> str:
    """Raises ValeurFausse."""
    if lu := parse_facultatif(texte):
        return lu
    raise ValeurFausse("Cette case est vide. Remplissez-la.")
