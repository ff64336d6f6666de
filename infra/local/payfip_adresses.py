"""Where PayFiP is simulated: apart from what answers there, for who only needs to be told."""

RACINE = "/_local/payfip/"
SERVICE = RACINE + "tpa/services/securite"
PAGE = RACINE + "tpa/paiementws.web"
REGLAGES = RACINE + "reglages"
