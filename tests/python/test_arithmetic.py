"""Whatever a process makes of its locale, of rounding and of denormal numbers: the same bytes, and its own settings back."""

import ctypes
import hashlib
import os
import pathlib
import platform
import shutil
import subprocess
import sys

import numpy as np
import pytest

import kantel
from conftest import EXPERIMENT, SMALL

TABLES = ("summary.csv", "series.csv", "differences.csv", "runs.csv", "report.html")
UPWARD = {"x86_64": 0x800, "aarch64": 0x400000}  # FE_UPWARD
MXCSR, FLUSH = 7, 0x8040  # of glibc's fenv_t on x86-64, in words; flush to zero, and denormals are zero


def hashes(folder):
    """Of all that a comparison, a sweep, a stepped run and an organisation come to."""
    made = kantel.compare(SMALL, threads=2).write(folder / "out", report=kantel._core.has_report)
    parts = [(made / name).read_bytes() for name in TABLES if (made / name).exists()]
    exported = kantel.sweep(kantel.Experiment(EXPERIMENT, SMALL), folder / "s.db", threads=2).export(folder / "tables")
    parts += [(exported / name).read_bytes() for name in ("runs.csv", "summary.csv", "points.csv")]
    run = kantel.start(SMALL, arm="rollout").advance(30)
    parts += [np.asarray(run.people[name]).tobytes() for name in run.people]
    organisation = kantel.Organisation.generate(employees=300, seed=3).export(folder / "organisation")
    parts += [(organisation / name).read_bytes() for name in ("chart.csv", "ties.csv")]
    return [hashlib.sha256(part).hexdigest() for part in parts]


@pytest.fixture(scope="module")
def usual(tmp_path_factory):
    return hashes(tmp_path_factory.mktemp("usual"))


def test_the_same_bytes_where_the_process_rounds_upwards(usual, tmp_path):
    mathematics = ctypes.CDLL("libm.so.6")
    before = mathematics.fegetround()
    assert mathematics.fesetround(UPWARD[platform.machine()]) == 0
    try:
        found = hashes(tmp_path)
        kept = mathematics.fegetround()
    finally:
        mathematics.fesetround(before)
    assert found == usual
    assert kept == UPWARD[platform.machine()]


@pytest.mark.skipif(platform.machine() != "x86_64", reason="knows the control word of x86-64 alone")
def test_the_same_bytes_where_the_process_flushes_denormal_numbers(usual, tmp_path):
    mathematics = ctypes.CDLL("libm.so.6")
    before, flushing = (ctypes.c_uint32 * 8)(), (ctypes.c_uint32 * 8)()
    mathematics.fegetenv(before)
    mathematics.fegetenv(flushing)
    flushing[MXCSR] |= FLUSH
    mathematics.fesetenv(flushing)
    try:
        assert np.float64(5e-324) * np.float64(1) == 0  # it does
        found = hashes(tmp_path)
        mathematics.fegetenv(flushing)
    finally:
        mathematics.fesetenv(before)
    assert found == usual
    assert flushing[MXCSR] & FLUSH == FLUSH


def test_the_same_bytes_in_a_process_whose_locale_has_a_decimal_comma(usual, tmp_path):
    if not shutil.which("localedef") or not pathlib.Path("/usr/share/i18n/locales/de_DE").exists():
        pytest.skip("no sources of locales (Debian's package locales)")
    subprocess.run(["localedef", "-i", "de_DE", "-f", "UTF-8", str(tmp_path / "de_DE.UTF-8")], check=True)
    program = f"""
import locale, pathlib, sys
locale.setlocale(locale.LC_ALL, "de_DE.UTF-8")
assert locale.localeconv()["decimal_point"] == ","
sys.path.insert(0, {str(pathlib.Path(__file__).parent)!r})
import test_arithmetic
print(*test_arithmetic.hashes(pathlib.Path({str(tmp_path)!r})))
"""
    ran = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "LOCPATH": str(tmp_path), "LC_ALL": "de_DE.UTF-8"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.split() == usual
