"""What the tests share: the program, a scenario that runs in a moment, the folder of scenarios."""

import hashlib
import os
import pathlib
import signal
import subprocess

import pytest
import tomli_w

import kantel

# Who starts the tests in the background may have SIGINT ignored, and that is inherited.
signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = pathlib.Path(__file__).resolve().parents[2]
SMALL = """
name = "small"
question = "Does a mandate beat a movement?"
days = 60
replicates = 4
seed = 7

[organisation]
employees = 200

[record]
every = 5

[[arm]]
name = "rollout"
approach = "rollout"
policy = "directive"

[[arm.event]]
day = 30
do = "lift_mandate"

[[arm]]
name = "movement"
approach = "diffusion"
policy = "participative"
champions = { share = 0.05, chosen = "by_degree" }
"""


EXPERIMENT = {
    "name": "grid",
    "replicates": 3,
    "design": {"kind": "grid"},
    "keep": {"metrics": ["durable_end", "practising_60"], "series": ["practising"], "every": 20},
    "factor": [
        {"key": "parameters.q", "low": 0.05, "high": 0.2, "levels": 3, "scale": "log"},
        {"key": "arm.movement.policy", "values": ["servant", "participative"]},
    ],
}


def hashes(store, folder):
    kantel.read_store(store).export(folder)
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


@pytest.fixture
def small() -> kantel.Scenario:
    return kantel.Scenario(SMALL)


@pytest.fixture(scope="session")
def result() -> kantel.Comparison:
    """The small comparison, run once for the tests that only look at it."""
    return kantel.compare(SMALL)


@pytest.fixture(scope="session")
def program() -> str:
    return os.environ.get("KANTEL_BINARY", str(ROOT / "build/release/kantel"))


@pytest.fixture(scope="session")
def root() -> pathlib.Path:
    return ROOT


@pytest.fixture(scope="session")
def by_command(program, tmp_path_factory):
    """The same experiment, run by the command line from files."""
    folder = tmp_path_factory.mktemp("sweep")
    (folder / "small.toml").write_text(SMALL)
    (folder / "grid.toml").write_text(tomli_w.dumps({**EXPERIMENT, "scenario": "small.toml"}))
    subprocess.run([program, "sweep", folder / "grid.toml", "--store", folder / "grid.db", "--quiet"], check=True)
    return folder
