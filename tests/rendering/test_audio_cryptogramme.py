import subprocess
import sys
import wave
from importlib import resources
from io import BytesIO
from math import sqrt

import pytest

from chalicelib.domain.cryptogramme import ALPHABET, LONGUEUR
from chalicelib.rendering.audio_cryptogramme import audio

CODE = "FHJ472"
CLIPS = resources.files("chalicelib.rendering").joinpath("clips")


def read(son: bytes) -> tuple[tuple[int, int, int], list[int]]:
    """(channels, bytes per sample, samples per second), samples centred on 0."""
    with wave.open(BytesIO(son)) as fichier:
        octets = fichier.readframes(fichier.getnframes())
        return tuple(fichier.getparams()[:3]), [octet - 128 for octet in octets]


def loudness(valeurs: list[int]) -> float:
    return sqrt(sum(v * v for v in valeurs) / len(valeurs))


@pytest.mark.parametrize("caractere", ALPHABET)
def test_every_character_of_the_alphabet_has_a_short_and_loud_clip(caractere):
    forme, valeurs = read(CLIPS.joinpath(f"{caractere}.wav").read_bytes())
    assert forme == (1, 1, 8000)
    assert 0.2 < len(valeurs) / 8000 < 0.6
    assert 20 < loudness(valeurs) < 30
    assert max(map(abs, valeurs)) <= 119


@pytest.mark.parametrize("caractere", ALPHABET)
def test_a_clip_neither_starts_nor_ends_with_a_silence(caractere):
    _, valeurs = read(CLIPS.joinpath(f"{caractere}.wav").read_bytes())
    for bout in (valeurs[:400], valeurs[-400:]):
        assert max(map(abs, bout)) > 8


def test_there_is_one_clip_per_character_and_they_are_light():
    clips = {clip.name: len(clip.read_bytes()) for clip in CLIPS.iterdir()}
    assert set(clips) == {f"{caractere}.wav" for caractere in ALPHABET}
    assert sum(clips.values()) <= 90_000


def test_no_two_clips_say_the_same():
    assert len({CLIPS.joinpath(f"{caractere}.wav").read_bytes() for caractere in ALPHABET}) == len(ALPHABET)


@pytest.mark.parametrize("caractere", ALPHABET)
def test_the_recording_is_a_valid_wav_of_at_most_60_kb(caractere):
    son = audio(caractere * LONGUEUR)
    forme, _ = read(son)
    assert forme == (1, 1, 8000)
    assert len(son) <= 60_000


def test_the_longest_name_six_times_still_fits_whatever_the_chance():
    assert max(len(audio("Y" * LONGUEUR)) for _ in range(60)) <= 60_000


def test_six_voices_are_heard_with_pauses_between_them():
    _, valeurs = read(audio(CODE))
    fort = [loudness(valeurs[i : i + 400]) > 6 for i in range(0, len(valeurs) - 400, 400)]
    # « quatre », « sept » hold a short silence: a pause is five twentieths of a second or more.
    voix, calme = 0, 5
    for tranche in fort:
        voix += tranche and calme >= 5
        calme = 0 if tranche else calme + 1
    assert voix == LONGUEUR


def test_the_recording_lasts_longer_than_its_pauses():
    _, valeurs = read(audio(CODE))
    clips = sum(len(read(CLIPS.joinpath(f"{c}.wav").read_bytes())[1]) for c in CODE)
    assert len(valeurs) > clips / 1.12 + (0.3 + 5 * 0.4 + 0.2) * 8000 - 100


def test_the_background_noise_is_light_and_present():
    _, valeurs = read(audio(CODE))
    assert 0.5 < loudness(valeurs[:2000]) < 4


def test_two_recordings_of_one_code_differ():
    assert len({audio(CODE) for _ in range(5)}) == 5


@pytest.mark.parametrize("code", ["FHJ47O", "FHJ471", "fhj472", "FHJ47", "FHJ4722", ""])
def test_what_is_not_a_code_is_refused_without_being_quoted(code):
    with pytest.raises(ValueError, match="6 characters") as refus:
        audio(code)
    assert not code or code not in str(refus.value)


def test_importing_the_module_loads_neither_pillow_nor_captcha():
    programme = (
        "import sys, chalicelib.rendering.audio_cryptogramme;"
        "print(sorted({'PIL', 'captcha'} & {nom.partition('.')[0] for nom in sys.modules}))"
    )
    execution = subprocess.run([sys.executable, "-c", programme], capture_output=True, text=True, check=True)
    assert execution.stdout.strip() == "[]"
