"""Documents on paper: a title, sections, paragraphs, tables of labels or of figures, numbered pages.

What it is given is text, never markup: nothing that somebody typed is read as a tag.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from chalicelib.rendering import polices
from chalicelib.rendering.tableau import Tableau, lay

if TYPE_CHECKING:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Flowable

MARGE = 20
"""Millimetres."""
SUITE = 25
"""Millimetres left under a title, or it goes to the next page."""
RETRAIT = 6
"""Points between the margin and the text, reportlab's own."""
ETIQUETTE = 0.34
"""Of the width: the first column of a table."""
A_DROITE = 2
"""An alignment, reportlab's TA_RIGHT."""
ENCRE, GRIS, TRAIT = "#1b1f23", "#57606a", "#d0d7de"


@dataclass(frozen=True, slots=True)
class Section:
    """`lignes`: (label, text). `niveau` 2 stands under the section before it; what it says comes in this order."""

    titre: str
    paragraphes: tuple[str, ...] = ()
    lignes: tuple[tuple[str, str], ...] = ()
    niveau: int = 1
    tableau: Tableau | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """`pied` stands at the foot of every page; `auteur` and `langue` are in the metadata."""

    titre: str
    auteur: str
    sections: tuple[Section, ...]
    introduction: tuple[str, ...] = ()
    pied: str = ""
    langue: str = "fr-FR"


def render(document: Document) -> bytes:
    """The PDF, on A4."""
    from reportlab.lib.pagesizes import A4  # noqa: PLC0415 (150 ms that only documents pay)
    from reportlab.lib.units import mm  # noqa: PLC0415
    from reportlab.platypus import SimpleDocTemplate  # noqa: PLC0415

    polices.register()
    sortie = io.BytesIO()
    marges = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), MARGE * mm)
    titre, auteur = polices.readable(document.titre), polices.readable(document.auteur)
    gabarit = SimpleDocTemplate(
        sortie, pagesize=A4, title=titre, author=auteur, subject=titre, creator=auteur, lang=document.langue, **marges
    )
    pied = polices.readable(document.pied)
    gabarit.build(_story(document, _styles(), gabarit.width - 2 * RETRAIT), canvasmaker=_numbered(pied))
    return sortie.getvalue()


def _story(document: Document, styles: dict[str, "ParagraphStyle"], largeur: float) -> list["Flowable"]:
    from reportlab.lib.units import mm  # noqa: PLC0415
    from reportlab.platypus import CondPageBreak  # noqa: PLC0415

    suite: list[Flowable] = [_text(document.titre, styles["titre"])]
    suite += [_text(paragraphe, styles["corps"]) for paragraphe in document.introduction]
    for section in document.sections:
        suite += [CondPageBreak(SUITE * mm), _text(section.titre, styles[f"section{section.niveau}"])]
        suite += [_text(paragraphe, styles["corps"]) for paragraphe in section.paragraphes]
        if section.lignes:
            suite.append(_table(section.lignes, styles, largeur))
        if section.tableau:
            suite.append(_figures(section.tableau, styles, largeur))
    return suite


def text_of(texte: str, style: str) -> "Flowable":
    """A paragraph for a sheet of its own, in one of the styles of documents."""
    return _text(texte, _styles()[style])


def _text(texte: str, style: "ParagraphStyle") -> "Flowable":
    from reportlab.platypus import Paragraph  # noqa: PLC0415

    return Paragraph(escape(polices.readable(texte)).replace("\n", "<br/>"), style)


def _table(lignes: tuple[tuple[str, str], ...], styles: dict[str, "ParagraphStyle"], largeur: float) -> "Flowable":
    """A row longer than a page goes on over the next one."""
    from reportlab.lib.colors import HexColor  # noqa: PLC0415
    from reportlab.platypus import Table, TableStyle  # noqa: PLC0415

    cellules = [[_text(libelle, styles["etiquette"]), _text(texte, styles["valeur"])] for libelle, texte in lignes]
    trait = ("LINEBELOW", (0, 0), (-1, -1), 0.5, HexColor(TRAIT))
    style = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (0, -1), 0), trait])
    colonnes = [largeur * ETIQUETTE, largeur * (1 - ETIQUETTE)]
    return Table(cellules, colWidths=colonnes, style=style, splitInRow=1, spaceAfter=10)


def _figures(tableau: Tableau, styles: dict[str, "ParagraphStyle"], largeur: float) -> "Flowable":
    def row(mots: tuple[str, ...], style: str) -> list["Flowable"]:
        chiffres = len(mots) - tableau.droite
        return [_text(mot, styles[style if rang < chiffres else f"{style}-droite"]) for rang, mot in enumerate(mots)]

    rangees = [row(tableau.entetes, "entete"), *(row(ligne, "valeur") for ligne in tableau.lignes)]
    rangees += [row(tableau.total, "total")] if tableau.total else []
    return lay(rangees, [largeur * part for part in tableau.largeurs], (ENCRE, TRAIT))


def _styles() -> dict[str, "ParagraphStyle"]:
    from reportlab.lib.styles import ParagraphStyle  # noqa: PLC0415

    def style(nom: str, corps: int, gras: bool = False, avant: int = 0, apres: int = 4, **autres: Any) -> Any:  # noqa: ANN401, FBT001, FBT002
        police = polices.GRAS if gras else polices.CORPS
        communs = {"fontName": police, "fontSize": corps, "leading": corps * 1.4, "textColor": ENCRE}
        return ParagraphStyle(nom, spaceBefore=avant, spaceAfter=apres, splitLongWords=1, **(communs | autres))

    return {
        "titre": style("titre", 20, gras=True, apres=12),
        "section1": style("section1", 14, gras=True, avant=14, apres=6),
        "section2": style("section2", 11, gras=True, avant=10, apres=4),
        "corps": style("corps", 10, apres=6),
        "etiquette": style("etiquette", 9, apres=0, textColor=GRIS),
        "valeur": style("valeur", 10, apres=0),
        "valeur-droite": style("valeur-droite", 10, apres=0, alignment=A_DROITE),
        "entete": style("entete", 9, gras=True, apres=0),
        "entete-droite": style("entete-droite", 9, gras=True, apres=0, alignment=A_DROITE),
        "total": style("total", 11, gras=True, apres=0),
        "total-droite": style("total-droite", 11, gras=True, apres=0, alignment=A_DROITE),
        "adresse": style("adresse", 11, apres=0),
    }


def _numbered(pied: str) -> Callable[..., Any]:
    """A canvas that knows how many pages there are once all are drawn."""
    from reportlab.lib.units import mm  # noqa: PLC0415
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    bord = MARGE * mm + RETRAIT

    class Pages(Canvas):  # type: ignore[misc]
        def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401
            super().__init__(*arguments, **options)
            self._dessinees: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802 (reportlab's name)
            self._dessinees.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for rang, page in enumerate(self._dessinees, 1):
                self.__dict__.update(page)
                self.setFont(polices.CORPS, 8)
                self.setFillColor(GRIS)
                self.drawString(bord, 12 * mm, pied)
                self.drawRightString(210 * mm - bord, 12 * mm, f"Page {rang} sur {len(self._dessinees)}")
                super().showPage()
            super().save()

    return Pages
