"""Races of the payment: what PayFiP tells, by every way at once, while people go on clicking. See courses.py.

Whoever wins, the books are right (livres.py): each race expects besides what only it knows.
"""

from functools import partial

from chalicelib import clock, services
from chalicelib.domain.errors import Conflit
from tests.races import decor, livres
from tests.races.courses import Constat, Course
from tests.races.decor_paiement import (
    cancel,
    facture,
    membre,
    move,
    panier,
    pay_at_the_counter,
    settle,
    start,
    started,
    sweep,
)

ARGENT = ("paiements", "factures", "comptes", "outbox")
"""Whose conditions decide: each alone would still hold."""


def fresh(race):
    """With the time of the clock, and nothing at PayFiP."""

    def run(alentours):
        alentours.tresor.operations.clear()
        before = clock.offset
        try:
            return race(alentours)
        finally:
            clock.offset = before

    return run


def told(compte, idop, times=2):
    """What PayFiP tells, by each of its ways, several times."""
    ways = [partial(services.paiements.notify, idop), partial(services.paiements.follow, compte, idop), sweep]
    return ways * times


def only_conflicts(constat, outcomes):
    """Anything else that was raised is a bug."""
    odd = [repr(o) for o in outcomes if isinstance(o, Exception) and not isinstance(o, Conflit)]
    constat.expect("raised", odd, [])


def paid_by_every_way(alentours):
    """Notification, return, scheduled query, twice each, and « Payer » in a second tab."""
    compte, idop = started(facture(), facture(1200))
    alentours.tresor.choose(idop, "P")
    outcomes = decor.rivals(*told(compte, idop), partial(start, compte))
    constat = Constat()
    only_conflicts(constat, outcomes)
    found = livres.check(constat, alentours.tresor)
    constat.expect("paid", [p["etat"] for p in found.paiements.values()], ["paye"])
    constat.expect("quittances", len(found.quittances), 1)
    return constat.violations


def one_notification_eight_times(alentours):
    _, idop = started(facture())
    alentours.tresor.choose(idop, "V")
    outcomes = decor.rivals(*[partial(services.paiements.notify, idop)] * 8)
    constat = Constat()
    only_conflicts(constat, outcomes)
    found = livres.check(constat, alentours.tresor)
    constat.expect("quittances", len(found.quittances), 1)
    return constat.violations


def paid_while_it_is_given_up(alentours):
    """A success at the moment when the portal learns of the abandon, two minutes over, and frees the factures."""
    compte, idop = started(facture(), facture(900))
    alentours.tresor.choose(idop, "A")
    services.paiements.notify(idop)
    move(minutes=3)
    outcomes = decor.rivals(partial(alentours.tresor.choose, idop, "P"), *told(compte, idop), partial(start, compte))
    constat = Constat()
    only_conflicts(constat, outcomes)
    livres.check(constat, alentours.tresor)
    services.paiements.notify(idop)
    found = livres.check(constat, alentours.tresor)
    constat.expect("state at last", found.paiements[idop]["etat"], "paye")
    return constat.violations


def paid_while_it_expires(alentours):
    """After a day without a result the factures are free again: then the bank tells of a success."""
    compte, idop = started(facture())
    alentours.tresor.open(idop)
    move(hours=25)
    outcomes = decor.rivals(partial(alentours.tresor.choose, idop, "P"), *told(compte, idop))
    constat = Constat()
    only_conflicts(constat, outcomes)
    livres.check(constat, alentours.tresor)
    services.paiements.notify(idop)
    found = livres.check_settled(constat, alentours.tresor)
    constat.expect("quittances", len(found.quittances), 1)
    return constat.violations


def late_success_against_a_new_try(alentours):
    """The first payment, free since, succeeds late, while the second one is paid: one quittance, one to give back."""
    compte, premier = started(facture())
    alentours.tresor.choose(premier, "R")
    services.paiements.notify(premier)
    second = start(compte).id
    alentours.tresor.choose(premier, "P")
    alentours.tresor.choose(second, "P")
    outcomes = decor.rivals(*told(compte, premier, 1), *told(compte, second, 1))
    constat = Constat()
    only_conflicts(constat, outcomes)
    settle(alentours.tresor)
    found = livres.check_settled(constat, alentours.tresor)
    anomalies = sorted(paiement["anomalie"] for paiement in found.paiements.values())
    constat.expect("what the régie is told", anomalies, ["", "encaisse_en_double"])
    return constat.violations


def late_success_against_the_counter(alentours):
    """The payment was given up; the citizen pays at the counter, and the card is charged all the same."""
    due = facture()
    compte, idop = started(due)
    alentours.tresor.choose(idop, "R")
    services.paiements.notify(idop)
    alentours.tresor.choose(idop, "P")
    outcomes = decor.rivals(*told(compte, idop, 1), decor.late(partial(pay_at_the_counter, due)))
    constat = Constat()
    only_conflicts(constat, outcomes)
    settle(alentours.tresor)
    found = livres.check_settled(constat, alentours.tresor)
    constat.expect("quittances", len(found.payes), 1)
    return constat.violations


def two_comptes_of_one_famille(alentours):
    """Both pay the same facture at once: one goes to PayFiP, the other is told."""
    commune, autre = facture(), facture(700)
    comptes = [membre(), membre()]
    for compte, ids in zip(comptes, ((commune,), (autre, commune)), strict=True):
        panier(compte, *ids)
    outcomes = decor.rivals(*(partial(start, compte) for compte in comptes))
    constat = Constat()
    only_conflicts(constat, outcomes)
    constat.expect("begun", sum(not isinstance(outcome, Exception) for outcome in outcomes), 1)
    found = livres.check(constat, alentours.tresor)
    for idop in found.paiements:
        alentours.tresor.choose(idop, "P")
        services.paiements.notify(idop)
    livres.check(constat, alentours.tresor)
    return constat.violations


def begun_in_four_tabs(alentours):
    """« Payer » in each tab, its own key: one payment, opened by all, or they are told to wait."""
    compte = membre()
    panier(compte, facture(), facture(300))
    outcomes = decor.rivals(*[partial(start, compte)] * 4)
    constat = Constat()
    only_conflicts(constat, outcomes)
    found = livres.check(constat, alentours.tresor)
    constat.expect("payments", len(found.paiements), 1)
    opened = {outcome.id for outcome in outcomes if not isinstance(outcome, Exception)}
    constat.expect("opened", opened, set(found.paiements))
    return constat.violations


def begun_by_one_request_four_times(alentours):
    compte, cle = membre(), decor.stamp()
    panier(compte, facture())
    outcomes = decor.rivals(*[partial(start, compte, cle)] * 4)
    constat = Constat()
    only_conflicts(constat, outcomes)
    found = livres.check(constat, alentours.tresor)
    opened = {outcome.id for outcome in outcomes if not isinstance(outcome, Exception)}
    constat.expect("opened", opened, set(found.paiements))
    constat.expect("payments", len(found.paiements), 1)
    return constat.violations


def begun_while_the_counter_and_an_avoir(alentours):
    """Of one facture: a payment begins, an agent takes a cheque, another cancels it."""
    due = facture()
    compte = membre()
    panier(compte, facture(500), due)
    outcomes = decor.rivals(partial(start, compte), partial(pay_at_the_counter, due), partial(cancel, due))
    constat = Constat()
    only_conflicts(constat, outcomes)
    constat.expect("winners", sum(not isinstance(outcome, Exception) for outcome in outcomes), 1)
    found = livres.check(constat, alentours.tresor)
    constat.expect("payments", len(found.paiements) <= 1, True)
    return constat.violations


def added_in_four_tabs(_alentours):
    """Each facture that somebody was told is there, is there."""
    compte, ids = membre(), [facture() for _ in range(4)]
    outcomes = decor.rivals(*(partial(services.paniers.add, compte, id_) for id_ in ids))
    constat = Constat()
    only_conflicts(constat, outcomes)
    said = {id_ for id_, outcome in zip(ids, outcomes, strict=True) if not isinstance(outcome, Exception)}
    constat.expect("lines", lines_of(compte), said)
    constat.expect("at least one", bool(said), True)
    return constat.violations


def one_facture_or_another_regie(_alentours):
    """The same facture in two tabs, and one of another régie: the panier has one régie, and each facture once."""
    compte, ville, ccas = membre(), facture(), facture(regie="ccas")
    outcomes = decor.rivals(*(partial(services.paniers.add, compte, id_) for id_ in (ville, ville, ccas, ccas)))
    constat = Constat()
    only_conflicts(constat, outcomes)
    constat.expect("added", sum(not isinstance(outcome, Exception) for outcome in outcomes), 1)
    constat.expect("lines", lines_of(compte) in ({ville}, {ccas}), True)
    return constat.violations


def changed_while_it_is_paid(alentours):
    """A line is added, another taken away, at the moment of « Payer »: what is charged is what the panier then was."""
    compte, ids = membre(), [facture(montant) for montant in (400, 800, 1600)]
    panier(compte, *ids[:2])
    outcomes = decor.rivals(
        partial(start, compte),
        partial(services.paniers.add, compte, ids[2]),
        partial(services.paniers.remove, compte, ids[0]),
    )
    constat = Constat()
    only_conflicts(constat, outcomes)
    found = livres.check(constat, alentours.tresor)
    for idop, paiement in found.paiements.items():
        charged = {part["facture"] for part in paiement["parts"]}
        constat.expect("panier while it is paid", lines_of(compte), charged)
        constat.expect("amount", alentours.tresor.operations[idop].montant, paiement["montant"])
    done = [not isinstance(outcome, Exception) for outcome in outcomes]
    expected = {ids[1]} | ({ids[0]} if not done[2] else set()) | ({ids[2]} if done[1] else set())
    constat.expect("lines", lines_of(compte), expected)
    return constat.violations


def lines_of(compte):
    return {ligne.facture for ligne in services.paniers.read(compte).panier.lignes}


COURSES_PAIEMENT = {
    "paid_by_every_way": Course(fresh(paid_by_every_way), ARGENT),
    "one_notification_eight_times": Course(fresh(one_notification_eight_times), ARGENT),
    "paid_while_it_is_given_up": Course(fresh(paid_while_it_is_given_up), ARGENT),
    "paid_while_it_expires": Course(fresh(paid_while_it_expires), ARGENT),
    "late_success_against_a_new_try": Course(fresh(late_success_against_a_new_try), ARGENT),
    "late_success_against_the_counter": Course(fresh(late_success_against_the_counter), ("factures",)),
    "two_comptes_of_one_famille": Course(fresh(two_comptes_of_one_famille), ("factures",)),
    "begun_in_four_tabs": Course(fresh(begun_in_four_tabs), ("comptes", "factures")),
    "begun_by_one_request_four_times": Course(fresh(begun_by_one_request_four_times), ("comptes", "factures")),
    "begun_while_the_counter_and_an_avoir": Course(fresh(begun_while_the_counter_and_an_avoir), ("factures",)),
    "added_in_four_tabs": Course(fresh(added_in_four_tabs), ("comptes",)),
    "one_facture_or_another_regie": Course(fresh(one_facture_or_another_regie), ("comptes",)),
    "changed_while_it_is_paid": Course(fresh(changed_while_it_is_paid), ("comptes",)),
}
