"""The files of communes: what the portal reads of them is there, and what they name exists."""

import importlib.util
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from chalicelib.config import Service
from chalicelib.domain.definition import SERVICES
from chalicelib.domain.definition_table import DefinitionInvalide
from chalicelib.domain.errors import Introuvable
from chalicelib.storage import definitions
from infra import check_regies
from infra.check_fautes import Faute, in_french, line_of

COULEUR = re.compile(r"#[0-9A-Fa-f]{6}", re.ASCII)
LIGNE_DE_SYNTAXE = re.compile(r"\(at line (\d+)")
CLE_FAUTIVE = re.compile(r".* - at `\$\.(\w+).*`|(\w+)(?:\.\w+)*\u00a0: .*", re.DOTALL)


def files(dossier: Path) -> list[Path]:
    """One per commune."""
    return sorted(dossier.glob("*.toml"))


def check(dossier: Path, racine: Path) -> tuple[Faute, ...]:
    """`racine` holds static-site, whose loader tells the shapes and whose images are named by the theme."""
    charge = _loader(racine)
    return tuple(faute for fichier in files(dossier) for faute in _file(fichier, charge, racine))


def _file(fichier: Path, charge: Any, racine: Path) -> Iterator[Faute]:  # noqa: ANN401  # a module of the site
    texte = fichier.read_text(encoding="utf-8")
    try:
        brute = tomllib.loads(texte)
    except tomllib.TOMLDecodeError as error:
        ligne = LIGNE_DE_SYNTAXE.search(str(error))
        yield Faute(fichier, int(ligne[1]) if ligne else len(texte.splitlines()), "", f"ce n’est pas du TOML ({error})")
        return
    formes = [*_services(fichier, texte, brute), *check_regies.check(fichier, texte, brute)]
    formes = formes or [*_shape(fichier, texte, charge)]
    yield from formes
    if not formes:
        yield from _demarches(fichier, texte, brute)
        yield from _doubles(fichier, texte, "ecoles", brute.get("ecoles", []))
        yield from _look(fichier, texte, brute["theme"], racine)


def _services(fichier: Path, texte: str, brute: Mapping[str, Any]) -> Iterator[Faute]:
    for slug, service in brute.get("services", {}).items():
        ligne = line_of(texte, rf"\[services\.{re.escape(slug)}\]")
        if slug not in SERVICES:
            yield Faute(fichier, ligne, f"services.{slug}", in_french(f"'{slug}' is none of {', '.join(SERVICES)}"))
        try:
            msgspec.convert(service, type=Service)
        except msgspec.ValidationError as error:
            message, _, cle = str(error).partition(" - at `$")
            yield Faute(fichier, ligne, f"services.{slug}{cle.rstrip('`')}", in_french(message))


def _shape(fichier: Path, texte: str, charge: Any) -> Iterator[Faute]:  # noqa: ANN401  # a module of the site
    try:
        charge.load(fichier.stem, fichier.parent)
    except msgspec.ValidationError as error:
        trouvee = CLE_FAUTIVE.fullmatch(str(error))
        cle = (trouvee[1] or trouvee[2]) if trouvee else ""
        message = in_french(str(error).partition(" - at `$")[0])
        yield Faute(fichier, line_of(texte, rf"\[{cle}\]|{cle}\s*=") if cle else 1, "", message)


def _demarches(fichier: Path, texte: str, brute: Mapping[str, Any]) -> Iterator[Faute]:
    yield from _doubles(fichier, texte, "demarches", brute["demarches"])
    for slug in dict.fromkeys(brute["demarches"]):
        ligne = _element(texte, "demarches", slug)
        try:
            service = definitions.get(slug).service
        except Introuvable:
            message = f"«\u00a0{slug}\u00a0» n’existe pas. Corrigez le nom, ou créez chalicelib/demarches/{slug}/1.toml"
            yield Faute(fichier, ligne, "demarches", message)
            continue
        except DefinitionInvalide:
            continue  # told with its own file
        if service not in brute["services"]:
            message = (
                f"«\u00a0{slug}\u00a0» va au service «\u00a0{service}\u00a0». Ajoutez la table [services.{service}]"
            )
            yield Faute(fichier, ligne, "demarches", message)


def _doubles(fichier: Path, texte: str, cle: str, valeurs: list[str]) -> Iterator[Faute]:
    for valeur in dict.fromkeys(v for v in valeurs if valeurs.count(v) > 1):
        ligne = _element(texte, cle, valeur, derniere=True)
        yield Faute(fichier, ligne, cle, f"«\u00a0{valeur}\u00a0» est écrit deux fois. Supprimez l’un des deux")


def _look(fichier: Path, texte: str, theme: Mapping[str, str], racine: Path) -> Iterator[Faute]:
    for cle in ("couleur", "accent"):
        if COULEUR.fullmatch(theme[cle]) is None:
            yield Faute(fichier, line_of(texte, rf"{cle}\s*="), f"theme.{cle}", "écrivez une couleur comme #12504F")
    if not (racine / "static-site/images/logos" / theme["logo"]).is_file():
        message = "ce fichier n’est pas dans static-site/images/logos. Ajoutez-le, ou corrigez le nom"
        yield Faute(fichier, line_of(texte, r"logo\s*="), "theme.logo", message)


def _element(texte: str, cle: str, valeur: str, *, derniere: bool = False) -> int:
    """Of an element of the list `cle`, on its own line or not."""
    debut = line_of(texte, rf"{cle}\s*=")
    lignes = texte.splitlines()
    fin = next((rang for rang in range(debut - 1, len(lignes)) if "]" in lignes[rang]), debut - 1)
    trouvees = [rang + 1 for rang in range(debut - 1, fin + 1) if f'"{valeur}"' in lignes[rang]] or [debut]
    return trouvees[-1 if derniere else 0]


def _loader(racine: Path) -> Any:  # noqa: ANN401
    """static-site/commune.py, which is no package."""
    spec = importlib.util.spec_from_file_location("commune", racine / "static-site/commune.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(racine / "static-site/commune.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
