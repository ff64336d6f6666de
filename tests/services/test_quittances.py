"""The quittance: announced by a mail that greets whom it should, read by those whose money it was."""

from datetime import timedelta

import pytest

from chalicelib import clock, services, storage
from chalicelib.domain.compte import Etat
from chalicelib.domain.errors import Introuvable
from chalicelib.domain.paiement import Moyen
from tests.exemples import LE, compte
from tests.factures import QUITTANCE, emitted, paid
from tests.foyer import mailbox
from tests.portail import AGENTS


def rest(sujet, **changes):
    champs = {"id": sujet, "identifiant": sujet, "etat": Etat.VALIDE, "numero_famille": "1042"}
    garde = compte(**champs | {"cree_le": clock.now() - timedelta(days=30)} | changes)
    storage.commit(storage.comptes.creation(garde))
    return garde


def announced(fait, sujet, courriel="amelie@exemple.fr"):
    storage.commit(storage.outbox.deposit(services.quittances.notice(fait, sujet, courriel)))
    (mail,) = mailbox()
    return mail


def test_the_mail_says_what_was_paid_when_how_and_with_which_quittance(aws):
    rest("c1")
    to, subject, body = announced(paid(emitted(), paye_le=LE), "c1")
    assert (to, subject) == ("amelie@exemple.fr", f"Votre quittance {QUITTANCE}\u00a0: 51,90\u00a0€")
    mots = (
        "Bonjour Amélie Lire,", "Régie\u00a0: Ville", "27 mars 2026 à 9\u00a0h\u00a000", "carte bancaire",
        "- Facture 2026-10-0118\u00a0: 51,90\u00a0€", "/mes-comptes/",
    )  # fmt: skip
    assert [mot for mot in mots if mot not in body] == []


@pytest.mark.parametrize("sujet", [None, "", "c1"])
def test_who_has_no_compte_any_more_is_still_told(aws, sujet):
    to, _, body = announced(paid(emitted(), Moyen.ESPECES), sujet, "julien@exemple.fr")
    assert to == "julien@exemple.fr"
    assert body.startswith("Bonjour Madame, Monsieur,")


def test_the_foyer_and_who_paid_read_the_quittance_and_nobody_else(aws):
    rest("c1")
    rest("c2")
    rest("c3", numero_famille="2077")
    rest("c4", etat=Etat.EN_ATTENTE)
    fait = paid(emitted())
    assert services.quittances.read_own("c1", "p1") == fait
    assert services.quittances.read_own("c2", "p1") == fait
    for sujet in ("c3", "c4", "c5"):
        with pytest.raises(Introuvable):
            services.quittances.read_own(sujet, "p1")
    with pytest.raises(Introuvable):
        services.quittances.read_own("c1", "p2")


def test_who_paid_keeps_the_quittance_when_the_mairie_changes_their_famille(aws):
    rest("c1", numero_famille="2077")
    assert services.quittances.read_own("c1", paid(emitted()).id)


def test_one_paid_at_the_counter_is_read_by_the_foyer(aws):
    rest("c1")
    rest("c3", numero_famille="2077")
    paid(emitted(), Moyen.ESPECES, compte="")
    assert services.quittances.read_own("c1", "p1").moyen is Moyen.ESPECES
    with pytest.raises(Introuvable):
        services.quittances.read_own("c3", "p1")


def test_a_payment_without_result_has_no_quittance(aws):
    rest("c1")
    paid(emitted(), quittance="")
    for read in (
        lambda: services.quittances.read_own("c1", "p1"),
        lambda: services.quittances.read_for_agent(AGENTS["regie-ville"], "p1"),
    ):
        with pytest.raises(Introuvable):
            read()


def test_agents_read_those_of_their_regie(aws):
    paid(emitted())
    assert services.quittances.read_for_agent(AGENTS["regie-ville"], "p1").quittance == QUITTANCE
    for agent in (AGENTS["regie-ccas"], AGENTS["scolaire"]):
        with pytest.raises(Introuvable):
            services.quittances.read_for_agent(agent, "p1")
