"""An import from its deposit to its end: stopped anywhere, twice, beside others."""

import secrets
from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib import clock, services, storage
from chalicelib.config import settings
from chalicelib.domain import import_travail
from chalicelib.domain.errors import CleReutilisee, Introuvable, SaisieInvalide, TransitionRefusee
from chalicelib.domain.facture import Etat as EtatDeFacture
from chalicelib.domain.facture import Evenement, Reglement
from chalicelib.domain.idempotence import Sceau
from chalicelib.domain.import_texte import OCTETS_MAXIMUM
from chalicelib.domain.import_travail import LOT, VALIDITE, Etat
from chalicelib.services.import_analyse import BAIL
from chalicelib.services.import_application import MARGE, REGARD
from chalicelib.services.imports import Depot
from chalicelib.storage.connexion import connexion
from chalicelib.storage.tables_factures import FactureItem
from tests import exemples
from tests.aws import client
from tests.facturation import FORMAT, avoir, fichier, ligne
from tests.pannes import injected
from tests.portail import AGENTS

VILLE, CCAS = AGENTS["regie-ville"], AGENTS["regie-ccas"]
LENDEMAIN = timedelta(days=1)

pytestmark = pytest.mark.usefixtures("aws")


@pytest.fixture(autouse=True)
def small_steps(monkeypatch):
    """Three factures a step, two steps a part: the same paths as for thousands."""
    for module in (import_travail, services.import_application):
        monkeypatch.setattr(module, "LOT", 3)
    for module in (storage.travaux, services.import_application):
        monkeypatch.setattr(module, "LOTS_PAR_PARTIE", 2)
    monkeypatch.setattr(services.import_analyse, "PARTIE", 6)


def plenty():
    return 900.0


def steps(count):
    """Time for so many steps once the work has begun."""
    left = [900.0] + [900.0] * count
    return lambda: left.pop(0) if left else MARGE - 1


def deposit(octets, sceau=None):
    """Put in the bucket, and about to be read."""
    envoi = services.imports.prepare(VILLE, "ville", "octobre.csv", len(octets))
    client("s3").put_object(Bucket=settings().bucket_pieces, Key=envoi.cle, Body=octets)
    depot = Depot("ville", envoi.cle, "octobre.csv", FORMAT)
    return services.imports.create(VILLE, depot, sceau or Sceau(secrets.token_hex(32), "corps"))


def analysed(*lignes):
    travail = deposit(fichier(*lignes))
    assert services.imports.work(travail.id, plenty)
    return storage.travaux.find(travail.id)


def imported(*lignes):
    travail = analysed(*lignes)
    services.imports.confirm(VILLE, travail.id)
    services.imports.work(travail.id, plenty)
    return storage.travaux.find(travail.id)


def several(count, debut=1):
    return [ligne(numero=str(rang), famille=str(100 + rang)) for rang in range(debut, debut + count)]


def factures():
    return {f.emission.numero: f for f in map(storage.factures.decode, FactureItem.scan(FactureItem.etat.exists()))}


def faults(travail):
    rapport = storage.travaux.find_report(travail)
    return [(faute.ligne, faute.champ) for faute in (*rapport.fautes, *travail.ecarts)]


def change(numero, evenement, **changes):
    storage.commit(storage.factures.change(factures()[numero].id, evenement, **changes))


def test_the_dry_run_tells_what_would_change_and_changes_nothing():
    storage.commit(storage.comptes.creation(exemples.compte(numero_famille="101")))
    travail = analysed(*several(8), ligne(numero="1", famille="101", prestation="Garderie"))
    assert travail.etat is Etat.A_CONFIRMER
    resume = travail.resume
    assert (resume.creees, resume.identiques, resume.annulees, resume.familles_inconnues) == (8, 0, 0, 7)
    assert resume.montant == 9 * 4200
    assert (travail.lignes, travail.progres, travail.total) == (9, 16, 16)
    assert len(storage.travaux.find_report(travail).apercu) == 8
    assert factures() == {}


def test_a_confirmed_file_creates_its_factures():
    travail = imported(*several(8))
    assert (travail.etat, travail.progres, travail.total) == (Etat.TERMINE, 3, 3)
    assert (travail.resume.creees, travail.resume.montant) == (8, 8 * 4200)
    assert set(factures()) == set("12345678")
    assert storage.travaux.waiting(exemples.FIN, 10) == []


def test_one_bad_line_refuses_the_whole_file():
    travail = analysed(*several(7), ligne(numero="9", montant="0"))
    assert travail.etat is Etat.REFUSE
    assert (travail.fautes_total, faults(travail)) == (1, [(9, "Montant")])
    with pytest.raises(TransitionRefusee):
        services.imports.confirm(VILLE, travail.id)
    assert factures() == {}


def test_the_same_file_twice_changes_nothing():
    lignes = [*several(7), avoir("2", famille="102")]
    imported(*lignes)
    avant = factures()
    encore = analysed(*lignes)
    assert (encore.resume.creees, encore.resume.identiques, encore.resume.annulees) == (0, 7, 0)
    services.imports.confirm(VILLE, encore.id)
    services.imports.work(encore.id, plenty)
    encore = storage.travaux.find(encore.id)
    assert (encore.etat, encore.resume.creees, encore.resume.identiques) == (Etat.TERMINE, 0, 7)
    assert factures() == avant


def test_a_numero_that_says_something_else_is_refused():
    imported(ligne())
    travail = analysed(ligne(numero="0"), ligne(montant="42,01"))
    assert (travail.etat, faults(travail)) == (Etat.REFUSE, [(3, "N° facture")])
    assert "émettez un avoir" in storage.travaux.find_report(travail).fautes[0].detail


@pytest.mark.parametrize("count", range(1, 5))
def test_an_application_stopped_at_any_step_goes_on_where_it_was(count):
    travail = analysed(*several(8), avoir("1", famille="101"))
    services.imports.confirm(VILLE, travail.id)
    services.imports.work(travail.id, steps(count - 1))
    milieu = storage.travaux.find(travail.id)
    assert milieu.progres == count - 1
    assert storage.travaux.waiting(clock.now(), 10) == [travail.id]
    services.imports.work(travail.id, plenty)
    fini = storage.travaux.find(travail.id)
    assert (fini.etat, fini.resume.creees, fini.resume.annulees) == (Etat.TERMINE, 8, 1)
    assert [f.etat for f in factures().values()].count(EtatDeFacture.ANNULEE) == 1
    assert len(factures()) == 8


@pytest.mark.parametrize("etape", ["analysed", "applied"])
def test_an_import_whose_function_died_is_taken_again_by_the_sweep(etape):
    travail = deposit(fichier(*several(4)))
    if etape == "applied":
        services.imports.work(travail.id, plenty)
        services.imports.confirm(VILLE, travail.id)
    mort = storage.travaux.claim(travail.id, clock.now())
    mort = replace(mort, version=mort.version + 1)
    storage.commit(storage.travaux.change(mort, clock.now() + BAIL))
    assert services.imports.sweep(plenty) == 0
    clock.offset += BAIL
    assert services.imports.sweep(plenty) == 1
    assert storage.travaux.find(travail.id).etat is (Etat.A_CONFIRMER if etape == "analysed" else Etat.TERMINE)


def test_a_worker_that_was_thought_dead_does_nothing_more():
    travail = deposit(fichier(*several(4)))
    services.imports.work(travail.id, plenty)
    services.imports.confirm(VILLE, travail.id)
    lent = storage.travaux.claim(travail.id, clock.now())
    services.imports.work(travail.id, plenty)
    with pytest.raises(storage.EcritureRefusee):
        services.import_application.apply(lent, plenty)
    assert storage.travaux.find(travail.id).resume.creees == 4


def test_a_file_that_ends_the_function_each_time_is_refused_in_the_end():
    travail = deposit(fichier(*several(4)))
    use = replace(storage.travaux.find(travail.id), essais=import_travail.ESSAIS, version=2)
    storage.commit(storage.travaux.change(use, clock.now()))
    services.imports.work(travail.id, plenty)
    assert storage.travaux.find(travail.id).etat is Etat.REFUSE


def test_of_two_imports_of_one_numero_the_first_wins_and_the_other_says_so():
    premier, second = analysed(*several(4)), analysed(*several(3), ligne(numero="4", famille="999"))
    for travail in (premier, second):
        services.imports.confirm(VILLE, travail.id)
        services.imports.work(travail.id, plenty)
    perdu = storage.travaux.find(second.id)
    assert (perdu.etat, perdu.resume.creees, perdu.resume.identiques) == (Etat.TERMINE, 0, 3)
    assert faults(perdu) == [(5, "N° facture")]
    assert factures()["4"].emission.famille == "104"


def test_an_avoir_cancels_with_a_line_in_the_journal():
    imported(ligne())
    travail = imported(avoir(montant="-42,00"))
    facture = factures()["2026-0001"]
    assert (facture.etat, facture.reglement.precision) == (EtatDeFacture.ANNULEE, "A-1")
    assert travail.resume.annulees == 1
    (note,) = storage.journal.read(f"facture:{facture.id}", clock.now())
    assert (note.action, note.auteur, note.precision) == ("annulation", VILLE.courriel, "avoir A-1")


@pytest.mark.parametrize(
    ("changes", "champ"),
    [({"montant": "-41,00"}, "Montant"), ({"famille": "77"}, "N° famille"), ({"facture": "inconnue"}, "Avoir sur")],
)
def test_an_avoir_that_does_not_match_its_facture_is_refused(changes, champ):
    imported(ligne())
    travail = analysed(avoir(**changes))
    assert (travail.etat, faults(travail)) == (Etat.REFUSE, [(2, champ)])


def test_an_avoir_on_a_paid_facture_or_on_one_cancelled_by_another_is_refused():
    imported(*several(2))
    change("1", Evenement.PAYER_AU_GUICHET, reglement=Reglement(clock.now(), "especes"))
    imported(avoir("2", "A-1", famille="102"))
    travail = analysed(avoir("1", "A-2", famille="101"), avoir("2", "A-3", famille="102"))
    assert faults(travail) == [(2, "Avoir sur"), (3, "Avoir sur")]


@pytest.mark.parametrize(
    ("evenement", "etat", "ecarts"),
    [(Evenement.LIBERER, EtatDeFacture.ANNULEE, 0), (Evenement.PAYER, EtatDeFacture.PAYEE, 1)],
)
def test_an_avoir_waits_for_the_result_of_a_payment(evenement, etat, ecarts):
    imported(*several(2))
    change("1", Evenement.ENGAGER, paiement="p1", montant=4200)
    travail = imported(avoir("1", famille="101"), avoir("2", "A-2", famille="102"))
    assert (travail.etat, [a.numero for a in travail.en_attente]) == (Etat.APPLICATION, ["A-1"])
    clock.offset += REGARD
    services.imports.sweep(plenty)
    assert storage.travaux.find(travail.id).etat is Etat.APPLICATION
    change("1", evenement, paiement="p1")
    clock.offset += REGARD
    services.imports.sweep(plenty)
    fini = storage.travaux.find(travail.id)
    assert (fini.etat, fini.en_attente, fini.fautes_total) == (Etat.TERMINE, (), ecarts)
    assert factures()["1"].etat is etat


def test_one_file_may_create_and_cancel():
    travail = imported(*several(2), avoir("1", famille="101"))
    assert (travail.resume.creees, travail.resume.annulees) == (2, 1)
    assert factures()["1"].etat is EtatDeFacture.ANNULEE


def test_the_same_request_is_one_import_and_the_key_serves_once():
    sceau, octets = Sceau(secrets.token_hex(32), "corps"), fichier(ligne())
    premier = deposit(octets, sceau)
    assert deposit(octets, sceau) == premier
    with pytest.raises(CleReutilisee):
        deposit(octets, replace(sceau, corps="autre"))


def test_an_avoir_of_what_was_paid_since_the_dry_run_cancels_nothing_and_is_told():
    imported(*several(2))
    travail = analysed(avoir("1", famille="101"), avoir("2", "A-2", famille="102"))
    assert (travail.etat, travail.resume.annulees) == (Etat.A_CONFIRMER, 2)
    change("1", Evenement.PAYER_AU_GUICHET, reglement=Reglement(clock.now(), "especes"))
    services.imports.confirm(VILLE, travail.id)
    services.imports.work(travail.id, plenty)
    fini = storage.travaux.find(travail.id)
    assert (fini.etat, fini.resume.annulees, faults(fini)) == (Etat.TERMINE, 1, [(2, "Avoir sur")])
    assert "Remboursez-la" in fini.ecarts[0].detail
    assert factures()["1"].etat is EtatDeFacture.PAYEE


def test_factures_typed_by_hand_since_the_dry_run_are_left_alone_and_told_when_they_differ():
    travail = analysed(*several(4))
    existe = storage.travaux.factures(travail, 0)[0].emission
    for deja in (existe, replace(storage.travaux.factures(travail, 0)[1].emission, payeur="Un autre")):
        storage.commit(*storage.factures.creation(deja, clock.now()))
    services.imports.confirm(VILLE, travail.id)
    services.imports.work(travail.id, plenty)
    fini = storage.travaux.find(travail.id)
    assert (fini.resume.creees, fini.resume.identiques, faults(fini)) == (2, 1, [(3, "N° facture")])
    assert factures()["2"].emission.payeur == "Un autre"


def test_two_agents_who_confirm_one_import_apply_it_once_and_the_first_answers_for_it():
    imported(ligne())
    travail = analysed(avoir())
    autre = replace(VILLE, courriel="lea.roy@valmont.example")
    assert services.imports.confirm(autre, travail.id) == services.imports.confirm(VILLE, travail.id)
    services.imports.work(travail.id, plenty)
    (facture,) = factures().values()
    (note,) = storage.journal.read(f"facture:{facture.id}", clock.now())
    assert (note.action, note.auteur) == ("annulation", autre.courriel)
    actions = [note.action for note in storage.journal.read(f"import:{travail.id}", clock.now())]
    assert sorted(actions) == ["import_confirme", "import_depose"]


def test_the_analysis_moves_forward_through_factures_avoirs_and_families(monkeypatch):
    imported(*several(2, 90))
    for nom, taille in (("ENSEMBLE", 1), ("LECTURE", 2)):
        monkeypatch.setattr(services.import_analyse, nom, taille)
    travail = deposit(fichier(*several(3), avoir("90", famille="190"), avoir("91", "A-2", famille="191")))
    vus = []

    def look(request):
        if request.headers["X-Amz-Target"].endswith(b"TransactWriteItems"):
            vus.append(storage.travaux.find(travail.id))

    with injected(connexion.client, forever=look):
        services.imports.work(travail.id, plenty)
    assert list(dict.fromkeys(vu.progres for vu in vus if vu.total)) == [2, 3, 5, 7, 8]
    assert {vu.total for vu in vus if vu.total} == {3 + 2 + 3}


def before_the_commit(rang, happen):
    """What somebody else does just before the commit of that rank."""
    restants = [None] * rang + [happen]

    def look(request):
        if restants and request.headers["X-Amz-Target"].endswith(b"TransactWriteItems") and (act := restants.pop(0)):
            act()

    return injected(connexion.client, forever=look)


@pytest.mark.parametrize("rang", range(4))
def test_an_import_given_up_while_it_is_read_stays_so_and_its_reader_stops(rang):
    travail = deposit(fichier(*several(4)))
    with before_the_commit(rang, lambda: services.imports.abandon(VILLE, travail.id)):
        assert not services.imports.work(travail.id, plenty)
    assert storage.travaux.find(travail.id).etat is Etat.ABANDONNE
    assert factures() == {}


def test_two_agents_who_decide_at_once_both_hear_what_was_decided_first():
    confirme, abandonne = analysed(ligne(numero="1")), analysed(ligne(numero="2"))
    with before_the_commit(0, lambda: services.imports.confirm(VILLE, confirme.id)):
        assert services.imports.confirm(VILLE, confirme.id).etat is Etat.APPLICATION
    with (
        before_the_commit(0, lambda: services.imports.abandon(VILLE, abandonne.id)),
        pytest.raises(TransitionRefusee),
    ):
        services.imports.confirm(VILLE, abandonne.id)


@pytest.mark.parametrize("rang", range(1, 4))
def test_a_facture_issued_just_before_a_step_is_left_alone_and_the_step_made_again(rang):
    travail = analysed(*several(4))
    services.imports.confirm(VILLE, travail.id)
    emission = storage.travaux.factures(travail, 0)[0 if rang == 1 else 3].emission
    with before_the_commit(rang, lambda: storage.commit(*storage.factures.creation(emission, clock.now()))):
        services.imports.work(travail.id, plenty)
    fini = storage.travaux.find(travail.id)
    assert fini.etat is Etat.TERMINE
    assert fini.resume.creees + fini.resume.identiques == 4
    assert len(factures()) == 4


def test_an_import_whose_reading_is_lost_does_not_keep_the_others_from_being_worked_on():
    perdu, autre = analysed(*several(2)), analysed(*several(2, 50))
    for travail in (perdu, autre):
        services.imports.confirm(VILLE, travail.id)
    cle = f"imports/ville/{perdu.id}/factures-0.json"
    client("s3").delete_object(Bucket=settings().bucket_pieces, Key=cle)
    assert services.imports.sweep(plenty) == 1
    assert storage.travaux.find(perdu.id).etat is Etat.APPLICATION
    assert storage.travaux.find(autre.id).etat is Etat.TERMINE


def test_what_no_import_is_named_is_not_looked_up():
    for id_ in ("inconnu", "x" * 3000):
        with pytest.raises(Introuvable):
            services.imports.read(VILLE, id_)


def test_an_import_given_up_is_not_applied():
    travail = analysed(ligne())
    services.imports.abandon(VILLE, travail.id)
    services.imports.abandon(VILLE, travail.id)
    with pytest.raises(TransitionRefusee):
        services.imports.confirm(VILLE, travail.id)
    assert not services.imports.work(travail.id, plenty)


def test_an_import_confirmed_twice_is_applied_once_and_is_not_given_up():
    travail = imported(*several(2))
    assert services.imports.confirm(VILLE, travail.id) == travail
    with pytest.raises(TransitionRefusee):
        services.imports.abandon(VILLE, travail.id)


def test_an_import_read_long_ago_is_to_be_deposited_again():
    travail = analysed(ligne())
    clock.offset += VALIDITE + LENDEMAIN
    with pytest.raises(TransitionRefusee):
        services.imports.confirm(VILLE, travail.id)


def test_a_file_that_never_came_or_is_too_heavy_is_refused():
    depot = Depot("ville", storage.travaux.key("ville", "x" * 32), "rien.csv", FORMAT)
    travail = services.imports.create(VILLE, depot, Sceau(secrets.token_hex(32), "corps"))
    services.imports.work(travail.id, plenty)
    assert storage.travaux.find(travail.id).etat is Etat.REFUSE
    for taille in (0, OCTETS_MAXIMUM + 1):
        with pytest.raises(SaisieInvalide):
            services.imports.prepare(VILLE, "ville", "lourd.csv", taille)


@pytest.mark.parametrize("cle", ["imports/ccas/" + "x" * 32 + ".csv", "exports/c1/1.zip", "imports/ville/../x.csv"])
def test_nothing_but_a_deposit_of_the_regie_is_read(cle):
    with pytest.raises(Introuvable):
        services.imports.create(VILLE, Depot("ville", cle, "x.csv", FORMAT), Sceau(secrets.token_hex(32), "corps"))


def test_the_agents_of_another_regie_see_nothing_of_it():
    travail = analysed(ligne())
    for forbidden in (
        lambda: services.imports.read(CCAS, travail.id),
        lambda: services.imports.confirm(CCAS, travail.id),
        lambda: services.imports.abandon(CCAS, travail.id),
        lambda: services.imports.list_all(CCAS, "ville", None),
        lambda: services.imports.prepare(CCAS, "ville", "x.csv", 10),
    ):
        with pytest.raises(Introuvable):
            forbidden()


def test_the_imports_of_a_regie_are_listed_page_by_page_newest_first():
    faits = []
    for _ in range(22):
        clock.offset += timedelta(seconds=1)
        faits.insert(0, deposit(fichier(ligne())).id)
    page = services.imports.list_all(VILLE, "ville", None)
    suite = services.imports.list_all(VILLE, "ville", page.suite)
    assert [travail.id for travail in (*page.elements, *suite.elements)] == faits
    assert suite.suite is None


def test_a_step_fits_in_one_transaction():
    assert 2 * LOT + 1 <= storage.transaction.MAXIMUM
