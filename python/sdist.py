"""scikit-build-core, with the commit written into source archives, which have no repository to ask."""

import pathlib
import subprocess

from scikit_build_core import build as _build
from scikit_build_core.build import *  # noqa: F403 - the other hooks are its own

ROOT = pathlib.Path(__file__).resolve().parents[1]


def _git(*words: str) -> str:
    asked = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return asked.stdout.strip() if asked.returncode == 0 else ""


def build_sdist(sdist_directory, config_settings=None):
    place = ROOT / "cmake" / "commit.txt"
    before = place.read_text()
    if _git("rev-parse", "--show-toplevel") == str(ROOT) and (commit := _git("rev-parse", "--short=12", "HEAD")):
        changes = "+changes" if _git("status", "--porcelain", "--untracked-files=no") else ""
        place.write_text(commit + changes + "\n")
    try:
        return _build.build_sdist(sdist_directory, config_settings)
    finally:
        place.write_text(before)
