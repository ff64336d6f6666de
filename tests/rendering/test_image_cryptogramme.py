import subprocess
import sys
from io import BytesIO

import pytest
from PIL import Image

from chalicelib.domain.cryptogramme import ALPHABET, LONGUEUR
from chalicelib.rendering.image_cryptogramme import HAUTEUR, LARGEUR, image

CODE = "FHJ472"


def pixels(code: str) -> list[int]:
    """Greys, darkest first."""
    return sorted(Image.open(BytesIO(image(code))).convert("L").tobytes())


def luminance(gris: int) -> float:
    """Relative luminance of WCAG 2."""
    part = gris / 255
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


@pytest.mark.parametrize("caractere", ALPHABET)
def test_every_character_of_the_alphabet_is_drawn(caractere):
    encre = sum(gris < 90 for gris in pixels(caractere * LONGUEUR))
    # The stray dots alone are less than 1 % of the sheet; the thinnest characters, J and L, cover 5 % of it.
    assert encre > 0.03 * LARGEUR * HAUTEUR


def test_the_image_is_a_grey_webp_of_the_announced_box():
    dessin = Image.open(BytesIO(image(CODE)))
    assert dessin.format == "WEBP"
    assert dessin.size == (LARGEUR, HAUTEUR)
    assert all(max(couleur) - min(couleur) <= 2 for _, couleur in dessin.convert("RGB").getcolors(1 << 16))


def test_the_image_is_small_enough_for_a_slow_telephone():
    tailles = [len(image(CODE)) for _ in range(30)]
    assert min(tailles) > 1000
    assert max(tailles) < 3500


def test_the_ink_stands_out_on_the_paper_by_more_than_the_accessibility_threshold():
    gris = pixels(CODE)
    papier, encre = gris[len(gris) // 2], gris[len(gris) // 20]
    assert (luminance(papier) + 0.05) / (luminance(encre) + 0.05) >= 4.5


def test_no_character_touches_the_edge_of_the_image():
    for _ in range(20):
        dessin = Image.open(BytesIO(image("K4HR8U"))).convert("L")
        for bord in ((0, 0, 6, HAUTEUR), (LARGEUR - 6, 0, LARGEUR, HAUTEUR), (0, 0, LARGEUR, 6)):
            # A stray dot is 2 or 3 pixels wide, a stroke 5 or more.
            assert sum(gris < 90 for gris in dessin.crop(bord).tobytes()) < 60


def test_two_images_of_one_code_differ():
    assert len({image(CODE) for _ in range(5)}) == 5


@pytest.mark.parametrize("code", ["FHJ47O", "FHJ471", "fhj472", "FHJ47", "FHJ4722", ""])
def test_what_is_not_a_code_is_refused_without_being_quoted(code):
    with pytest.raises(ValueError, match="6 characters") as refus:
        image(code)
    assert not code or code not in str(refus.value)


def test_importing_the_module_loads_neither_pillow_nor_captcha():
    programme = (
        "import sys, chalicelib.rendering.image_cryptogramme;"
        "print(sorted({'PIL', 'captcha'} & {nom.partition('.')[0] for nom in sys.modules}))"
    )
    execution = subprocess.run([sys.executable, "-c", programme], capture_output=True, text=True, check=True)
    assert execution.stdout.strip() == "[]"
