"""A whole file of factures: rows gathered by numéro, each facture checked as one; nothing is kept of a wrong file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date

from chalicelib.domain import import_lignes as lignes
from chalicelib.domain import import_texte as texte
from chalicelib.domain.facture import Emission
from chalicelib.domain.francais import format_montant
from chalicelib.domain.import_fautes import FauteDeLigne, Fautes, FichierIllisible
from chalicelib.domain.import_lignes import LigneDAvoir, LigneImportee
from chalicelib.domain.import_texte import FICHIER, Format
from chalicelib.domain.import_valeurs import MONTANT_MAXIMUM

LIGNES_PAR_FACTURE = 100


@dataclass(frozen=True, slots=True)
class FactureImportee:
    """`ligne`: the first one of it."""

    ligne: int
    emission: Emission


@dataclass(frozen=True, slots=True)
class AvoirImporte:
    """`facture`: the numéro of what it cancels; `montant` in centimes, None when the file does not tell it."""

    ligne: int
    numero: str
    facture: str
    famille: str
    montant: int | None


@dataclass(frozen=True, slots=True)
class Contenu:
    """Of a file, in its order. `lignes` counts those that hold something."""

    lignes: int
    factures: tuple[FactureImportee, ...]
    avoirs: tuple[AvoirImporte, ...]


def read(octets: bytes, regie: str, format: Format, today: date, fautes: Fautes) -> Contenu:  # noqa: A002
    """What the file says; worth something only when `fautes` is left empty."""
    compte = 0
    factures, avoirs = dict[str, list[LigneImportee]](), dict[str, list[LigneDAvoir]]()
    try:
        for rangee in texte.rows(texte.decode(octets, format.encodage), format, fautes):
            compte += 1
            lue = lignes.read(rangee, format, today, fautes)
            if isinstance(lue, LigneImportee):
                factures.setdefault(lue.numero, []).append(lue)
            elif lue:
                avoirs.setdefault(lue.numero, []).append(lue)
    except FichierIllisible as error:
        fautes.add(error.faute)
        return Contenu(compte, (), ())
    if not compte:
        fautes.add(FauteDeLigne(1, FICHIER, "Ce fichier ne contient aucune facture."))
    _check_shared(factures, avoirs, format, fautes)
    importees = tuple(_facture(groupe, regie, format, fautes) for groupe in factures.values())
    return Contenu(compte, importees, tuple(_avoir(groupe, format, fautes) for groupe in avoirs.values()))


def _facture(groupe: list[LigneImportee], regie: str, format: Format, fautes: Fautes) -> FactureImportee:  # noqa: A002
    premiere, entete = groupe[0], groupe[0].entete
    for autre in groupe[1:]:
        _check_same(premiere, autre, format, fautes)
    montant = sum(ligne.detail.montant for ligne in groupe)
    if faute := wrong_sum(montant, entete.total, len(groupe)):
        champ = format.heading("total" if entete.total is not None else "montant")
        fautes.add(FauteDeLigne(premiere.ligne, champ, f"Facture {premiere.numero}\u00a0: {faute}"))
    emission = Emission(
        regie,
        premiere.numero,
        entete.famille,
        entete.payeur,
        entete.objet,
        entete.periode,
        entete.emise_le,
        entete.echeance_le,
        montant,
        tuple(ligne.detail for ligne in groupe),
    )
    return FactureImportee(premiere.ligne, emission)


def wrong_sum(montant: int, total: int | None, compte: int) -> str:
    """Why `compte` lines that make `montant` centimes are no facture; "" when they are."""
    if compte > LIGNES_PAR_FACTURE:
        return f"elle a {compte} lignes, {LIGNES_PAR_FACTURE} au plus."
    if montant > MONTANT_MAXIMUM:
        return "son total dépasse 99\u202f999,99\u00a0€."
    if total is not None and total != montant:
        return f"ses lignes font {format_montant(montant)}, son total dit {format_montant(total)}."
    return ""


def _check_same(premiere: LigneImportee, autre: LigneImportee, format: Format, fautes: Fautes) -> None:  # noqa: A002
    """One numéro, one payer, one date: another value is another facture under the same numéro."""
    for champ in (field.name for field in fields(premiere.entete)):
        if getattr(premiere.entete, champ) != getattr(autre.entete, champ):
            detail = f"La facture {autre.numero} dit autre chose à la ligne {premiere.ligne}. Une facture a un numéro."
            fautes.add(FauteDeLigne(autre.ligne, format.heading(champ), detail))


def _avoir(groupe: list[LigneDAvoir], format: Format, fautes: Fautes) -> AvoirImporte:  # noqa: A002
    premiere = groupe[0]
    for autre in groupe[1:]:
        for champ, nom in (("facture", "avoir"), ("famille", "famille")):
            if getattr(premiere, champ) != getattr(autre, champ):
                detail = f"L’avoir {autre.numero} dit autre chose à la ligne {premiere.ligne}. Un avoir a un numéro."
                fautes.add(FauteDeLigne(autre.ligne, format.heading(nom), detail))
    montants = [ligne.montant for ligne in groupe if ligne.montant is not None]
    montant = sum(montants) if montants else None
    return AvoirImporte(premiere.ligne, premiere.numero, premiere.facture, premiere.famille, montant)


def _check_shared(
    factures: Mapping[str, list[LigneImportee]],
    avoirs: Mapping[str, list[LigneDAvoir]],
    format: Format,  # noqa: A002
    fautes: Fautes,
) -> None:
    for numero in avoirs.keys() & factures.keys():
        detail = f"Le numéro {numero} est à la fois celui d’une facture et d’un avoir."
        fautes.add(FauteDeLigne(avoirs[numero][0].ligne, format.heading("numero"), detail))
    for premier, second in _twice(avoirs.values()):
        detail = f"La facture {premier.facture} a déjà un avoir à la ligne {premier.ligne}."
        fautes.add(FauteDeLigne(second.ligne, format.heading("avoir"), detail))


def _twice(groupes: Iterable[list[LigneDAvoir]]) -> Iterable[tuple[LigneDAvoir, LigneDAvoir]]:
    vus = dict[str, LigneDAvoir]()
    for avoir, *_ in groupes:
        if (premier := vus.setdefault(avoir.facture, avoir)) is not avoir:
            yield premier, avoir
