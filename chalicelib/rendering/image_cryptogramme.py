"""The cryptogramme to look at: six distorted characters, grey WebP of about 2 KB.

Pillow and captcha are imported by the first image, never by the module: together they cost more than a whole request.
"""

import secrets
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from chalicelib.domain.cryptogramme import ALPHABET, LONGUEUR

if TYPE_CHECKING:
    from captcha.image import ImageCaptcha
    from PIL.Image import Image as Dessin

LARGEUR, HAUTEUR = 300, 100
"""Pixels. The page reserves this box, and shrinks it where the screen is narrower."""

_MARGE = 12
_LIGNE = LARGEUR - 2 * _MARGE
_ENCRE, _TRAIT, _PAPIER = 24, 130, 246
"""Greys. The stray curves are paler than the ink: under a 7, an ink-dark one would make a Z."""
_QUALITE = 45


def image(code: str) -> bytes:
    """Draw `code` anew at each call; ValueError, which never quotes a secret code, if it is not one."""
    if len(code) != LONGUEUR or not set(code) <= set(ALPHABET):
        raise ValueError(f"a cryptogramme is {LONGUEUR} characters of {ALPHABET}")

    from PIL import Image, ImageFilter  # noqa: PLC0415 - cold start

    feuille = Image.new("RGB", (LARGEUR, HAUTEUR), (_PAPIER,) * 3)
    mot = _write(code)
    feuille.paste(mot, (_MARGE + secrets.randbelow(_LIGNE - mot.width + 1), (HAUTEUR - mot.height) // 2))
    dessin = _dessinateur()
    dessin.create_noise_dots(feuille, (_ENCRE,) * 3, width=2, number=40)
    for _ in range(2):
        dessin.create_noise_curve(feuille, (_TRAIT,) * 3)
    sortie = BytesIO()
    feuille.filter(ImageFilter.SMOOTH).convert("L").save(sortie, "WEBP", quality=_QUALITE)
    return sortie.getvalue()


def _write(code: str) -> "Dessin":
    """Draw the characters alone, no wider than the line.

    captcha cuts the last character of a word as wide as its own canvas: the canvas here is wider than any word.
    """
    mot = _dessinateur().create_captcha_image(code, (_ENCRE,) * 3, (_PAPIER,) * 3)
    mot = mot.crop(mot.convert("L").point(lambda gris: 255 * (gris < _PAPIER)).getbbox())
    return mot.resize((min(mot.width, _LIGNE), mot.height))


@cache
def _dessinateur() -> "ImageCaptcha":
    """Less warped and less overlapping than captcha's defaults, which merge or cut characters.

    captcha turns the ink's own grey into its opacity (`lookup_table`), which makes dark inks transparent: the table
    here makes full ink opaque, for a contrast over 4.5:1. The font is captcha's DroidSansMono (Apache 2.0).
    """
    from captcha.image import ImageCaptcha  # noqa: PLC0415 - cold start

    dessin = ImageCaptcha(2 * LARGEUR, HAUTEUR, font_sizes=(56, 62, 68))
    dessin.lookup_table = [min(255, gris * 255 // _ENCRE) for gris in range(256)]
    dessin.character_rotate = (-18, 18)
    dessin.character_warp_dx = dessin.character_warp_dy = (0.0, 0.1)
    dessin.word_space_probability = 0.85
    dessin.word_offset_dx = 0.0
    return dessin
