"""What the panier and payments refuse: branches of the tree drawn in errors.py."""

from chalicelib.domain.errors import Conflit

PHRASE = "Impossible d'ajouter cet article, vous devez d'abord payer ceux en attente dans votre panier"
"""R37, to the letter: plain apostrophes, no full stop."""
NON_CONCORDANT = (
    "La réponse du site de paiement ne correspond pas à votre panier\u00a0: la mairie doit la vérifier. Aucun autre "
    "paiement ne commence d’ici là, vous ne paierez donc pas deux fois. Appelez la mairie pour savoir où il en est."
)


class PanierIncompatible(Conflit):
    """Already in the panier, or of another régie than those in it (R38)."""

    code = "panier-incompatible"
    title = "Cette facture ne peut pas rejoindre votre panier"

    def __init__(self) -> None:
        super().__init__(PHRASE)


class PaiementEnCours(Conflit):
    """Until its result is known, nothing of it moves; the detail says so of one that a person has to look at."""

    code = "paiement-en-cours"
    title = "Un paiement est en cours de vérification. Attendez son résultat avant de changer votre panier"

    def __init__(self, *, non_concordant: bool = False) -> None:
        super().__init__(NON_CONCORDANT if non_concordant else "")


class FactureNonPayable(Conflit):
    """The detail says which facture, and what happened to it."""

    code = "facture-non-payable"
    title = "Cette facture n’est plus à payer"


class PanierVide(Conflit):
    """Nothing to pay, or nothing any more."""

    code = "panier-vide"
    title = "Votre panier est vide. Ajoutez-y une facture avant de payer"


class PanierPlein(Conflit):
    """A payment is one transaction, which holds a hundred writes."""

    code = "panier-plein"
    title = "Votre panier est plein. Payez d’abord ce qu’il contient, puis ajoutez cette facture"


class PaiementImpossible(Conflit):
    """PayFiP would refuse it: an amount out of its bounds, an odd courriel. The detail says what to do."""

    code = "paiement-impossible"
    title = "Ce panier ne peut pas être payé en ligne"
