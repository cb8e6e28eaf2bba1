#!/usr/bin/env python3
"""Set up one project of projects.toml: its source tree as published, and a virtual environment.

    setup_project.py NAME DEST [--python PATH]       to run Django in it (for the dump tools)
    setup_project.py NAME DEST --to-read [--source-only]
                                                     for a program that only reads files
    setup_project.py --list                          the names of the published packages, one a line

Needs Python 3.11 for tomllib, and git for what is no package. Obeys the versions in locks/NAME.txt,
reuses what is there, and makes

    DEST/src/NAME        the source tree, as published
    DEST/venvs/NAME      the virtual environment, with the project's dependencies
    DEST/env/NAME.sh     DJANGO_SETTINGS_MODULE, PYTHONPATH and ORMLINT_ORACLE_ROOT, to be sourced

With --to-read there is no env file: the same facts are printed as one JSON object. Where the
interpreter is missing, the environment then holds the packages of that version without it (takes uv).

The source tree comes before site-packages on PYTHONPATH, so what Django loads is what is analysed.
"""

import argparse
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
PROJECTS = tomllib.loads((HERE / "projects.toml").read_text(encoding="utf-8"))


class Setup:
    """One project below a destination directory."""

    def __init__(self, name, dest, python):
        self.name, self.entry = name, PROJECTS[name]
        self.pypi = self.entry.get("pypi")
        self.python = python or find_python(self.entry["python"])
        self.source, self.venv = dest / "src" / name, dest / "venvs" / name
        self.env_file = dest / "env" / f"{name}.sh"

    def download_source(self):
        if self.source.exists():
            return
        self.source.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self.source.parent) as scratch:
            download = self.download_package if self.pypi else self.download_commit
            download(pathlib.Path(scratch)).rename(self.source)

    def download_package(self, folder):
        choice = "--only-binary" if self.entry.get("format") == "wheel" else "--no-binary"
        distribution, _, _ = self.pypi.partition("==")
        run(self.python or sys.executable, "-m", "pip", "download", "-q", "--disable-pip-version-check",
            "--no-deps", "--ignore-requires-python", choice, distribution, "-d", folder / "archive", self.pypi)
        (archive,) = (folder / "archive").iterdir()
        return unpack(archive, folder / "tree")

    def download_commit(self, folder):
        tree = folder / "tree"
        run("git", "init", "-q", tree)
        run("git", "-C", tree, "fetch", "-q", "--depth", "1", self.entry["git"], self.entry["commit"])
        run("git", "-C", tree, "checkout", "-q", "FETCH_HEAD")
        shutil.rmtree(tree / ".git")
        return tree

    def install(self):
        """Install the project and what it needs, in the versions of its lock file."""
        if self.is_installed():
            return
        requirements = [*self.requirements(), *self.entry.get("extra", [])]
        lock = HERE / "locks" / f"{self.name}.txt"
        if lock.exists():
            requirements = ["--constraint", lock, *requirements]
        uv = shutil.which("uv")
        if self.python and uv:
            run(uv, "venv", "-q", "--allow-existing", "--python", self.python, self.venv)
            run(uv, "pip", "install", "-q", "--python", self.venv / "bin/python", *requirements)
        elif self.python:
            run(self.python, "-m", "venv", self.venv)
            run(self.venv / "bin/python", "-m", "pip", "install", "-q", *requirements)
        elif uv:
            version = self.entry["python"]
            run(uv, "pip", "install", "-q", "--python", sys.executable, "--python-version", version,
                "--target", self.venv / f"lib/python{version}/site-packages", *requirements)
        else:
            sys.exit(f"{self.name} takes Python {self.entry['python']}, or uv to read its packages without it")

    def requirements(self):
        """The published package, which brings its own; else what the project's own file lists."""
        if self.pypi:
            return [self.pypi]
        lines = (self.source / self.entry["requirements"]).read_text(encoding="utf-8").splitlines()
        return [line.strip() for line in lines if line.strip() and not line.startswith("#")]

    def is_installed(self):
        """Whether the project is in the environment, in its version; of what is no package, all that it lists."""
        found = [path.stem for path in self.venv.glob("lib/python*/site-packages/*.dist-info")]
        if self.pypi:
            return normal_name(self.pypi.replace("==", "-")) in map(normal_name, found)
        names = {normal_name(stem.partition("-")[0]) for stem in found}
        return all(normal_name(re.match(r"[\w.-]+", line)[0]) in names for line in self.requirements())

    def python_path(self):
        """What comes before site-packages: the source tree, then the settings and their helper."""
        parts = self.entry.get("python_path", [self.entry["root"]])
        return [str((self.source / part).resolve()) for part in parts] + [str(HERE)]

    def variables(self):
        return {key: value.format(projects=HERE) for key, value in self.entry.get("env", {}).items()}

    def description(self, source_only):
        return {
            "root": str((self.source / self.entry["root"]).resolve()),
            "settings": self.entry["settings"],
            "python_path": self.python_path(),
            "variables": self.variables(),
            "environment": "" if source_only else str(self.venv),
        }

    def write_environment(self):
        """Write the variables that every dump tool needs to run inside this project."""
        variables = {
            "DJANGO_SETTINGS_MODULE": self.entry["settings"],
            "PYTHONPATH": ":".join(self.python_path()),
            "ORMLINT_ORACLE_ROOT": self.description(source_only=False)["root"],
            "ORMLINT_ORACLE_PROJECT": self.name,
            **self.variables(),
        }
        self.env_file.parent.mkdir(parents=True, exist_ok=True)
        lines = [f"export {key}={shlex.quote(value)}\n" for key, value in variables.items()]
        self.env_file.write_text("".join(lines), encoding="utf-8")


def run(*command):
    print("+", shlex.join(map(str, command)), file=sys.stderr)
    subprocess.run([str(part) for part in command], check=True)


def normal_name(text):
    return re.sub(r"[-_.]+", "-", text).lower()


def find_python(version):
    """The newest interpreter of a minor version: from pyenv, else from PATH; None where there is none."""
    pyenv = pathlib.Path(os.environ.get("PYENV_ROOT", pathlib.Path.home() / ".pyenv"))
    installed = sorted(pyenv.glob(f"versions/{version}.*/bin/python"))
    return str(installed[-1]) if installed else shutil.which(f"python{version}")


def unpack(archive, target):
    """Unpack an sdist or a wheel below target; return the tree without the sdist's top folder."""
    if archive.suffix in (".whl", ".zip"):
        with zipfile.ZipFile(archive) as bundle:
            bundle.extractall(target)
        return target
    with tarfile.open(archive) as bundle:
        bundle.extractall(target, filter="data")
    (top,) = target.iterdir()
    return top


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--list", action="store_true", help="print the names of the published packages")
    parser.add_argument("name", nargs="?", choices=sorted(PROJECTS))
    parser.add_argument("dest", nargs="?", type=pathlib.Path)
    parser.add_argument("--python", help="interpreter to use instead of the version in projects.toml")
    parser.add_argument("--to-read", action="store_true", help="print a JSON object instead of writing an env file")
    parser.add_argument("--source-only", action="store_true", help="with --to-read: no virtual environment")
    options = parser.parse_args()
    if options.list:
        print("\n".join(name for name, entry in PROJECTS.items() if "pypi" in entry))
        return
    if not options.name or not options.dest or (options.source_only and not options.to_read):
        parser.error("give NAME and DEST; --source-only goes with --to-read")
    setup = Setup(options.name, options.dest.resolve(), options.python)
    if not setup.python and not options.to_read:
        sys.exit(f"no Python {setup.entry['python']} found; give one with --python")
    try:
        setup.download_source()
        if not options.source_only:
            setup.install()
    except subprocess.CalledProcessError as error:
        sys.exit(f"{options.name}: {shlex.join(error.cmd[:4])} … ended with status {error.returncode}")
    if options.to_read:
        print(json.dumps(setup.description(options.source_only), indent=1))
        return
    setup.write_environment()
    print(setup.env_file)


if __name__ == "__main__":
    main()
