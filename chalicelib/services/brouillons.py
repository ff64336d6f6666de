"""Drafts of logged-in citizens: saved as they type, resumed on any device, gone once sent."""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import msgspec

from chalicelib import clock, storage
from chalicelib.domain.brouillon import NOMBRE_MAXIMAL, Brouillon, ResumeDeBrouillon, check_size, next_revision
from chalicelib.domain.compte import Compte, Etat
from chalicelib.domain.courriel import Courriel
from chalicelib.domain.echeances import Suite, of_brouillon
from chalicelib.domain.errors import CompteRefuse, Conflit, EcritureConcurrente, Introuvable
from chalicelib.domain.francais import format_date
from chalicelib.services import demarches

ETAPE_MAXIMALE = 60
"""Characters of the name of an étape."""
Contenu = Mapping[str, object]


def list_own(compte: str) -> tuple[ResumeDeBrouillon, ...]:
    """Last changed first."""
    return storage.brouillons.of_compte(compte)


def get(compte: str, demarche: str) -> Brouillon:
    """Raises Introuvable, also for what never was a démarche: the store takes no key of any length."""
    storage.definitions.get(demarche)
    brouillon = storage.brouillons.find(compte, demarche)
    if brouillon is None:
        raise Introuvable
    return brouillon


def save(compte: str, demarche: str, version: int, contenu: Contenu, revision: int | None) -> ResumeDeBrouillon:
    """`revision`: the one that the device last read. Saving the same again, after a lost answer, is the same saving.

    Raises Introuvable for a version that never was, SaisieInvalide on `contenu`, CompteRefuse, EcritureConcurrente when
    another device saved, or sent, since. Two round trips.
    """
    titre = demarches.get(demarche).titre
    storage.definitions.get(demarche, version)
    texte = msgspec.json.encode(contenu)
    check_size(texte)
    now = clock.now()
    commence_le = {resume.demarche: resume.commence_le for resume in _others(compte, demarche)}.get(demarche, now)
    etape = str(contenu.get("etape") or "")[:ETAPE_MAXIMALE]
    suivante = next_revision(revision, now)
    resume = ResumeDeBrouillon(demarche, titre, etape, version, commence_le, now, suivante)
    return _save(compte, Brouillon(resume, texte.decode()), revision)


def delete(compte: str, demarche: str) -> None:
    """Nothing to delete is deleted. Raises Introuvable for what never was a démarche."""
    storage.definitions.get(demarche)
    storage.brouillons.erase(compte, demarche)


def look(compte: str, demarche: str) -> Suite:
    """What retention asks of it, done. Raises EcritureConcurrente when it was saved meanwhile."""
    titulaire, brouillon = storage.together(
        partial(storage.comptes.find, compte), partial(storage.brouillons.find, compte, demarche)
    )
    if brouillon is None:
        return Suite.ATTENDRE
    echeance = of_brouillon(brouillon.resume, clock.now().date())
    if titulaire is None or echeance.suite is Suite.EFFACER:
        storage.commit(storage.brouillons.expiry(compte, brouillon))
        return Suite.EFFACER
    if echeance.suite is Suite.AVERTIR:
        averti = replace(brouillon, resume=replace(brouillon.resume, averti_le=clock.now().date()))
        avis = storage.outbox.deposit(_warning(titulaire, averti.resume))
        storage.commit(storage.brouillons.warning(compte, averti), avis)
    return echeance.suite


def _others(compte: str, demarche: str) -> tuple[ResumeDeBrouillon, ...]:
    """The drafts there are, this one among them perhaps, of a compte that may have one more."""
    titulaire: Compte
    drafts: tuple[ResumeDeBrouillon, ...]
    titulaire, drafts = storage.together(
        partial(storage.comptes.get, compte), partial(storage.brouillons.of_compte, compte)
    )
    if titulaire.etat is Etat.REFUSE:
        raise CompteRefuse
    if len([resume for resume in drafts if resume.demarche != demarche]) >= NOMBRE_MAXIMAL:
        raise Conflit(f"Vous avez déjà {NOMBRE_MAXIMAL} brouillons. Envoyez-en un, ou supprimez-en un.")
    return drafts


def _save(compte: str, brouillon: Brouillon, revision: int | None) -> ResumeDeBrouillon:
    try:
        storage.brouillons.save(compte, brouillon, revision)
    except EcritureConcurrente:
        actuel = storage.brouillons.find(compte, brouillon.resume.demarche)
        if actuel is None or not actuel.is_same(brouillon):
            raise
        return actuel.resume
    return brouillon.resume


def _warning(titulaire: Compte, resume: ResumeDeBrouillon) -> Courriel:
    variables = {
        "prenom": titulaire.identite.prenom,
        "nom": titulaire.identite.nom,
        "titre": resume.titre,
        "commence_le": format_date(resume.commence_le.astimezone(clock.PARIS).date()),
        "efface_le": format_date(resume.expire_le),
        "demarche": resume.demarche,
    }
    modele, ou = "brouillon_bientot_efface", titulaire.coordonnees.courriel
    return Courriel(uuid.uuid4().hex, modele, ou, variables, clock.now(), compte=titulaire.id)
