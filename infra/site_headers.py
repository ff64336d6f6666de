"""The headers of every page and file of the site, written once: the local portal sends them, CloudFront too.

The policy lets the browser load nothing but the site itself and the tiles of its maps, and forbids every way of making
text into code: a hole in a page then leads nowhere. Trusted Types are left to lit-html alone, the only one that makes
markup.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from chalicelib.config import PAYFIP_PAGE

IMMUTABLE = "public, max-age=31536000, immutable"
SHORT = "public, max-age=60"
TWO_YEARS_S = 63_072_000
PERMISSIONS = ("camera", "microphone", "payment", "usb", "serial", "display-capture")
"""Refused to pages and frames. A photo is taken by the file chooser, which needs no permission."""
POSITION = "geolocation=(self)"
"""Asked for where somebody tells of a place, once they have pressed the button; never by a frame."""


def headers(
    attachments_origin: str, payment_origin: str | None, *, tiles_origin: str | None = None, https: bool = False
) -> dict[str, str]:
    """`attachments_origin` receives the pièces; `payment_origin`: see below; None for a commune without online payment.

    `tiles_origin` gives the images of the maps: that of the commune's file, unless the site itself gives them.
    `https`: HSTS, for a portal that is reached by its own domain only.
    """
    common = {
        "Content-Security-Policy": policy(attachments_origin, payment_origin, tiles_origin),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": ", ".join((*(f"{name}=()" for name in PERMISSIONS), POSITION)),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    if https:
        common["Strict-Transport-Security"] = f"max-age={TWO_YEARS_S}; includeSubDomains"
    return common


def policy(attachments_origin: str, payment_origin: str | None, tiles_origin: str | None) -> str:
    """Content-Security-Policy. No inline style nor script anywhere: `style=""` attributes are blocked too."""
    directives = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": f"'self' data: blob: {tiles_origin}" if tiles_origin else "'self' data: blob:",
        "font-src": "'self'",
        "media-src": "'self' blob:",
        "connect-src": f"'self' {attachments_origin}",
        "worker-src": "'self'",
        "form-action": f"'self' {payment_origin}" if payment_origin else "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "lit-html",
    }
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def payment_origin(commune: Mapping[str, Any]) -> str | None:
    """Where the form that leaves for the payment page may go, from the commune's file; None without such a régie.

    The same for the local portal and for the distribution of a deployed one: a page that names another origin than
    its commune's cannot send anybody there.
    """
    if not any("payfip" in regie for regie in commune.get("regies", {}).values()):
        return None
    page = urlsplit(str(commune.get("payfip_page", PAYFIP_PAGE)))
    return f"{page.scheme}://{page.netloc}"


def cache_control(path: str) -> str:
    """What stands under /_/ is named by its content and never changes; a page is asked for again after a minute."""
    return IMMUTABLE if path.startswith("/_/") else SHORT
