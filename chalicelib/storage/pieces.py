"""Attachments at rest: sent by the browser straight to the bucket, kept apart until they are checked and taken."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import IO, TYPE_CHECKING
from urllib.parse import quote, unquote

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.config import settings
from chalicelib.domain.demande import Fichier
from chalicelib.domain.errors import Indisponible, Introuvable
from chalicelib.domain.fichiers import CONTROLES, QUARANTAINE, VIGNETTE, id_of
from chalicelib.domain.pieces import Depot

if TYPE_CHECKING:
    from botocore.response import StreamingBody
    from types_boto3_s3 import S3Client
    from types_boto3_s3.type_defs import ObjectIdentifierTypeDef

ENVOI = 15 * 60
"""Seconds that a browser has to send a file."""
LECTURE = 5 * 60
"""Seconds that a link to a file lives."""
PART = 1 << 20
"""Bytes read at a time."""
PAR_APPEL = 1000
"""Objects that S3 deletes at once."""
TETE = 4096
"""First bytes, enough to tell what a file is."""


@dataclass(frozen=True, slots=True)
class Envoi:
    """Where and how the browser sends a file: a form of `champs`, then the file itself."""

    cle: str
    url: str
    champs: dict[str, str]


@cache
def _s3() -> "S3Client":
    import boto3  # noqa: PLC0415 (25 ms that only files pay)

    config = Config(
        connect_timeout=1,
        read_timeout=4,
        retries={"total_max_attempts": 3, "mode": "standard"},
        signature_version="s3v4",
        max_pool_connections=20,
    )
    return boto3.client("s3", region_name=settings().region, config=config)


def prepare(cle: str, nom: str, type_mime: str, taille_max: int) -> Envoi:
    """The bucket itself refuses another type, another key or a larger file (`taille_max` in bytes)."""
    champs = {"Content-Type": type_mime, "x-amz-meta-nom": quote(nom)}
    form = _s3().generate_presigned_post(
        settings().bucket_pieces,
        cle,
        Fields=dict(champs),
        Conditions=[*({k: v} for k, v in champs.items()), ["content-length-range", 1, taille_max]],
        ExpiresIn=ENVOI,
    )
    return Envoi(cle, form["url"], form["fields"])


def inspect(cle: str) -> Depot | None:
    """What waits under a key, None when nothing does. Raises Indisponible."""
    if id_of(cle) is None:
        return None
    try:
        answer = _s3().get_object(Bucket=settings().bucket_pieces, Key=cle, Range=f"bytes=0-{TETE - 1}")
        tete = answer["Body"].read()
    except ClientError as error:
        if error.response["Error"]["Code"] in {"NoSuchKey", "AccessDenied", "404", "InvalidRange"}:
            return None
        raise Indisponible from error
    except BotoCoreError as error:
        raise Indisponible from error
    taille = int(answer["ContentRange"].rsplit("/", 1)[1])
    nom = unquote(answer["Metadata"].get("nom", ""))
    return Depot(Fichier(cle, nom, answer["ContentType"], taille), tete)


def traces(id: str) -> tuple[str, ...]:  # noqa: A002
    """Every key under which a file that no demande took may stand."""
    return (QUARANTAINE + id, CONTROLES + id, CONTROLES + id + VIGNETTE)


def parts(fichier: Fichier) -> Iterator[bytes]:
    """A file, part by part: it is never whole in memory. Raises Introuvable at once when it is gone, Indisponible."""
    try:
        corps = _s3().get_object(Bucket=settings().bucket_pieces, Key=fichier.cle)["Body"]
    except ClientError as error:
        raise (Introuvable if error.response["Error"]["Code"] == "NoSuchKey" else Indisponible) from error
    except BotoCoreError as error:
        raise Indisponible from error
    return _parts(corps)


def _parts(corps: "StreamingBody") -> Iterator[bytes]:
    try:
        yield from corps.iter_chunks(PART)
    except BotoCoreError as error:
        raise Indisponible from error


def upload(fichier: Fichier, contenu: IO[bytes]) -> None:
    """What the portal made itself, in parts beyond some size; again is the same. Raises Indisponible."""
    from boto3.exceptions import S3UploadFailedError  # noqa: PLC0415 (as for the client)
    from boto3.s3.transfer import TransferConfig  # noqa: PLC0415

    un_par_un, type_mime = TransferConfig(use_threads=False), {"ContentType": fichier.type}
    try:
        _s3().upload_fileobj(contenu, settings().bucket_pieces, fichier.cle, ExtraArgs=type_mime, Config=un_par_un)
    except (ClientError, BotoCoreError, S3UploadFailedError) as error:
        raise Indisponible from error


def delete(cles: Iterable[str]) -> None:
    """Those that are gone already are gone. Raises Indisponible."""
    restantes = list(cles)
    try:
        for debut in range(0, len(restantes), PAR_APPEL):
            objets: list[ObjectIdentifierTypeDef] = [{"Key": cle} for cle in restantes[debut : debut + PAR_APPEL]]
            answer = _s3().delete_objects(Bucket=settings().bucket_pieces, Delete={"Objects": objets, "Quiet": True})
            if answer.get("Errors"):
                raise Indisponible
    except (ClientError, BotoCoreError) as error:
        raise Indisponible from error


def link(fichier: Fichier) -> str:
    """A URL of five minutes that downloads and never displays."""
    parametres = {
        "Bucket": settings().bucket_pieces,
        "Key": fichier.cle,
        "ResponseContentDisposition": f"attachment; filename*=UTF-8''{quote(fichier.nom)}",
        "ResponseContentType": fichier.type,
    }
    return _s3().generate_presigned_url("get_object", Params=parametres, ExpiresIn=LECTURE)
