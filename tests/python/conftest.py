"""What the tests share: the program, a scenario that runs in a moment, the folder of scenarios."""

import os
import pathlib

import pytest

import kantel

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
