"""Another courriel is taken once both mailboxes said so, and only with the links that were mailed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain import changement_de_courriel as courriel
from chalicelib.domain.compte import Etat
from chalicelib.domain.errors import Introuvable
from tests.exemples import LE, compte

SECRET = b"s" * 32
ASKED = courriel.ask(compte(etat=Etat.VALIDE), "autre@exemple.fr", "x1", LE)


def check(jeton, of=ASKED, now=LE):
    id_, cote = courriel.read(jeton)
    assert id_ == of.id
    courriel.check(SECRET, jeton, of, cote, now)


def jeton(cote="ancienne", changement="x1", compte="c1", secret=SECRET):
    return courriel.jeton(secret, compte, changement, cote)


def refused(*arguments, **options):
    with pytest.raises(Introuvable):
        check(*arguments, **options)
    return True


@pytest.mark.parametrize("first", courriel.COTES)
def test_the_courriel_changes_with_the_second_confirmation_whichever_comes_first(first):
    second = next(cote for cote in courriel.COTES if cote != first)
    half = courriel.confirm(ASKED, first, LE)
    assert (half.coordonnees, courriel.reste(half), half.version) == (ASKED.coordonnees, second, 2)
    later = LE + timedelta(hours=1)
    done = courriel.confirm(half, second, later)
    assert (done.coordonnees.courriel, courriel.reste(done), done.version) == ("autre@exemple.fr", None, 3)
    assert done.verifie_le == later
    assert done.coordonnees.telephone == ASKED.coordonnees.telephone


def test_confirming_again_changes_nothing_even_once_it_is_done():
    half = courriel.confirm(ASKED, "ancienne", LE)
    assert courriel.confirm(half, "ancienne", LE) is half
    done = courriel.confirm(half, "nouvelle", LE)
    assert courriel.confirm(done, "nouvelle", LE) is done
    check(jeton("nouvelle"), done)


def test_asking_for_the_same_courriel_again_keeps_the_links_already_sent():
    assert courriel.ask(ASKED, "autre@exemple.fr", "x2", LE) is ASKED
    assert courriel.ask(ASKED, "amelie@exemple.fr", "x2", LE) is ASKED
    other = courriel.ask(ASKED, "encore@exemple.fr", "x2", LE)
    assert (other.changement_courriel.id, other.changement_courriel.ancien_confirme) == ("x2", False)
    assert courriel.ask(ASKED, "autre@exemple.fr", "x2", LE + timedelta(hours=48)).changement_courriel.id == "x2"


@pytest.mark.parametrize("cote", courriel.COTES)
def test_a_link_opens_its_own_side_for_48_hours(cote):
    check(jeton(cote))
    check(jeton(cote), now=LE + timedelta(hours=48, seconds=-1))
    assert refused(jeton(cote), now=LE + timedelta(hours=48))


def test_a_link_is_worth_nothing_elsewhere():
    assert jeton("ancienne") != jeton("nouvelle")
    assert refused(jeton("ancienne").replace("ancienne", "nouvelle"))
    assert refused(jeton(secret=b"t" * 32))
    assert refused(jeton(changement="x2"))
    assert refused(jeton(), of=courriel.cancel(ASKED, LE))
    assert refused(jeton(changement=""), of=courriel.cancel(ASKED, LE))
    assert refused(jeton(), of=replace(ASKED, etat=Etat.REFUSE))
    assert refused(jeton()[:-1])


@given(st.text() | st.text("c1.anciennouvelle", max_size=30))
def test_anything_else_is_not_found(texte):
    with pytest.raises(Introuvable):
        check(texte, of=replace(ASKED, id=texte.partition(".")[0]))


def test_giving_it_up_and_refusing_it():
    for given_up in (courriel.cancel(ASKED, LE), courriel.refuse(ASKED), courriel.forget(ASKED)):
        assert (given_up.changement_courriel, given_up.version) == (None, 2)
        assert given_up.coordonnees == ASKED.coordonnees
    assert courriel.cancel(compte(), LE) == compte()


def test_what_is_done_cannot_be_refused_any_more():
    done = courriel.confirm(courriel.confirm(ASKED, "ancienne", LE), "nouvelle", LE)
    with pytest.raises(Introuvable):
        courriel.refuse(done)
    assert courriel.cancel(done, LE) is done


@pytest.mark.parametrize(
    "autre", ["", "x.ancienne.y", f"{'a' * 5000}.ancienne.{'y' * 43}", f"é.nouvelle.{'y' * 43}", jeton() + "\n"]
)
def test_what_no_mail_carries_is_refused_before_the_store_is_asked(autre):
    """It takes no key of more than 2,048 bytes."""
    with pytest.raises(Introuvable):
        courriel.read(autre)
