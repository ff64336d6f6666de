"""The cryptogramme to listen to, for whoever cannot read the image: its characters named one by one, in French.

8 kHz, 8-bit mono WAV, at most 60 kB: it travels inside a JSON answer. Speed, loudness, pauses and background noise
change at each call, so that no two recordings of a code are alike. The clips are made by `infra/clips.py`.
"""

import os
import wave
from array import array
from functools import cache
from importlib import resources
from io import BytesIO
from operator import add
from random import SystemRandom

from chalicelib.domain.cryptogramme import ALPHABET, LONGUEUR

_CADENCE = 8000
_ZERO = 128
"""Silence, in unsigned 8-bit samples. Clips stay within 119 of it, which leaves room for the noise."""

# Seconds. The longest clip six times, at the slowest speed and with the longest pauses, is 7.3 s: 59 kB.
_DEBUT, _FIN, _PAUSE = 0.3, 0.2, (0.4, 0.62)
_VITESSE, _GAIN, _BRUIT = (0.92, 1.12), (0.75, 1.0), (2, 4)

_hasard = SystemRandom()


def audio(code: str) -> bytes:
    """Say `code` anew at each call; ValueError, which never quotes a secret code, if it is not one."""
    if len(code) != LONGUEUR or not set(code) <= set(ALPHABET):
        raise ValueError(f"a cryptogramme is {LONGUEUR} characters of {ALPHABET}")

    piste = _silence(_DEBUT)
    for rang, caractere in enumerate(code):
        piste += _say(caractere)
        piste += _silence(_FIN if rang == LONGUEUR - 1 else _hasard.uniform(*_PAUSE))
    sortie = BytesIO()
    with wave.open(sortie, "wb") as fichier:
        fichier.setnchannels(1)
        fichier.setsampwidth(1)
        fichier.setframerate(_CADENCE)
        fichier.writeframes(bytes(map(add, piste, _noise(len(piste)))))
    return sortie.getvalue()


def _silence(secondes: float) -> list[int]:
    return [_ZERO] * int(secondes * _CADENCE)


def _say(caractere: str) -> list[int]:
    """Resample by linear interpolation: the nearest sample instead would crackle."""
    clip = _clip(caractere)
    vitesse, gain = _hasard.uniform(*_VITESSE), _hasard.uniform(*_GAIN)
    positions = (rang * vitesse for rang in range(int((len(clip) - 1) / vitesse)))
    return [
        _ZERO + round(gain * (clip[i] + (clip[i + 1] - clip[i]) * (position - i)))
        for position in positions
        for i in (int(position),)
    ]


def _noise(longueur: int) -> "array[int]":
    """White noise, 15 dB or more below the voice; drawn from the system in one read, which is fast."""
    force = _hasard.randint(*_BRUIT)
    table = bytes((octet % (2 * force + 1) - force) % 256 for octet in range(256))
    return array("b", os.urandom(longueur).translate(table))


@cache
def _clip(caractere: str) -> "array[int]":
    """Read samples of one clip, centred on 0."""
    chemin = resources.files("chalicelib.rendering").joinpath("clips", f"{caractere}.wav")
    with chemin.open("rb") as flux, wave.open(flux) as fichier:
        return array("b", (octet - _ZERO for octet in fichier.readframes(fichier.getnframes())))
