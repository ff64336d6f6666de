"""Windows of time of the limits per address."""

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.domain import limites
from chalicelib.domain.limites import HEURE, REPONSES, Limite

DEBUT = datetime(2026, 3, 27, 8, tzinfo=UTC)
TOUTES = [limite for limite in vars(limites).values() if isinstance(limite, Limite)]


@pytest.mark.parametrize("duree", [timedelta(minutes=10), HEURE, timedelta(days=1)])
def test_windows_follow_each_other_without_a_hole(duree):
    limite = Limite("essai", 1, duree)
    rang, fin = limite.window(DEBUT)
    assert DEBUT < fin <= DEBUT + duree
    assert limite.window(fin - timedelta(seconds=1)) == (rang, fin)
    assert limite.window(fin) == (rang + 1, fin + duree)


def test_each_limit_counts_apart():
    assert len({limite.nom for limite in TOUTES}) == len(TOUTES) > 5


def test_ten_answers_an_hour_from_one_address_wherever_it_is():
    """What the secret question is worth depends on it (R21)."""
    assert (REPONSES.maximum, REPONSES.fenetre, REPONSES.stricte) == (10, HEURE, True)


@pytest.mark.parametrize(
    ("source", "attendu"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("2001:DB8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", "inconnue"),
        ("test-invoke-source-ip", "test-invoke-source-ip"),
    ],
)
def test_a_home_is_one_visitor_whichever_of_its_addresses_it_uses(source, attendu):
    assert limites.visitor(source) == attendu
