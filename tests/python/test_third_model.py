"""A model that only tests know (tests/models/third_model.cpp) goes through Python, which knows no model by name."""

import os
import subprocess
import sys

import pytest

PROGRAM = """
import kantel
scenario = kantel.Scenario({"model": "switches", "name": "third", "days": 30, "replicates": 3,
                            "arm": [{"name": "a", "people": 400, "up": 0.2}, {"name": "b", "people": 400, "up": 0.4}]})
result = kantel.compare(scenario)
assert result.metric("on_end").loc["b", "mean"] > result.metric("on_end").loc["a", "mean"]
run = kantel.start(scenario, "b", 2)
run.advance(30)
assert abs(run.people["on"].mean() - float(result.data.on.sel(arm="b", replicate=2, day=30))) < 1e-6
points = kantel.evaluate(scenario, [{"arm.a.down": 0.0}, {"arm.a.down": 0.5}], replicates=2)
assert float(points.on_end.sel(point=0, arm="a").mean()) > float(points.on_end.sel(point=1, arm="a").mean())
result.write("out")
"""


def test_a_third_model_goes_through_python(root, tmp_path):
    package = root / "build/release/python_third"
    if not (package / "kantel/.complete").exists():
        pytest.skip("build/release/python_third is not built")
    environment = {**os.environ, "PYTHONPATH": str(package)}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out/report.html").exists()
