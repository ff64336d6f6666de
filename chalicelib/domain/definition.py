"""From a decoded TOML file to a Definition, or to the place of its first mistake."""

import re
from collections.abc import Iterable, Mapping

from chalicelib.domain.definition_champs import parse_champ, parse_nom
from chalicelib.domain.definition_conditions import Connus, parse_condition, parse_si
from chalicelib.domain.definition_pieces import parse_pieces
from chalicelib.domain.definition_table import DefinitionInvalide, Table, unique
from chalicelib.domain.demarche import Definition
from chalicelib.domain.formulaire import Champ, ControleDEtape, Etape, TypeDeChamp
from chalicelib.domain.quota import Quota

SERVICES = (
    "etat-civil", "elections", "scolaire", "periscolaire", "accueil", "police-administrative", "voirie",
    "vie-associative", "police-municipale", "services-techniques", "ccas",
)  # fmt: skip
MEMBRES = ("aucun", "tous", "adultes", "enfants")
ICONES = (
    "home", "services", "demandes", "euro", "compte", "naissance", "ecole", "acte", "cantine", "vote", "voirie",
    "coeur", "livret", "cocarde", "valise", "verre", "cone", "salle", "bouclier",
)  # fmt: skip
COMPTES = (TypeDeChamp.TEXTE, TypeDeChamp.CHOIX, TypeDeChamp.SIRET, TypeDeChamp.RNA, TypeDeChamp.COURRIEL)
"""Types whose answer tells one asker from another, for a quota."""
QUOTA_MAX = 366
OUVRES = re.compile(r"[a-z0-9_.]+[+-]\d+joursouvres", re.ASCII)


def parse(data: Mapping[str, object], slug: str, version: int) -> Definition:
    """Raises DefinitionInvalide."""
    table = Table(data, "")
    etapes = _etapes(table)
    connus = {champ.nom: champ for etape in etapes for champ in etape.champs}
    definition = Definition(
        slug=slug,
        version=version,
        titre=table.texte("titre"),
        resume=table.texte("resume"),
        service=table.parmi("service", SERVICES),
        compte_requis=table.get("compte_requis", bool),
        membres=table.parmi("membres", MEMBRES),
        icone=table.parmi("icone", ICONES),
        duree_minutes=table.entier("duree_minutes", 1, 120),
        delai_jours=table.entier("delai_jours", 1, 365),
        silence=table.texte("silence"),
        etapes=etapes,
        pieces=parse_pieces(table, connus),
        qui=table.texte("qui", ""),
        recours=table.texte("recours", ""),
        controle=_named(table, "controle", connus, (TypeDeChamp.DATE,)) if table.has("controle") else "",
        quotas=_quotas(table, connus),
        ouvres=_counts_open_days(table.data),
    )
    _refuse_foyer(table, definition)
    table.close()
    return definition


def _refuse_foyer(table: Table, definition: Definition) -> None:
    if definition.compte_requis:
        return
    if definition.membres != "aucun":
        raise table.refuse("membres", "nobody has a foyer without a compte: aucun is expected")
    for rang, etape in enumerate(definition.etapes):
        for place, champ in enumerate(etape.champs):
            if champ.type is TypeDeChamp.MEMBRE:
                raise table.refuse(f"etapes[{rang}].champs[{place}].type", "nobody has a foyer without a compte")


def _counts_open_days(data: object) -> bool:
    """Wherever a date is written: a limit, a condition, a control."""
    if isinstance(data, str):
        return OUVRES.fullmatch(data) is not None
    if isinstance(data, Mapping):
        return any(_counts_open_days(valeur) for valeur in data.values())
    return isinstance(data, list) and any(_counts_open_days(valeur) for valeur in data)


def _etapes(table: Table) -> tuple[Etape, ...]:
    connus, pris = dict[str, Champ](), set[str]()
    etapes = table.valeurs("etapes", lambda data, place: _etape(data, place, connus, pris))
    unique([(etape.nom, f"etapes[{rang}].nom") for rang, etape in enumerate(etapes)])
    return etapes


def _etape(data: object, place: str, connus: dict[str, Champ], pris: set[str]) -> Etape:
    """Adds its champs to `connus` as it reads them: later conditions may name them, earlier ones may not.

    `pris` holds the noms inside groupes as well: no condition reads these from outside.
    """
    table = Table(data, place)
    nom, titre, aide, si = parse_nom(table), table.texte("titre"), table.texte("aide", ""), parse_si(table, connus)

    def read(champ_data: object, champ_place: str) -> Champ:
        champ = parse_champ(champ_data, champ_place, connus)
        _take(champ, champ_place, pris)
        connus[champ.nom] = champ
        return champ

    champs = table.valeurs("champs", read)
    etape = Etape(nom, titre, champs, aide, si, _controles(table, champs, connus))
    table.close()
    return etape


def _take(champ: Champ, place: str, pris: set[str]) -> None:
    noms = [(champ.nom, place), *((c.nom, f"{place}.champs[{rang}]") for rang, c in enumerate(champ.champs))]
    for nom, ou in noms:
        if nom in pris:
            raise DefinitionInvalide(f"{ou}.nom", f"{nom!r} is already taken")
        pris.add(nom)


def _controles(table: Table, champs: Iterable[Champ], connus: Connus) -> tuple[ControleDEtape, ...]:
    if not table.has("controles"):
        return ()
    ici = {champ.nom: champ for champ in champs if champ.type is not TypeDeChamp.EXPLICATION}

    def read(data: object, place: str) -> ControleDEtape:
        controle = Table(data, place)
        si = parse_condition(controle.get("si", dict), controle.place_of("si"), connus)
        lu = ControleDEtape(si, _named(controle, "champ", ici), controle.texte("message"))
        controle.close()
        return lu

    return table.valeurs("controles", read)


def _quotas(table: Table, connus: Connus) -> tuple[Quota, ...]:
    if not table.has("quotas"):
        return ()

    def read(data: object, place: str) -> Quota:
        quota = Table(data, place)
        champ, jour = _named(quota, "champ", connus, COMPTES), _named(quota, "date", connus, (TypeDeChamp.DATE,))
        lu = Quota(champ, quota.entier("maximum", 1, QUOTA_MAX), jour, quota.texte("message"))
        quota.close()
        return lu

    return table.valeurs("quotas", read)


def _named(table: Table, cle: str, connus: Connus, types: tuple[TypeDeChamp, ...] = tuple(TypeDeChamp)) -> str:
    """The nom of a champ of one of these types."""
    nom = table.texte(cle)
    if nom not in connus or connus[nom].type not in types:
        raise table.refuse(cle, f"{nom!r} is no champ that can stand here")
    return nom
