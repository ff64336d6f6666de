"""The DGFiP's statement held against the payments of a régie; what it received and we did not is asked about again."""

import hashlib
import time
from dataclasses import dataclass, replace

from chalicelib import clock, storage
from chalicelib.config import settings
from chalicelib.domain import concordance as concordances
from chalicelib.domain import releve_dgfip
from chalicelib.domain.concordance import DIFFERENCES_GARDEES, Comparaison, Concordance
from chalicelib.domain.errors import EcritureConcurrente, ErreurDeChamp, Introuvable, SaisieInvalide
from chalicelib.domain.journal import Ligne
from chalicelib.domain.page import Page
from chalicelib.domain.paiement import Source
from chalicelib.domain.payfip import PayFipIndisponible
from chalicelib.domain.releve_dgfip import Releve
from chalicelib.domain.session import Agent
from chalicelib.services import encaissements, regies, resultats

NOM_GARDE = 100
"""Characters of the name of the file."""
LONGUEUR_ID = 64
QUESTIONS = 10
"""Seconds during which PayFiP is asked: the answer of the API must come in time. Each payment keeps its own button."""


@dataclass(frozen=True, slots=True)
class Depot:
    """A file, as the agent sent it."""

    regie: str
    nom: str
    contenu: str

    @property
    def id(self) -> str:
        """The same file for the same régie is the same rapprochement."""
        return hashlib.sha256(f"{self.regie}\n{self.contenu}".encode()).hexdigest()[:32]


def compare(agent: Agent, depot: Depot) -> Concordance:
    """The statement compared with what is known now, and kept; the same one again takes the place of the first.

    Raises Introuvable, SaisieInvalide on `contenu`, once for each bad line, EcritureConcurrente.
    """
    regies.check(agent, depot.regie)
    releve = releve_dgfip.parse(depot.contenu)
    _check_regie(depot.regie, releve)
    trouve = _compare(depot.regie, releve)
    if _ask(agent, trouve):
        trouve = _compare(depot.regie, releve)
    deja = storage.concordances.find(depot.id)
    gardee = replace(_represent(agent, depot, releve, trouve), version=deja.version + 1 if deja else 1)
    ligne = Ligne(f"rapprochement:{depot.id}", "rapprochement", agent.courriel, gardee.le, depot.regie)
    storage.commit(storage.concordances.keeping(gardee), storage.journal.line(ligne))
    return gardee


def list_all(agent: Agent, regie: str, suite: str | None) -> Page[Concordance]:
    """Newest first. Raises Introuvable. Two round trips."""
    regies.check(agent, regie)
    return storage.concordances.of_regie(regie, suite)


def read(agent: Agent, id: str) -> Concordance:  # noqa: A002
    """Raises Introuvable outside their régies."""
    lue = storage.concordances.find(id[:LONGUEUR_ID] or "-")
    if lue is None:
        raise Introuvable
    regies.check(agent, lue.regie)
    return lue


def _check_regie(regie: str, releve: Releve) -> None:
    """Raises SaisieInvalide when the heading names another régie's number at the DGFiP and not this one's."""
    tenues = settings().commune.regies
    numclis = {slug: tenue.payfip.numcli for slug, tenue in tenues.items() if tenue.payfip}
    autres = {numcli for slug, numcli in numclis.items() if slug != regie}
    if numclis.get(regie) not in releve.entete and autres & set(releve.entete):
        phrase = "Ce relevé est celui d’une autre régie\u00a0: choisissez-la avant de l’importer."
        raise SaisieInvalide(erreurs=(ErreurDeChamp("contenu", "regie", phrase),))


def _compare(regie: str, releve: Releve) -> Comparaison:
    finis = encaissements.ended(regie, concordances.period(releve))
    return concordances.compare(releve, (*encaissements.waiting_of(regie), *finis))


def _ask(agent: Agent, trouve: Comparaison) -> bool:
    """Whether PayFiP was asked about something; it may be down, or somebody else may be asking."""
    fin = time.monotonic() + QUESTIONS
    demandes = concordances.to_ask(trouve)
    for id_ in demandes:
        if time.monotonic() >= fin:
            break
        try:
            resultats.ask(id_, Source.AGENT, agent.affichage)
        except (PayFipIndisponible, EcritureConcurrente):
            continue
    return bool(demandes)


def _represent(agent: Agent, depot: Depot, releve: Releve, trouve: Comparaison) -> Concordance:
    return Concordance(
        id=depot.id,
        regie=depot.regie,
        nom=depot.nom.strip()[:NOM_GARDE] or "Relevé",
        par=agent.affichage,
        le=clock.now(),
        premier=releve.premier,
        dernier=releve.dernier,
        lignes=len(releve.lignes),
        total=releve.total,
        concordantes=trouve.concordantes,
        differences_total=len(trouve.differences),
        differences=trouve.differences[:DIFFERENCES_GARDEES],
    )
