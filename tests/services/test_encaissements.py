"""What a régie received, as its régisseurs read it: stories, days, months, a table, and the DGFiP's own words."""

import csv
import io
from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib import clock, services, storage
from chalicelib.domain.concordance import Nature
from chalicelib.domain.encaissements import Total
from chalicelib.domain.errors import Indisponible, Introuvable, SaisieInvalide
from chalicelib.domain.facture import Etat as EtatDeFacture
from chalicelib.domain.idempotence import seal
from chalicelib.domain.paiement import VALIDITE, Etat, Moyen, Part
from chalicelib.domain.payfip import PARIS
from chalicelib.services.concordances import Depot
from chalicelib.services.guichet import Saisie
from chalicelib.storage.connexion import connexion
from tests import exemples
from tests.exemples import journal_of
from tests.factures import emitted, paid
from tests.pannes import injected, silence
from tests.payfip import simulateur
from tests.portail import AGENTS

INES, HUGO = AGENTS["regie-ville"], AGENTS["regie-ccas"]
JOUR = timedelta(days=1)


@pytest.fixture
def payfip(aws):
    services.cadence.forget()
    with simulateur() as simule:
        yield simule


def put(numero, **changes):
    """A facture of the Ville, issued long enough ago to be paid by hand."""
    jour = clock.today() - 20 * JOUR
    return emitted(numero=numero, emise_le=jour, echeance_le=jour + 30 * JOUR, **changes)


def at_the_counter(numero, moyen="cheque", le=None, precision=""):
    sceau = seal(INES.courriel, "route", f"cle-de-{numero}", b"")
    return services.guichet.settle(INES, put(numero), Saisie(moyen, le, precision), sceau)


def by_card(numero, **changes):
    changes = {"quittance": f"V26-{numero}"} | changes
    return paid(put(numero), paiement=f"p-{numero}", refdet=f"V26{numero}", **changes)


def begun(cle="une-cle-de-paiement"):
    """A payment online whose result is not known."""
    un = exemples.compte(id="c1", etat="valide", numero_famille="1042", cree_le=clock.now() - 30 * JOUR)
    storage.commit(storage.comptes.creation(un))
    services.paniers.add("c1", put("en-ligne"))
    return services.paiements.start("c1", seal("c1", "route", cle, b""))


def today(agent=INES, regie="ville"):
    return services.encaissements.journal(agent, regie, (clock.today(),))


def statement(*lignes):
    return "\n".join(
        ["EN-TETE", *(f"LIGNE;{jour:%d%m%Y};{refdet};{centimes}" for jour, refdet, centimes in lignes)]
    ) + ("\nPIED-DE-PAGE")


def compare(contenu, regie="ville", agent=INES):
    return services.concordances.compare(agent, Depot(regie, "releve.csv", contenu))


def test_the_day_counts_cards_and_counter_and_adds_up(aws):
    by_card("CARTE1")
    at_the_counter("CHEQUE1")
    at_the_counter("HIER1", le=clock.today() - JOUR)
    bilan = today().bilan
    assert (bilan.nombre, bilan.encaisse, bilan.juste, bilan.anomalies) == (2, 10380, True, ())
    assert bilan.totaux == (Total(Moyen.CARTE, 1, 5190), Total(Moyen.CHEQUE, 1, 5190))


def test_a_month_is_the_sum_of_its_days(aws):
    mois = services.encaissements.of_month(clock.today().year, clock.today().month)
    at_the_counter("A", le=max(mois[0], clock.today() - 20 * JOUR))
    at_the_counter("B", "especes")
    journal = services.encaissements.journal(INES, "ville", mois)
    assert (journal.bilan.nombre, journal.bilan.encaisse, journal.bilan.juste) == (2, 10380, True)


def test_the_days_of_a_month_are_those_of_the_calendar():
    assert len(services.encaissements.of_month(2028, 2)) == 29
    assert len(services.encaissements.of_month(2026, 12)) == 31


def test_more_payments_than_one_page_of_a_day_are_all_counted(aws, monkeypatch):
    monkeypatch.setattr("chalicelib.services.encaissements.CLES", 2)
    monkeypatch.setattr("chalicelib.services.encaissements.PAR_LECTURE", 2)
    for rang in range(5):
        at_the_counter(f"N{rang}")
    assert (today().bilan.nombre, today().bilan.juste) == (5, True)


def test_a_period_with_too_many_payments_is_refused_rather_than_cut(aws, monkeypatch):
    monkeypatch.setattr("chalicelib.services.encaissements.MAXIMUM", 1)
    at_the_counter("N1")
    at_the_counter("N2")
    with pytest.raises(SaisieInvalide) as refus:
        today()
    assert [erreur.champ for erreur in refus.value.erreurs] == ["jour"]


def test_a_payment_whose_factures_are_not_paid_by_it_makes_the_journal_wrong(aws):
    seul = by_card("SEUL1")
    faux = storage.paiements.find(seul.id)
    storage.commit(storage.paiements.creation(replace(faux, id="copie", quittance="V26-AUTRE")))
    bilan = today().bilan
    assert (bilan.juste, [(a.paiement, a.nature) for a in bilan.anomalies]) == (False, [("copie", "facture_etat")])


def doubled(numero="DOUBLE1"):
    """Money that came for a facture which another payment had paid."""
    return by_card(numero, quittance="", anomalie="encaisse_en_double", libere=True)


def exported():
    texte = services.export_des_encaissements.write(today())
    return list(csv.DictReader(io.StringIO(texte[1:], newline=""), delimiter=";"))


def test_money_given_back_is_told_by_whom_when_and_how(aws):
    by_card("CARTE1")
    un = doubled()
    assert [ligne["À rembourser"] for ligne in exported()] == ["", "Oui"]
    rendu = services.encaissements.give_back(INES, un.id, "Virement 4012")
    assert storage.paiements.find(un.id) == rendu
    assert (rendu.remboursement.par, rendu.historique[-1].auteur) == ("Inès Faure", "Inès Faure")
    bilan = today().bilan
    assert (bilan.encaisse, bilan.a_rembourser, bilan.rembourse, bilan.juste) == (5190, 0, 5190, True)
    assert bilan.anomalies == ()
    assert exported()[1]["À rembourser"] == f"Remboursé le {clock.today():%d/%m/%Y}\u00a0: Virement 4012"
    (ligne,) = journal_of(f"paiement:{un.id}")
    assert (ligne.action, ligne.auteur) == ("remboursement", INES.courriel)


def test_money_is_given_back_once_whoever_says_so(aws):
    un = doubled()
    collegue = []

    def before(request):
        if not collegue and request.headers["X-Amz-Target"].endswith(b"TransactWriteItems"):
            collegue.append(None)
            collegue[0] = services.encaissements.give_back(INES, un.id, "Virement 4012")

    with injected(connexion.client, forever=before):
        assert services.encaissements.give_back(INES, un.id, "Chèque 7") == collegue[0]
    assert services.encaissements.give_back(INES, un.id, "Espèces") == collegue[0]
    assert [ligne.action for ligne in journal_of(f"paiement:{un.id}")] == ["remboursement"]


def test_a_lost_answer_gives_back_once(aws):
    un = doubled()
    with injected(connexion.client, None, forever=silence), pytest.raises(Indisponible):
        services.encaissements.give_back(INES, un.id, "Virement 4012")
    services.encaissements.give_back(INES, un.id, "Virement 4012")
    assert [ligne.action for ligne in journal_of(f"paiement:{un.id}")] == ["remboursement"]


def stuck(payfip):
    """A payment of which PayFiP tells something else, its page closed."""
    un = begun()
    payfip.choisir(un.id, "P")
    payfip.regler(alteration={"montant": "1"})
    services.paiements.notify(un.id)
    clock.offset += VALIDITE
    return storage.paiements.find(un.id)


def test_what_a_stuck_payment_holds_is_freed_once_and_can_be_paid_at_the_counter(payfip):
    un = stuck(payfip)
    libre = services.encaissements.release(INES, un.id, "Rien d’encaissé")
    assert (libre.libere, libre.a_suivre, libre.historique[-1].auteur) == (True, "", "Inès Faure")
    assert services.encaissements.release(INES, un.id, "Encore") == libre
    (ligne,) = journal_of(f"paiement:{un.id}")
    assert (ligne.action, ligne.auteur) == ("liberation", INES.courriel)
    (part,) = un.parts
    assert storage.factures.find(part.facture).etat is EtatDeFacture.A_PAYER
    sceau = seal(INES.courriel, "route", "cle-du-guichet", b"")
    services.guichet.settle(INES, part.facture, Saisie("cheque"), sceau)
    assert storage.factures.find(part.facture).etat is EtatDeFacture.PAYEE


def test_a_success_after_all_pays_what_was_freed(payfip):
    un = stuck(payfip)
    services.encaissements.release(INES, un.id, "Rien d’encaissé")
    payfip.regler(alteration={})
    services.paiements.notify(un.id)
    assert storage.paiements.find(un.id).confirme
    assert storage.factures.find(un.parts[0].facture).etat is EtatDeFacture.PAYEE


def test_a_lost_answer_frees_once(payfip):
    un = stuck(payfip)
    with injected(connexion.client, None, forever=silence), pytest.raises(Indisponible):
        services.encaissements.release(INES, un.id, "Rien d’encaissé")
    services.encaissements.release(INES, un.id, "Rien d’encaissé")
    assert [ligne.action for ligne in journal_of(f"paiement:{un.id}")] == ["liberation"]


def test_another_s_regie_shows_nothing_of_itself(aws):
    fait = by_card("CARTE1")
    essais = (
        lambda: today(HUGO),
        lambda: services.encaissements.waiting(HUGO, "ville"),
        lambda: services.encaissements.of_day(HUGO, "ville", clock.today(), None),
        lambda: services.encaissements.open_paiement(HUGO, fait.id),
        lambda: services.encaissements.verify(HUGO, fait.id),
        lambda: services.encaissements.give_back(HUGO, fait.id, "Virement"),
        lambda: services.encaissements.release(HUGO, fait.id, "Rien"),
        lambda: services.concordances.list_all(HUGO, "ville", None),
        lambda: compare(statement((clock.today(), fait.refdet, 5190)), agent=HUGO),
    )
    for essai in essais:
        with pytest.raises(Introuvable):
            essai()
    assert today(HUGO, "ccas").bilan.nombre == 0


def test_reading_a_payment_leaves_a_line_in_the_journal_even_in_vain(aws):
    fait = by_card("CARTE1")
    assert services.encaissements.open_paiement(INES, fait.id) == fait
    with pytest.raises(Introuvable):
        services.encaissements.open_paiement(HUGO, fait.id)
    lus = [(ligne.action, ligne.auteur) for ligne in journal_of(f"paiement:{fait.id}")]
    assert sorted(lus) == sorted([("consultation", INES.courriel), ("consultation", HUGO.courriel)])


@pytest.mark.parametrize("id_", ["", "-", "inconnu", "x" * 3000])
def test_a_payment_that_does_not_exist_is_introuvable(aws, id_):
    for essai in (services.encaissements.open_paiement, services.encaissements.verify, services.concordances.read):
        with pytest.raises(Introuvable):
            essai(INES, id_)


def test_an_agent_who_asks_again_stands_in_the_story_and_what_follows_is_done(payfip):
    un = begun()
    assert [attend.id for attend in services.encaissements.waiting(INES, "ville")] == [un.id]
    assert services.encaissements.waiting(HUGO, "ccas") == ()
    assert services.encaissements.verify(INES, un.id).attend
    payfip.ouvrir(un.id)
    payfip.choisir(un.id, "P")
    fait = services.encaissements.verify(INES, un.id)
    assert (fait.etat, fait.historique[-1].auteur) == (Etat.PAYE, "Inès Faure")
    assert services.encaissements.waiting(INES, "ville") == ()
    assert (today().bilan.encaisse, today().bilan.juste) == (5190, True)
    assert [ligne.action for ligne in journal_of(f"paiement:{un.id}")] == ["verification"] * 2


def test_the_table_opens_in_a_french_spreadsheet_and_computes_nothing(aws):
    sceau = seal(INES.courriel, "route", "cle-du-tableur", b"")
    id_ = put("=1+1", payeur="@SUM(A1)", objet="\tCantine")
    fait = services.guichet.settle(INES, id_, Saisie("cheque", precision="-2+3"), sceau)
    texte = services.export_des_encaissements.write(today())
    assert texte.startswith("\ufeffDate;Heure;Quittance;")
    assert texte.count("\r\n") == 2
    (ligne,) = csv.DictReader(io.StringIO(texte[1:], newline=""), delimiter=";")
    assert (ligne["Quittance"], ligne["Montant du paiement"], ligne["Moyen"]) == (fait.quittance, "51,90", "Chèque")
    assert ligne["Date"] == f"{clock.today():%d/%m/%Y}"
    dangers = [ligne[nom] for nom in ("Facture", "Payeur", "Objet", "Précision")]
    assert dangers == ["'=1+1", "'@SUM(A1)", "'\tCantine", "'-2+3"]


def test_a_payment_of_two_factures_is_two_lines_that_repeat_its_quittance(aws):
    un = by_card("A")
    autre = put("B")
    double = replace(
        un, id="p-2", quittance="V26-DEUX", parts=(*un.parts, Part(autre, "B", 5190)), montant=10380, refdet="V26DEUX"
    )
    storage.commit(storage.paiements.creation(double))
    lignes = services.export_des_encaissements.write(today()).splitlines()[1:]
    assert sorted(ligne.split(";")[2] for ligne in lignes) == ["V26-A", "V26-DEUX", "V26-DEUX"]


def test_a_statement_that_agrees_says_so_and_is_kept(aws):
    fait = by_card("CARTE123")
    at_the_counter("GUICHET1")
    contenu = statement((clock.today(), fait.refdet, 5190))
    gardee = compare(contenu)
    assert (gardee.concordantes, gardee.lignes, gardee.total, gardee.differences) == (1, 1, 5190, ())
    assert (gardee.par, services.concordances.read(INES, gardee.id)) == ("Inès Faure", gardee)
    assert services.concordances.list_all(INES, "ville", None).elements == (gardee,)
    assert [ligne.auteur for ligne in journal_of(f"rapprochement:{gardee.id}")] == [INES.courriel]
    with pytest.raises(Introuvable):
        services.concordances.read(HUGO, gardee.id)


def test_the_same_statement_again_is_compared_anew_in_the_same_place(aws):
    contenu = statement((clock.today(), "V26CARTE123", 5190))
    avant = compare(contenu)
    assert [d.nature for d in avant.differences] == [Nature.INCONNU_DU_PORTAIL]
    by_card("CARTE123")
    apres = compare(contenu)
    assert (apres.id, apres.version, apres.differences) == (avant.id, 2, ())
    assert services.concordances.list_all(INES, "ville", None).elements == (apres,)


def test_the_statement_of_another_regie_is_refused(aws):
    contenu = statement((clock.today(), "V26CARTE123", 5190))
    ccas = contenu.replace("EN-TETE", "EN-TETE;006383")
    with pytest.raises(SaisieInvalide, match="corriger") as refus:
        compare(ccas)
    assert "autre régie" in refus.value.erreurs[0].detail
    assert compare(ccas, "ccas", HUGO).regie == "ccas"
    assert compare(contenu.replace("EN-TETE", "EN-TETE;006382")).regie == "ville"


def test_a_payment_that_the_dgfip_received_and_we_did_not_hear_of_is_asked_about_and_paid(payfip):
    un = begun()
    payfip.ouvrir(un.id)
    payfip.choisir(un.id, "P")
    jour = clock.now().astimezone(PARIS).date()
    gardee = compare(statement((jour, un.refdet, un.montant)))
    assert (gardee.concordantes, gardee.differences) == (1, ())
    paye = storage.paiements.find(un.id)
    assert (paye.etat, paye.historique[-1].auteur) == (Etat.PAYE, "Inès Faure")
    assert storage.factures.find(un.parts[0].facture).etat is EtatDeFacture.PAYEE


def test_a_payment_that_stays_unknown_is_named_in_the_differences(payfip):
    un = begun()
    payfip.regler(panne="technique")
    gardee = compare(statement((clock.today(), un.refdet, un.montant)))
    (difference,) = gardee.differences
    assert (difference.nature, difference.paiement, difference.etat) == (Nature.INCONNU_DU_PORTAIL, un.id, Etat.INITIE)
    assert storage.paiements.find(un.id).attend
