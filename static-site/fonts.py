"""The two fonts, cut down to what French pages show. Cutting takes seconds, so each result is kept in build/cache."""

import hashlib
import io
import os
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

LATIN = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x100),
    0x131, 0x152, 0x153, 0x178, 0x300, 0x301, 0x302, 0x308, 0x327,
    0x2010, 0x2011, 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026, 0x202F, 0x20AC, 0x2212,
)  # fmt: skip
ETENDU = (*range(0x100, 0x131), *range(0x132, 0x152), *range(0x154, 0x178), *range(0x179, 0x180), *range(0x218, 0x21C))
"""Letters of the names of Europe (Łukasz, Ňuňez), fetched only by a page that shows one."""
TRAITS = ["kern", "liga", "calt", "ccmp", "locl", "mark", "tnum"]
LEGAL = [0, 1, 2, 13, 14]
"""Names kept in the file: the copyright and the licence (OFL-1.1) go with the font."""


@dataclass(frozen=True, slots=True)
class Police:
    """`axes` limits the variable font: an interval, or one value. `preload`: every page shows it at once."""

    famille: str
    nom: str
    source: str
    caracteres: tuple[int, ...]
    axes: tuple[tuple[str, float | tuple[float, float]], ...]
    graisse: str
    preload: bool = True

    def face(self, url: str) -> str:
        """Its @font-face."""
        return (
            f'@font-face{{font-family:"{self.famille}";src:url({url}) format("woff2");'
            f"font-weight:{self.graisse};font-display:swap;unicode-range:{_ranges(self.caracteres)}}}"
        )


_PUBLIC_SANS = "@fontsource-variable/public-sans/files/public-sans-{}-wght-normal.woff2"
_BRICOLAGE = "@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-latin-standard-normal.woff2"
_CORPS = (("wght", (400.0, 700.0)),)
_TITRE = (("wght", 760.0), ("wdth", 100.0), ("opsz", 28.0))
POLICES = (
    Police("Public Sans", "corps", _PUBLIC_SANS.format("latin"), LATIN, _CORPS, "400 700"),
    Police("Bricolage Grotesque", "titre", _BRICOLAGE, LATIN, _TITRE, "700"),
    Police("Public Sans", "corps-etendu", _PUBLIC_SANS.format("latin-ext"), ETENDU, _CORPS, "400 700", preload=False),
)


def subset(police: Police, modules: Path, cache: Path) -> bytes:
    """The woff2 to serve. `modules` is node_modules. Raises FileNotFoundError before `npm ci`."""
    source = (modules / police.source).read_bytes()
    recette = f"{police.axes}{police.caracteres}{TRAITS}{LEGAL}{version('fonttools')}{version('brotli')}"
    kept = cache / f"{police.nom}-{hashlib.sha256(source + recette.encode()).hexdigest()[:16]}.woff2"
    if not kept.exists():
        cache.mkdir(parents=True, exist_ok=True)
        part = kept.with_suffix(f".{os.getpid()}")
        part.write_bytes(_cut(source, police))
        part.replace(kept)
    return kept.read_bytes()


def _cut(source: bytes, police: Police) -> bytes:
    from fontTools import subset as subsetting  # noqa: PLC0415  # a quarter of a second, only when nothing is kept
    from fontTools.ttLib import TTFont  # noqa: PLC0415
    from fontTools.varLib import instancer  # noqa: PLC0415

    font = instancer.instantiateVariableFont(TTFont(io.BytesIO(source)), dict(police.axes))
    options = subsetting.Options(layout_features=TRAITS, hinting=False, name_IDs=LEGAL, notdef_outline=True)
    subsetter = subsetting.Subsetter(options)
    subsetter.populate(unicodes=police.caracteres)
    subsetter.subset(font)
    font.flavor = "woff2"
    woff2 = io.BytesIO()
    font.save(woff2)
    return woff2.getvalue()


def _ranges(caracteres: tuple[int, ...]) -> str:
    """As CSS writes them: U+20-7E,U+A0-FF…"""
    suites: list[list[int]] = []
    for code in sorted(caracteres):
        if suites and code == suites[-1][1] + 1:
            suites[-1][1] = code
        else:
            suites.append([code, code])
    return ",".join(f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}" for first, last in suites)
