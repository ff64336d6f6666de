"""Tables of figures on paper: headings on each page, amounts to the right, a total."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportlab.platypus import Flowable


@dataclass(frozen=True, slots=True)
class Tableau:
    """Rows under headings. `largeurs`: shares of the page; the last `droite` columns are figures, set to the right.

    `total`: a last row that stands out; none when it is empty.
    """

    entetes: tuple[str, ...]
    lignes: tuple[tuple[str, ...], ...]
    largeurs: tuple[float, ...]
    droite: int = 1
    total: tuple[str, ...] = ()


def lay(rangees: Sequence[Sequence["Flowable"]], largeurs: Sequence[float], couleurs: tuple[str, str]) -> "Flowable":
    """The rows, headings first, `largeurs` in points. `couleurs`: of the rule under the headings, of the others."""
    from reportlab.lib.colors import HexColor  # noqa: PLC0415 (only documents pay)
    from reportlab.platypus import Table, TableStyle  # noqa: PLC0415

    encre, trait = map(HexColor, couleurs)
    style = TableStyle([
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, trait),
        ("LINEBELOW", (0, 0), (-1, 0), 1, encre),
    ])  # fmt: skip
    return Table(rangees, colWidths=largeurs, style=style, repeatRows=1, splitInRow=1, spaceAfter=10)
