"""The totals of a régie, and whether its journal adds up."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from chalicelib.domain import encaissements, facture
from chalicelib.domain.encaissements import ANOMALIES, Anomalie, Total
from chalicelib.domain.facture import Emission, Facture, LigneDeFacture
from chalicelib.domain.paiement import Etat, Moyen, Paiement, Part, Remboursement

LE = datetime(2026, 11, 20, 10, tzinfo=UTC)


def paid(numero, montant, **changes):
    """A facture paid by the payment of the same numéro."""
    ligne = LigneDeFacture("Cantine", "Léo", 1000, montant, montant)
    jour = date(2026, 11, 1)
    emission = Emission("ville", numero, "1042", "Amélie Lire", "Cantine", "octobre", jour, jour, montant, (ligne,))
    return replace(Facture(numero, emission, facture.Etat.PAYEE, f"p{numero}"), **changes)


def payment(numero, part, **changes):
    parts = (Part(numero, numero, part),)
    un = Paiement(f"p{numero}", "c1", "ville", Etat.PAYE, Moyen.CARTE, part, f"R{numero}", "", LE, parts)
    return replace(un, **{"quittance": f"V26-{numero}", "paye_le": LE} | changes)


def balance(paiements, factures):
    return encaissements.balance(paiements, {une.id: une for une in factures})


def natures(bilan):
    return [anomalie.nature for anomalie in bilan.anomalies]


def test_totals_are_told_by_moyen_and_the_three_sums_agree():
    paiements = [payment("1", 4250), payment("2", 100, moyen=Moyen.CHEQUE), payment("3", 1, moyen=Moyen.CARTE)]
    bilan = balance(paiements, [paid("1", 4250), paid("2", 100), paid("3", 1)])
    assert (bilan.nombre, bilan.encaisse, bilan.quittances, bilan.factures) == (3, 4351, 4351, 4351)
    assert bilan.totaux == (Total(Moyen.CARTE, 2, 4251), Total(Moyen.CHEQUE, 1, 100))
    assert (bilan.juste, bilan.anomalies) == (True, ())


def test_a_payment_that_brought_nothing_counts_for_nothing():
    rates = [payment(str(rang), 100, etat=etat, quittance="") for rang, etat in enumerate(set(Etat) - {Etat.PAYE})]
    bilan = balance(rates, [])
    assert (bilan.nombre, bilan.encaisse, bilan.juste, bilan.anomalies) == (0, 0, True, ())


def test_an_empty_day_adds_up():
    assert balance([], []).juste


def test_money_received_twice_is_told_apart_and_owed_back():
    double = payment("2", 100, quittance="", anomalie="encaisse_en_double")
    bilan = balance([payment("1", 4250), double], [paid("1", 4250), paid("2", 100, paiement="un autre")])
    assert (bilan.encaisse, bilan.a_rembourser, bilan.quittances, bilan.factures) == (4250, 100, 4250, 4250)
    assert bilan.rembourse == 0
    assert (bilan.juste, bilan.anomalies) == (True, (Anomalie("p2", "encaisse_en_double"),))


def test_money_given_back_is_told_apart_and_to_be_looked_at_no_more():
    rendu = Remboursement(LE, "Inès Faure", "Virement 4012")
    double = payment("2", 100, quittance="", anomalie="encaisse_en_double", remboursement=rendu)
    bilan = balance([payment("1", 4250), double], [paid("1", 4250), paid("2", 100, paiement="un autre")])
    assert (bilan.encaisse, bilan.a_rembourser, bilan.rembourse, bilan.nombre) == (4250, 0, 100, 1)
    assert (bilan.juste, bilan.anomalies) == (True, ())


@pytest.mark.parametrize(
    ("paiement", "factures", "nature"),
    [
        (payment("1", 4250, quittance=""), [paid("1", 4250)], "sans_quittance"),
        (payment("1", 4250, montant=4251), [paid("1", 4250)], "parts"),
        (payment("1", 4250), [], "facture_absente"),
        (payment("1", 4250), [paid("1", 4249)], "facture_montant"),
        (payment("1", 4250), [paid("1", 4250, paiement="un autre")], "facture_etat"),
        (payment("1", 4250), [paid("1", 4250, etat=facture.Etat.A_PAYER)], "facture_etat"),
        (payment("1", 4250), [paid("1", 4250, etat=facture.Etat.ANNULEE)], "facture_etat"),
    ],
)
def test_a_journal_that_does_not_add_up_says_so_and_where(paiement, factures, nature):
    bilan = balance([paiement], factures)
    assert (bilan.juste, natures(bilan)) == (False, [nature])


def test_two_faults_that_hide_each_other_in_the_sums_are_seen():
    croises = [paid("1", 4250, paiement="p2"), paid("2", 4250, paiement="p1")]
    bilan = balance([payment("1", 4250), payment("2", 4250)], croises)
    assert not bilan.juste


def test_one_quittance_for_two_payments_is_seen():
    deux = [payment("1", 4250), payment("2", 100, quittance="V26-1")]
    bilan = balance(deux, [paid("1", 4250), paid("2", 100)])
    assert (bilan.juste, natures(bilan)) == (False, ["quittance_double"])


def test_what_a_person_must_look_at_is_told_even_when_nothing_was_received():
    bilan = balance([payment("1", 100, etat=Etat.EXPIRE, quittance="", anomalie="non_concordant")], [])
    assert (bilan.juste, natures(bilan)) == (True, ["non_concordant"])
    assert bilan.anomalies[0].libelle == ANOMALIES["non_concordant"]
    assert Anomalie("p", "chose nouvelle").libelle == "Ce paiement est à vérifier."


def test_only_what_was_paid_has_factures_to_look_at():
    un = payment("1", 100)
    assert encaissements.paid_factures([un, replace(un, etat=Etat.REFUSE, parts=(Part("x", "x", 100),))]) == {"1"}
