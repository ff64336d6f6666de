"""Demandes at rest: whole, changed once by version, listed page by page."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib import storage
from chalicelib.domain import recherche
from chalicelib.domain.demande import Controle, EtatDeFichier
from chalicelib.domain.errors import Introuvable, RequeteIllisible
from chalicelib.domain.page import TAILLE
from chalicelib.domain.transitions import Etat, Evenement
from chalicelib.storage import EcritureRefusee, cursors
from chalicelib.storage.tables import DemandeItem
from tests.exemples import LE, after, demande
from tests.pannes import injected


def save(*demandes):
    for une in demandes:
        storage.commit(storage.demandes.creation(replace(une, historique=une.historique[:1])))
        for rang in range(2, une.version + 1):
            storage.commit(*storage.demandes.change(replace(une, historique=une.historique[:rang])))


def many(nombre, **changes):
    """One an hour, in no order of numéro."""
    champs = {"compte": "c1"} | changes
    return [
        demande(numero=f"D26-{(rang * 7919) % 9973:04d}", depose_le=LE + timedelta(hours=rang), **champs)
        for rang in range(nombre)
    ]


def numeros(read):
    """Of every page, in order, and the number of pages."""
    page, trouves, pages = read(None), [], 1
    trouves += page.elements
    while page.suite:
        page = read(page.suite)
        assert len(page.elements) <= TAILLE
        trouves += page.elements
        pages += 1
    return [resume.numero for resume in trouves], pages


def test_a_demande_comes_back_with_its_answers_pieces_and_history(aws):
    vecue = after(demande(), Evenement.DECLARER_COMPLET, Evenement.DEMANDER_COMPLEMENT, motif="Il manque une page.")
    save(vecue)
    assert storage.demandes.find(vecue.numero) == vecue
    assert storage.demandes.get(vecue.numero) == vecue


def test_a_demande_without_compte_comes_back_too(aws):
    save(demande(compte=None))
    assert storage.demandes.get("D26-7KQF-3MXP") == demande(compte=None)


def test_a_demande_that_is_not_there_is_none_or_introuvable(aws):
    assert storage.demandes.find("D26-7KQF-3MXP") is None
    with pytest.raises(Introuvable):
        storage.demandes.get("D26-7KQF-3MXP")


def test_a_demande_is_read_in_one_call_however_long_its_history(aws):
    aller_retour = (Evenement.DEMANDER_COMPLEMENT, Evenement.COMPLETER) * 8
    save(after(demande(), *aller_retour))
    with injected(storage.connexion.connexion.client) as calls:
        assert storage.demandes.get("D26-7KQF-3MXP").version == 17
    assert calls == ["Query"]


def test_a_taken_numero_is_refused_by_name_and_the_first_demande_stays(aws):
    save(demande())
    with pytest.raises(EcritureRefusee) as refus:
        storage.commit(storage.demandes.creation(demande(compte="c2")))
    assert refus.value.noms == {"demande"}
    assert storage.demandes.get("D26-7KQF-3MXP").compte == "c1"


def test_of_two_decisions_on_the_same_screen_the_second_is_refused_by_name(aws):
    save(demande())
    complete, refusee = after(demande(), Evenement.DECLARER_COMPLET), after(demande(), Evenement.REFUSER)
    storage.commit(*storage.demandes.change(complete))
    with pytest.raises(EcritureRefusee) as refus:
        storage.commit(*storage.demandes.change(refusee))
    assert "demande" in refus.value.noms
    assert storage.demandes.get("D26-7KQF-3MXP") == complete


def test_a_change_moves_the_demande_from_one_queue_to_the_other(aws):
    save(after(demande(), Evenement.DECLARER_COMPLET))
    assert numeros(lambda suite: storage.demandes.of_queues(["ccas#en_cours"], suite)) == ([], 1)
    page = storage.demandes.of_queues(["ccas#complet"], None)
    assert [(r.numero, r.etat) for r in page.elements] == [("D26-7KQF-3MXP", Etat.COMPLET)]


def test_a_line_says_what_the_screens_show(aws):
    save(demande())
    (ligne,) = storage.demandes.of_compte("c1", None).elements
    assert (ligne.numero, ligne.demarche, ligne.titre) == (
        "D26-7KQF-3MXP", "portage-repas", "Portage de repas à domicile",
    )  # fmt: skip
    assert (ligne.service, ligne.etat, ligne.depose_le) == ("ccas", Etat.EN_COURS, LE)
    assert (ligne.concerne, ligne.demandeur) == ("Hugo Petit", "Amélie Lire")
    assert ligne.echeance_le == demande().echeance_le


def test_a_citizen_reads_their_45_demandes_newest_first_without_loss_or_repeat(aws):
    siennes = many(45)
    save(*siennes, demande(numero="AUTRE", compte="c2"), demande(numero="SANS", compte=None))
    attendus = [une.numero for une in reversed(siennes)]
    assert numeros(lambda suite: storage.demandes.of_compte("c1", suite)) == (attendus, 3)


@pytest.mark.parametrize(("nombre", "pages"), [(0, 1), (1, 1), (TAILLE, 1), (TAILLE + 1, 2)])
def test_the_last_page_says_so(aws, nombre, pages):
    save(*many(nombre))
    trouves, lues = numeros(lambda suite: storage.demandes.of_compte("c1", suite))
    assert (len(trouves), lues) == (nombre, pages)


def test_what_is_searched_is_found_page_by_page_without_loss_or_repeat(aws, monkeypatch):
    monkeypatch.setattr(storage.demandes, "LUES", 7)
    toutes = [replace(une, concerne="Léo" if rang % 4 else "Hugo") for rang, une in enumerate(many(45))]
    save(*toutes)
    attendus = [une.numero for une in reversed(toutes) if une.concerne == "Hugo"]
    filtre = recherche.read("en_cours", "hugo")
    trouves, pages = numeros(lambda suite: storage.demandes.search("c1", filtre, suite))
    assert (trouves, pages) == (attendus, 7)
    monkeypatch.setattr(storage.demandes, "LUES", 200)
    assert numeros(lambda suite: storage.demandes.search("c1", filtre, suite)) == (attendus, 1)
    tout = recherche.read("en_cours", "leo")
    assert numeros(lambda suite: storage.demandes.search("c1", tout, suite))[1] == 2
    assert storage.demandes.search("c1", recherche.read("valide", ""), None).elements == ()


def test_the_check_of_each_file_is_read_with_the_demande_and_kept_apart_from_it(aws):
    controle = Controle(EtatDeFichier.REFUSE, "Document illisible.")
    save(demande(controles={"a": controle}))
    assert storage.demandes.get("D26-7KQF-3MXP").controles == {}
    storage.commit(storage.fichiers.result("D26-7KQF-3MXP", "a", controle))
    with injected(storage.connexion.connexion.client) as calls:
        lue = storage.demandes.get("D26-7KQF-3MXP")
    assert (calls, lue.controles) == (["Query"], {"a": controle})
    assert lue.controle_of(lue.pieces[0].fichiers[0]) == controle


@pytest.mark.parametrize(
    ("evenements", "close"),
    [((Evenement.REFUSER,), True), ((Evenement.ANNULER,), False), ((Evenement.DECLARER_COMPLET,), False)],
)
def test_a_demande_that_the_service_answered_is_listed_with_its_delay(aws, evenements, close):
    save(after(demande(), *evenements))
    item = DemandeItem.get("D26-7KQF-3MXP", storage.demandes.DEMANDE)
    assert (item.cloture, bool(item.clos_le)) == (("portage-repas", True) if close else (None, False))


def test_several_queues_are_read_as_one_oldest_first_without_loss_or_repeat(aws):
    toutes = many(45)
    for rang, une in enumerate(toutes):
        service, evenements = [("ccas", ()), ("ccas", (Evenement.DECLARER_COMPLET,)), ("scolaire", ())][rang % 5 % 3]
        save(after(replace(une, service=service), *evenements))
    save(replace(many(1)[0], numero="AILLEURS", service="etat-civil"))
    queues = ["ccas#en_cours", "ccas#complet", "scolaire#en_cours"]
    attendus = [une.numero for une in toutes]
    assert numeros(lambda suite: storage.demandes.of_queues(queues, suite)) == (attendus, 3)


def test_demandes_of_the_same_second_are_neither_lost_nor_repeated(aws):
    save(*(replace(une, depose_le=LE) for une in many(TAILLE + 5)))
    trouves, _ = numeros(lambda suite: storage.demandes.of_queues(["ccas#en_cours"], suite))
    assert len(trouves) == len(set(trouves)) == TAILLE + 5


def test_an_agent_of_no_service_reads_an_empty_page(aws):
    assert storage.demandes.of_queues([], None).elements == ()


@pytest.mark.parametrize("suite", ["é", "=", "A", "!!", "a b", "/w", "_w", "\x00", "A" * 5000])
def test_a_cursor_that_no_page_gave_is_unreadable(aws, suite):
    for read in (lambda: storage.demandes.of_compte("c1", suite), lambda: storage.demandes.of_queues(["a#b"], suite)):
        with pytest.raises(RequeteIllisible):
            read()


@pytest.mark.parametrize("rang", ["2026-03-27T08:00:00+00:00#D26-7KQF-3MXP", "é~ÿ>?", "a", "ab", "abc"])
def test_a_cursor_is_read_as_it_was_written_and_travels_in_an_address(rang):
    assert cursors.decode(cursors.encode(rang)) == rang
    assert cursors.encode(rang).replace("-", "").replace("_", "").isalnum()
