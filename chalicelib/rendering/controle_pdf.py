"""What a PDF must not be: locked, active, endless, or a bomb. Its objects are read one by one, nothing is drawn.

pypdf decodes at most 75 MB of any stream that it needs itself; the others are measured here.
"""

import logging
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

from chalicelib.domain.fichiers_refus import FichierRefuse, Refus
from chalicelib.domain.formats import FIN_DE_PDF
from chalicelib.rendering.images import PIXELS

if TYPE_CHECKING:
    from pypdf import PdfReader

PAGES = 200
OBJETS = 50_000
"""A scan of 200 pages has a thousand."""
GONFLES = 400_000_000
"""Bytes of all its streams once inflated: 40 pages scanned in colour without loss."""
OBJETS_GONFLES = 10_000_000
"""Bytes of the streams that hold objects, once inflated: read sign by sign, a fifth of a second each million."""
PART = 1 << 20
FILTRES_QUI_GONFLENT = {"/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"}
ACTIFS = {
    "/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/FileAttachment", "/RichMedia", "/XFA",
    "/ImportData", "/SubmitForm", "/GoToE", "/Rendition", "/Movie", "/Sound", "/3D",
}  # fmt: skip
"""As a key, a type, or the name of an action: programs, forms that send, files within the file."""
NOMS = ("/S", "/Type", "/Subtype")
TACHES = {name.encode() for name in ("/JavaScript", "/Launch", "/EmbeddedFile", "/RichMedia", "/FileAttachment")}
"""Looked for in the bytes too: what its table does not list, a forgiving reader may still find."""
ILLISIBLE = (
    ArithmeticError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    zlib.error,
)
"""What pypdf may raise besides its own, on a file that is no sound PDF."""


def check(octets: bytes) -> None:
    """Raises FichierRefuse."""
    from pypdf.errors import LimitReachedError, PyPdfError  # noqa: PLC0415 (only files pay for it)

    # It would quote what it reads.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    if FIN_DE_PDF not in octets:
        raise FichierRefuse(Refus.ABIME)
    try:
        _check(octets)
    except LimitReachedError as error:
        raise FichierRefuse(Refus.LOURD) from error
    except (PyPdfError, *ILLISIBLE) as error:
        raise FichierRefuse(Refus.ABIME) from error


def _check(octets: bytes) -> None:
    from pypdf import PdfReader  # noqa: PLC0415 (likewise)

    reader = PdfReader(BytesIO(octets), strict=False)
    if reader.is_encrypted:
        raise FichierRefuse(Refus.PROTEGE)
    if any(tache in octets for tache in TACHES):
        raise FichierRefuse(Refus.ACTIF)
    objets, gonfles = weigh(reader)
    if objets > OBJETS:
        raise FichierRefuse(Refus.LONG)
    if gonfles > OBJETS_GONFLES:
        raise FichierRefuse(Refus.LOURD)
    _count_pages(reader)
    reste = GONFLES
    for objet in _objects(reader):
        for dictionnaire in _dictionaries(objet):
            _inspect(dictionnaire)
            reste -= _inflated(dictionnaire, reste)
            if reste <= 0:
                raise FichierRefuse(Refus.LOURD)


def weigh(reader: "PdfReader") -> tuple[int, int]:
    """How many objects it has, and the bytes of the streams that hold some once inflated: what reading it all costs.

    Raises FichierRefuse for such a stream that is packed as no program does it.
    """
    from pypdf.generic import IndirectObject  # noqa: PLC0415 (likewise)

    objets, gonfles = sum(map(len, reader.xref.values())) + len(reader.xref_objStm), 0
    for numero in {flux for flux, _ in reader.xref_objStm.values()}:
        flux: Any = reader.get_object(IndirectObject(numero, 0, reader))
        if str(_value(flux, "/Filter")).strip("[']") not in {"None", "/FlateDecode", "/Fl"}:
            raise FichierRefuse(Refus.LOURD)
        gonfles += _inflated(flux, OBJETS_GONFLES + 1)
        if gonfles > OBJETS_GONFLES:
            break
    return objets, gonfles


def _count_pages(reader: "PdfReader") -> None:
    racine: Any = reader.trailer["/Root"]
    nombre = racine["/Pages"]["/Count"]
    if not isinstance(nombre, int) or nombre < 1:
        raise FichierRefuse(Refus.ABIME)
    if nombre > PAGES:
        raise FichierRefuse(Refus.LONG)


def _objects(reader: "PdfReader") -> Iterator[Any]:
    from pypdf.generic import IndirectObject  # noqa: PLC0415 (likewise)

    for generation, places in reader.xref.items():
        for numero in places:
            yield reader.get_object(IndirectObject(numero, generation, reader))
    for numero in reader.xref_objStm:
        yield reader.get_object(IndirectObject(numero, 0, reader))


def _dictionaries(objet: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 (any object of a PDF)
    """Those written within it; what it refers to is an object of its own."""
    pile = [objet]
    while pile:
        vu = pile.pop()
        if isinstance(vu, dict):
            yield vu
            pile += dict.values(vu)
        elif isinstance(vu, list):
            pile += list.__iter__(vu)


def _inspect(dictionnaire: dict[str, Any]) -> None:
    noms = {str(_value(dictionnaire, nom)) for nom in NOMS}
    if ACTIFS & (dictionnaire.keys() | noms):
        raise FichierRefuse(Refus.ACTIF)
    largeur, hauteur = (_value(dictionnaire, cle) for cle in ("/Width", "/Height"))
    if isinstance(largeur, int) and isinstance(hauteur, int) and largeur * hauteur > PIXELS:
        raise FichierRefuse(Refus.GEANT)


def _value(dictionnaire: dict[str, Any], cle: str) -> Any:  # noqa: ANN401 (likewise)
    """Also when it is written elsewhere: pypdf follows a reference that is asked for by its key, or by its rank."""
    return dictionnaire[cle] if cle in dictionnaire else None  # noqa: SIM401 (get would give the reference)


def _inflated(flux: dict[str, Any], limite: int) -> int:
    """Bytes of a stream once inflated, counted up to `limite`; none of them is kept."""
    donnees = getattr(flux, "_data", None)
    filtres = _value(flux, "/Filter")
    noms = [str(filtres[rang]) for rang in range(len(filtres))] if isinstance(filtres, list) else [str(filtres)]
    gonflants = [nom for nom in noms if nom in FILTRES_QUI_GONFLENT]
    if len(gonflants) > 1:
        raise FichierRefuse(Refus.LOURD)
    if not isinstance(donnees, bytes) or not noms or noms[0] not in {"/FlateDecode", "/Fl"}:
        return 0
    return _measure(donnees, limite)


def _measure(donnees: bytes, limite: int) -> int:
    zip_, total, reste = zlib.decompressobj(), 0, donnees
    try:
        while reste and total < limite and not zip_.eof:
            total += len(zip_.decompress(reste, PART))
            reste = zip_.unconsumed_tail
    except zlib.error:
        return total  # what follows is not read by others either
    return total
