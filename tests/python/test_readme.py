"""The README's Python examples run as they stand."""

import re

import pytest


def test_the_readmes_examples_run(root, monkeypatch, tmp_path):
    blocks = re.findall(r"^```python\n(.*?)^```", (root / "README.md").read_text(), flags=re.M | re.S)
    assert blocks
    pytest.importorskip("altair")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scenarios").symlink_to(root / "scenarios")
    namespace = {}
    for block in blocks:
        exec(compile(block, "README.md", "exec"), namespace)
    assert namespace["result"].replicates == list(range(5))
