"""The daily task: what the table promises is done, once, and what fails keeps nobody waiting."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from chalicelib import clock, services, storage
from chalicelib.domain import conservation
from chalicelib.domain.changement_de_courriel import ask
from chalicelib.domain.compte import Decision, Etat
from chalicelib.domain.demande import Fichier, Piece
from chalicelib.domain.transitions import Evenement
from chalicelib.storage import pieces as bucket
from chalicelib.storage.tables import DemandeItem
from chalicelib.storage.tables_acces import IdentifiantItem
from tests.aws import client
from tests.exemples import after, demande
from tests.foyer import mailbox, resting
from tests.pannes import answer, injected
from tests.portail import outbox

JOUR = timedelta(days=1)
ID = "amélie.lire"


def run(remaining=lambda: 900.0):
    return services.conservation.apply(remaining)


def wait(days):
    clock.offset += days * JOUR


def log_in():
    IdentifiantItem(ID).update([IdentifiantItem.connecte_le.set(clock.now().isoformat())])
    storage.comptes.touch("c1", clock.now())


def settled(numero="D26-7KQF-3MXP", pieces=()):
    """A demande just refused."""
    now = clock.now()
    posee = demande(numero=numero, pieces=pieces, depose_le=now)
    storage.commit(storage.demandes.creation(posee))
    refusee = after(posee, Evenement.REFUSER, motif="Non")
    refusee = replace(refusee, historique=(*refusee.historique[:-1], replace(refusee.historique[-1], le=now)))
    storage.commit(*storage.demandes.change(refusee))
    return refusee


def files():
    return [found["Key"] for found in client("s3").list_objects_v2(Bucket="pieces").get("Contents", [])]


def test_a_compte_never_used_is_closed_on_its_ninetieth_day(aws):
    resting(etat=Etat.EN_ATTENTE)
    wait(89)
    assert (run(), storage.comptes.find("c1") is None) == (0, False)
    wait(1)
    assert (run(), storage.comptes.find("c1")) == (1, None)
    assert "90 jours" in mailbox()[0][2]
    assert run() == 0


def test_an_unused_compte_is_warned_then_closed_and_a_used_one_only_looked_at(aws):
    resting()
    log_in()
    wait(90)
    assert run() == 0
    assert list(storage.conservation.due_comptes(clock.now().date() + 900 * JOUR)) == []
    wait(975)
    assert run() == 1
    ((_, subject, body),) = mailbox()
    assert body.count(subject.removeprefix("Votre compte sera fermé le ")) == 1
    assert subject.startswith("Votre compte sera fermé le ")
    assert run() == 0
    wait(29)
    assert run() == 0
    wait(1)
    assert (run(), storage.comptes.find("c1")) == (1, None)
    assert "trois ans" in mailbox()[1][2]


def test_logging_in_after_the_warning_keeps_the_compte(aws):
    resting()
    log_in()
    wait(1065)
    run()
    log_in()
    wait(30)
    assert (run(), storage.comptes.get("c1").etat) == (0, Etat.VALIDE)
    wait(1035)
    assert run() == 1
    assert [subject[:23] for _, subject, _ in mailbox()] == ["Votre compte sera fermé"] * 2


def test_a_refused_compte_is_closed_after_a_year_even_if_it_is_read(aws):
    garde = resting()
    decision = Decision("refuse", clock.now(), "Lucie Martin", "Doublon")
    storage.commit(storage.comptes.change(replace(garde, etat=Etat.REFUSE, decision=decision, version=2)))
    wait(364)
    log_in()
    assert run() == 0
    wait(1)
    assert (run(), storage.comptes.find("c1")) == (1, None)
    assert "refusé votre compte" in mailbox()[0][2]


def test_a_courriel_never_confirmed_is_erased_and_the_rest_stays(aws):
    garde = resting()
    storage.commit(storage.comptes.change(replace(ask(garde, "autre@exemple.fr", "x1", clock.now()), version=2)))
    log_in()
    wait(2)
    assert run() == 0
    wait(1)
    assert run() == 1
    apres = storage.comptes.get("c1")
    assert (apres.changement_courriel, apres.coordonnees, apres.version) == (None, garde.coordonnees, 3)
    assert run() == 0
    assert list(storage.conservation.due_comptes(clock.now().date())) == []


def test_a_settled_demande_loses_its_files_then_everything(aws):
    client("s3").put_object(Bucket="pieces", Key="demandes/a", Body=b"x")
    fichier = Fichier("demandes/a", "carte.png", "image/png", 1)
    refusee = settled(pieces=(Piece("identite", "Pièce d’identité", (fichier,)),))
    wait(182)
    assert (run(), files()) == (0, ["demandes/a"])
    wait(1)
    assert (run(), files()) == (1, [])
    assert storage.demandes.get(refusee.numero).historique == refusee.historique
    assert run() == 0
    wait(547)
    assert (run(), DemandeItem.count()) == (1, 0)


def test_a_demande_in_hand_is_never_touched(aws):
    storage.commit(storage.demandes.creation(demande()))
    wait(4000)
    assert (run(), storage.demandes.get(demande().numero)) == (0, demande())


def test_the_index_decides_nothing(aws):
    """Dates in the past on what is in use: each is read again and looked at later."""
    resting()
    log_in()
    storage.commit(storage.conservation.postpone(storage.conservation.follow("c1"), clock.now().date() - JOUR))
    refusee = settled()
    storage.commit(storage.conservation.postpone_demande(refusee, clock.now().date() - JOUR))
    assert run() == 0
    assert (storage.comptes.get("c1").version, storage.demandes.get(refusee.numero)) == (1, refusee)
    today = clock.now().date()
    assert [*storage.conservation.due_comptes(today), *storage.conservation.due_demandes(today)] == []


def test_short_of_time_it_stops_and_the_next_run_does_the_rest(aws):
    for rang in range(6):
        settled(f"D26-0000-000{rang}")
    wait(730)
    left = iter([900.0, 900.0, 9.0])
    assert run(lambda: next(left)) == 2
    assert run() == 4
    assert DemandeItem.count() == 0


def test_one_that_cannot_be_erased_keeps_nobody_waiting(aws):
    client("s3").put_object(Bucket="pieces", Key="demandes/a", Body=b"x")
    with_file = (Piece("identite", "Identité", (Fichier("demandes/a", "a.png", "image/png", 1),)),)
    settled("D26-0000-0001", with_file)
    settled("D26-0000-0002")
    wait(730)
    with injected(bucket._s3(), forever=answer(503)):  # noqa: SLF001 (where AWS is called)
        assert run() == 1
    assert {item.numero for item in DemandeItem.scan()} == {"D26-0000-0001"}
    assert (run(), DemandeItem.count(), files()) == (1, 0, [])


def test_a_store_that_is_down_is_not_asked_for_everything(aws):
    with_file = (Piece("identite", "Identité", (Fichier("demandes/a", "a.png", "image/png", 1),)),)
    for rang in range(8):
        settled(f"D26-0000-000{rang}", with_file)
    wait(730)
    with injected(bucket._s3(), forever=answer(503)) as calls:  # noqa: SLF001
        assert run() == 0
    assert len(calls) <= services.conservation.PANNES_MAXIMUM * 3


def test_a_long_history_is_erased_in_several_transactions(aws, monkeypatch):
    monkeypatch.setattr(services.conservation, "MAXIMUM", 1)
    settled()
    wait(730)
    assert (run(), DemandeItem.count()) == (1, 0)


def test_what_it_did_is_counted_and_nobody_is_named(aws, capsys):
    resting(etat=Etat.EN_ATTENTE)
    settled()
    wait(730)
    capsys.readouterr()
    run()
    told = capsys.readouterr().out
    assert '"suite":"fermer"' in told
    assert '"suite":"effacer"' in told
    for personal in ("Amélie", "amélie", "amelie", "Lire", "D26-"):
        assert personal not in told


def test_somebody_who_comes_back_while_the_task_runs_keeps_their_compte(aws, monkeypatch):
    resting()
    real = storage.commit

    def meanwhile(*operations):
        log_in()
        apres = replace(storage.comptes.get("c1"), version=2, communication="telephone")
        real(storage.comptes.change(apres))
        real(*operations)

    wait(90)
    monkeypatch.setattr(storage, "commit", meanwhile)
    assert run() == 0
    monkeypatch.undo()
    assert (run(), storage.comptes.get("c1").communication, outbox()) == (0, "telephone", [])


@pytest.mark.parametrize("ligne", conservation.CONSERVATIONS, ids=lambda ligne: ligne.code)
def test_every_line_of_the_table_says_a_time_that_its_period_is(ligne):
    units = {"an": 365, "ans": 365, "mois": 30.5, "jours": 1, "heures": 1 / 24, "minutes": 1 / 1440}
    words = ligne.duree.replace("\u00a0", " ").split()
    told = [int(n) * units[unit.strip(",.")] for n, unit in pairwise(words) if n.isdigit()]
    if not told:
        assert ligne.periode == timedelta(0)
    else:
        assert abs(ligne.periode - timedelta(days=told[0])) < timedelta(hours=1) + ligne.periode / 150
