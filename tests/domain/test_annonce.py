"""Which mail tells which events: each once, in whatever order the mails leave."""

import itertools

import pytest

from chalicelib.domain.annonce import RECEPISSE, is_told
from chalicelib.domain.demande import Passage
from chalicelib.domain.transitions import Acteur, Etat, Evenement
from tests.exemples import LE, after, demande

SUITE = (Evenement.DEMANDER_COMPLEMENT, Evenement.DECLARER_COMPLET, Evenement.VALIDER)


@pytest.mark.parametrize("ordre", list(itertools.permutations((2, 3, 4))))
def test_whichever_mail_leaves_first_tells_everything_and_the_others_nothing(ordre):
    finie = after(demande(), *SUITE)
    annonce, told = RECEPISSE, []
    for version in ordre:
        suivante = annonce.follow(f"m{version}", version, finie.version)
        told.append(suivante.told(finie) if suivante else ())
        annonce = suivante or annonce
    assert told == [finie.historique[1:], (), ()]


def test_the_same_mail_tried_again_tells_the_same_even_if_more_happened():
    deux = after(demande(), *SUITE[:1])
    first = RECEPISSE.follow("m2", 2, deux.version)
    trois = after(deux, *SUITE[1:])
    assert first.follow("m2", 2, trois.version).told(trois) == deux.historique[1:]
    assert first.follow("m3", 3, trois.version).told(trois) == trois.historique[2:]


def test_a_mail_that_failed_keeps_what_it_tells_whatever_the_next_ones_told():
    deux = after(demande(), *SUITE[:1])
    finie = after(deux, *SUITE[1:])
    suivante = RECEPISSE.follow("m2", 2, deux.version).follow("m3", 3, 3).follow("m4", 4, finie.version)
    told = [suivante.follow(f"m{version}", version, finie.version).told(finie) for version in (2, 3, 4)]
    assert told == [(passage,) for passage in finie.historique[1:]]


@pytest.mark.parametrize(
    ("evenement", "acteur", "told"),
    [
        ("message", Acteur.USAGER, False),
        ("message", Acteur.AGENT, True),
        ("completer", Acteur.USAGER, True),
        ("annuler", Acteur.USAGER, True),
        ("refuser", Acteur.AGENT, True),
        ("soumettre", Acteur.USAGER, False),
    ],
)
def test_nobody_is_written_to_about_their_own_messages(evenement, acteur, told):
    assert is_told(Passage(evenement, Etat.EN_COURS, LE, acteur)) is told
