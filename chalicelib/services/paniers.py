"""The panier of a citizen: what they are about to pay together (R36–R39).

It is mended when it is read or written: a payment that ends writes nothing here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from chalicelib import storage
from chalicelib.config import settings
from chalicelib.domain.compte import Compte
from chalicelib.domain.errors import Conflit, EcritureConcurrente, Introuvable
from chalicelib.domain.errors_paiement import FactureNonPayable, PaiementEnCours, PanierIncompatible
from chalicelib.domain.facture import Facture
from chalicelib.domain.paiement import Paiement
from chalicelib.domain.panier import Panier
from chalicelib.services import factures
from chalicelib.storage.transaction import EcritureRefusee

RELECTURES = 4
"""Two tabs may write at once."""


@dataclass(frozen=True, slots=True)
class Vue:
    """The panier as it is now; `paiement`: the one that holds it."""

    panier: Panier
    paiement: Paiement | None = None


def read(compte: str) -> Vue:
    """Two round trips; a third when something has to leave it. Raises Introuvable for a compte that is closed."""
    titulaire, panier = storage.paniers.read(compte, consistent=True)
    famille = _famille(titulaire)
    if not (panier.lignes or panier.paiement):
        return Vue(panier)
    lues, paiement = storage.together(
        partial(storage.factures.find_all, [ligne.facture for ligne in panier.lignes], consistent=True),
        partial(_holder, panier),
    )
    if paiement and paiement.attend:
        return Vue(panier, paiement)
    juste = panier.after(paiement).mended(lues, famille)
    return Vue(_saved(juste) if juste != panier else panier)


def add(compte: str, facture: str) -> Panier:
    """With one facture more. Raises Introuvable, FactureNonPayable, PaiementEnCours, PanierIncompatible, PanierPlein.

    Two round trips; whoever would be refused costs more, as a first reading may be late by a moment: they have just
    taken something out, or paid.
    """
    for relecture in range(RELECTURES):
        (titulaire, panier), lue = storage.together(
            partial(storage.paniers.read, compte, consistent=relecture > 0),
            partial(storage.factures.find, facture, consistent=relecture > 0),
        )
        try:
            _check(titulaire, lue)
            return storage.paniers.save(_with(release(panier), lue, titulaire))
        except EcritureRefusee:
            continue
        except (Conflit, Introuvable):
            if relecture:
                raise
    raise EcritureConcurrente


def remove(compte: str, facture: str) -> Panier:
    """Without a facture; without what is not in it, the same. Raises PaiementEnCours."""
    return _change(compte, lambda panier: panier.remove(facture))


def empty(compte: str) -> Panier:
    """Without anything. Raises PaiementEnCours."""
    return _change(compte, Panier.emptied)


def release(panier: Panier) -> Panier:
    """Free to change, without what was paid. Raises PaiementEnCours while the payment that holds it waits."""
    paiement = _holder(panier)
    if paiement and paiement.attend:
        raise PaiementEnCours(non_concordant=paiement.non_concordant)
    return panier.after(paiement)


def mend(panier: Panier, titulaire: Compte | None) -> Panier:
    """Without what is not to be paid any more, as last committed; the same panier when all of it is."""
    lues = storage.factures.find_all([ligne.facture for ligne in panier.lignes], consistent=True)
    return panier.mended(lues, _famille(titulaire))


def _change(compte: str, change: Callable[[Panier], Panier]) -> Panier:
    for _ in range(RELECTURES):
        panier = storage.paniers.read(compte, consistent=True)[1]
        apres = change(release(panier))
        if apres == panier:
            return panier
        try:
            return storage.paniers.save(apres)
        except EcritureRefusee:
            continue
    raise EcritureConcurrente


def _with(panier: Panier, facture: Facture, titulaire: Compte | None) -> Panier:
    """A refusal is told once it is sure that the factures which it speaks of are still to be paid."""
    try:
        return panier.add(facture)
    except PanierIncompatible:
        juste = mend(panier, titulaire)
        if juste == panier:
            raise
        return juste.add(facture)


def _holder(panier: Panier) -> Paiement | None:
    return storage.paiements.find(panier.paiement) if panier.paiement else None


def _check(titulaire: Compte | None, facture: Facture | None) -> None:
    if facture is None or not factures.is_own(titulaire, facture.emission.famille):
        raise Introuvable
    regie = settings().commune.regies.get(facture.emission.regie)
    if regie is None or regie.payfip is None:
        raise FactureNonPayable(f"La facture {facture.emission.numero} se paie auprès de la régie, pas en ligne.")


def _famille(titulaire: Compte | None) -> str | None:
    """Whose factures it may pay: nobody's while a condition is missing (R35). Raises Introuvable."""
    if factures.condition(titulaire) or titulaire is None:
        return None
    return titulaire.numero_famille


def _saved(panier: Panier) -> Panier:
    try:
        return storage.paniers.save(panier)
    except EcritureConcurrente:
        return panier
