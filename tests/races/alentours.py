"""SES, S3 and PayFiP in memory, answered where requests would have left: no socket, no function of ours replaced."""

import io
import json
import re
import threading
from urllib.parse import unquote, urlsplit

from botocore.awsrequest import AWSResponse, HeadersDict
from urllib3 import HTTPResponse

from chalicelib import clock, storage
from chalicelib.clients import ses
from chalicelib.domain.fichiers import QUARANTAINE, Televersement
from chalicelib.storage import pieces
from tests.portail import PDF
from tests.races.tresor import Tresor

CLIENTS = ((ses._ses, "sesv2"), (pieces._s3, "s3"))  # noqa: SLF001  # the portal's own, where the requests leave
COPIE = b'<CopyObjectResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><ETag>"e"</ETag></CopyObjectResult>'


def http(request, statut, corps=b"", **headers):
    """An answer as botocore reads it from the network."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    raw = HTTPResponse(io.BytesIO(corps), named, statut, preload_content=False)
    return AWSResponse(request.url, statut, HeadersDict(named), raw)


class Alentours:
    """What left (`partis`: text of each mail), what rests (`objets`: key → bytes), what was paid (`tresor`)."""

    def __init__(self):
        self.partis, self.objets, self.tresor = [], {}, Tresor()
        self._verrou = threading.Lock()

    def __enter__(self):
        for made_once, service in CLIENTS:
            made_once.cache_clear()
            made_once().meta.events.register(f"before-send.{service}.*", self.answer)
        self.tresor.install()
        return self

    def __exit__(self, *exc):
        for made_once, _ in CLIENTS:
            made_once.cache_clear()
        self.tresor.uninstall()

    def answer(self, request, **_):
        """As the service would."""
        if "email" in request.url:
            return self._send(request)
        cle = unquote(urlsplit(request.url).path).lstrip("/").removeprefix("pieces/")
        if request.method == "POST":
            return self._delete(request)
        return self._write(request, cle) if request.method == "PUT" else self._read(request, cle)

    def drop(self, cle):
        """A file announced by nobody in particular, and sent to the quarantine by a browser."""
        now, fichier = clock.now(), cle.removeprefix(QUARANTAINE)
        storage.fichiers.announce(Televersement(fichier, "a.pdf", "application/pdf", len(PDF), None, now), now)
        self.objets[cle] = PDF
        return cle

    def _send(self, request):
        with self._verrou:
            self.partis.append(json.loads(request.body)["Content"]["Simple"]["Body"]["Text"]["Data"])
        return http(request, 200, b'{"MessageId": "1"}', Content_Type="application/json")

    def _write(self, request, cle):
        source = request.headers.get("x-amz-copy-source")
        if source is None:
            self.objets[cle] = _sent(request)
            return http(request, 200, ETag='"e"')
        source = source.decode() if isinstance(source, bytes) else source
        depuis = unquote(source).removeprefix("pieces/")
        if depuis not in self.objets:
            return http(request, 404, b"<Error><Code>NoSuchKey</Code></Error>", Content_Type="application/xml")
        self.objets[cle] = self.objets[depuis]
        return http(request, 200, COPIE, Content_Type="application/xml")

    def _delete(self, request):
        for cle in re.findall(r"<Key>([^<]+)</Key>", request.body.decode()):
            self.objets.pop(cle, None)
        return http(request, 200, b"<DeleteResult/>", Content_Type="application/xml")

    def _read(self, request, cle):
        if cle not in self.objets:
            return http(request, 404, b"<Error><Code>NoSuchKey</Code></Error>", Content_Type="application/xml")
        corps = self.objets[cle]
        meta = {"Content_Type": "application/pdf", "Content_Range": f"bytes 0-{len(corps) - 1}/{len(corps)}"}
        return http(request, 206, corps, Content_Length=str(len(corps)), x_amz_meta_nom="a.pdf", **meta)


def _sent(request):
    """Its bytes; a body that is sent in chunks is put together."""
    body = request.body if isinstance(request.body, bytes) else request.body.read()
    if "aws-chunked" not in str(request.headers.get("Content-Encoding")):
        return body
    whole = b""
    while (size := int(body.partition(b"\r\n")[0], 16)) > 0:
        body = body.partition(b"\r\n")[2]
        whole, body = whole + body[:size], body[size + 2 :]
    return whole
