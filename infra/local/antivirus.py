"""Stands for the bucket's antivirus and the stream of files: what AWS would tell of an upload, told a second later."""

import threading
import time
from collections.abc import Callable
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.exceptions import PynamoDBException

from chalicelib.domain.errors import PortailError
from chalicelib.domain.fichiers import QUARANTAINE
from chalicelib.observability import describe, logger

PERIOD = 1.0
"""Seconds between two looks at the quarantine: about what the real one takes for a photo."""
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""Harmless, and a virus to every antivirus: what one tries it with."""


def scan(s3: Any, bucket: str) -> list[dict[str, Any]]:  # noqa: ANN401 (boto3's clients have no common type)
    """An event for each file of the quarantine, of the shape that EventBridge gives."""
    listed = s3.list_objects_v2(Bucket=bucket, Prefix=QUARANTAINE).get("Contents", ())
    return [_event(s3, bucket, str(found["Key"])) for found in listed]


def _event(s3: Any, bucket: str, key: str) -> dict[str, Any]:  # noqa: ANN401
    answer = s3.get_object(Bucket=bucket, Key=key)
    infected = EICAR in answer["Body"].read()
    return {
        "version": "0",
        "detail-type": "GuardDuty Malware Protection Object Scan Result",
        "source": "aws.guardduty",
        "resources": [],
        "detail": {
            "schemaVersion": "1.0",
            "scanStatus": "COMPLETED",
            "resourceType": "S3_OBJECT",
            "s3ObjectDetails": {
                "bucketName": bucket,
                "objectKey": key,
                "eTag": answer["ETag"],
                "versionId": answer.get("VersionId", ""),
                "s3Throttled": False,
            },
            "scanResultDetails": {
                "scanResultStatus": "THREATS_FOUND" if infected else "NO_THREATS_FOUND",
                "threats": [{"name": "EICAR-Test-File"}] if infected else None,
            },
        },
    }


class Antivirus(threading.Thread):
    """`scan` finds what arrived, `tell` is given each event once, `put_away` is what the stream would call."""

    def __init__(
        self,
        scan: Callable[[], list[dict[str, Any]]],
        tell: Callable[[dict[str, Any]], None],
        put_away: Callable[[], int],
    ) -> None:
        super().__init__(name="antivirus", daemon=True)
        self._scan, self._tell, self._put_away = scan, tell, put_away
        self._told = set[str]()

    def run(self) -> None:
        """Until the portal stops: what it was about to say is said at the next start."""
        while True:
            time.sleep(PERIOD)
            self.look()

    def look(self) -> None:
        """Once."""
        try:
            for event in self._scan():
                objet = event["detail"]["s3ObjectDetails"]
                seen = objet["objectKey"] + objet["eTag"]
                if seen not in self._told:
                    self._tell(event)
                    self._told.add(seen)
            self._put_away()
        except (PortailError, PynamoDBException, BotoCoreError, ClientError) as error:
            logger.warning("antivirus", extra={"erreur": describe(error)})
