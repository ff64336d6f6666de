"""What the portal itself does in the bucket: reads what was scanned, writes what it checked, puts it in its place."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.config import settings
from chalicelib.domain.errors import Indisponible, Introuvable
from chalicelib.storage.pieces import _s3

ABSENTS = {"NoSuchKey", "NoSuchVersion", "NotFound", "404"}
AUTRE = {"PreconditionFailed", "412"}
"""Other bytes stand under the key by now."""
TAG = "GuardDutyMalwareScanStatus"
"""Where the antivirus repeats its verdict, for when its event was lost."""


@dataclass(frozen=True, slots=True)
class Objet:
    """The very bytes that a verdict is about: an exact version where the bucket keeps them, a digest everywhere."""

    cle: str
    version: str
    etag: str


def read(objet: Objet, maximum: int) -> bytes | None:
    """Its bytes, None beyond `maximum`. Raises Introuvable when they are gone or others took their place."""
    voulu: dict[str, Any] = {"VersionId": objet.version} if objet.version else {}
    voulu |= {"IfMatch": objet.etag} if objet.etag else {}
    with _told():
        answer = _s3().get_object(Bucket=settings().bucket_pieces, Key=objet.cle, **voulu)
        if answer["ContentLength"] > maximum:
            answer["Body"].close()
            return None
        return answer["Body"].read()


def write(cle: str, octets: bytes, type_mime: str) -> None:
    """Again is the same. Raises Indisponible."""
    with _told():
        _s3().put_object(Bucket=settings().bucket_pieces, Key=cle, Body=octets, ContentType=type_mime)


def copy(depuis: str, vers: str) -> None:
    """Again is the same. Raises Introuvable when there is nothing to copy, Indisponible."""
    bucket = settings().bucket_pieces
    with _told():
        _s3().copy_object(Bucket=bucket, Key=vers, CopySource={"Bucket": bucket, "Key": depuis})


def waiting(cle: str) -> tuple[Objet, str] | None:
    """What stands under a key of the quarantine, and the verdict written on it, "" without one. Two round trips.

    None when nothing is there. Raises Indisponible.
    """
    bucket = settings().bucket_pieces
    try:
        with _told():
            tete = _s3().head_object(Bucket=bucket, Key=cle)
            objet = Objet(cle, tete.get("VersionId", ""), tete["ETag"])
            voulu: dict[str, Any] = {"VersionId": objet.version} if objet.version else {}
            tags = _s3().get_object_tagging(Bucket=bucket, Key=cle, **voulu)["TagSet"]
    except Introuvable:
        return None
    return objet, next((tag["Value"] for tag in tags if tag["Key"] == TAG), "")


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        absent = error.response["Error"].get("Code") in ABSENTS | AUTRE
        raise (Introuvable if absent else Indisponible) from error
    except BotoCoreError as error:
        raise Indisponible from error
