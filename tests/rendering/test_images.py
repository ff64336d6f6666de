"""Images drawn again: nothing but what one sees is kept, and what cannot be drawn is refused."""

import base64
import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image, PngImagePlugin

from chalicelib.domain.fichiers_refus import FichierRefuse, Refus
from chalicelib.domain.formats import HEIC, JPEG, PNG
from chalicelib.rendering.images import MINIATURE, clean

CANARI = "Canari"
# 64 × 48, its maker named in EXIF: pi-heif only decodes.
PHOTO_HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAb5tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAADRpbG9jAAAA"
    "AERAAAIAAQAAAAAB4gABAAAAAAAAAFEAAgAAAAACMwABAAAAAAAAACwAAAA4aWluZgAAAAAAAgAAABVpbmZlAgAAAAABAABodmMxAAAAABVpbmZl"
    "AgAAAQACAABFeGlmAAAAAA5waXRtAAAAAAABAAAA/WlwcnAAAADdaXBjbwAAAHZodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH/"
    "/wNwAAADAJAAAAMAAAMAHroCQGEAAQAqQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbq5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwIkAAAATY29s"
    "cm5jbHgAAQANAAaAAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAoY2xhcAAAAEAAAAABAAAAMAAAAAEAAAAAAAAAAf////AAAAACAAAAEHBpeGkAAAAA"
    "AwgICAAAABhpcG1hAAAAAAAAAAEAAQWBAgMFhAAAABppcmVmAAAAAAAAAA5jZHNjAAIAAQABAAAAhW1kYXQAAABNKAGvE4DlMff/3RJEHY7I+fJm"
    "TqDEKLxOf+tFy5pUsQbknFdQn7gq//K1Tv5KioXTtS/+a0oA4spIq7U0MlqK/CaevDPmpFbdgRRQZ7IAAAAGRXhpZgAATU0AKgAAAAgAAQEPAAIA"
    "AAAHAAAAGgAAAABDYW5hcmkAAA=="
)


def encoded(image, kind, **options):
    contenu = BytesIO()
    image.save(contenu, kind, **options)
    return contenu.getvalue()


def photo(orientation=1):
    """Red above, blue below; where it was taken and with what; its thumbnail says so again."""
    image = Image.new("RGB", (40, 60), "red")
    image.paste("blue", (0, 30, 40, 60))
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = orientation, CANARI
    exif.get_ifd(0x8825)[2] = (50.0, 25.0, 49.0)
    return encoded(image, "JPEG", exif=exif, comment=CANARI, xmp=f"<x:xmpmeta>{CANARI}</x:xmpmeta>".encode())


def opened(octets):
    return Image.open(BytesIO(octets))


def near(pixel, colour):
    return all(abs(a - b) < 40 for a, b in zip(pixel, colour, strict=True))


def test_a_photo_loses_what_it_says_of_where_and_by_whom_it_was_taken():
    avant = photo()
    assert CANARI.encode() in avant
    propre = clean(avant, JPEG)
    for octets in (propre.octets, propre.vignette):
        assert CANARI.encode() not in octets
        assert not opened(octets).getexif()
    assert "xmp" not in opened(propre.octets).info


def test_a_photo_taken_sideways_is_kept_upright():
    droite = opened(clean(photo(orientation=6), JPEG).octets)
    assert droite.size == (60, 40)
    assert near(droite.getpixel((50, 20)), (255, 0, 0))
    assert near(droite.getpixel((5, 20)), (0, 0, 255))


def test_a_png_keeps_its_transparency_and_no_text():
    textes = PngImagePlugin.PngInfo()
    textes.add_text("Author", CANARI, zip=False)
    avant = encoded(Image.new("RGBA", (10, 10), (0, 0, 0, 0)), "PNG", pnginfo=textes)
    assert CANARI.encode() in avant
    propre = clean(avant, PNG)
    assert (propre.type, CANARI.encode() in propre.octets) == (PNG, False)
    assert opened(propre.octets).getpixel((5, 5))[3] == 0


def test_a_heic_photo_becomes_a_jpeg():
    assert CANARI.encode() in PHOTO_HEIC
    propre = clean(PHOTO_HEIC, HEIC)
    image = opened(propre.octets)
    assert (propre.type, image.format, image.size) == (JPEG, "JPEG", (64, 48))
    assert CANARI.encode() not in propre.octets
    assert near(image.getpixel((55, 40)), (200, 30, 30))


@pytest.mark.parametrize("taille", [(1000, 200), (200, 1000), (30, 20)])
def test_the_image_in_small_is_a_webp_that_fits(taille):
    petite = opened(clean(encoded(Image.new("RGB", taille), "JPEG"), JPEG).vignette)
    assert petite.format == "WEBP"
    assert max(petite.size) == min(MINIATURE, max(taille))


@pytest.mark.parametrize("mode", ["L", "CMYK", "P", "1", "LA", "I;16"])
def test_every_kind_of_colours_is_drawn(mode):
    kind, type_mime = ("JPEG", JPEG) if mode == "CMYK" else ("PNG", PNG)
    propre = clean(encoded(Image.new(mode, (8, 8)), kind), type_mime)
    assert opened(propre.octets).size == (8, 8)
    assert opened(propre.vignette).format == "WEBP"


def bomb(cote):
    """A PNG of a few bytes that says that it is huge."""
    taille = struct.pack(">IIBBBBB", cote, cote, 8, 2, 0, 0, 0)

    def part(nom, octets):
        return struct.pack(">I", len(octets)) + nom + octets + struct.pack(">I", zlib.crc32(nom + octets))

    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", taille) + part(b"IDAT", zlib.compress(bytes(1000))) + part(b"IEND", b"")


@pytest.mark.parametrize("cote", [8_000, 12_000, 60_000])
def test_an_image_that_would_fill_the_memory_is_refused_before_it_is_drawn(cote):
    with pytest.raises(FichierRefuse) as refuse:
        clean(bomb(cote), PNG)
    assert refuse.value.refus is Refus.GEANT


@pytest.mark.parametrize(
    ("octets", "type_mime"),
    [
        (photo()[:-400], JPEG),
        (encoded(Image.effect_noise((60, 60), 90), "PNG")[:-700], PNG),
        (PHOTO_HEIC[:-120], HEIC),
        (PHOTO_HEIC[:60], HEIC),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", JPEG),
        (b"\x89PNG\r\n\x1a\n\x00\x00", PNG),
        (encoded(Image.new("RGB", (4, 4)), "GIF"), JPEG),
    ],
)
def test_an_image_cut_short_or_broken_is_refused(octets, type_mime):
    with pytest.raises(FichierRefuse) as refuse:
        clean(octets, type_mime)
    assert refuse.value.refus is Refus.ABIME
