"""The sheet that goes in the envelope: the address shows through a window, the counter scans its barcode (R27)."""

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chalicelib.rendering import polices
from chalicelib.rendering.pdf import ENCRE, GRIS, MARGE, TRAIT, text_of

if TYPE_CHECKING:
    from reportlab.graphics.barcode.code128 import Code128
    from reportlab.pdfgen.canvas import Canvas

FENETRE = (102, 46, 86)
"""Millimetres: from the left, from the top, width of the address. A DL envelope (110 by 220) whose window, 45 by 100,
is at 20 from the right and from the bottom shows its six lines, whatever way a sheet folded in three slides in it."""
PLI = 99
"""Millimetres from the top: the first fold."""
MODULE = 0.45
"""Millimetres of the thinnest bar: cheap scanners and tired printers read it."""
HAUTEUR = 18
"""Millimetres of the bars."""
TITRE = "Bordereau d’envoi"


@dataclass(frozen=True, slots=True)
class Bordereau:
    """`adresse`: of the service, line by line; `pieces`: what the envelope holds."""

    commune: str
    adresse: tuple[str, ...]
    objet: str
    numero: str
    nom: str
    prenom: str
    pieces: tuple[str, ...]

    @property
    def code(self) -> str:
        """What the barcode holds: the numéro without dashes."""
        return self.numero.replace("-", "")


def barcode(bordereau: Bordereau) -> "Code128":
    """Code 128, quiet zones included; what it holds is written under it for who has no scanner."""
    from reportlab.graphics.barcode.code128 import Code128  # noqa: PLC0415 (only this sheet pays)
    from reportlab.lib.units import mm  # noqa: PLC0415

    return Code128(bordereau.code, barWidth=MODULE * mm, barHeight=HAUTEUR * mm, quiet=True)


def render(bordereau: Bordereau) -> bytes:
    """The PDF, one page of A4."""
    from reportlab.lib.pagesizes import A4  # noqa: PLC0415 (150 ms that only documents pay)
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    polices.register()
    sortie = io.BytesIO()
    page = Canvas(sortie, pagesize=A4, lang="fr-FR")
    page.setTitle(polices.readable(f"{TITRE} {bordereau.numero}"))
    page.setAuthor(polices.readable(bordereau.commune))
    _address(page, bordereau)
    _contents(page, bordereau)
    page.showPage()
    page.save()
    return sortie.getvalue()


def _address(page: "Canvas", bordereau: Bordereau) -> None:
    """Above the fold: nothing else shows through the window."""
    from reportlab.lib.colors import HexColor  # noqa: PLC0415
    from reportlab.lib.units import mm  # noqa: PLC0415

    haut = page._pagesize[1]  # noqa: SLF001 (reportlab has no other name for it)
    page.setFillColor(HexColor(GRIS))
    page.setFont(polices.CORPS, 9)
    page.drawString(MARGE * mm, haut - MARGE * mm, polices.readable(f"{bordereau.prenom} {bordereau.nom}".strip()))
    gauche, sommet, largeur = FENETRE
    _flow(page, "\n".join(bordereau.adresse), "adresse", (gauche, sommet, largeur))
    page.setStrokeColor(HexColor(TRAIT))
    page.setDash(2, 3)
    page.line(0, haut - PLI * mm, 8 * mm, haut - PLI * mm)


def _contents(page: "Canvas", bordereau: Bordereau) -> None:
    from reportlab.lib.colors import HexColor  # noqa: PLC0415
    from reportlab.lib.units import mm  # noqa: PLC0415

    largeur = 210 - 2 * MARGE
    bas = _flow(page, TITRE, "titre", (MARGE, PLI + 12, largeur))
    lignes = (
        f"Objet : {bordereau.objet}",
        f"Numéro de la demande : {bordereau.numero}",
        f"Nom : {bordereau.nom}",
        f"Prénom : {bordereau.prenom}",
    )
    bas = _flow(page, "\n".join(lignes), "corps", (MARGE, bas + 4, largeur))
    code = barcode(bordereau)
    page.setFillColor(HexColor(ENCRE))
    code.drawOn(page, MARGE * mm - code.lquiet, page._pagesize[1] - (bas + 6 + HAUTEUR) * mm)  # noqa: SLF001
    bas = _flow(page, bordereau.numero, "corps", (MARGE, bas + 6 + HAUTEUR + 2, largeur))
    contenu = "\n".join(("Dans cette enveloppe :", *(f"– {piece}" for piece in bordereau.pieces)))
    _flow(page, contenu, "corps", (MARGE, bas + 8, largeur))


def _flow(page: "Canvas", texte: str, style: str, place: tuple[float, float, float]) -> float:
    """Draws a text from (left, top, width), in millimetres from the top left; gives where it ends."""
    from reportlab.lib.units import mm  # noqa: PLC0415

    gauche, sommet, largeur = place
    paragraphe = text_of(texte, style)
    _, hauteur = paragraphe.wrap(largeur * mm, page._pagesize[1])  # noqa: SLF001
    paragraphe.drawOn(page, gauche * mm, page._pagesize[1] - sommet * mm - hauteur)  # noqa: SLF001
    return float(sommet + hauteur / mm)
