"""Factures at rest: each numéro once, pages that miss none, transitions that hold only where they should."""

from datetime import date, timedelta

import pytest

from chalicelib import storage
from chalicelib.domain.facture import TRANSITIONS, Etat, Evenement, Facture, LigneDeFacture, Reglement, empreinte, id_of
from chalicelib.domain.rappels_de_factures import Rappel
from chalicelib.storage import EcritureRefusee
from chalicelib.storage.tables_factures import FactureItem
from tests.aws import client
from tests.exemples import LE
from tests.factures import emission, emitted, engaged, facture, happen, paid

JOUR = date(2026, 11, 23)
PAYE = Reglement(LE, "carte", "V26-7KQF-3MXP-ABCD")


def ids(page):
    return [lue.id for lue in page.elements]


def test_a_facture_comes_back_as_it_was_issued(aws):
    id_ = emitted()
    assert storage.factures.find(id_) == facture()
    assert storage.factures.find(id_, consistent=True) == facture()
    assert storage.factures.find_all([id_, id_, "x.y", "rien"]) == {id_: facture()}


def test_what_was_never_issued_is_not_there(aws):
    assert storage.factures.find(id_of(emission())) is None
    assert storage.factures.find("rien") is None
    assert storage.factures.find_all([]) == {}
    assert storage.factures.pointer("ville", "2026-10-0118") is None
    assert storage.factures.pointers([]) == {}


def test_a_numero_is_given_once_in_a_regie_whatever_the_famille_and_the_day(aws):
    emitted()
    with pytest.raises(EcritureRefusee) as refused:
        emitted(famille="2077", emise_le=date(2026, 11, 6))
    assert refused.value.noms == {f"numero:{id_of(emission(famille='2077', emise_le=date(2026, 11, 6)))}"}
    assert storage.factures.of_famille("2077").elements == ()
    with pytest.raises(EcritureRefusee) as refused:
        emitted()
    id_ = id_of(emission())
    assert refused.value.noms == {f"facture:{id_}", f"numero:{id_}"}
    assert emitted(regie="ccas") != id_


def test_a_numero_leads_to_its_facture_and_to_what_it_says(aws):
    id_ = emitted()
    pointeur = storage.factures.pointer("ville", "2026-10-0118")
    assert (pointeur.id, pointeur.empreinte) == (id_, empreinte(emission()))
    wanted = [("ville", "2026-10-0118"), ("ccas", "2026-10-0118"), ("ville", "absent")]
    assert storage.factures.pointers(wanted) == {("ville", "2026-10-0118"): pointeur}


def test_more_than_a_hundred_are_read_at_once(aws):
    issued = [emitted(numero=f"n{rang}") for rang in range(101)]
    assert storage.factures.find_all(issued).keys() == set(issued)
    assert len(storage.factures.pointers(("ville", f"n{rang}") for rang in range(101))) == 101


def test_pages_are_newest_first_and_miss_none(aws):
    jours = [JOUR - timedelta(days=rang // 2) for rang in range(9)]
    issued = {emitted(numero=f"n{rang}", emise_le=jour): jour for rang, jour in enumerate(jours)}
    emitted(numero="autre", famille="10420")
    found, suite, tailles = [], None, []
    while True:
        page = storage.factures.of_famille("1042", suite=suite, limit=4)
        found += ids(page)
        tailles.append(len(page.elements))
        suite = page.suite
        if suite is None:
            break
    assert tailles == [4, 4, 1]
    assert sorted(found) == sorted(issued)
    assert [issued[id_] for id_ in found] == sorted(jours, reverse=True)


def test_a_page_that_ends_with_the_last_one_says_so(aws):
    for rang in range(4):
        emitted(numero=f"n{rang}")
    assert storage.factures.of_famille("1042", limit=4).suite is None
    assert storage.factures.of_famille("1042", limit=3).suite


def test_a_list_may_begin_or_end_on_a_day(aws):
    jours = (date(2026, 8, 22), date(2026, 8, 23), date(2026, 11, 23))
    vieille, premiere, derniere = (emitted(numero=f"{jour}", emise_le=jour) for jour in jours)
    assert ids(storage.factures.of_famille("1042", date(2026, 8, 23))) == [derniere, premiere]
    assert ids(storage.factures.of_famille("1042", avant=date(2026, 8, 23))) == [vieille]
    page = storage.factures.of_famille("1042", date(2026, 8, 23), limit=1)
    assert ids(page) == [derniere]
    page = storage.factures.of_famille("1042", date(2026, 8, 23), suite=page.suite, limit=1)
    assert (ids(page), page.suite) == ([premiere], None)


def test_each_transition_starts_from_its_own_states_only(aws):
    for rang, (evenement, depart) in enumerate((e, d) for e in Evenement for d in Etat):
        id_ = _in_state(depart, f"n{rang}")
        if depart in TRANSITIONS[evenement].de:
            assert happen(id_, evenement, paiement="p1", montant=5190).etat is TRANSITIONS[evenement].vers
            continue
        with pytest.raises(EcritureRefusee) as refused:
            happen(id_, evenement, paiement="p1", montant=5190)
        assert refused.value.noms == {f"facture:{id_}"}
        assert storage.factures.find(id_).etat is depart


def _in_state(etat, numero):
    id_ = emitted(numero=numero)
    if etat in {Etat.EN_PAIEMENT, Etat.PAYEE}:
        engaged(id_)
    if etat is Etat.PAYEE:
        happen(id_, Evenement.PAYER, paiement="p1", reglement=PAYE)
    if etat is Etat.ANNULEE:
        happen(id_, Evenement.ANNULER, reglement=Reglement(LE, precision="A-1"))
    return id_


def test_only_the_paiement_that_holds_a_facture_frees_or_pays_it(aws):
    id_ = emitted()
    assert engaged(id_).paiement == "p1"
    for evenement in (Evenement.LIBERER, Evenement.PAYER):
        with pytest.raises(EcritureRefusee):
            happen(id_, evenement, paiement="p2", reglement=PAYE)
    free = happen(id_, Evenement.LIBERER, paiement="p1")
    assert (free.etat, free.paiement) == (Etat.A_PAYER, None)
    with pytest.raises(EcritureRefusee):
        happen(id_, Evenement.PAYER, paiement="p1", reglement=PAYE)


def test_a_payment_begins_with_the_amount_that_the_facture_says(aws):
    id_ = emitted()
    for montant in (5189, 5191, 0, None):
        with pytest.raises(EcritureRefusee):
            happen(id_, Evenement.ENGAGER, paiement="p1", montant=montant)
    assert happen(id_, Evenement.ENGAGER, paiement="p1", montant=5190).etat is Etat.EN_PAIEMENT


def test_a_late_success_takes_the_facture_from_who_holds_it(aws):
    id_ = emitted()
    engaged(id_, "p2")
    paye = happen(id_, Evenement.PAYER_TARD, paiement="p1", reglement=PAYE)
    assert paye == Facture(id_, emission(), Etat.PAYEE, "p1", PAYE)


def test_what_it_says_and_when_it_is_told_change_with_no_payment(aws):
    id_ = emitted()
    avant = FactureItem.get(*_key(id_))
    paid(id_)
    apres = FactureItem.get(*_key(id_))
    assert (apres.contenu, apres.rappel, apres.rappel_le) == (avant.contenu, avant.rappel, avant.rappel_le)


def test_a_facture_of_forty_lines_still_takes_one_write_unit(aws):
    lignes = [LigneDeFacture(f"Accueil périscolaire du {rang} octobre, matin", "Jeanne Marchand", 1000 + rang, 240, 240)
              for rang in range(40)]  # fmt: skip
    id_ = emitted(lignes=tuple(lignes), payeur="Mme Amélie Rose LIRE et M. Julien MARCHAND", objet="x" * 60)
    paid(id_, paiement="a" * 36)
    famille, element = _key(id_)
    item = client("dynamodb").get_item(TableName="factures", Key={"famille": {"S": famille}, "element": {"S": element}})
    assert sum(len(nom) + len(next(iter(valeur.values()))) for nom, valeur in item["Item"].items()) < 1024


def _key(id_):
    lue = storage.factures.find(id_)
    return lue.emission.famille, id_.partition(".")[2]


def test_what_is_to_be_told_is_found_by_its_day_and_told_once(aws):
    id_ = emitted(LE, emise_le=JOUR)
    emitted(LE, numero="demain", emise_le=JOUR + timedelta(days=1))
    assert storage.factures_a_rappeler.due(Rappel.NOUVELLE, JOUR - timedelta(days=1)) == {}
    assert storage.factures_a_rappeler.due(Rappel.NOUVELLE, JOUR) == {"1042": [id_]}
    lue = storage.factures.find(id_)
    suivant = (Rappel.A_PAYER, JOUR + timedelta(days=5))
    storage.commit(storage.factures_a_rappeler.advance(lue, Rappel.NOUVELLE, suivant))
    with pytest.raises(EcritureRefusee):
        storage.commit(storage.factures_a_rappeler.advance(lue, Rappel.NOUVELLE, suivant))
    assert storage.factures_a_rappeler.due(Rappel.NOUVELLE, JOUR) == {}
    assert storage.factures_a_rappeler.due(Rappel.A_PAYER, suivant[1]) == {"1042": [id_]}
    storage.commit(storage.factures_a_rappeler.advance(lue, Rappel.A_PAYER, None))
    assert storage.factures_a_rappeler.due(Rappel.A_PAYER, suivant[1]) == {}


def test_one_that_was_paid_meanwhile_is_not_told(aws):
    id_ = emitted()
    lue = storage.factures.find(id_)
    paid(id_)
    with pytest.raises(EcritureRefusee):
        storage.commit(storage.factures_a_rappeler.advance(lue, Rappel.NOUVELLE, None))
