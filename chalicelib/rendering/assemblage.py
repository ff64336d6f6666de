"""Several photos and PDFs as the pages of one PDF. Only of files already checked."""

from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING

from chalicelib.domain.fichiers_refus import FichierRefuse, Refus
from chalicelib.domain.formats import JPEG, PDF
from chalicelib.rendering import controle_pdf
from chalicelib.rendering.images import PIXELS

if TYPE_CHECKING:
    from pypdf import PdfReader

MARGE = 28.0
"""Points (1 cm) around a photo."""
COTE = 3508
"""Pixels of the longer side: A4 at 300 dots an inch."""


def assemble(fichiers: Iterable[tuple[bytes, str]], titre: str) -> bytes:
    """(bytes, MIME type) of each, in their order; a photo is one A4 page, upright or lying as it is itself.

    Together they cost no more than one of them may. Raises FichierRefuse (LOURD).
    """
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415 (only who puts files together pays for it)

    sortie, contenu = PdfWriter(), BytesIO()
    sortie.add_metadata({"/Title": titre})
    depense = _Depense()
    for octets, type_mime in fichiers:
        if type_mime not in {PDF, JPEG}:
            depense.draw(octets)
        reader = PdfReader(BytesIO(octets if type_mime == PDF else _page(octets, type_mime)))
        depense.read(reader)
        sortie.append(reader, import_outline=False)
    sortie.write(contenu)
    return contenu.getvalue()


class _Depense:
    """What was read so far: each file was within its limits, twenty of them would be twenty times that."""

    def __init__(self) -> None:
        self.objets = self.gonfles = self.pixels = 0

    def read(self, reader: "PdfReader") -> None:
        objets, gonfles = controle_pdf.weigh(reader)
        self.objets, self.gonfles = self.objets + objets, self.gonfles + gonfles
        if self.objets > controle_pdf.OBJETS or self.gonfles > controle_pdf.OBJETS_GONFLES:
            raise FichierRefuse(Refus.LOURD)

    def draw(self, octets: bytes) -> None:
        from PIL import Image  # noqa: PLC0415 (likewise)

        largeur, hauteur = Image.open(BytesIO(octets)).size
        self.pixels += largeur * hauteur
        if self.pixels > PIXELS:
            raise FichierRefuse(Refus.LOURD)


def _page(octets: bytes, type_mime: str) -> bytes:
    """A JPEG goes in as it is, without being decoded."""
    from reportlab.lib.pagesizes import A4  # noqa: PLC0415 (likewise)
    from reportlab.lib.utils import ImageReader  # noqa: PLC0415
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    image = ImageReader(BytesIO(octets if type_mime == JPEG else _as_jpeg(octets)))
    largeur, hauteur = image.getSize()
    page = A4 if hauteur >= largeur else (A4[1], A4[0])
    contenu = BytesIO()
    feuille = Canvas(contenu, pagesize=page)
    feuille.drawImage(
        image, MARGE, MARGE, page[0] - 2 * MARGE, page[1] - 2 * MARGE, preserveAspectRatio=True, anchor="c"
    )
    feuille.save()
    return contenu.getvalue()


def _as_jpeg(octets: bytes) -> bytes:
    from PIL import Image  # noqa: PLC0415 (likewise)

    contenu, image = BytesIO(), Image.open(BytesIO(octets)).convert("RGBA")
    image.thumbnail((COTE, COTE))
    fond = Image.new("RGBA", image.size, "white")
    Image.alpha_composite(fond, image).convert("RGB").save(contenu, "JPEG", quality=88)
    return contenu.getvalue()
