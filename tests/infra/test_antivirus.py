"""What stands for the antivirus on this machine: it speaks once of each file, in the words of the real one."""

from chalicelib.domain.errors import Indisponible
from infra.local.antivirus import EICAR, Antivirus, scan
from tests.aws import client

CLE = "quarantaine/" + "a" * 32


def put(octets, cle=CLE):
    client("s3").put_object(Bucket="pieces", Key=cle, Body=octets)


def test_an_event_says_which_bytes_were_scanned_and_what_was_found(aws):
    put(b"x")
    put(b"..." + EICAR, "quarantaine/" + "b" * 32)
    put(EICAR, "demandes/D26/identite/" + "c" * 32)
    details = [event["detail"] for event in scan(client("s3"), "pieces")]
    found = {d["s3ObjectDetails"]["objectKey"]: d["scanResultDetails"]["scanResultStatus"] for d in details}
    assert found == {CLE: "NO_THREATS_FOUND", "quarantaine/" + "b" * 32: "THREATS_FOUND"}
    assert details[0]["s3ObjectDetails"]["eTag"] == client("s3").head_object(Bucket="pieces", Key=CLE)["ETag"]


def test_each_file_is_told_once_and_again_when_telling_failed(aws):
    told, failures = [], [True]

    def tell(event):
        if failures:
            failures.pop()
            raise Indisponible
        told.append(event["detail"]["s3ObjectDetails"]["eTag"])

    antivirus = Antivirus(lambda: scan(client("s3"), "pieces"), tell, lambda: 0)
    put(b"x")
    for _ in range(3):
        antivirus.look()
    assert len(told) == 1
    put(b"y")
    antivirus.look()
    assert len(set(told)) == 2
