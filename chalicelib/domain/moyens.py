"""How a facture is paid, in words, and which of these ways an agent may write down."""

from collections.abc import Mapping

from chalicelib.domain.paiement import Moyen

LIBELLES: Mapping[Moyen, str] = {
    Moyen.CARTE: "Carte bancaire",
    Moyen.PRELEVEMENT_EN_LIGNE: "Prélèvement en ligne",
    Moyen.ESPECES: "Espèces",
    Moyen.CHEQUE: "Chèque",
    Moyen.VIREMENT: "Virement",
    Moyen.CESU: "CESU",
}

EN_LIGNE = (Moyen.CARTE, Moyen.PRELEVEMENT_EN_LIGNE)
"""PayFiP alone says so: no agent ever can."""
AU_GUICHET = tuple(moyen for moyen in Moyen if moyen not in EN_LIGNE)


def describe(moyen: str) -> str:
    """In words; what an older version of the portal wrote stays as it is."""
    return LIBELLES[Moyen(moyen)] if moyen in set(Moyen) else moyen


def tell(moyen: str) -> str:
    """Within a sentence: « chèque », and « CESU », which is an acronym."""
    mots = describe(moyen)
    return mots if mots.isupper() else mots.lower()
