"""Imports of factures, for the agents of a régie: deposited, read, confirmed, applied; none of it waits in the page."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from chalicelib import clock, storage
from chalicelib.domain import import_travail
from chalicelib.domain.errors import (
    EcritureConcurrente,
    ErreurDeChamp,
    Indisponible,
    Introuvable,
    PortailError,
    SaisieInvalide,
)
from chalicelib.domain.idempotence import Sceau
from chalicelib.domain.import_texte import OCTETS_MAXIMUM, Format
from chalicelib.domain.import_travail import Etat, Travail
from chalicelib.domain.journal import Ligne
from chalicelib.domain.page import Page
from chalicelib.domain.session import Agent
from chalicelib.observability import count, describe, logger
from chalicelib.services import import_analyse, import_application, reception, regies
from chalicelib.storage.pieces import Envoi
from chalicelib.storage.transaction import Ajout, EcritureRefusee
from chalicelib.storage.travaux import Rapport

CSV = "text/csv"
NOM = 150
"""Characters of a file's name that are kept, its end."""
SANS_NOM = "factures.csv"
ANALYSE = 120.0
"""Seconds that an analysis may take: not begun with less."""
ESSAIS = 5
"""Of what an agent decides while the portal works on the import."""


@dataclass(frozen=True, slots=True)
class Depot:
    """A file put in the bucket, and how to read it."""

    regie: str
    cle: str
    nom: str
    format: Format


def prepare(agent: Agent, regie: str, nom: str, taille: int) -> Envoi:
    """Where the browser sends the file, of `taille` bytes. Raises Introuvable, SaisieInvalide on `taille`."""
    regies.check(agent, regie)
    if not 0 < taille <= OCTETS_MAXIMUM:
        detail = "Le fichier doit contenir des factures, et peser 10\u00a0Mo au plus. Partagez-le en plusieurs."
        raise SaisieInvalide(erreurs=(ErreurDeChamp("taille", "taille", detail),))
    return storage.pieces.prepare(storage.travaux.key(regie, reception.new_id()), nom[-NOM:], CSV, OCTETS_MAXIMUM)


def create(agent: Agent, depot: Depot, sceau: Sceau) -> Travail:
    """The import, about to be read; the same request again is the same import. Raises Introuvable, CleReutilisee."""
    regies.check(agent, depot.regie)
    if not storage.travaux.is_key(depot.regie, depot.cle):
        raise Introuvable
    now = clock.now()
    travail = Travail(
        id=sceau.cle[:32],
        regie=depot.regie,
        nom=depot.nom.strip()[-NOM:] or SANS_NOM,
        cle=depot.cle,
        format=depot.format,
        par=agent.affichage,
        auteur=agent.courriel,
        le=now,
        sceau=sceau,
    )
    try:
        storage.commit(storage.travaux.creation(travail, now), _line(travail, "import_depose", agent))
    except EcritureRefusee:
        deja = storage.travaux.find(travail.id)
        if deja is None or not deja.sceau.is_replay(sceau):
            raise
        return deja
    return travail


def read(agent: Agent, id: str) -> tuple[Travail, Rapport]:  # noqa: A002
    """Where it is, and what was found. Raises Introuvable, Indisponible. Two round trips."""
    travail = _own(agent, id)
    return travail, storage.travaux.find_report(travail)


def list_all(agent: Agent, regie: str, suite: str | None) -> Page[Travail]:
    """Of a régie, newest first. Raises Introuvable, RequeteIllisible."""
    regies.check(agent, regie)
    return storage.travaux.of_regie(regie, suite)


def confirm(agent: Agent, id: str) -> Travail:  # noqa: A002
    """It is about to be applied. Raises Introuvable, TransitionRefusee, EcritureConcurrente."""
    return _decide(
        agent, id, lambda travail: import_travail.confirm(travail, agent.courriel, clock.now()), "import_confirme"
    )


def abandon(agent: Agent, id: str) -> Travail:  # noqa: A002
    """Nothing of it will be applied. Raises Introuvable, TransitionRefusee, EcritureConcurrente."""
    return _decide(agent, id, import_travail.abandon, "import_abandonne")


def work(id: str, remaining: Callable[[], float]) -> bool:  # noqa: A002
    """Whether this call did something of it. Raises Indisponible, EcritureConcurrente: it is taken again later."""
    travail = storage.travaux.claim(id, clock.now()) if remaining() >= ANALYSE else None
    if travail is None:
        return False
    travail = replace(travail, version=travail.version + 1, essais=travail.essais + 1)
    try:
        storage.commit(storage.travaux.change(travail, clock.now() + import_analyse.BAIL))
        if travail.etat is Etat.ANALYSE:
            import_analyse.analyse(travail)
        else:
            import_application.apply(travail, remaining)
    except EcritureRefusee as refus:
        if "travail" not in refus.noms:
            raise
        return False  # another has it, or the agent gave it up
    count("imports_avances", etat=travail.etat)
    return True


def is_due(libre_le: str | None) -> bool:
    """Of a line of the stream: each step of an import is one, and asks for nothing."""
    return libre_le is not None and libre_le <= clock.now().isoformat()


def sweep(remaining: Callable[[], float], limit: int = 10) -> int:
    """How many imports were worked on: what the stream missed, what time had stopped, the avoirs that wait."""
    faits = 0
    for id in storage.travaux.waiting(clock.now(), limit):  # noqa: A001
        try:
            faits += work(id, remaining)
        except (Indisponible, Introuvable, EcritureConcurrente) as error:
            logger.warning("import kept for later", extra=describe(error))
    return faits


def _decide(agent: Agent, id: str, decide: Callable[[Travail], Travail], action: str) -> Travail:  # noqa: A002
    refus: PortailError = EcritureConcurrente()
    for _ in range(ESSAIS):
        avant = _own(agent, id)
        apres = decide(avant)
        if apres is avant:
            return avant
        try:
            storage.commit(storage.travaux.change(apres, clock.now()), _line(apres, action, agent))
        except EcritureRefusee as error:
            refus = error
        else:
            return apres
    raise refus


def _own(agent: Agent, id: str) -> Travail:  # noqa: A002
    travail = storage.travaux.find(id)
    if travail is None:
        raise Introuvable
    regies.check(agent, travail.regie)
    return travail


def _line(travail: Travail, action: str, agent: Agent) -> Ajout:
    return storage.journal.line(Ligne(f"import:{travail.id}", action, agent.courriel, clock.now()))
