"""SES and S3 in memory, answered where the SDK would have sent the request: no socket, no function of ours replaced."""

import io
import json
import threading
from urllib.parse import unquote, urlsplit

from botocore.awsrequest import AWSResponse, HeadersDict
from urllib3 import HTTPResponse

from chalicelib.clients import ses
from chalicelib.storage import pieces

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF\n"
CLIENTS = ((ses._ses, "sesv2"), (pieces._s3, "s3"))  # noqa: SLF001  # the portal's own, where the requests leave
COPIE = b'<CopyObjectResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><ETag>"e"</ETag></CopyObjectResult>'


def http(request, statut, corps=b"", **headers):
    """An answer as botocore reads it from the network."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    raw = HTTPResponse(io.BytesIO(corps), named, statut, preload_content=False)
    return AWSResponse(request.url, statut, HeadersDict(named), raw)


class Alentours:
    """What left (`partis`: text of each mail) and what rests (`objets`: key → bytes)."""

    def __init__(self):
        self.partis, self.objets = [], {}
        self._verrou = threading.Lock()

    def __enter__(self):
        for made_once, service in CLIENTS:
            made_once.cache_clear()
            made_once().meta.events.register(f"before-send.{service}.*", self.answer)
        return self

    def __exit__(self, *exc):
        for made_once, _ in CLIENTS:
            made_once.cache_clear()

    def answer(self, request, **_):
        """As the service would."""
        if "email" in request.url:
            return self._send(request)
        cle = unquote(urlsplit(request.url).path).lstrip("/").removeprefix("pieces/")
        return self._copy(request, cle) if request.method == "PUT" else self._read(request, cle)

    def drop(self, cle):
        """A file in quarantine, as the browser sends it."""
        self.objets[cle] = PDF
        return cle

    def _send(self, request):
        with self._verrou:
            self.partis.append(json.loads(request.body)["Content"]["Simple"]["Body"]["Text"]["Data"])
        return http(request, 200, b'{"MessageId": "1"}', Content_Type="application/json")

    def _copy(self, request, cle):
        source = request.headers["x-amz-copy-source"]
        source = source.decode() if isinstance(source, bytes) else source
        self.objets[cle] = self.objets[unquote(source).removeprefix("pieces/")]
        return http(request, 200, COPIE, Content_Type="application/xml")

    def _read(self, request, cle):
        if cle not in self.objets:
            return http(request, 404, b"<Error><Code>NoSuchKey</Code></Error>", Content_Type="application/xml")
        corps = self.objets[cle]
        meta = {"Content_Type": "application/pdf", "Content_Range": f"bytes 0-{len(corps) - 1}/{len(corps)}"}
        return http(request, 206, corps, Content_Length=str(len(corps)), x_amz_meta_nom="a.pdf", **meta)
