"""Paying: the panier, PayFiP, the factures and the quittance, in whatever order the answers come."""

import re
import secrets
from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest

from chalicelib import clock, services, storage
from chalicelib.config import settings
from chalicelib.domain.compte import Coordonnees
from chalicelib.domain.compte import Etat as EtatDeCompte
from chalicelib.domain.errors import Conflit, Indisponible, Introuvable
from chalicelib.domain.errors_paiement import FactureNonPayable, PaiementEnCours, PaiementImpossible, PanierVide
from chalicelib.domain.facture import Etat as EtatDeFacture
from chalicelib.domain.facture import Evenement
from chalicelib.domain.idempotence import seal
from chalicelib.domain.paiement import ATTENTE_MAXIMALE, REVIREMENT, VALIDITE, Anomalie, Etat, Moyen, Source
from chalicelib.domain.payfip import PayFipIndisponible
from chalicelib.services import cadence, fermeture
from chalicelib.storage.connexion import connexion
from chalicelib.storage.identifiants import Acces
from tests import exemples
from tests.factures import emitted, happen
from tests.pannes import injected, silence
from tests.payfip import IDOP_INCONNU, simulateur
from tests.portail import outbox

A_PAYER, EN_PAIEMENT, PAYEE = EtatDeFacture.A_PAYER, EtatDeFacture.EN_PAIEMENT, EtatDeFacture.PAYEE
DETAIL = "recupererDetailPaiementSecurise"


@pytest.fixture
def payfip(aws):
    cadence.forget()
    with simulateur() as simule:
        yield simule


@pytest.fixture
def amelie(payfip):
    return foyer("c1")


def foyer(compte, **changes):
    """A compte of the famille 1042."""
    champs = {"etat": EtatDeCompte.VALIDE, "numero_famille": "1042"} | changes
    storage.commit(storage.comptes.creation(exemples.compte(id=compte, **champs)))
    return compte


def click():
    return seal("c1", "POST /panier/paiement", secrets.token_hex(16), b"{}")


def chosen(compte, *numeros, **changes):
    """Ids of new factures, in the panier."""
    ids = [emitted(numero=numero, **changes) for numero in numeros or ("F-1",)]
    for id_ in ids:
        services.paniers.add(compte, id_)
    return ids


def started(compte, *numeros, **changes):
    ids = chosen(compte, *numeros, **changes)
    return services.paiements.start(compte, click()), ids


def states(ids):
    return [storage.factures.find(id_, consistent=True).etat for id_ in ids]


def quittances():
    return [variables["quittance"] for modele, variables in outbox() if modele == "quittance"]


def pending(seconds=900):
    return services.paiements.verify_pending(lambda: seconds)


def waiting():
    return [paiement.id for paiement in storage.paiements.waiting()]


def ended(paiement):
    jour = (paiement.paye_le or paiement.historique[-1].le).astimezone(clock.PARIS).date()
    return storage.paiements.of_day(paiement.regie, jour).elements


def test_a_payment_by_card_pays_its_factures_gives_one_quittance_and_empties_the_panier(amelie, payfip):
    paiement, ids = started(amelie, "F-1", "F-2")
    assert states(ids) == [EN_PAIEMENT] * 2
    assert waiting() == [paiement.id]
    payfip.choisir(paiement.id, "P")
    services.paiements.notify(paiement.id)
    paye = storage.paiements.find(paiement.id)
    assert (paye.etat, paye.montant, paye.attend) == (Etat.PAYE, 2 * 5190, False)
    assert re.fullmatch(r"V26(-[2-9A-HJ-NP-Z]{4}){3}", paye.quittance)
    assert quittances() == [paye.quittance]
    assert [storage.factures.find(id_).reglement.quittance for id_ in ids] == [paye.quittance] * 2
    assert states(ids) == [PAYEE] * 2
    assert (waiting(), ended(paye)) == ([], (paye.id,))
    assert services.paniers.read(amelie).panier.lignes == ()


def test_whoever_asks_and_however_often_there_is_one_quittance(amelie, payfip):
    paiement, _ = started(amelie)
    payfip.choisir(paiement.id, "P")
    services.paiements.follow(amelie, paiement.id)
    services.paiements.notify(paiement.id)
    services.paiements.notify(paiement.id.upper())
    pending()
    assert services.paiements.follow(amelie, paiement.id).etat is Etat.PAYE
    assert len(quittances()) == 1
    assert payfip.appels[DETAIL] == 1


@pytest.mark.parametrize("resultat", ["R", "Z"])
def test_a_refused_payment_frees_its_factures_and_the_panier_may_be_paid_again(amelie, payfip, resultat):
    paiement, ids = started(amelie)
    payfip.choisir(paiement.id, resultat)
    assert services.paiements.follow(amelie, paiement.id).etat is Etat.REFUSE
    assert states(ids) == [A_PAYER]
    vue = services.paniers.read(amelie)
    assert (vue.paiement, len(vue.panier.lignes)) == (None, 1)
    encore = services.paiements.start(amelie, click())
    assert encore.id != paiement.id
    assert encore.refdet != paiement.refdet
    assert quittances() == []


def test_an_abandon_holds_the_factures_for_two_minutes_more(amelie, payfip):
    paiement, ids = started(amelie)
    payfip.choisir(paiement.id, "A")
    assert services.paiements.follow(amelie, paiement.id).etat is Etat.ABANDONNE
    assert states(ids) == [EN_PAIEMENT]
    with pytest.raises(PaiementEnCours):
        services.paiements.start(amelie, click())
    with pytest.raises(PaiementEnCours):
        services.paniers.remove(amelie, ids[0])
    with pytest.raises(PaiementEnCours):
        services.paniers.add(amelie, emitted(numero="F-2"))
    clock.offset += REVIREMENT
    assert services.paiements.follow(amelie, paiement.id).libere
    assert states(ids) == [A_PAYER]


def test_a_success_after_the_abandon_pays(amelie, payfip):
    paiement, ids = started(amelie)
    payfip.choisir(paiement.id, "A")
    services.paiements.notify(paiement.id)
    payfip.forcer(paiement.id, "P")
    pending()
    assert states(ids) == [PAYEE]
    assert len(quittances()) == 1


def test_the_same_request_and_another_tab_are_given_the_same_payment(amelie, payfip):
    chosen(amelie)
    sceau = click()
    paiement = services.paiements.start(amelie, sceau)
    assert services.paiements.start(amelie, sceau) == paiement
    assert services.paiements.start(amelie, click()) == paiement
    assert payfip.appels["creerPaiementSecurise"] == 1
    clock.offset += VALIDITE
    assert services.paiements.start(amelie, sceau).id == paiement.id
    with pytest.raises(PaiementEnCours):
        services.paiements.start(amelie, click())


def test_an_old_request_that_comes_back_begins_nothing(amelie, payfip):
    chosen(amelie)
    sceau = click()
    paiement = services.paiements.start(amelie, sceau)
    payfip.choisir(paiement.id, "P")
    services.paiements.notify(paiement.id)
    assert services.paiements.start(amelie, sceau).etat is Etat.PAYE
    autre = chosen(amelie, "F-2")
    assert services.paiements.start(amelie, sceau).id == paiement.id
    assert (states(autre), payfip.appels["creerPaiementSecurise"]) == ([A_PAYER], 1)
    assert services.paiements.start(amelie, click()).id != paiement.id


def test_of_two_members_of_the_foyer_one_pays_and_the_other_is_told(amelie, payfip):
    hugo = foyer("c2", identifiant="hugo.petit")
    ids = chosen(amelie, "F-1", "F-2")
    services.paniers.add(hugo, ids[0])
    services.paiements.start(hugo, click())
    with pytest.raises(FactureNonPayable, match=r"F-1 est en cours de paiement.*Votre panier a été mis à jour"):
        services.paiements.start(amelie, click())
    assert [ligne.numero for ligne in services.paniers.read(amelie).panier.lignes] == ["F-2"]
    paiement = services.paiements.start(amelie, click())
    assert [part.numero for part in paiement.parts] == ["F-2"]
    with pytest.raises(Introuvable):
        services.paiements.follow(hugo, paiement.id)


@pytest.mark.parametrize("evenement", [Evenement.ANNULER, Evenement.PAYER_AU_GUICHET])
def test_a_facture_cancelled_or_paid_meanwhile_leaves_the_panier_before_anything_is_charged(amelie, payfip, evenement):
    ids = chosen(amelie)
    happen(ids[0], evenement)
    with pytest.raises(FactureNonPayable, match="La facture F-1 "):
        services.paiements.start(amelie, click())
    assert waiting() == []
    with pytest.raises(PanierVide):
        services.paiements.start(amelie, click())


def test_the_factures_of_a_famille_that_is_not_the_compte_s_any_more_are_not_paid(amelie, payfip):
    ids = chosen(amelie)
    compte = storage.comptes.get(amelie)
    storage.commit(storage.comptes.change(replace(compte, numero_famille="77", version=2)))
    with pytest.raises(FactureNonPayable, match="n’est plus rattachée à votre compte"):
        services.paiements.start(amelie, click())
    assert (states(ids), payfip.appels["creerPaiementSecurise"]) == ([A_PAYER], 0)


def test_a_compte_that_the_mairie_does_not_hold_for_valid_pays_nothing(amelie, payfip):
    chosen(amelie)
    compte = storage.comptes.get(amelie)
    storage.commit(storage.comptes.change(replace(compte, etat=EtatDeCompte.REFUSE, version=2)))
    with pytest.raises(Conflit):
        services.paiements.start(amelie, click())
    assert payfip.appels["creerPaiementSecurise"] == 0


@pytest.mark.parametrize(("montant", "montants"), [(99, ("F-1",)), (5_000_000, ("F-1", "F-2"))])
def test_an_amount_that_the_payment_page_does_not_take_is_told_before_it_is_asked(amelie, payfip, montant, montants):
    ids = chosen(amelie, *montants, montant=montant)
    with pytest.raises(PaiementImpossible, match="de 1,00\u00a0€ à 99\u202f999,99\u00a0€"):
        services.paiements.start(amelie, click())
    assert payfip.appels["creerPaiementSecurise"] == 0
    assert states(ids) == [A_PAYER] * len(ids)


def test_a_courriel_that_the_payment_page_does_not_take_is_told(payfip):
    long = "a" * 70 + "@exemple-de-domaine.fr"
    ou = exemples.compte().coordonnees
    chosen(foyer("c1", coordonnees=Coordonnees(long, ou.adresse)))
    with pytest.raises(PaiementImpossible, match="courriel"):
        services.paiements.start("c1", click())


@pytest.mark.parametrize(
    "panne", ["technique", "indisponible", "protocole", "code", "http", "charabia", "silence", "reponse_perdue"]
)
def test_payfip_down_slow_or_talking_nonsense_begins_nothing_and_says_so(amelie, payfip, panne):
    ids = chosen(amelie)
    payfip.regler(panne=panne)
    sceau = click()
    with pytest.raises(Indisponible, match="réessayez"):
        services.paiements.start(amelie, sceau)
    assert (states(ids), waiting()) == ([A_PAYER], [])
    payfip.regler()
    assert services.paiements.start(amelie, sceau).montant == 5190


def test_a_lost_answer_of_the_store_begins_one_payment(amelie, payfip):
    ids = chosen(amelie)
    sceau = click()
    with injected(connexion.client, None, forever=silence), pytest.raises(Indisponible):
        services.paiements.start(amelie, sceau)
    paiement = services.paiements.start(amelie, sceau)
    assert waiting() == [paiement.id]
    assert states(ids) == [EN_PAIEMENT]


def test_payfip_silent_while_one_follows_changes_nothing_and_is_in_the_story(amelie, payfip):
    paiement, ids = started(amelie)
    payfip.choisir(paiement.id, "P")
    payfip.regler(panne="indisponible")
    suivi = services.paiements.follow(amelie, paiement.id)
    assert (suivi.etat, suivi.attend) == (Etat.INITIE, True)
    assert "TechIndisponibiliteErreur" in suivi.historique[-1].constat
    with pytest.raises(PayFipIndisponible):
        services.paiements.notify(paiement.id)
    payfip.regler()
    services.paiements.notify(paiement.id)
    assert states(ids) == [PAYEE]


def test_a_page_that_looks_every_two_seconds_does_not_make_the_portal_ask_each_time(amelie, payfip):
    paiement, _ = started(amelie)
    for _ in range(6):
        services.paiements.follow(amelie, paiement.id)
    assert payfip.appels[DETAIL] == 1
    clock.offset += cadence.PAUSE
    services.paiements.follow(amelie, paiement.id)
    assert payfip.appels[DETAIL] == 2


@pytest.mark.parametrize("idop", ["", "nimporte", IDOP_INCONNU, "x" * 5000, "../../etc"])
def test_a_notification_of_what_is_not_ours_is_passed_over(amelie, payfip, idop):
    services.paiements.notify(idop)
    assert payfip.appels[DETAIL] == 0


@pytest.mark.parametrize(
    "champ", [{"montant": "1"}, {"numcli": "006383"}, {"refdet": "C267KQF3MXPABCD"}, {"saisie": "W"}]
)
def test_what_does_not_agree_is_an_alarm_and_pays_nothing(amelie, payfip, champ, capsys):
    ids, sceau = chosen(amelie), click()
    paiement = services.paiements.start(amelie, sceau)
    payfip.choisir(paiement.id, "P")
    payfip.regler(alteration=champ)
    services.paiements.notify(paiement.id)
    etrange = storage.paiements.find(paiement.id)
    assert (etrange.etat, etrange.anomalie) == (Etat.INITIE, Anomalie.NON_CONCORDANT)
    assert (states(ids), quittances()) == ([EN_PAIEMENT], [])
    assert "paiements_non_concordants" in capsys.readouterr().out
    autre = emitted(numero="F-2")
    for essai in (
        lambda: services.paiements.start(amelie, sceau),
        lambda: services.paiements.start(amelie, click()),
        lambda: services.paniers.add(amelie, autre),
        lambda: services.paniers.empty(amelie),
    ):
        with pytest.raises(PaiementEnCours, match=r"ne correspond pas.*deux fois.*Appelez"):
            essai()
    clock.offset += ATTENTE_MAXIMALE * 2
    pending()
    assert states(ids) == [EN_PAIEMENT]


def test_what_nobody_chose_is_free_after_a_day_and_a_last_question(amelie, payfip):
    paiement, ids = started(amelie)
    payfip.ouvrir(paiement.id)
    clock.offset += ATTENTE_MAXIMALE - timedelta(minutes=1)
    assert pending() == 1
    assert states(ids) == [EN_PAIEMENT]
    clock.offset += timedelta(minutes=1)
    pending()
    assert (states(ids), storage.paiements.find(paiement.id).etat) == ([A_PAYER], Etat.EXPIRE)
    assert (waiting(), pending()) == ([], 0)


def test_what_stays_unknown_after_a_day_is_counted_at_each_run_and_seen_by_agents(amelie, payfip, capsys):
    paiement, ids = started(amelie)
    payfip.regler(panne="indisponible")
    clock.offset += ATTENTE_MAXIMALE
    for _ in range(2):
        pending()
        assert '"paiements_sans_resultat":[1' in capsys.readouterr().out.replace(" ", "")
    assert storage.paiements.find(paiement.id).anomalie == Anomalie.SANS_RESULTAT
    assert states(ids) == [EN_PAIEMENT]
    payfip.regler()
    pending()
    assert states(ids) == [A_PAYER]


def test_the_schedule_stops_when_payfip_is_down_and_when_its_time_is_over(payfip):
    for rang in range(7):
        started(foyer(f"c{rang}"), f"F-{rang}")
    payfip.regler(panne="indisponible")
    assert pending() == 5
    payfip.regler()
    assert pending(seconds=5) == 0
    assert pending() == 7


def test_a_late_success_takes_the_facture_back_from_whoever_tries_again(amelie, payfip):
    premier, ids = started(amelie)
    payfip.choisir(premier.id, "A")
    services.paiements.notify(premier.id)
    clock.offset += REVIREMENT
    services.paiements.notify(premier.id)
    second = services.paiements.start(amelie, click())
    payfip.forcer(premier.id, "P")
    services.paiements.notify(premier.id)
    assert storage.factures.find(ids[0]).paiement == premier.id
    payfip.choisir(second.id, "P")
    services.paiements.notify(second.id)
    rendu = storage.paiements.find(second.id)
    assert (rendu.etat, rendu.a_rembourser, rendu.quittance) == (Etat.PAYE, True, "")
    assert quittances() == [storage.paiements.find(premier.id).quittance]
    assert storage.factures.find(ids[0]).paiement == premier.id


def test_a_success_for_what_the_counter_took_meanwhile_moves_no_facture_and_is_to_be_refunded(amelie, payfip, capsys):
    paiement, ids = started(amelie, "F-1", "F-2")
    payfip.choisir(paiement.id, "A")
    services.paiements.notify(paiement.id)
    clock.offset += REVIREMENT
    services.paiements.notify(paiement.id)
    happen(ids[0], Evenement.PAYER_AU_GUICHET, paiement="g1")
    payfip.forcer(paiement.id, "P")
    services.paiements.notify(paiement.id)
    assert states(ids) == [PAYEE, A_PAYER]
    assert storage.factures.find(ids[0]).paiement == "g1"
    rendu = storage.paiements.find(paiement.id)
    assert (rendu.a_rembourser, quittances(), ended(rendu)) == (True, [], (rendu.id,))
    assert "paiements_a_rembourser" in capsys.readouterr().out


def test_a_payment_that_ends_frees_only_what_it_still_holds(amelie, payfip):
    """A late success took one of its two factures."""
    hugo = foyer("c2", identifiant="hugo.petit")
    premier, ids = started(amelie, "F-1")
    payfip.choisir(premier.id, "A")
    services.paiements.notify(premier.id)
    clock.offset += REVIREMENT
    services.paiements.notify(premier.id)
    autre = emitted(numero="F-2")
    for id_ in (*ids, autre):
        services.paniers.add(hugo, id_)
    second = services.paiements.start(hugo, click())
    payfip.forcer(premier.id, "P")
    services.paiements.notify(premier.id)
    payfip.choisir(second.id, "R")
    services.paiements.notify(second.id)
    assert states([*ids, autre]) == [PAYEE, A_PAYER]
    assert storage.paiements.find(second.id).etat is Etat.REFUSE


def test_a_payment_that_runs_ends_well_when_its_compte_is_closed(amelie, payfip):
    paiement, ids = started(amelie)
    storage.commit(storage.identifiants.creation(Acces("amélie.lire", amelie)))
    fermeture.end(storage.comptes.get(amelie), Acces("amélie.lire", amelie), fermeture.Cause.DEMANDE)
    payfip.choisir(paiement.id, "V")
    services.paiements.notify(paiement.id)
    assert (states(ids), len(quittances())) == ([PAYEE], 1)
    assert storage.paiements.find(paiement.id).moyen is Moyen.PRELEVEMENT_EN_LIGNE


def test_the_story_tells_what_was_learnt_and_from_whom(amelie, payfip):
    paiement, _ = started(amelie)
    pending()
    pending()
    services.paiements.ask(paiement.id, Source.AGENT, "paul.noel@valmont.example")
    payfip.choisir(paiement.id, "P")
    services.paiements.notify(paiement.id)
    histoire = storage.paiements.find(paiement.id).historique
    assert [(e.source, e.constat, e.auteur) for e in histoire] == [
        ("usager", "initie", ""),
        ("tache", "P5", ""),
        ("agent", "P5", "paul.noel@valmont.example"),
        ("notification", "P", ""),
    ]


def test_a_regie_that_lost_its_payment_page_says_where_to_pay(amelie, payfip):
    chosen(amelie)
    regies = settings().commune.regies
    regies["ville"] = msgspec.structs.replace(regies["ville"], payfip=None)
    with pytest.raises(FactureNonPayable, match="auprès de la régie"):
        services.paiements.start(amelie, click())


def test_the_key_that_opens_a_payment_is_in_no_log(amelie, payfip, caplog, capsys):
    paiement, _ = started(amelie)
    payfip.regler(panne="indisponible")
    pending()
    services.paiements.follow(amelie, paiement.id)
    assert paiement.id not in caplog.text + "".join(capsys.readouterr())
