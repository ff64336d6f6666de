"""Races of the imports: several workers, and people who pay what an avoir cancels. See courses_paiement.py."""

from datetime import timedelta
from functools import partial

from chalicelib import clock, services, storage
from tests import facturation
from tests.races import decor, livres
from tests.races.courses import Constat, Course
from tests.races.courses_paiement import fresh, only_conflicts
from tests.races.decor_paiement import FAMILLE, REGISSEUR, facture, membre, panier, start

FACTURES = 12


def confirmed(alentours, *lignes):
    """The id of an import that is read and confirmed."""
    envoi = services.imports.prepare(REGISSEUR, "ville", "octobre.csv", 10)
    alentours.objets[envoi.cle] = facturation.fichier(*lignes)
    depot = services.imports.Depot("ville", envoi.cle, "octobre.csv", facturation.FORMAT)
    id_ = services.imports.create(REGISSEUR, depot, decor.stamp()).id
    work(id_)
    services.imports.confirm(REGISSEUR, id_)
    return id_


def work(id_):
    return services.imports.work(id_, lambda: 900.0)


def one_import_for_four_workers(alentours):
    """The stream, twice, and the sweep, twice: each facture once, counted once."""
    id_ = confirmed(alentours, *(facturation.ligne(numero=f"F-{rang}") for rang in range(FACTURES)))
    outcomes = decor.rivals(*[partial(work, id_)] * 2, *[partial(services.imports.sweep, lambda: 900.0)] * 2)
    constat = Constat()
    only_conflicts(constat, outcomes)
    fait = storage.travaux.find(id_)
    constat.expect("state", (fait.etat, fait.resume.creees, fait.resume.identiques), ("termine", FACTURES, 0))
    constat.expect("factures", len(livres.check(constat, alentours.tresor).factures), FACTURES)
    constat.expect("progress", fait.progres, fait.total)
    return constat.violations


def two_imports_of_one_file(alentours):
    """Two agents send the same file: the second one finds everything there."""
    lignes = [facturation.ligne(numero=f"F-{rang}") for rang in range(FACTURES)]
    ids = [confirmed(alentours, *lignes) for _ in range(2)]
    outcomes = decor.rivals(*(partial(work, id_) for id_ in ids))
    constat = Constat()
    only_conflicts(constat, outcomes)
    for id_ in ids:
        again(id_)
    faits = [storage.travaux.find(id_).resume for id_ in ids]
    constat.expect("created", sum(fait.creees for fait in faits), FACTURES)
    constat.expect("found", sum(fait.identiques for fait in faits), FACTURES)
    constat.expect("factures", len(livres.check(constat, alentours.tresor).factures), FACTURES)
    return constat.violations


def avoir_against_a_payment(alentours):
    """It is cancelled and not charged, or paid first: then the avoir waits, and the régie is told."""
    due, compte = facture(), membre()
    numero = storage.factures.find(due).emission.numero
    panier(compte, due)
    id_ = confirmed(alentours, facturation.avoir(numero, famille=FAMILLE))
    outcomes = decor.rivals(decor.late(partial(start, compte)), decor.late(partial(work, id_)))
    constat = Constat()
    only_conflicts(constat, outcomes)
    found = livres.check(constat, alentours.tresor)
    held = not isinstance(outcomes[0], Exception)
    constat.expect("facture", found.factures[due]["etat"], "en_paiement" if held else "annulee")
    for idop in found.paiements:
        alentours.tresor.choose(idop, "P")
        services.paiements.notify(idop)
    again(id_)
    found = livres.check_settled(constat, alentours.tresor)
    constat.expect("facture at last", found.factures[due]["etat"], "payee" if held else "annulee")
    fait = storage.travaux.find(id_)
    told = (fait.etat, fait.resume.annulees, len(fait.ecarts))
    constat.expect("what the régie is told", told, ("termine", int(not held), int(held)))
    return constat.violations


def again(id_):
    """Once whoever has it may have it no more."""
    clock.offset += timedelta(minutes=20)
    work(id_)


COURSES_IMPORTS = {
    "one_import_for_four_workers": Course(fresh(one_import_for_four_workers), ("travaux", "factures"), weight=3),
    "two_imports_of_one_file": Course(fresh(two_imports_of_one_file), ("factures",), weight=3),
    "avoir_against_a_payment": Course(fresh(avoir_against_a_payment), ("factures",), weight=3),
}
