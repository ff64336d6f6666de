"""What is due is read page by page; what is erased is gone, from the indexes too."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chalicelib import storage
from chalicelib.domain.changement_de_courriel import ask
from chalicelib.domain.compte import Decision, Etat
from chalicelib.domain.demande import Controle, EtatDeFichier, Fichier, Passage, Piece
from chalicelib.domain.suivi import files_of
from chalicelib.domain.transitions import Acteur, Evenement
from chalicelib.domain.transitions import Etat as EtatDeDemande
from chalicelib.storage import EcritureRefusee
from chalicelib.storage import conservation as pages
from chalicelib.storage.tables import DemandeItem
from chalicelib.storage.tables_comptes import CompteItem
from tests.exemples import LE, after, compte, demande

JAMAIS = LE.date() + timedelta(days=90)


def due(today):
    return list(storage.conservation.due_comptes(today))


def changed(avant, **changes):
    apres = replace(avant, version=avant.version + 1, **changes)
    storage.commit(storage.comptes.change(apres))
    return apres


@pytest.fixture
def garde(aws):
    storage.commit(storage.comptes.creation(compte()))
    return compte()


def test_comptes_are_due_from_their_day_on_every_page_of_them(aws, monkeypatch):
    monkeypatch.setattr(pages, "PAGE", 2)
    for rang in range(5):
        un_jour = timedelta(days=rang)
        storage.commit(storage.comptes.creation(compte(id=f"c{rang}", cree_le=LE - un_jour)))
    assert due(JAMAIS) == ["c4", "c3", "c2", "c1", "c0"]
    assert due(JAMAIS - timedelta(days=4)) == ["c4"]
    assert due(JAMAIS - timedelta(days=5)) == []


def test_a_refusal_and_a_courriel_to_confirm_bring_their_own_dates(garde):
    refused = changed(garde, etat=Etat.REFUSE, decision=Decision("refuse", LE, "Lucie Martin"))
    assert due(LE.date() + timedelta(days=364)) == []
    assert due(LE.date() + timedelta(days=365)) == ["c1"]
    changed(refused, changement_courriel=ask(refused, "autre@exemple.fr", "x1", LE).changement_courriel)
    assert due(LE.date() + timedelta(days=3)) == ["c1"]


def test_a_change_like_any_other_keeps_the_date(garde):
    changed(garde, communication="telephone")
    assert due(JAMAIS) == ["c1"]


def test_a_next_look_is_written_only_on_the_compte_that_was_read(garde):
    suivi = storage.conservation.follow("c1")
    assert (suivi.compte, suivi.averti_le) == (garde, None)
    storage.commit(storage.conservation.postpone(suivi, date(2027, 1, 1), date(2026, 12, 1)))
    assert storage.conservation.follow("c1").averti_le == date(2026, 12, 1)
    with pytest.raises(EcritureRefusee):
        storage.commit(storage.conservation.postpone(suivi, date(2028, 1, 1)))
    suivi = storage.conservation.follow("c1")
    changed(garde, communication="telephone")
    with pytest.raises(EcritureRefusee):
        storage.commit(storage.conservation.postpone(suivi, date(2028, 1, 1)))
    assert due(date(2027, 1, 1)) == ["c1"]


def test_the_first_login_is_kept_the_others_change_nothing(garde):
    storage.comptes.touch("c1", LE)
    storage.comptes.touch("c1", LE + timedelta(days=1))
    storage.comptes.touch("inconnu", LE)
    assert storage.comptes.get("c1") == replace(garde, verifie_le=LE)
    assert CompteItem.count() == 1
    later = changed(storage.comptes.get("c1"), verifie_le=LE + timedelta(days=9))
    assert storage.comptes.get("c1") == later


def test_nothing_personal_is_left_of_a_closed_compte_and_no_index_shows_it(garde):
    storage.commit(storage.comptes.closing(garde, LE + timedelta(days=1)))
    (tombe,) = (item.attribute_values for item in CompteItem.scan())
    contenu = '{"id":"c1","cree_le":"2026-03-27T08:00:00Z","ferme_le":"2026-03-28T08:00:00Z"}'
    assert tombe == {"compte": "c1", "element": "COMPTE", "etat": "ferme", "version": 2, "contenu": contenu}
    assert (storage.comptes.find("c1"), storage.conservation.follow("c1"), due(JAMAIS)) == (None, None, [])
    storage.comptes.touch("c1", LE)
    assert CompteItem.get("c1", "COMPTE").verifie_le is None


def test_a_closed_compte_is_neither_changed_nor_closed_nor_created_again(garde):
    storage.commit(storage.comptes.closing(garde, LE))
    again = (
        storage.comptes.closing(garde, LE),
        storage.comptes.change(replace(garde, version=2)),
        storage.comptes.creation(garde),
    )
    for write in again:
        with pytest.raises(EcritureRefusee):
            storage.commit(write)


def settled():
    """At rest, with its history."""
    storage.commit(storage.demandes.creation(demande()))
    apres = demande()
    for evenement in (Evenement.DECLARER_COMPLET, Evenement.VALIDER):
        apres = after(apres, evenement)
        storage.commit(*storage.demandes.change(apres))
    return apres


def test_a_demande_is_due_once_it_is_settled(aws):
    storage.commit(storage.demandes.creation(demande(numero="D26-2222-2222")))
    apres = settled()
    assert list(storage.conservation.due_demandes(LE.date() + timedelta(days=182))) == []
    assert list(storage.conservation.due_demandes(LE.date() + timedelta(days=183))) == [apres.numero]


def test_a_demande_without_its_files_keeps_all_the_rest(aws):
    apres = settled()
    storage.commit(*storage.conservation.without_files(apres, date(2028, 1, 1)))
    reste = storage.demandes.get(apres.numero)
    assert [piece.fichiers for piece in reste.pieces] == [(), ()]
    assert replace(reste, pieces=apres.pieces) == apres
    assert list(storage.conservation.due_demandes(date(2027, 12, 31))) == []


def with_a_file_of_an_event():
    """Checked, and joined after the demande was sent."""
    avant = settled()
    fichier = Fichier("demandes/b", "suite.pdf", "application/pdf", 12)
    pieces = (Piece("rib", "RIB", (fichier,)),)
    passage = Passage(Evenement.COMPLETER, EtatDeDemande.VALIDE, LE, Acteur.USAGER, pieces=pieces)
    apres = replace(avant, historique=(*avant.historique, passage))
    sain = Controle(EtatDeFichier.SAIN, cle="demandes/b")
    storage.commit(*storage.demandes.change(apres), storage.fichiers.result(apres.numero, fichier.id, sain))
    return storage.demandes.get(apres.numero)


def test_files_that_came_later_go_with_the_others_and_what_their_check_said(aws):
    apres = with_a_file_of_an_event()
    assert len(list(files_of(apres))) == 2
    storage.commit(*storage.conservation.without_files(apres, date(2028, 1, 1)))
    reste = storage.demandes.get(apres.numero)
    assert (list(files_of(reste)), reste.controles, reste.version) == ([], {}, apres.version)
    assert reste.historique[-1].pieces == (Piece("rib", "RIB"),)


def test_an_erased_demande_leaves_nothing_of_what_was_joined_to_it(aws):
    storage.commit(*storage.conservation.erasure(with_a_file_of_an_event()))
    assert DemandeItem.count() == 0


def test_an_erased_demande_leaves_nothing(aws):
    apres = settled()
    storage.commit(*storage.conservation.erasure(apres))
    assert DemandeItem.count() == 0
    assert storage.demandes.of_compte("c1", None).elements == ()
