"""Following: who may, what came since, what is still to be posted (R5, R27)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.demande import Fichier, Passage, Piece
from chalicelib.domain.errors import CleReutilisee, SaisieInvalide
from chalicelib.domain.evenements import Echange
from chalicelib.domain.formulaire import PieceDemandee
from chalicelib.domain.idempotence import Sceau
from chalicelib.domain.pieces import Fourniture
from chalicelib.domain.suivi import (
    COMPLEMENT,
    Envoi,
    Lecteur,
    check_added,
    files_of,
    is_replay,
    pieces_of,
    ranks,
    to_post,
)
from chalicelib.domain.transitions import Acteur, Evenement
from tests.exemples import LE, demande

IDENTITE = PieceDemandee("identite", "Pièce d’identité", nombre_max=2)


def fichier(nom):
    return Fichier(f"q/{nom}", nom, "image/png", 12)


def happen(une, evenement, acteur=Acteur.USAGER, **changes):
    passage = Passage(evenement, une.etat, LE + timedelta(days=une.version), acteur, **changes)
    return une.apply(evenement, passage, une.version)


@pytest.mark.parametrize(
    ("lecteur", "avec", "sans"),
    [
        (Lecteur("c1"), True, False),
        (Lecteur("c2"), False, False),
        (Lecteur(), False, False),
        (Lecteur(None, "D26-7KQF-3MXP"), True, True),
        (Lecteur("c1", "D26-7KQF-3MXP"), True, True),
        (Lecteur(None, "D26-2222-2222"), False, False),
        (Lecteur("", ""), False, False),
    ],
)
def test_a_compte_opens_its_own_demandes_and_a_link_the_one_made_without(lecteur, avec, sans):
    assert lecteur.may_follow(demande(compte="c1")) is avec
    assert lecteur.may_follow(demande(compte=None)) is sans


def test_pieces_of_every_event_are_merged_by_nom_and_their_files_counted_in_order():
    une = demande(pieces=(Piece("identite", "Pièce d’identité", (fichier("a"), fichier("b"))),))
    une = happen(une, Echange.MESSAGE, pieces=(Piece("complement", "Autre document", (fichier("c"),)),))
    une = happen(une, Echange.MESSAGE, pieces=(Piece("identite", "Pièce d’identité", (fichier("d"),)),))
    assert [(p.nom, [f.nom for f in p.fichiers]) for p in pieces_of(une)] == [
        ("identite", ["a", "b", "d"]),
        ("complement", ["c"]),
    ]
    assert ranks(une) == {"q/a": 0, "q/b": 1, "q/d": 2, "q/c": 0}
    assert [f.nom for f in files_of(une)] == ["a", "b", "d", "c"]


def test_what_was_posted_is_awaited_until_it_comes_and_again_when_sent_again():
    une = demande(pieces=(Piece("avis", "Avis", par_courrier=True), Piece("bail", "Bail", (fichier("a"),))))
    assert [p.nom for p in to_post(une)] == ["avis"]
    recue = happen(une, Echange.RECEVOIR_PIECE, Acteur.AGENT, piece="avis")
    assert to_post(recue) == ()
    assert pieces_of(recue)[0].recue_le == LE + timedelta(days=1)
    encore = happen(recue, Echange.MESSAGE, pieces=(Piece("avis", "Avis", par_courrier=True),))
    assert [p.nom for p in to_post(encore)] == ["avis"]
    numerisee = happen(recue, Echange.MESSAGE, pieces=(Piece("avis", "Avis", (fichier("b"),)),))
    assert pieces_of(numerisee)[0].recue_le == LE + timedelta(days=1)


def test_nothing_is_to_be_posted_once_it_is_over():
    assert to_post(demande()) != ()
    assert to_post(happen(demande(), Evenement.ANNULER)) == ()


@pytest.mark.parametrize(
    ("evenement", "message", "fournies", "champs"),
    [
        (Evenement.COMPLETER, "", {}, ["message"]),
        (Evenement.COMPLETER, "", {"identite": Fourniture()}, ["message"]),
        (Evenement.COMPLETER, "Voici.", {}, []),
        (Evenement.COMPLETER, "", {"identite": Fourniture(par_courrier=True)}, []),
        (Echange.MESSAGE, "Voici.", {"complement": Fourniture(("a",))}, []),
        (Echange.MESSAGE, "Voici.", {"autre": Fourniture(("a",))}, ["pieces"]),
        (Evenement.ANNULER, "", {"identite": Fourniture(("a",))}, ["pieces"]),
        (Evenement.COMPLETER, "", {"identite": Fourniture(("a", "b", "c"))}, ["pieces.identite"]),
    ],
)
def test_pieces_come_with_words_or_instead_of_them(evenement, message, fournies, champs):
    envoi, possibles = Envoi(evenement, 1, message, fournies), (IDENTITE, COMPLEMENT)
    if not champs:
        prises = check_added(possibles, envoi, message)
        assert {piece.nom for piece in prises} == {nom for nom, f in fournies.items() if f != Fourniture()}
        return
    with pytest.raises(SaisieInvalide) as refus:
        check_added(possibles, envoi, message)
    assert [erreur.champ for erreur in refus.value.erreurs] == champs


def test_the_same_request_is_recognised_and_its_key_is_not_given_to_another():
    sceau = Sceau("cle-2", "corps")
    une = happen(demande(), Echange.MESSAGE, motif="Bonjour.", sceau=sceau)
    assert is_replay(une, sceau)
    assert not is_replay(une, Sceau("cle-3", "corps"))
    with pytest.raises(CleReutilisee):
        is_replay(une, replace(sceau, corps="autre"))
