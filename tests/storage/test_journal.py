from datetime import timedelta

from chalicelib import storage
from chalicelib.domain.conservation import JOURNAL
from chalicelib.domain.journal import Ligne
from tests.exemples import LE, journal_of


def line(rang=0, **changes):
    champs = {"sujet": "demande:D26", "action": "consultation", "auteur": "karim", "le": LE + timedelta(seconds=rang)}
    return Ligne(**champs | changes)


def test_a_line_comes_back_as_it_was_whether_alone_or_in_a_transaction(aws):
    storage.journal.record(line(precision="écran"))
    storage.commit(storage.journal.line(line(1, action="valider")))
    assert journal_of("demande:D26") == [line(1, action="valider"), line(precision="écran")]


def test_lines_of_the_same_second_do_not_replace_each_other(aws):
    for _ in range(10):
        storage.journal.record(line())
        storage.commit(storage.journal.line(line()))
    assert len(journal_of("demande:D26")) == 20


def test_a_file_shows_its_own_lines_only_the_latest_first(aws):
    for rang in range(12):
        storage.journal.record(line(rang))
    storage.journal.record(line(sujet="demande:D27"))
    assert journal_of("demande:D26") == [line(rang) for rang in range(11, -1, -1)]
    assert journal_of("demande:D28") == []


def test_a_line_is_gone_after_its_year_even_if_the_store_still_has_it(aws):
    storage.journal.record(line())
    fin = line().le + JOURNAL
    assert storage.journal.read("demande:D26", fin - timedelta(seconds=1)) == [line()]
    assert storage.journal.read("demande:D26", fin) == []
