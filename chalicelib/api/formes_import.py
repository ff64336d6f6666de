"""Shapes of the imports of factures, as agents deposit and follow them."""

from datetime import date, datetime
from typing import Annotated, Literal

import msgspec

from chalicelib.api.formes import Entree
from chalicelib.api.formes_facture import name_of
from chalicelib.domain.import_factures import FactureImportee
from chalicelib.domain.import_fautes import FauteDeLigne
from chalicelib.domain.import_texte import TITRE
from chalicelib.domain.import_travail import LIBELLES, Travail
from chalicelib.storage.travaux import Rapport

Titre = Annotated[str, msgspec.Meta(max_length=TITRE)]


class FichierAnnonce(Entree, frozen=True):
    """A file about to be sent; `taille` in bytes."""

    regie: str
    nom: str
    taille: int


class FormatSaisi(Entree, frozen=True):
    """How to read it: `colonnes` gives the heading of each champ."""

    separateur: Literal[";", ",", "\t", "|"]
    encodage: Literal["utf-8", "windows-1252"]
    colonnes: dict[Titre, Titre]


class ImportSaisi(Entree, frozen=True):
    """A file that was sent under `cle`."""

    regie: str
    cle: str
    nom: str
    format: FormatSaisi


class ImportCree(msgspec.Struct, frozen=True):
    """Where to follow it."""

    id: str
    etat: str


class ResumeDImport(msgspec.Struct, frozen=True):
    """What it would change; once confirmed, what it has changed so far."""

    creees: int
    identiques: int
    annulees: int
    montant_centimes: int
    familles_inconnues: int


class ImportEnListe(msgspec.Struct, frozen=True):
    """One line of the list. `progres` out of `total`, in the units of its state."""

    id: str
    nom: str
    regie: str
    regie_nom: str
    etat: str
    etat_libelle: str
    lignes: int
    progres: int
    total: int
    resume: ResumeDImport
    fautes_total: int
    par: str
    le: datetime


class FactureApercue(msgspec.Struct, frozen=True):
    """One that would be created; `ligne` of the file, `lignes` counts its own."""

    ligne: int
    numero: str
    famille: str
    payeur: str
    objet: str
    echeance_le: date
    lignes: int
    montant_centimes: int


class FauteLue(msgspec.Struct, frozen=True):
    """What to correct; `champ` as the file names its column."""

    ligne: int
    champ: str
    detail: str


class AvoirEnAttente(msgspec.Struct, frozen=True):
    """It cancels a facture that is being paid: the result decides."""

    numero: str
    facture: str


class ImportLu(ImportEnListe, frozen=True, kw_only=True):
    """All that is known of it."""

    apercu: list[FactureApercue]
    fautes: list[FauteLue]
    en_attente: list[AvoirEnAttente]


class EtatDImport(msgspec.Struct, frozen=True):
    """Where the decision led."""

    etat: str


def line_of(travail: Travail) -> ImportEnListe:
    """In the list."""
    fait = travail.resume
    resume = ResumeDImport(fait.creees, fait.identiques, fait.annulees, fait.montant, fait.familles_inconnues)
    return ImportEnListe(
        travail.id,
        travail.nom,
        travail.regie,
        name_of(travail.regie),
        travail.etat,
        LIBELLES[travail.etat],
        travail.lignes,
        travail.progres,
        travail.total,
        resume,
        travail.fautes_total,
        travail.par,
        travail.le,
    )


def represent(travail: Travail, rapport: Rapport) -> ImportLu:
    """On its own screen."""
    return ImportLu(
        **msgspec.structs.asdict(line_of(travail)),
        apercu=[_preview(importee) for importee in rapport.apercu],
        fautes=[_fault(faute) for faute in (*rapport.fautes, *travail.ecarts)],
        en_attente=[AvoirEnAttente(avoir.numero, avoir.facture) for avoir in travail.en_attente],
    )


def _preview(importee: FactureImportee) -> FactureApercue:
    emission = importee.emission
    return FactureApercue(
        importee.ligne,
        emission.numero,
        emission.famille,
        emission.payeur,
        emission.objet,
        emission.echeance_le,
        len(emission.lignes),
        emission.montant,
    )


def _fault(faute: FauteDeLigne) -> FauteLue:
    return FauteLue(faute.ligne, faute.champ, faute.detail)
