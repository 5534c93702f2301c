"""The command line and Python are one engine: the same bytes in every table."""

import hashlib
import subprocess

import pandas as pd
import pytest

import kantel
from conftest import SMALL

TABLES = ("summary.csv", "series.csv", "differences.csv", "runs.csv")


def hashes(folder):
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in TABLES}


def command(program, *arguments):
    subprocess.run([program, *map(str, arguments), "--quiet"], check=True)


@pytest.fixture(scope="module")
def by_command(program, tmp_path_factory):
    folder = tmp_path_factory.mktemp("command")
    (folder / "small.toml").write_text(SMALL)
    command(program, "compare", folder / "small.toml", "--out", folder / "out")
    return folder / "out"


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_tables_are_those_of_the_command_line_at_any_number_of_threads(by_command, tmp_path, threads):
    written = kantel.compare(SMALL, threads=threads).write(tmp_path / "out", report=False)
    assert hashes(written) == hashes(by_command)


def test_the_report_is_that_of_the_command_line(by_command, tmp_path):
    if not kantel._core.has_report:
        pytest.skip("built without the chart library")
    written = kantel.compare(SMALL).write(tmp_path / "out")
    assert (written / "report.html").read_bytes() == (by_command / "report.html").read_bytes()


def test_the_manifest_names_the_same_scenario(by_command, result):
    import json

    told = json.loads((by_command / "manifest.json").read_text())
    assert result.scenario_hash == told["scenario_hash"]
    assert result.scenario == told["scenario_toml"]
    assert result.attrs["version"] == told["kantel"]


def test_frames_hold_what_the_files_hold(by_command, result):
    runs = pd.read_csv(by_command / "runs.csv")
    pd.testing.assert_frame_equal(result.runs, runs, check_dtype=False, rtol=0, atol=0, check_index_type=False)
    series = pd.read_csv(by_command / "series.csv")
    assert len(result.series()) == len(series)
    own = result.series("practising", "all")
    told = series[(series.measure == "practising") & (series.group == "all")].reset_index(drop=True)
    pd.testing.assert_frame_equal(own, told, check_dtype=False, rtol=1e-7)
    summary = pd.read_csv(by_command / "summary.csv")
    pd.testing.assert_series_equal(result.summary["mean"], summary["mean"], rtol=0, atol=0)
    differences = pd.read_csv(by_command / "differences.csv")
    pd.testing.assert_frame_equal(result.differences, differences, check_dtype=False, rtol=1e-7)


def test_one_arm_and_one_replicate_are_those_of_the_command_line(program, tmp_path):
    (tmp_path / "small.toml").write_text(SMALL)
    command(program, "run", tmp_path / "small.toml", "--arm", "movement", "--replicate", 2, "--out", tmp_path / "a")
    written = kantel.run(SMALL, arm="movement", replicate=2).write(tmp_path / "b", report=False)
    assert hashes(written) == hashes(tmp_path / "a")


def test_set_and_overrides_are_those_of_the_command_line(program, tmp_path):
    (tmp_path / "small.toml").write_text(SMALL)
    command(
        program,
        "compare",
        tmp_path / "small.toml",
        "--out",
        tmp_path / "a",
        "--set",
        "parameters.p=.004",
        "--set",
        "arm.rollout.policy=servant",
        "--seed",
        11,
        "--replicates",
        2,
        "--days",
        40,
    )
    changed = kantel.Scenario(SMALL).set("parameters.p", 0.004).set("arm.rollout.policy", "servant")
    written = kantel.compare(changed, seed=11, replicates=2, days=40).write(tmp_path / "b", report=False)
    assert hashes(written) == hashes(tmp_path / "a")


def test_a_reference_model_gives_the_numbers_of_the_command_line(program, root, tmp_path):
    scenario = root / "scenarios/reference/watts.toml"
    command(
        program,
        "compare",
        scenario,
        "--replicates",
        2,
        "--days",
        20,
        "--out",
        tmp_path / "a",
        "--set",
        "network.people=300",
    )
    written = kantel.compare(scenario, replicates=2, days=20, set={"network.people": 300}).write(
        tmp_path / "b", report=False
    )
    assert hashes(written) == hashes(tmp_path / "a")


def test_an_exported_organisation_gives_the_numbers_of_the_one_in_memory(program, tmp_path):
    organisation = kantel.Organisation.generate("sector", 150, seed=3)
    chart = organisation.export(tmp_path / "org") / "chart.csv"
    (tmp_path / "small.toml").write_text(SMALL)
    command(
        program,
        "compare",
        tmp_path / "small.toml",
        "--out",
        tmp_path / "a",
        "--set",
        "organisation.form=imported",
        "--set",
        f'organisation.chart="{chart}"',
        "--set",
        f'organisation.ties="{tmp_path}/org/ties.csv"',
    )
    written = kantel.compare(SMALL, organisation=organisation).write(tmp_path / "b", report=False)
    assert hashes(written) == hashes(tmp_path / "a")


def test_replicates_until_an_interval_is_narrow_are_those_of_the_command_line(program, tmp_path):
    (tmp_path / "small.toml").write_text(SMALL.replace("replicates = 4", "replicates = 50"))
    until = ("--until", 0.05, "--until-metric", "practising_60")
    command(program, "compare", tmp_path / "small.toml", *until, "--out", tmp_path / "a")
    ran = kantel.compare(tmp_path / "small.toml", until=("practising_60", 0.05))
    assert 10 <= len(ran.replicates) < 50
    assert hashes(ran.write(tmp_path / "b", report=False)) == hashes(tmp_path / "a")
    with pytest.raises(kantel.InputError, match="did you mean practising_60"):
        kantel.compare(SMALL, until=("practisin_60", 0.05))
