"""Make the spoken French names of the cryptogramme's characters: `python -m infra.clips`, by hand, with espeak-ng.

The clips are committed, so espeak-ng (`apt install espeak-ng`) is needed by nobody else. Each is trimmed and brought to
8 kHz, 8 bits, mono: telephone quality, small enough to travel in a JSON answer. espeak-ng is GPL; what it says is not.
"""

import math
import subprocess
import sys
import tempfile
import wave
from array import array
from itertools import pairwise
from pathlib import Path

from chalicelib.domain.cryptogramme import ALPHABET

DOSSIER = Path(__file__).parents[1] / "chalicelib" / "rendering" / "clips"
# « effe » itself would be said with a closed é.
NOMS = {
    "F": "èffe", "H": "hache", "J": "ji", "K": "ka", "L": "elle", "R": "erre", "U": "u", "Y": "i grec", "Z": "zède",
    "2": "deux", "3": "trois", "4": "quatre", "5": "cinq", "6": "six", "7": "sept", "8": "huit", "9": "neuf",
}  # fmt: skip
ECHANTILLONS_PAR_SECONDE = 8000
MOTS_PAR_MINUTE = 125
# Of full scale: everything quieter at either end is silence; the loudest point; the average loudness aimed at.
SILENCE, CRETE, MOYENNE = 0.008, 0.94, 0.22
# How much of the distance between loud and soft is taken away: 0 none, 1 all. Below the floor, nothing is lifted more.
COMPRESSION, PLANCHER = 0.5, 0.02
# Taps on each side of the low-pass filter, counted at the lower rate.
DEMI_FILTRE = 16


def main() -> None:
    """Write one clip per character, and say what was written."""
    DOSSIER.mkdir(exist_ok=True)
    for caractere in ALPHABET:
        son, cadence = speak(NOMS[caractere])
        son = fade(level(resample(trim(son), cadence)))
        chemin = DOSSIER / f"{caractere}.wav"
        with wave.open(str(chemin), "wb") as fichier:
            fichier.setnchannels(1)
            fichier.setsampwidth(1)
            fichier.setframerate(ECHANTILLONS_PAR_SECONDE)
            fichier.writeframes(bytes(round(128 + 127 * v) for v in son))
        print(f"{caractere} {len(son) / ECHANTILLONS_PAR_SECONDE:.2f} s {chemin.stat().st_size} bytes")


def speak(nom: str) -> tuple[list[float], int]:
    """Samples in -1…1, and how many a second."""
    with tempfile.NamedTemporaryFile(suffix=".wav") as temporaire:
        subprocess.run(
            ["espeak-ng", "-v", "fr-fr", "-s", str(MOTS_PAR_MINUTE), "-w", temporaire.name, nom],
            check=True,
        )
        with wave.open(temporaire.name) as fichier:
            valeurs = array("h", fichier.readframes(fichier.getnframes()))
            if sys.byteorder == "big":
                valeurs.byteswap()
            return [v / 32768 for v in valeurs], fichier.getframerate()


def resample(son: list[float], cadence: int) -> list[float]:
    """Bring `son` to 8 kHz through a windowed-sinc low-pass filter, without which « effe » would whistle."""
    pas = cadence / ECHANTILLONS_PAR_SECONDE
    portee = DEMI_FILTRE * pas
    resultat = []
    for indice in range(int(len(son) / pas)):
        centre = indice * pas
        debut, fin = max(0, math.ceil(centre - portee)), min(len(son), math.floor(centre + portee) + 1)
        resultat.append(sum(son[i] * _noyau((i - centre) / pas) for i in range(debut, fin)) / pas)
    return resultat


def _noyau(x: float) -> float:
    """Sinc cut at 95 % of the new Nyquist frequency, under a Hann window."""
    fenetre = 0.5 + 0.5 * math.cos(math.pi * x / DEMI_FILTRE)
    coupure = 0.95
    return fenetre * (coupure if x == 0 else math.sin(math.pi * coupure * x) / (math.pi * x))


def trim(son: list[float]) -> list[float]:
    """Cut the silence at both ends; at the voice's own rate, where the s of « six » is still loud."""
    fort = [i for i, v in enumerate(son) if abs(v) >= SILENCE]
    return son[fort[0] : fort[-1] + 1]


def level(son: list[float]) -> list[float]:
    """Bring every clip to one loudness, and its consonants near its vowels: they tell six from sept."""
    clair = [b - 0.5 * a for a, b in pairwise([0.0, *son])]
    crete = max(abs(v) for v in clair)
    enveloppe, compresse = 0.0, []
    for valeur in clair:
        force = abs(valeur) / crete
        # Rises within 1 ms, falls within 10.
        enveloppe += (force - enveloppe) * (0.12 if force > enveloppe else 0.0125)
        compresse.append(valeur * max(enveloppe, PLANCHER) ** -COMPRESSION)
    gain = MOYENNE / math.sqrt(sum(v * v for v in compresse) / len(compresse))
    return [CRETE * math.tanh(v * gain / CRETE) for v in compresse]


def fade(son: list[float]) -> list[float]:
    """Start and end within 5 ms of nothing, so that no clip clicks."""
    fondu = ECHANTILLONS_PAR_SECONDE // 200
    return [v * min(1, i / fondu, (len(son) - i) / fondu) for i, v in enumerate(son)]


if __name__ == "__main__":
    main()
