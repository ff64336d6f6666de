"""The régies of a commune's file: money goes where these lines say, so each one is checked, and none is passed over."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

import msgspec

from chalicelib.config import Import, PayFip, Regie
from chalicelib.domain.import_texte import CHAMPS
from chalicelib.domain.payfip import NUMCLI
from infra.check_fautes import Faute, in_french, line_of

SLUG = re.compile(r"[a-z][a-z0-9-]*", re.ASCII)
LETTRE = re.compile(r"[A-Z]", re.ASCII)
DES_DEMANDES = "D"
"""What the numéros of demandes begin with."""
FORMES: Mapping[str, type[msgspec.Struct]] = {"": Regie, "payfip": PayFip, "imports": Import}
CHOIX = {
    "payfip.saisie": get_args(PayFip.__annotations__["saisie"]),
    "imports.separateur": get_args(Import.__annotations__["separateur"]),
    "imports.encodage": get_args(Import.__annotations__["encodage"]),
}


def check(fichier: Path, texte: str, brute: Mapping[str, Any]) -> Iterator[Faute]:
    """The shape of each régie, then what its values mean."""
    regies = brute.get("regies", {})
    for slug, regie in regies.items():
        fautes = [*_shape(slug, regie)] or [*_values(slug, regie, brute)]
        for cle, message in fautes:
            yield Faute(fichier, _line(texte, slug, cle), f"regies.{slug}{cle and '.'}{cle}", in_french(message))


def _shape(slug: str, regie: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Where, as `payfip.numcli`, and what is wrong."""
    if SLUG.fullmatch(slug) is None:
        yield "", f"écrivez le nom de la régie en minuscules sans accent, et non «\u00a0{slug}\u00a0»"
    try:
        msgspec.convert(regie, type=Regie)
    except msgspec.ValidationError as error:
        message, _, chemin = str(error).partition(" - at `$")
        cle = chemin.strip("`.").replace("[...]", "")
        refusee = re.fullmatch(r"Invalid enum value '(.*)'", message, re.DOTALL)
        yield cle, f"'{refusee[1]}' is none of {', '.join(map(_shown, CHOIX[cle]))}" if refusee else message
        return
    for table, forme in FORMES.items():
        contenu = regie.get(table, {}) if table else regie
        for cle in contenu.keys() - set(forme.__struct_fields__):
            yield f"{table}{table and '.'}{cle}", "unknown key, or not for this type"


def _values(slug: str, regie: Mapping[str, Any], brute: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    services = brute.get("services", {})
    if LETTRE.fullmatch(regie["lettre"]) is None or regie["lettre"] == DES_DEMANDES:
        yield "lettre", "écrivez une seule lettre majuscule, autre que D, qui est celle des demandes"
    if not regie["services"]:
        yield "services", "empty list"
    for service in regie["services"]:
        if service not in services:
            yield "services", f"'{service}' is none of {', '.join(services)}"
    if "payfip" in regie and NUMCLI.fullmatch(regie["payfip"]["numcli"]) is None:
        yield "payfip.numcli", "le numéro de PayFiP a 6 chiffres, entre guillemets"
    yield from _taken(slug, regie, brute["regies"])
    yield from _colonnes(regie.get("imports", {}).get("colonnes", {}))


def _taken(slug: str, regie: Mapping[str, Any], regies: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Of two that claim the same, the second is told."""
    rang = list(regies).index(slug)
    avant = [autre for autre in list(regies.values())[:rang] if isinstance(autre, dict)]
    if regie["lettre"] in [autre.get("lettre") for autre in avant]:
        yield "lettre", f"'{regie['lettre']}' is already taken"
    numclis = [autre["payfip"].get("numcli") for autre in avant if isinstance(autre.get("payfip"), dict)]
    if "payfip" in regie and regie["payfip"]["numcli"] in numclis:
        yield "payfip.numcli", f"'{regie['payfip']['numcli']}' is already taken"


def _colonnes(colonnes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    titres = list(colonnes.values())
    for champ, titre in colonnes.items():
        if champ not in CHAMPS:
            yield f"imports.colonnes.{champ}", f"'{champ}' is none of {', '.join(CHAMPS)}"
        elif not titre.strip():
            yield f"imports.colonnes.{champ}", "empty text"
        elif titres.index(titre) < list(colonnes).index(champ):
            yield f"imports.colonnes.{champ}", f"'{titre}' is already taken"


def _shown(valeur: str) -> str:
    return valeur.replace("\t", "\\t")


def _line(texte: str, slug: str, cle: str) -> int:
    """Of the key in its own table; of the table's heading when it is not written there."""
    chemin, _, nom = f"regies.{slug}.{cle}".rstrip(".").rpartition(".")
    debut = line_of(texte, rf"\[{re.escape(chemin)}\]")
    lignes = texte.splitlines()
    for rang in range(debut, len(lignes)):
        if re.match(r"\s*\[", lignes[rang]):
            break
        if re.match(rf'\s*"?{re.escape(nom)}"?\s*=', lignes[rang]):
            return rang + 1
    return line_of(texte, rf"\[{re.escape(f'regies.{slug}')}\]") if debut == 1 or not cle else debut
