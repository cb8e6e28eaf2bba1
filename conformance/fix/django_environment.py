#!/usr/bin/env python3
"""Make a virtual environment with one version of Django and what examples/shop needs.

    django_environment.py VERSION DIRECTORY

Prints nothing; reuses what is there. The interpreter is the newest of 3.12 and 3.13 in pyenv or on PATH.
"""

import pathlib
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "projects"))

from setup_project import find_python, run  # noqa: E402

REQUIREMENTS = ["psycopg[binary]", "djangorestframework", "celery", "redis"]


def main():
    version, directory = sys.argv[1], pathlib.Path(sys.argv[2])
    python = directory / "bin" / "python"
    wanted = f"django~={version}.0"
    if python.exists() and subprocess.run([python, "-c", "import django, psycopg, rest_framework, celery"], check=False).returncode == 0:
        return
    interpreter = find_python("3.12") or find_python("3.13")
    if not interpreter:
        sys.exit("no Python 3.12 or 3.13 found")
    uv = shutil.which("uv")
    try:
        if uv:
            run(uv, "venv", "-q", "--allow-existing", "--python", interpreter, directory)
            run(uv, "pip", "install", "-q", "--python", python, wanted, *REQUIREMENTS)
        else:
            run(interpreter, "-m", "venv", directory)
            run(python, "-m", "pip", "install", "-q", wanted, *REQUIREMENTS)
    except subprocess.CalledProcessError as error:
        sys.exit(f"Django {version}: ended with status {error.returncode}")


if __name__ == "__main__":
    main()
