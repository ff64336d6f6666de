"""Submitting a demande and following it (R4, R5, R25–R27, R31, R32)."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

from chalicelib import clock, storage
from chalicelib.domain import cryptogramme, soumission
from chalicelib.domain import numero as numeros
from chalicelib.domain.compte import Compte
from chalicelib.domain.compte import Etat as EtatDeCompte
from chalicelib.domain.demande import Demande, Passage, Piece, Resume
from chalicelib.domain.demarche import Definition
from chalicelib.domain.errors import CompteRefuse, EcritureConcurrente, NonConnecte, SaisieInvalide
from chalicelib.domain.idempotence import Sceau
from chalicelib.domain.journal import SANS_COMPTE, Ligne
from chalicelib.domain.limites import DEMANDES_PAR_COURRIEL
from chalicelib.domain.page import Page
from chalicelib.domain.recherche import Filtre
from chalicelib.domain.soumission import Dossier, Soumission
from chalicelib.domain.transitions import SOUMISSION, Acteur, Etat
from chalicelib.services import avis, cryptogrammes, demarches, limites, quotas, reception
from chalicelib.services.reception import Recues
from chalicelib.storage.transaction import EcritureRefusee, Operation

COLLISIONS = 5
"""Numéros tried when another demande has it: at 100,000 demandes, once in 300,000."""


def submit(envoi: Soumission, compte: str | None, sceau: Sceau) -> Demande:
    """The demande submitted; the same request again answers the same demande.

    Raises Introuvable, VersionPerimee, NonConnecte, SaisieInvalide (`reponses.*`, `pieces.*`, `membre`, `contact.*`,
    `cryptogramme`), CompteRefuse, CleReutilisee, TropDEssais: without compte, the courriel is counted once the code is
    right.
    """
    definition = demarches.get_version(envoi.demarche, envoi.version)
    if definition.compte_requis and compte is None:
        raise NonConnecte
    if deja := _of_last_year(sceau):
        return deja
    for essai in range(COLLISIONS):
        numero = numeros.derive("D", clock.today().year, sceau.cle, essai)
        try:
            return _submit(definition, envoi, compte, sceau, numero)
        except (SaisieInvalide, EcritureConcurrente):
            deja = storage.demandes.find(numero)
            if deja is None:
                raise
            if deja.sceau.is_replay(sceau):
                return deja
    raise EcritureConcurrente


def _of_last_year(sceau: Sceau) -> Demande | None:
    """The year is in the numéro: a request sent before midnight, and again on New Year's Day, is still one request."""
    hier = clock.today() - timedelta(days=1)
    if hier.year == clock.today().year:
        return None
    deja = storage.demandes.find(numeros.derive("D", hier.year, sceau.cle))
    return deja if deja and deja.sceau.is_replay(sceau) else None


def list_own(compte: str, filtre: Filtre, suite: str | None) -> Page[Resume]:
    """Newest first."""
    return storage.demandes.search(compte, filtre, suite)


def _submit(definition: Definition, envoi: Soumission, compte: str | None, sceau: Sceau, numero: str) -> Demande:
    qui = (partial(storage.comptes.get, compte),) if compte else ()
    vus, lus = reception.look(envoi.pieces, compte, *qui)
    titulaire: Compte | None = lus[0] if lus else None
    if titulaire and titulaire.etat is EtatDeCompte.REFUSE:
        raise CompteRefuse
    dossier = soumission.check(definition, envoi, titulaire, clock.today())
    recues = reception.take(dossier.pieces, envoi.pieces, compte, vus)
    if compte is None:
        if envoi.solution is None:
            raise cryptogramme.missing()
        cryptogrammes.verify(envoi.solution, sceau)
        limites.count(DEMANDES_PAR_COURRIEL, dossier.demandeur.courriel)
    demande = replace(_new(definition, dossier, recues.pieces, compte, sceau, numero), controles=recues.controles)
    _commit(demande, definition, envoi, recues)
    return demande


def _new(
    definition: Definition,
    dossier: Dossier,
    fournies: tuple[Piece, ...],
    compte: str | None,
    sceau: Sceau,
    numero: str,
) -> Demande:
    now = clock.now()
    return Demande(
        numero=numero,
        demarche=definition.slug,
        definition=definition.version,
        titre=definition.titre,
        service=definition.service,
        compte=compte,
        demandeur=dossier.demandeur,
        concerne=dossier.concerne,
        reponses=dict(dossier.reponses),
        pieces=fournies,
        depose_le=now,
        echeance_le=clock.today() + timedelta(days=definition.delai_jours),
        sceau=sceau,
        historique=(Passage(SOUMISSION, Etat.EN_COURS, now, Acteur.USAGER),),
    )


def _commit(demande: Demande, definition: Definition, envoi: Soumission, recues: Recues) -> None:
    try:
        storage.commit(*_writes(demande, definition, envoi), *recues.operations(demande.numero))
    except EcritureRefusee as refus:
        quota = quotas.explain(refus, definition, demande.reponses)
        raise quota or recues.explain(refus) or refus from refus


def _writes(demande: Demande, definition: Definition, envoi: Soumission) -> list[Operation]:
    auteur = demande.compte or SANS_COMPTE
    operations: list[Operation] = [
        storage.demandes.creation(demande),
        storage.outbox.deposit(avis.receipt(demande, definition)),
        storage.journal.line(Ligne(f"demande:{demande.numero}", SOUMISSION, auteur, demande.depose_le)),
        *quotas.take(definition, demande.reponses),
    ]
    if demande.compte:
        operations.append(storage.brouillons.removal(demande.compte, demande.demarche))
    if demande.compte is None and envoi.solution:
        operations.append(storage.cryptogrammes.consumption(envoi.solution.id))
    return operations
