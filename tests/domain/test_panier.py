"""The panier: one régie, each facture once, and the sentence of R37."""

from dataclasses import replace

import pytest

from chalicelib.domain.errors_paiement import PHRASE, FactureNonPayable, PanierIncompatible, PanierPlein
from chalicelib.domain.facture import Etat, Reglement
from chalicelib.domain.paiement import Etat as EtatDePaiement
from chalicelib.domain.panier import MAXIMUM, Panier
from tests.domain.test_paiement import LE, PAIEMENT
from tests.factures import facture

VIDE = Panier("c1")
UNE, DEUX = facture(numero="F-1", montant=1000), facture(numero="F-2", montant=250)
DU_CCAS = facture(numero="F-3", regie="ccas")


def known(*factures):
    return {une.id: une for une in factures}


def test_a_facture_added_keeps_the_amount_that_it_had():
    panier = VIDE.add(UNE).add(DEUX)
    assert (panier.regie, panier.montant) == ("ville", 1250)
    assert [ligne.numero for ligne in panier.lignes] == ["F-1", "F-2"]


@pytest.mark.parametrize("refusee", [UNE, DU_CCAS], ids=["already there", "of another régie"])
def test_what_cannot_join_is_refused_with_the_literal_sentence(refusee):
    """R37, R38."""
    with pytest.raises(PanierIncompatible) as refus:
        VIDE.add(UNE).add(refusee)
    assert refus.value.detail == PHRASE
    assert PHRASE == ("Impossible d'ajouter cet article, vous devez d'abord payer ceux en attente dans votre panier")


def test_an_emptied_panier_takes_any_regie_again():
    panier = VIDE.add(UNE).remove(UNE.id)
    assert panier.add(DU_CCAS).regie == "ccas"
    assert VIDE.add(UNE).emptied().add(DU_CCAS).regie == "ccas"


@pytest.mark.parametrize("etat", [Etat.EN_PAIEMENT, Etat.PAYEE, Etat.ANNULEE])
def test_what_is_not_to_be_paid_cannot_be_added_and_the_reason_is_told(etat):
    with pytest.raises(FactureNonPayable, match="La facture F-1 "):
        VIDE.add(facture(etat, numero="F-1"))


@pytest.mark.parametrize("montant", [0, -500])
def test_a_facture_that_asks_for_nothing_cannot_be_paid(montant):
    with pytest.raises(FactureNonPayable):
        VIDE.add(facture(montant=montant))


def test_a_panier_has_an_end():
    panier = VIDE
    for rang in range(MAXIMUM):
        panier = panier.add(facture(numero=f"F-{rang}"))
    with pytest.raises(PanierPlein):
        panier.add(facture(numero="F-de-trop"))


@pytest.mark.parametrize("etat", [Etat.EN_PAIEMENT, Etat.PAYEE, Etat.ANNULEE])
def test_what_was_paid_or_cancelled_meanwhile_leaves_with_a_word(etat):
    panier = VIDE.add(UNE).add(DEUX)
    juste = panier.mended(known(UNE, facture(etat, numero="F-2")), "1042")
    assert [ligne.numero for ligne in juste.lignes] == ["F-1"]
    (retiree,) = juste.retirees
    assert retiree.numero == "F-2"
    assert retiree.motif.startswith("La facture F-2 ")
    assert juste.remove(UNE.id).retirees == ()


@pytest.mark.parametrize(("connues", "famille"), [((UNE, DEUX), "77"), ((UNE, DEUX), None), ((), "1042")])
def test_what_is_not_the_foyers_any_more_leaves(connues, famille):
    juste = VIDE.add(UNE).add(DEUX).mended(known(*connues), famille)
    assert (juste.lignes, len(juste.retirees)) == ((), 2)


def test_the_reason_of_an_avoir_is_told_with_what_leaves():
    annulee = replace(
        facture(Etat.ANNULEE, numero="F-1"), reglement=Reglement(LE, precision="AV-1", motif="Erreur de tarif.")
    )
    juste = VIDE.add(UNE).mended(known(annulee), "1042")
    assert [retiree.motif for retiree in juste.retirees] == [
        "La facture F-1 a été annulée par la mairie. Motif\u00a0: Erreur de tarif."
    ]
    with pytest.raises(FactureNonPayable, match="Erreur de tarif"):
        VIDE.add(annulee)


def test_a_facture_whose_amount_is_not_the_one_that_was_added_leaves_and_says_so():
    juste = VIDE.add(UNE).mended(known(facture(numero="F-1", montant=1001)), "1042")
    assert juste.lignes == ()
    assert [retiree.motif for retiree in juste.retirees] == [
        "La facture F-1 a changé de montant. Ajoutez-la de nouveau."
    ]


def test_nothing_changes_when_all_is_well():
    panier = VIDE.add(UNE)
    assert panier.mended(known(UNE), "1042") is panier
    assert panier.remove("autre") is panier
    assert VIDE.emptied() is VIDE


def test_a_payment_that_waits_holds_the_panier_and_its_end_gives_it_back():
    tenu = replace(VIDE.add(UNE), paiement=PAIEMENT.id)
    assert tenu.after(PAIEMENT) is tenu
    rendu = tenu.after(replace(PAIEMENT, etat=EtatDePaiement.REFUSE, libere=True))
    assert (rendu.paiement, len(rendu.lignes)) == (None, 1)
    paye = tenu.after(replace(PAIEMENT, etat=EtatDePaiement.PAYE, quittance="V26-7KQF-3MXP-ABCD"))
    assert (paye.paiement, paye.lignes) == (None, ())
    a_rembourser = replace(PAIEMENT, etat=EtatDePaiement.PAYE, libere=True, anomalie="encaisse_en_double")
    assert len(tenu.after(a_rembourser).lignes) == 1
