"""Long work lets go: Ctrl-C ends it within a day, and other Python threads run meanwhile."""

import _thread
import os
import signal
import subprocess
import sys
import threading
import time

import pytest

import kantel
from conftest import SMALL

LONG = {"replicates": 400, "days": 20_000}


def test_ctrl_c_raises_keyboard_interrupt_soon():
    threading.Timer(0.5, _thread.interrupt_main).start()
    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        kantel.compare(SMALL, **LONG)
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("until", [None, ("durable_end", 1e-9)])
def test_an_interrupted_comparison_gives_what_is_finished(until):
    """Two replicates a moment, four hundred asked for: those that were finished come with the exception."""

    def enough(share):
        if share > 0.05:
            _thread.interrupt_main()

    with pytest.raises(KeyboardInterrupt, match=r"of 400 replicates were finished; \.result") as caught:
        kantel.compare(SMALL, replicates=400, days=2000, until=until, progress=enough)
    kept = caught.value.result
    assert 1 <= len(kept.replicates) < 400 and kept.manifest["interrupted"] is True
    whole = kantel.compare(SMALL, replicate=kept.replicates[-1], days=2000)
    same = kept.data.sel(replicate=whole.replicates)
    assert same.practising.equals(whole.data.practising)


def test_a_comparison_interrupted_before_anything_was_finished_has_no_result():
    with pytest.raises(KeyboardInterrupt, match="0 of 1 replicates") as caught:
        kantel.compare(SMALL, replicates=1, days=100_000, progress=lambda share: _thread.interrupt_main())
    assert caught.value.result is None


def test_a_script_that_is_interrupted_ends_by_the_signal(tmp_path):
    (tmp_path / "long.py").write_text(
        f"import kantel\nprint('begun', flush=True)\nkantel.compare({SMALL!r}, replicates=400, days=20000)\n"
    )
    with subprocess.Popen(
        [sys.executable, tmp_path / "long.py"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as script:
        script.stdout.readline()
        time.sleep(0.5)
        os.kill(script.pid, signal.SIGINT)
        _, told = script.communicate(timeout=20)
    assert script.returncode == -signal.SIGINT and "KeyboardInterrupt" in told


@pytest.mark.parametrize("who", ["package", "program"])
def test_where_the_interrupt_is_ignored_work_still_ends_by_sigterm(tmp_path, who):
    """As under nohup, in the background of a script, or in a runner."""
    (tmp_path / "long.toml").write_text(SMALL)
    (tmp_path / "long.py").write_text(
        f"import kantel\nprint('begun', flush=True)\nkantel.compare({SMALL!r}, replicates=400, days=20000)\n"
    )
    program = [os.environ.get("KANTEL_BINARY"), "compare", "long.toml", "--replicates", "20000", "--days", "100"]
    command = [sys.executable, "long.py"] if who == "package" else [*program, "--out", "long"]
    if command[0] is None:
        pytest.skip("the program is not built")
    ignoring = ["sh", "-c", 'trap "" INT; exec "$@"', "sh", *command]
    with subprocess.Popen(ignoring, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as work:
        time.sleep(2)
        work.terminate()
        began = time.monotonic()
        work.communicate(timeout=20)
    assert time.monotonic() - began < 10
    assert work.returncode == (-signal.SIGTERM if who == "package" else 130)


def test_other_threads_run_during_a_comparison():
    turns = 0
    done = threading.Event()

    def count():
        nonlocal turns
        while not done.is_set():
            turns += 1
            time.sleep(0.001)

    other = threading.Thread(target=count)
    other.start()
    kantel.compare(SMALL, replicates=20, days=500)
    done.set()
    other.join()
    assert turns > 20


def test_progress_is_told_and_may_stop_the_work():
    told = []

    def progress(share):
        told.append(share)
        if share > 0.001:
            raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        kantel.compare(SMALL, progress=progress, **LONG)
    assert told and all(0 <= share <= 1 for share in told)
