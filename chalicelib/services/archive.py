"""The archive of a compte: everything that the portal keeps of it, in JSON, on paper, and the pièces."""

import json
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from chalicelib import clock, storage
from chalicelib.domain.demande import Demande, Fichier
from chalicelib.domain.errors import Introuvable
from chalicelib.domain.suivi import pieces_of
from chalicelib.rendering import pdf
from chalicelib.services import archive_json, archive_pdf, pieces
from chalicelib.services.archive_dossier import Dossier

OCTETS_MAXIMUM = 400_000_000
"""Of pièces: what the function's disk holds."""
INTERDITS = re.compile(r"[^\w .()’'-]+")
NOM_MAXIMAL = 100


@dataclass(frozen=True, slots=True)
class Jointe:
    """A file of the archive. `cle`: as its demande names it; `fichier`: as it rests once checked.

    `chemin`: its place there, "" for one left out, too large with the others.
    """

    cle: str
    fichier: Fichier
    chemin: str


def write(dossier: Dossier, sortie: IO[bytes]) -> None:
    """The ZIP; each pièce goes through in parts. Raises Indisponible."""
    jointes = list(_jointes(dossier.demandes))
    chemins = {jointe.cle: jointe.chemin for jointe in jointes}
    with zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as archive:
        contenu = archive_json.represent(dossier, chemins)
        archive.writestr("donnees.json", json.dumps(contenu, ensure_ascii=False, indent=1))
        archive.writestr("resume.pdf", pdf.render(archive_pdf.represent(dossier, chemins)))
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
