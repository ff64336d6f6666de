"""The story of a payment in plain words, whatever PayFiP said."""

from datetime import UTC, datetime

import pytest

from chalicelib.domain.paiement import Episode, Source
from chalicelib.domain.payfip import Resultat
from chalicelib.domain.recit_de_paiement import CONSTATS, tell

LE = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("source", "constat", "texte"),
    [
        (Source.USAGER, "initie", "Paiement commencé\u00a0: l’usager est envoyé sur la page de PayFiP"),
        (Source.NOTIFICATION, "P", "Payé par carte bancaire, selon PayFiP (annoncé par PayFiP)"),
        (Source.TACHE, "P5", "PayFiP n’a pas encore de résultat (vérification automatique)"),
        (Source.AGENT, "guichet cheque n° 42 CCP", "Encaissé au guichet\u00a0: Chèque n° 42 CCP"),
        (Source.AGENT, "guichet especes", "Encaissé au guichet\u00a0: Espèces"),
        (
            Source.USAGER,
            "P non concordant (montant, numcli)",
            "PayFiP parle d’un autre paiement (montant, numcli)\u00a0: rien n’a été enregistré (demandé par l’usager)",
        ),
        (Source.TACHE, "sans réponse (HTTP 502)", "PayFiP n’a pas répondu (HTTP 502) (vérification automatique)"),
        (Source.TACHE, "X9", "Réponse de PayFiP\u00a0: X9 (vérification automatique)"),
    ],
)
def test_each_episode_is_told_in_words(source, constat, texte):
    assert tell(Episode(LE, source, constat)) == texte


def test_every_result_of_payfip_has_its_words():
    assert set(CONSTATS) >= set(Resultat)
