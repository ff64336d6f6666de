"""Factures made by hand by the agents of a small régie, and the avoir that cancels one."""

from dataclasses import replace

from chalicelib import clock, storage
from chalicelib.domain import emission as emissions
from chalicelib.domain import import_bilan
from chalicelib.domain import numero as numeros
from chalicelib.domain.emission import Avoir, Saisie
from chalicelib.domain.errors import (
    CleReutilisee,
    ErreurDeChamp,
    FichierEnControle,
    FichierInterdit,
    Introuvable,
    SaisieInvalide,
    TransitionRefusee,
)
from chalicelib.domain.facture import Emission, Etat, Evenement, Facture, Reglement, id_of
from chalicelib.domain.fichiers import QUARANTAINE, EtatDeDepot, Televersement
from chalicelib.domain.fichiers import id_of as file_id
from chalicelib.domain.formats import PDF
from chalicelib.domain.idempotence import Sceau
from chalicelib.domain.import_bilan import AvoirRetenu, Sort
from chalicelib.domain.journal import Ligne
from chalicelib.domain.session import Agent
from chalicelib.services import reception, regies
from chalicelib.services.fichiers import NOM_GARDE, REGARD
from chalicelib.storage.pieces import Envoi
from chalicelib.storage.transaction import EcritureRefusee

DOCUMENT_MAXIMUM = 4_000_000
"""Bytes of the PDF of a facture: it leaves through the API, whose answers hold 6 MB once they are text."""
DOCUMENTS = "factures/"
LETTRE = "M"
"""Of the numéros drawn: « facture manuelle »."""


def announce(agent: Agent, regie: str, nom: str, taille: int) -> Envoi:
    """Where to send the PDF of a facture, of `taille` bytes; it is checked as any file (R27).

    Raises Introuvable, SaisieInvalide on `taille`.
    """
    regies.check(agent, regie)
    if not 0 < taille <= DOCUMENT_MAXIMUM:
        raise SaisieInvalide(erreurs=(ErreurDeChamp("taille", "taille", "Ce PDF dépasse 4\u00a0Mo. Allégez-le."),))
    now = clock.now()
    fichier = Televersement(reception.new_id(), nom[-NOM_GARDE:], PDF, taille, None, now)
    storage.fichiers.announce(fichier, now + REGARD)
    return storage.pieces.prepare(QUARANTAINE + fichier.id, fichier.nom, PDF, DOCUMENT_MAXIMUM)


def emit(agent: Agent, saisie: Saisie, document: str, sceau: Sceau) -> Facture:
    """The facture; the same request again is the same facture. `document`: key of a PDF announced, or "".

    Raises Introuvable, SaisieInvalide, CleReutilisee, FichierEnControle, FichierInterdit, Indisponible.
    """
    regies.check(agent, saisie.regie)
    emission = emissions.check(saisie, clock.today())
    tire = not emission.numero
    if tire:
        emission = replace(emission, numero=numeros.derive(LETTRE, emission.emise_le.year, sceau.cle))
    if deja := _already(emission, tire=tire):
        return deja
    if document:
        emission = replace(emission, document=_place(document, emission.regie))
    now = clock.now()
    ligne = Ligne(f"facture:{id_of(emission)}", "emission", agent.courriel, now, emission.numero)
    try:
        storage.commit(*storage.factures.creation(emission, now), storage.journal.line(ligne))
    except EcritureRefusee:
        if deja := _already(emission, tire=tire):
            return deja
        raise
    return Facture(id_of(emission), emission)


def cancel(agent: Agent, id: str, avoir: Avoir) -> Facture:  # noqa: A002
    """The facture cancelled; by the same avoir already, it is as it is.

    Raises Introuvable, SaisieInvalide on `avoir` and `motif`, TransitionRefusee, EcritureConcurrente.
    """
    facture, avoir = _own(agent, id), emissions.check_avoir(avoir)
    if _is_done(facture, avoir):
        return facture
    now = clock.now()
    reglement = Reglement(now, precision=avoir.numero, motif=avoir.motif)
    ligne = Ligne(f"facture:{id}", "annulation", agent.courriel, now, f"avoir {avoir.numero}, {avoir.motif}")
    try:
        storage.commit(storage.factures.change(id, Evenement.ANNULER, reglement=reglement), storage.journal.line(ligne))
    except EcritureRefusee:
        facture = _own(agent, id)
        if _is_done(facture, avoir):
            return facture
        raise
    return replace(facture, etat=Etat.ANNULEE, reglement=reglement)


def _own(agent: Agent, id: str) -> Facture:  # noqa: A002
    """As last committed. Raises Introuvable."""
    facture = storage.factures.find(id, consistent=True)
    if facture is None:
        raise Introuvable
    regies.check(agent, facture.emission.regie)
    return facture


def _is_done(facture: Facture, avoir: Avoir) -> bool:
    """Whether this very avoir cancelled it already. Raises TransitionRefusee when it cannot."""
    numero = facture.emission.numero
    sort, motif = import_bilan.judge(facture, AvoirRetenu(0, avoir.numero, numero, facture.id))
    if sort in {Sort.ANNULER, Sort.DEJA}:
        return sort is Sort.DEJA
    raise TransitionRefusee(motif or f"La facture {numero} est en cours de paiement. Attendez son résultat.")


def _already(emission: Emission, *, tire: bool) -> Facture | None:
    """Raises SaisieInvalide on `numero`, or CleReutilisee when nobody typed it, if another facture has it."""
    pointeur = storage.factures.pointer(emission.regie, emission.numero)
    if pointeur is None:
        return None
    if import_bilan.is_identical(emission, pointeur):
        return storage.factures.find(pointeur.id, consistent=True)
    if tire:
        raise CleReutilisee
    detail = import_bilan.AUTRE_CONTENU.format(numero=emission.numero)
    raise SaisieInvalide(erreurs=(ErreurDeChamp("numero", "deja-utilise", detail),))


def _place(cle: str, regie: str) -> str:
    """Where the PDF rests from now on: a place of its own, or the loser of a race for a numéro would replace it.

    Raises Introuvable, also for what was announced as something else, FichierEnControle, FichierInterdit, Indisponible.
    """
    connu = file_id(cle)
    fichier = storage.fichiers.find(connu) if connu else None
    if fichier is None or fichier.numero is not None or not fichier.is_for(None, clock.now()):
        raise Introuvable
    if fichier.type != PDF or fichier.taille > DOCUMENT_MAXIMUM:
        raise Introuvable
    if fichier.controle is None:
        raise FichierEnControle
    if fichier.etat is not EtatDeDepot.SAIN:
        raise FichierInterdit(fichier.controle.motif)
    place = f"{DOCUMENTS}{regie}/{fichier.id}.pdf"
    storage.objets.copy(fichier.controle.cle, place)
    return place
