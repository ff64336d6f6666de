"""What the archive of a compte holds: everything that the portal keeps of it, in JSON, on paper, and the pièces."""

import json
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import IO

from chalicelib import clock, storage
from chalicelib.domain.brouillon import Brouillon
from chalicelib.domain.compte import Compte
from chalicelib.domain.demande import Demande, Fichier
from chalicelib.domain.errors import Introuvable
from chalicelib.domain.journal import Ligne
from chalicelib.domain.suivi import pieces_of
from chalicelib.rendering import pdf
from chalicelib.services import archive_json, archive_pdf, pieces
from chalicelib.storage.identifiants import Acces

DEMANDES_MAXIMUM = 1000
"""Ten lifetimes; more is for the mairie to send."""
OCTETS_MAXIMUM = 400_000_000
"""Of pièces: what the function's disk holds."""
INTERDITS = re.compile(r"[^\w .()’'-]+")
NOM_MAXIMAL = 100


@dataclass(frozen=True, slots=True)
class Dossier:
    """Read at one moment."""

    compte: Compte
    acces: Acces
    demandes: tuple[Demande, ...]
    journal: tuple[Ligne, ...]
    brouillons: tuple[Brouillon, ...]


@dataclass(frozen=True, slots=True)
class Jointe:
    """A file of the archive. `cle`: as its demande names it; `fichier`: as it rests once checked.

    `chemin`: its place there, "" for one left out, too large with the others.
    """

    cle: str
    fichier: Fichier
    chemin: str


def collect(compte: str) -> Dossier:
    """Everything but the bytes of the pièces. Raises Introuvable."""
    titulaire = storage.comptes.get(compte)
    acces, journal, drafts = storage.together(
        partial(storage.identifiants.get, titulaire.identifiant),
        partial(storage.journal.read, f"compte:{compte}", clock.now()),
        partial(storage.brouillons.all_of, compte),
    )
    return Dossier(titulaire, acces, tuple(_demandes(compte)), tuple(journal), drafts)


def write(dossier: Dossier, sortie: IO[bytes]) -> None:
    """The ZIP; each pièce goes through in parts. Raises Indisponible."""
    jointes = list(_jointes(dossier.demandes))
    chemins = {jointe.cle: jointe.chemin for jointe in jointes}
    with zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as archive:
        lu = (dossier.compte, dossier.acces, dossier.demandes, dossier.journal, chemins, dossier.brouillons)
        contenu = archive_json.represent(*lu)
        archive.writestr("donnees.json", json.dumps(contenu, ensure_ascii=False, indent=1))
        archive.writestr("resume.pdf", pdf.render(archive_pdf.represent(*lu)))
        for jointe in jointes:
            if jointe.chemin:
                _add(archive, jointe)


def _add(archive: zipfile.ZipFile, jointe: Jointe) -> None:
    """One that retention erased meanwhile is not there any more."""
    try:
        parts = storage.pieces.parts(jointe.fichier)
    except Introuvable:
        return
    entree = zipfile.ZipInfo(jointe.chemin, clock.now().astimezone(clock.PARIS).timetuple()[:6])
    with archive.open(entree, "w", force_zip64=True) as dans:
        for part in parts:
            dans.write(part)


def _demandes(compte: str) -> Iterator[Demande]:
    """Page by page of the index, each demande then read itself: the index is late and partial."""
    suite: str | None = None
    lues = 0
    while lues < DEMANDES_MAXIMUM:
        page = storage.demandes.of_compte(compte, suite)
        trouvees = storage.together(*(partial(storage.demandes.find, resume.numero) for resume in page.elements))
        yield from (demande for demande in trouvees if demande and demande.compte == compte)
        lues, suite = lues + len(page.elements), page.suite
        if suite is None:
            return


def _jointes(demandes: tuple[Demande, ...]) -> Iterator[Jointe]:
    """Those that are checked, under names that every system takes, none twice."""
    reste = OCTETS_MAXIMUM
    for demande in demandes:
        fichiers = ((piece.nom, fichier) for piece in pieces_of(demande) for fichier in piece.fichiers)
        for rang, (piece, fichier) in enumerate(fichiers, 1):
            if garde := pieces.resting(demande, fichier):
                reste -= garde.taille
                nom = f"{rang:02d}-{piece}-{_safe(garde.nom)}"
                yield Jointe(fichier.cle, garde, f"pieces/{demande.numero}/{nom}" if reste >= 0 else "")


def _safe(nom: str) -> str:
    return INTERDITS.sub("_", unicodedata.normalize("NFC", nom)).strip(" .")[-NOM_MAXIMAL:] or "fichier"
