"""From a decoded TOML file to a Definition, or to the place of its first mistake."""

from collections.abc import Mapping

from chalicelib.domain.definition_champs import parse_champ, parse_nom
from chalicelib.domain.definition_conditions import Connus, parse_si
from chalicelib.domain.definition_table import DefinitionInvalide, Table, unique
from chalicelib.domain.demarche import Definition
from chalicelib.domain.formulaire import FORMATS, Champ, Etape, PieceDemandee

SERVICES = (
    "etat-civil", "elections", "scolaire", "periscolaire", "accueil", "police-administrative", "voirie",
    "vie-associative", "police-municipale", "services-techniques", "ccas",
)  # fmt: skip
MEMBRES = ("aucun", "tous", "adultes", "enfants")
ICONES = (
    "home", "services", "demandes", "euro", "compte", "naissance", "ecole", "acte", "cantine", "vote", "voirie",
    "coeur",
)  # fmt: skip


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
        pieces=_pieces(table, connus),
    )
    if not definition.compte_requis and definition.membres != "aucun":
        raise table.refuse("membres", "nobody has a foyer without a compte: aucun is expected")
    table.close()
    return definition


def _etapes(table: Table) -> tuple[Etape, ...]:
    connus = dict[str, Champ]()
    etapes = table.valeurs("etapes", lambda data, place: _etape(data, place, connus))
    unique([(etape.nom, f"etapes[{rang}].nom") for rang, etape in enumerate(etapes)])
    return etapes


def _etape(data: object, place: str, connus: dict[str, Champ]) -> Etape:
    """Adds its champs to `connus` as it reads them: later conditions may name them, earlier ones may not."""
    table = Table(data, place)
    nom, titre, aide, si = parse_nom(table), table.texte("titre"), table.texte("aide", ""), parse_si(table, connus)

    def read(champ_data: object, champ_place: str) -> Champ:
        champ = parse_champ(champ_data, champ_place, connus)
        if connus.setdefault(champ.nom, champ) is not champ:
            raise DefinitionInvalide(f"{champ_place}.nom", f"{champ.nom!r} is already taken")
        return champ

    etape = Etape(nom, titre, table.valeurs("champs", read), aide, si)
    table.close()
    return etape


def _pieces(table: Table, connus: Connus) -> tuple[PieceDemandee, ...]:
    if not table.has("pieces"):
        return ()
    pieces = table.valeurs("pieces", lambda data, place: _piece(data, place, connus))
    unique([(piece.nom, f"pieces[{rang}].nom") for rang, piece in enumerate(pieces)])
    return pieces


def _piece(data: object, place: str, connus: Connus) -> PieceDemandee:
    table = Table(data, place)
    piece = PieceDemandee(
        parse_nom(table),
        table.texte("libelle"),
        table.texte("aide", ""),
        table.booleen("obligatoire", defaut=True),
        parse_si(table, connus),
        table.valeurs("formats", _format) if table.has("formats") else FORMATS,
        table.entier("taille_max_mo", 1, 20, 10),
        table.entier("nombre_max", 1, 10, 3),
    )
    table.close()
    return piece


def _format(data: object, place: str) -> str:
    if data not in FORMATS:
        raise DefinitionInvalide(place, f"{data!r} is none of {', '.join(FORMATS)}")
    return str(data)
