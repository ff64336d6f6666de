"""Amounts in words, as a receipt writes them beside the figures."""

MOTS = (
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
    "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
)  # fmt: skip
DIZAINES = ("", "", "vingt", "trente", "quarante", "cinquante", "soixante", "soixante", "quatre-vingt", "quatre-vingt")
PAR_VINGT = (7, 9)
"""Tens counted from the one before: soixante-dix, quatre-vingt-dix."""
HUIT = 8
MAXIMUM = 999_999
"""Euros: nobody pays more here."""


def montant_en_lettres(centimes: int) -> str:
    """« trente-neuf euros et soixante centimes ». Raises ValueError below zero and from a million euros on."""
    euros, reste = divmod(centimes, 100)
    if not 0 <= euros <= MAXIMUM:
        raise ValueError(centimes)
    entier = f"{_nombre(euros)} euro{'s' if euros > 1 else ''}"
    if not reste:
        return entier
    fraction = f"{_nombre(reste)} centime{'s' if reste > 1 else ''}"
    return f"{entier} et {fraction}" if euros else fraction


def _nombre(nombre: int) -> str:
    milliers, reste = divmod(nombre, 1000)
    if not milliers:
        return _centaines(reste)
    # Before « mille », neither « cent » nor « vingt » takes its plural.
    debut = "mille" if milliers == 1 else f"{_centaines(milliers, final=False)} mille"
    return f"{debut} {_centaines(reste)}" if reste else debut


def _centaines(nombre: int, *, final: bool = True) -> str:
    centaines, reste = divmod(nombre, 100)
    if not centaines:
        return _dizaines(reste, final=final)
    debut = "cent" if centaines == 1 else f"{MOTS[centaines]} cent"
    if reste:
        return f"{debut} {_dizaines(reste, final=final)}"
    return f"{debut}s" if final and centaines > 1 else debut


def _dizaines(nombre: int, *, final: bool) -> str:
    if nombre < len(MOTS):
        return MOTS[nombre]
    dizaine, unite = divmod(nombre, 10)
    debut = DIZAINES[dizaine]
    if dizaine in PAR_VINGT:
        unite += 10
    if not unite:
        return f"{debut}s" if dizaine == HUIT and final else debut
    lien = " et " if unite in {1, 11} and dizaine < HUIT else "-"
    return f"{debut}{lien}{MOTS[unite]}"
