"""The tiles that stand in for those of a map server on an engineer's machine."""

from io import BytesIO

import pytest
from PIL import Image

from infra.local import tuiles

ZOOM = 16


def _tile(x, y):
    answer = tuiles.answer(f"/_local/tuiles/{ZOOM}/{x}/{y}.png")
    assert (answer.status, answer.header("Content-Type")) == (200, "image/png")
    return Image.open(BytesIO(answer.body)).convert("RGB")


def _edge(tile, x):
    return [tile.getpixel((x, y)) for y in range(0, 256, 4)]


def test_a_tile_is_drawn_and_goes_on_where_its_neighbour_stops():
    left, right = _tile(33204, 21930), _tile(33205, 21930)
    assert left.size == (256, 256)
    assert len(left.getcolors()) > 1
    assert _edge(left, 255) == _edge(right, 0)


@pytest.mark.parametrize("name", ["20/0/0.png", "2/4/0.png", "2/0/4.png", "14/8302/5482", "../14/1/1.png", "x"])
def test_what_no_map_asks_for_is_not_there(name):
    assert tuiles.answer("/_local/tuiles/" + name).status == 404
