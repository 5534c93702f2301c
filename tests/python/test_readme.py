"""The README's Python examples run as they stand. `./dev wheel` runs this file as a script, in an environment that holds
nothing but what `pip install .` brings."""

import contextlib
import pathlib
import re
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]


def run_the_readme() -> dict:
    """Runs every Python block in turn, as if from the clone; what they leave behind."""
    blocks = re.findall(r"^```python\n(.*?)^```", (ROOT / "README.md").read_text(encoding="utf-8"), flags=re.M | re.S)
    left: dict = {}
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        pathlib.Path("scenarios").symlink_to(ROOT / "scenarios")
        for block in blocks:
            exec(compile(block, "README.md", "exec"), left)
        left["files"] = {path.name for path in pathlib.Path().iterdir()}
    return left


def test_the_readmes_examples_run():
    left = run_the_readme()
    assert left["result"].replicates == list(range(5)) and "adoption.html" in left["files"]


if __name__ == "__main__":
    test_the_readmes_examples_run()
