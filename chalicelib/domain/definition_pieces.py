"""Reading the pièces justificatives that a definition asks for."""

from chalicelib.domain.definition_champs import parse_nom
from chalicelib.domain.definition_conditions import Connus, parse_si
from chalicelib.domain.definition_table import DefinitionInvalide, Table, unique
from chalicelib.domain.formulaire import FORMATS, PieceDemandee
from chalicelib.domain.natures import AUTRE, NATURES

VALIDITE_MAX = 120
"""Months."""
COMPLEMENT = "complement"
"""The nom under which a citizen adds what was not foreseen: no definition may take it."""


def parse_pieces(table: Table, connus: Connus) -> tuple[PieceDemandee, ...]:
    """Those of a definition. Raises DefinitionInvalide."""
    if not table.has("pieces"):
        return ()
    pieces = table.valeurs("pieces", lambda data, place: _piece(data, place, connus))
    unique([(piece.nom, f"pieces[{rang}].nom") for rang, piece in enumerate(pieces)])
    return pieces


def _piece(data: object, place: str, connus: Connus) -> PieceDemandee:
    table = Table(data, place)
    nature, validite = table.parmi("nature", NATURES, ""), table.entier("validite_mois", 1, VALIDITE_MAX, 0)
    if validite and nature in {"", AUTRE}:
        raise table.refuse("validite_mois", "a nature other than « autre » is needed to recognise it another time")
    piece = PieceDemandee(
        parse_nom(table),
        table.texte("libelle"),
        table.texte("aide", ""),
        table.booleen("obligatoire", defaut=True),
        parse_si(table, connus),
        table.valeurs("formats", _format) if table.has("formats") else FORMATS,
        table.entier("taille_max_mo", 1, 20, 10),
        table.entier("nombre_max", 1, 10, 3),
        nature,
        validite,
    )
    if piece.nom == COMPLEMENT:
        raise table.refuse("nom", f"{COMPLEMENT!r} is kept for what a citizen adds later")
    table.close()
    return piece


def _format(data: object, place: str) -> str:
    if data not in FORMATS:
        raise DefinitionInvalide(place, f"{data!r} is none of {', '.join(FORMATS)}")
    return str(data)
