"""The tiles of the maps on this machine: streets and a river that exist nowhere, drawn as they are asked for.

A place of the world always looks the same, and each tile goes on where its neighbours stop.
"""

import re
from functools import lru_cache
from io import BytesIO

from infra.local.exchange import Answer, problem

ENDPOINT = "/_local/tuiles/"
ADDRESS = ENDPOINT + "{z}/{x}/{y}.png"
NAME = re.compile(r"(\d{1,2})/(\d{1,7})/(\d{1,7})\.png", re.ASCII)
ZOOM_MAX = 19
COTE = 256
"""Pixels of a side."""
DETAIL = 15
"""The zoom at which streets are two tiles apart."""
TERRE, RUE, EAU, TEXTE = "#eef0e6", "#ffffff", "#b9d3e6", "#5a6472"


def answer(path: str) -> Answer:
    """The tile at /_local/tuiles/{z}/{x}/{y}.png, or a 404 problem."""
    name = NAME.fullmatch(path.removeprefix(ENDPOINT))
    z, x, y = map(int, name.groups()) if name else (ZOOM_MAX + 1, 0, 0)
    if z > ZOOM_MAX or max(x, y) >= 2**z:
        return problem(404, "Cette tuile n’existe pas")
    return Answer(200, (("Content-Type", "image/png"), ("Cache-Control", "max-age=3600")), draw(z, x, y))


@lru_cache(maxsize=256)
def draw(z: int, x: int, y: int) -> bytes:
    """PNG."""
    from PIL import Image, ImageDraw  # noqa: PLC0415  # only where somebody looks at a map

    image = Image.new("RGB", (COTE, COTE), TERRE)
    pen = ImageDraw.Draw(image)
    step = max(COTE >> 3, COTE // 2 << max(0, z - DETAIL))
    width = max(2, step // 12)
    pen.rectangle((0, (-y * COTE) % (step * 7), COTE, (-y * COTE) % (step * 7) + width * 2), fill=EAU)
    for along, origin in ((0, x * COTE), (1, y * COTE)):
        for place in range(-origin % step - step, COTE + step, step):
            line = ((place, 0), (place, COTE)) if along == 0 else ((0, place), (COTE, place))
            pen.line(line, fill=RUE, width=width)
    pen.text((8, 8), f"{z}/{x}/{y}", fill=TEXTE)
    png = BytesIO()
    image.save(png, "PNG")
    return png.getvalue()
