"""Images as the portal keeps them: drawn again, so that nothing but what one sees is left of what was sent."""

import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from chalicelib.domain.fichiers_refus import FichierRefuse, Refus
from chalicelib.domain.formats import HEIC, JPEG, PNG

if TYPE_CHECKING:
    from PIL.Image import Image

PIXELS = 60_000_000
"""180 MB once decoded: more than the best phones take."""
MINIATURE = 320
"""Pixels of the longer side."""
QUALITE, QUALITE_MINIATURE = 88, 70
DECODEURS = {JPEG: "JPEG", PNG: "PNG", HEIC: "HEIF"}


@dataclass(frozen=True, slots=True)
class Propre:
    """What is kept of a file: its bytes, their type, and the image in small (WebP) where there is one."""

    octets: bytes
    type: str
    vignette: bytes | None = None


def clean(octets: bytes, type_mime: str) -> Propre:
    """Upright, without position, author, comments nor anything after its end; HEIC becomes JPEG.

    Raises FichierRefuse (GEANT before anything is decoded, ABIME).
    """
    image = _upright(octets, type_mime)
    sortie = PNG if type_mime == PNG else JPEG
    return Propre(_encode(image, sortie), sortie, _small(image))


def _upright(octets: bytes, type_mime: str) -> "Image":
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415 (only files pay for it)

    if type_mime == HEIC:
        import pi_heif  # noqa: PLC0415

        pi_heif.register_heif_opener()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(BytesIO(octets), formats=[DECODEURS[type_mime]])
            if image.width * image.height > PIXELS:
                raise FichierRefuse(Refus.GEANT)
            image.load()
            return ImageOps.exif_transpose(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise FichierRefuse(Refus.GEANT) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, TypeError, LookupError, RuntimeError) as error:
        raise FichierRefuse(Refus.ABIME) from error


def _encode(image: "Image", type_mime: str) -> bytes:
    fichier = BytesIO()
    if type_mime == JPEG:
        _flat(image).save(fichier, "JPEG", quality=QUALITE)
    else:
        transparence = image.info.get("transparency")
        image.info = {} if transparence is None else {"transparency": transparence}
        image.save(fichier, "PNG")
    return fichier.getvalue()


def _flat(image: "Image") -> "Image":
    """On white, without what the file said of itself."""
    from PIL import Image  # noqa: PLC0415 (likewise)

    if image.mode in {"RGB", "L"}:
        plate = image.copy()
        plate.info = {}
        return plate
    if image.mode in {"RGBA", "LA", "PA", "P"}:
        fond = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(fond, image.convert("RGBA")).convert("RGB")
    return image.convert("RGB")


def _small(image: "Image") -> bytes:
    petite, fichier = _flat(image), BytesIO()
    petite.thumbnail((MINIATURE, MINIATURE))
    petite.save(fichier, "WEBP", quality=QUALITE_MINIATURE)
    return fichier.getvalue()
