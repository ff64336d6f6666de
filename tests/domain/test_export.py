"""The archive of one's data: asked for, ready, over; not twice a day."""

from dataclasses import replace
from datetime import timedelta

from chalicelib.domain.export import Export
from tests.exemples import LE

ASKED = Export("e1", LE)
READY = replace(ASKED, prete_le=LE + timedelta(minutes=2), taille=12)


def test_an_archive_is_prepared_then_ready_for_seven_days():
    assert ASKED.etat(LE) == "en_preparation"
    assert ASKED.expire_le is None
    assert READY.etat(LE + timedelta(days=7)) == "prete"
    assert READY.etat(READY.expire_le) == "aucune"


def test_another_may_be_asked_for_a_day_later_even_if_the_first_never_came():
    for export in (ASKED, READY):
        assert not export.may_be_renewed(LE + timedelta(hours=23, minutes=59))
        assert export.may_be_renewed(LE + timedelta(hours=24))
