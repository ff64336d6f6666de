"""`python -m infra.chromium`: the browser that the tests drive; installed with apt where that is allowed."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")
HOW = "Il manque Chromium aux tests de navigateur. Installez-le (Debian : sudo apt install chromium), puis relancez."
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"


def find() -> str | None:
    """Its path, if the machine has one."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return found or (MAC if os.path.exists(MAC) else None)  # noqa: PTH110 (one string in, one string out)


def install() -> bool:
    """Whether apt could."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return False
    print("Chromium, pour les tests de navigateur (environ une minute)…", flush=True)
    subprocess.run(["apt-get", "update", "-qq"], stdout=subprocess.DEVNULL, check=False)
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core"]
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False).returncode == 0


if __name__ == "__main__":
    if find() is None and not install():
        sys.exit(HOW)
