"""What follows from what is learnt of a payment: every answer, at every moment, from every state."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain import suites
from chalicelib.domain.facture import Evenement
from chalicelib.domain.paiement import (
    ATTENTE_MAXIMALE,
    REVIREMENT,
    VALIDITE,
    Anomalie,
    Episode,
    Etat,
    Moyen,
    Paiement,
    Part,
    Source,
)
from chalicelib.domain.payfip import Detail, Resultat
from chalicelib.domain.suites import EPISODES, Constat, decide

LE = datetime(2026, 11, 23, 9, 30, 12, tzinfo=UTC)
IDOP = "5f7b2c1e-0000-4000-8000-000000000001"
PAIEMENT = Paiement(
    IDOP, "c1", "ville", Etat.INITIE, Moyen.CARTE, 1250, "V267KQF3MXPABCD", "amelie@exemple.fr", LE,
    (Part("f1", "F-1", 1000), Part("f2", "F-2", 250)), "006382", "T", "cle",
    historique=(Episode(LE, Source.USAGER, "initie"),),
)  # fmt: skip
LIBRES = (
    replace(PAIEMENT, etat=Etat.EXPIRE, libere=True),
    replace(PAIEMENT, etat=Etat.REFUSE, libere=True),
    replace(PAIEMENT, etat=Etat.ABANDONNE, abandonne_le=LE, libere=True),
)
SANS_SUITE = (Resultat.ABANDON, Resultat.CARTE_REFUSEE, Resultat.PRELEVEMENT_REFUSE)


def told(resultat, source=Source.TACHE, **changes):
    """What PayFiP answers, as announced unless `changes` say otherwise."""
    return Constat(source, Detail(IDOP, resultat, **{"montant": 1250, "numcli": "006382", "refdet": "V267KQF3MXPABCD",
                                                     "saisie": "T"} | changes))  # fmt: skip


def refused(code, source=Source.TACHE):
    return Constat(source, code=code)


def after(paiement, *constats, delai=timedelta(minutes=1)):
    """Learnt one after the other, `delai` after the beginning."""
    for constat in constats:
        paiement = decide(paiement, constat, LE + delai).paiement
    return paiement


@pytest.mark.parametrize(
    ("resultat", "moyen"),
    [(Resultat.PAYE_CARTE, Moyen.CARTE), (Resultat.PAYE_PRELEVEMENT, Moyen.PRELEVEMENT_EN_LIGNE)],
)
def test_a_success_pays_and_gives_the_quittance_that_was_announced(resultat, moyen):
    suite = decide(PAIEMENT, told(resultat), LE + timedelta(minutes=3))
    assert suite.factures is Evenement.PAYER
    assert (suite.paiement.etat, suite.paiement.moyen) == (Etat.PAYE, moyen)
    assert suite.paiement.quittance == "V26-7KQF-3MXP-ABCD"
    assert suite.paiement.confirme
    assert not suite.paiement.attend
    assert suite.paiement.version == PAIEMENT.version + 1
    assert suite.paiement.historique[-1] == Episode(LE + timedelta(minutes=3), Source.TACHE, resultat)


@pytest.mark.parametrize(
    ("dit", "retenu"),
    [
        (timedelta(minutes=2), timedelta(minutes=2)),
        (timedelta(seconds=-40), timedelta(0)),
        (timedelta(days=-300), timedelta(0)),
        (timedelta(days=3), timedelta(hours=1)),
        (None, timedelta(hours=1)),
    ],
)
def test_a_payment_is_dated_by_the_transaction_between_its_beginning_and_what_is_known_now(dit, retenu):
    le = LE + dit if dit is not None else None
    paye = decide(PAIEMENT, told(Resultat.PAYE_CARTE, le=le), LE + timedelta(hours=1)).paiement
    assert paye.paye_le == LE + retenu


@pytest.mark.parametrize("libre", LIBRES, ids=lambda paiement: paiement.etat)
@pytest.mark.parametrize("resultat", [Resultat.PAYE_CARTE, Resultat.PAYE_PRELEVEMENT])
def test_a_late_success_wins_over_every_other_end(libre, resultat):
    suite = decide(libre, told(resultat), LE + timedelta(days=40))
    assert (suite.factures, suite.paiement.etat, suite.paiement.attend) == (Evenement.PAYER_TARD, Etat.PAYE, False)


@pytest.mark.parametrize("resultat", [Resultat.CARTE_REFUSEE, Resultat.PRELEVEMENT_REFUSE])
def test_a_refused_card_frees_the_factures_at_once(resultat):
    suite = decide(PAIEMENT, told(resultat), LE)
    assert (suite.factures, suite.paiement.etat) == (Evenement.LIBERER, Etat.REFUSE)
    assert not suite.paiement.attend


def test_an_abandon_frees_nothing_before_it_was_asked_again_two_minutes_later():
    abandon = told(Resultat.ABANDON)
    premier = decide(PAIEMENT, abandon, LE + timedelta(minutes=1))
    assert (premier.factures, premier.paiement.etat, premier.paiement.attend) == (None, Etat.ABANDONNE, True)
    assert premier.paiement.libre_a == LE + timedelta(minutes=1) + REVIREMENT
    juste_avant = LE + timedelta(minutes=1) + REVIREMENT - timedelta(seconds=1)
    assert decide(premier.paiement, abandon, juste_avant).paiement is premier.paiement
    fin = decide(premier.paiement, abandon, LE + timedelta(minutes=1) + REVIREMENT)
    assert (fin.factures, fin.paiement.etat, fin.paiement.libere) == (Evenement.LIBERER, Etat.ABANDONNE, True)
    assert fin.paiement.libre_a is None


def test_a_success_within_the_two_minutes_pays_as_if_nothing_had_been_abandoned():
    abandonne = after(PAIEMENT, told(Resultat.ABANDON))
    suite = decide(abandonne, told(Resultat.PAYE_CARTE), LE + timedelta(minutes=2))
    assert (suite.factures, suite.paiement.etat) == (Evenement.PAYER, Etat.PAYE)


def test_a_refusal_after_an_abandon_is_a_refusal():
    abandonne = after(PAIEMENT, told(Resultat.ABANDON))
    suite = decide(abandonne, told(Resultat.CARTE_REFUSEE), LE + timedelta(minutes=2))
    assert (suite.factures, suite.paiement.etat) == (Evenement.LIBERER, Etat.REFUSE)


@pytest.mark.parametrize(
    ("code", "delai", "libere"),
    [
        ("P1", VALIDITE - timedelta(seconds=1), False),
        ("P1", VALIDITE, True),
        ("P5", ATTENTE_MAXIMALE - timedelta(seconds=1), False),
        ("P5", ATTENTE_MAXIMALE, True),
        ("P4", VALIDITE, False),
        ("P4", ATTENTE_MAXIMALE, True),
        ("P3", ATTENTE_MAXIMALE * 3, False),
        ("R3", ATTENTE_MAXIMALE * 3, False),
        ("", ATTENTE_MAXIMALE * 3, False),
    ],
)
def test_without_a_result_the_factures_are_free_only_when_none_can_come_any_more(code, delai, libere):
    constat = refused(code) if code else Constat(Source.TACHE, panne="HTTP 502")
    suite = decide(PAIEMENT, constat, LE + delai)
    attendu = (Evenement.LIBERER, Etat.EXPIRE) if libere else (None, Etat.INITIE)
    assert (suite.factures, suite.paiement.etat) == attendu
    assert suite.paiement.attend is not libere


def test_an_abandon_never_told_again_ends_as_an_abandon():
    abandonne = after(PAIEMENT, told(Resultat.ABANDON))
    suite = decide(abandonne, refused("P5"), LE + ATTENTE_MAXIMALE)
    assert (suite.factures, suite.paiement.etat) == (Evenement.LIBERER, Etat.ABANDONNE)


@pytest.mark.parametrize("constat", [refused("R9"), Constat(Source.TACHE, panne="délai dépassé")])
def test_what_is_still_unknown_after_a_day_is_for_a_person_and_may_still_end_well(constat):
    avant = decide(PAIEMENT, constat, LE + ATTENTE_MAXIMALE - timedelta(seconds=1)).paiement
    assert avant.anomalie == ""
    apres = decide(avant, constat, LE + ATTENTE_MAXIMALE).paiement
    assert (apres.anomalie, apres.attend) == (Anomalie.SANS_RESULTAT, True)
    paye = decide(apres, told(Resultat.PAYE_CARTE), LE + ATTENTE_MAXIMALE).paiement
    assert (paye.etat, paye.anomalie) == (Etat.PAYE, "")


@pytest.mark.parametrize("resultat", list(Resultat))
@pytest.mark.parametrize(
    "faux", [{"montant": 1249}, {"numcli": "006383"}, {"refdet": "V267KQF3MXPABCE"}, {"saisie": "W"}],
    ids=lambda faux: next(iter(faux)),
)  # fmt: skip
@pytest.mark.parametrize("depart", [PAIEMENT, *LIBRES], ids=lambda paiement: paiement.etat)
def test_another_amount_regie_reference_or_mode_is_an_alarm_and_moves_nothing(resultat, faux, depart):
    suite = decide(depart, told(resultat, **faux), LE + timedelta(days=2))
    assert suite.factures is None
    assert suite.paiement.anomalie == Anomalie.NON_CONCORDANT
    assert (suite.paiement.etat, suite.paiement.libere, suite.paiement.quittance) == (depart.etat, depart.libere, "")
    assert next(iter(faux)) in suite.paiement.historique[-1].constat


@pytest.mark.parametrize("code", ["P1", "P4", "P5"])
def test_time_never_frees_what_did_not_agree(code):
    etrange = after(PAIEMENT, told(Resultat.PAYE_CARTE, montant=1))
    suite = decide(etrange, refused(code), LE + ATTENTE_MAXIMALE * 2)
    assert (suite.factures, suite.paiement.attend, suite.paiement.anomalie) == (None, True, Anomalie.NON_CONCORDANT)


def test_what_is_paid_is_paid():
    paye = after(PAIEMENT, told(Resultat.PAYE_CARTE))
    for constat in (*map(told, Resultat), told(Resultat.PAYE_CARTE, montant=1), refused("P1"), refused("P5")):
        suite = decide(paye, constat, LE + timedelta(days=400))
        assert suite.paiement is paye
        assert suite.factures is None


@pytest.mark.parametrize("libre", LIBRES, ids=lambda paiement: paiement.etat)
def test_once_free_only_a_success_moves_anything(libre):
    for constat in (*map(told, SANS_SUITE), refused("P1"), refused("P5"), Constat(Source.TACHE, panne="HTTP 502")):
        suite = decide(libre, constat, LE + timedelta(days=3))
        assert suite.factures is None
        assert (suite.paiement.etat, suite.paiement.libere) == (libre.etat, True)


def test_a_success_that_came_too_late_gives_no_quittance_and_is_to_be_refunded():
    suite = suites.double(decide(LIBRES[0], told(Resultat.PAYE_CARTE), LE + timedelta(days=1)))
    assert suite.factures is Evenement.LIBERER
    assert (suite.paiement.etat, suite.paiement.quittance) == (Etat.PAYE, "")
    assert suite.paiement.a_rembourser
    assert not suite.paiement.confirme
    assert not suite.paiement.attend


def test_the_same_thing_learnt_again_is_not_written_again_except_for_an_agent():
    su = after(PAIEMENT, refused("P5"))
    assert len(su.historique) == 2
    for source in (Source.TACHE, Source.NOTIFICATION, Source.USAGER):
        assert decide(su, refused("P5", source), LE).paiement is su
    assert len(after(su, refused("P5", Source.AGENT)).historique) == 3


def test_a_story_stays_short_whatever_is_said_and_its_end_is_always_told():
    bavard = after(PAIEMENT, *[refused(code) for code in ("P5", "R9") * EPISODES])
    assert len(bavard.historique) == EPISODES
    paye = after(bavard, told(Resultat.PAYE_CARTE))
    assert (paye.etat, len(paye.historique)) == (Etat.PAYE, EPISODES + 1)


CONSTATS = st.one_of(
    st.builds(told, st.sampled_from(list(Resultat)), st.sampled_from(list(Source))),
    st.builds(refused, st.sampled_from(["P1", "P3", "P4", "P5", "A2"]), st.sampled_from(list(Source))),
    st.just(Constat(Source.TACHE, panne="HTTP 503")),
    st.just(told(Resultat.PAYE_CARTE, montant=1)),
)


@given(st.lists(st.tuples(CONSTATS, st.integers(0, 3 * 86_400)), max_size=12))
def test_whatever_comes_in_whatever_order_money_is_counted_once_and_the_factures_are_freed_once(suite):
    """PAYER or PAYER_TARD happens once at most, and nothing happens after it; LIBERER once at most."""
    paiement, faits, version = PAIEMENT, [], PAIEMENT.version
    for constat, secondes in sorted(suite, key=lambda couple: couple[1]):
        apres = decide(paiement, constat, LE + timedelta(seconds=secondes))
        faits += [apres.factures] if apres.factures else []
        assert apres.paiement.version == version + (apres.paiement is not paiement)
        assert bool(apres.paiement.quittance) is (apres.paiement.etat is Etat.PAYE)
        paiement, version = apres.paiement, apres.paiement.version
    assert faits in ([], [Evenement.PAYER], [Evenement.LIBERER], [Evenement.LIBERER, Evenement.PAYER_TARD])
    concordants = [c for c, _ in suite if c.detail and c.detail.montant == 1250]
    if any(c.detail.resultat in suites.MOYENS for c in concordants):
        assert paiement.etat is Etat.PAYE
