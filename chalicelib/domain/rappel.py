"""« Identifiant oublié ? »: what is typed, and what the courriel on file is told."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from chalicelib.domain import fiche
from chalicelib.domain.compte import CONNEXION_PERMISE
from chalicelib.domain.file_des_comptes import ResumeDeCompte
from chalicelib.domain.saisie import Saisie


def check(courriel: str, today: date) -> str:
    """As at the creation. Raises SaisieInvalide on `courriel`."""
    saisie = Saisie(today)
    champ = next(champ for champ in fiche.COORDONNEES.champs if champ.nom == "coordonnees.courriel")
    gardees = saisie.check([replace(champ, nom="courriel")], {"courriel": courriel})
    saisie.close()
    return str(gardees["courriel"])


def open_ones(resumes: Iterable[ResumeDeCompte]) -> tuple[ResumeDeCompte, ...]:
    """Those with which one can log in, oldest first."""
    ouverts = (resume for resume in resumes if resume.etat in CONNEXION_PERMISE)
    return tuple(sorted(ouverts, key=lambda resume: (resume.attente_depuis, resume.identifiant)))


def by_address(ouverts: Iterable[ResumeDeCompte]) -> list[tuple[ResumeDeCompte, ...]]:
    """Those of one mailbox together: to some servers, the letter case of an address makes another one."""
    groupes: dict[str, list[ResumeDeCompte]] = {}
    for ouvert in ouverts:
        groupes.setdefault(ouvert.courriel, []).append(ouvert)
    return [tuple(groupe) for groupe in groupes.values()]


def lines(resumes: Iterable[ResumeDeCompte]) -> str:
    """One identifiant a line, with whose it is: a family often shares a courriel."""
    return "\n".join(f"    {r.identifiant} ({' '.join((*r.prenoms[:1], r.nom))})" for r in resumes)
