"""The call that PayFiP makes once a result is known: a hint with an idOp in it, sent from beside, and never again."""

from threading import Thread, Timer

from infra.local.console import say
from infra.local.payfip_operations import Operation
from infra.local.payfip_reglages import Reglages

PATIENCE = 15.0
"""Seconds."""


def send(operation: Operation, reglages: Reglages) -> None:
    """Returns at once: the portal that is called may be the one that waits for the answer of this machine."""
    if reglages.notification == "aucune":
        return
    url, form = operation.champs["urlnotif"], {reglages.champ: operation.idop}
    if reglages.notification == "retard":
        timer = Timer(reglages.retard_s, _post, (url, form))
        timer.daemon = True
        timer.start()
        return
    for _ in range(2 if reglages.notification == "double" else 1):
        Thread(target=_post, args=(url, form), name="payfip-notification", daemon=True).start()


def _post(url: str, form: dict[str, str]) -> None:
    import urllib3  # noqa: PLC0415  # loaded by the portal later than its start

    pool = urllib3.PoolManager(timeout=PATIENCE, retries=False)
    try:
        pool.request_encode_body("POST", url, fields=form, encode_multipart=False)
    except urllib3.exceptions.HTTPError:
        say(f"PayFiP simulé\u00a0: la notification vers {url} n’a pas abouti")
