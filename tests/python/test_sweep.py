"""Sweeps from Python: the command line's stores and tables, and what cannot be."""

import pathlib
import subprocess

import pandas as pd
import pytest
import tomli_w

import kantel
from conftest import EXPERIMENT, SMALL, hashes


def test_a_sweep_gives_the_tables_of_the_command_line(by_command, tmp_path):
    done = kantel.sweep(EXPERIMENT, tmp_path / "own.db", scenario=SMALL, threads=2)
    assert done.about["done"] == 6 * 3 * 2 and done.about["failed"] == 0
    assert hashes(tmp_path / "own.db", tmp_path / "a") == hashes(by_command / "grid.db", tmp_path / "b")


def test_a_store_is_read_as_frames_and_a_dataset(by_command):
    store = kantel.read_store(by_command / "grid.db")
    assert (
        len(store.points) == 6
        and len(store.runs) == 36
        and store.runs.attrs["units"]["durable_end"] == "share of employees"
    )
    assert dict(store.data.sizes) == {"point": 6, "arm": 2, "replicate": 3}
    mean = store.summary.query("point == 0 and arm == 'movement' and metric == 'practising_60'")["mean"].item()
    assert float(store.data.practising_60.sel(point=0, arm="movement").mean()) == pytest.approx(mean)
    point = store.points.iloc[4]
    ran = kantel.compare(
        SMALL,
        replicates=3,
        set={"parameters.q": point["q"], "arm.movement.policy": point["policy"]},
    )
    for metric in ("practising_60", "durable_end"):
        assert ran.metric(metric)["mean"]["movement"] == store.means(metric, "movement")["mean"][4]


def test_parquet_keeps_numbers_and_where_they_come_from(by_command, tmp_path):
    store = kantel.read_store(by_command / "grid.db")
    again = pd.read_parquet(store.export(tmp_path / "out", format="parquet") / "runs.parquet")
    pd.testing.assert_frame_equal(again, store.runs)
    assert again.attrs["hash"] == store.about["hash"] and again.attrs["units"]["durable_end"] == "share of employees"


def test_wrong_names_in_a_store_are_answered(by_command):
    store = kantel.read_store(by_command / "grid.db")
    for wrong in (
        lambda: store.means("durable"),
        lambda: store.plot("durable_end", "theta"),
        lambda: store.indices,
        lambda: store.problem(),
    ):
        with pytest.raises(kantel.InputError):
            wrong()
    with pytest.raises(kantel.InputError, match="no such store"):
        kantel.read_store(by_command / "absent.db")


def test_what_stands_beside_an_experiment_is_not_ignored(by_command, tmp_path):
    with pytest.raises(kantel.InputError, match="replicates, seed: is beside an Experiment"):
        kantel.sweep(kantel.Experiment(EXPERIMENT, SMALL), tmp_path / "own.db", replicates=2, seed=99)
    other = kantel.Experiment(by_command / "grid.toml", kantel.Scenario(SMALL).set("seed", 8), replicates=2)
    assert other.replicates == 2 and kantel._core.about_store(str(by_command / "grid.db"))["seed"] == 7
    assert kantel.sweep(other, tmp_path / "own.db").about["seed"] == 8


FAILING = {
    **EXPERIMENT,
    "factor": [{"key": "organisation.employees", "values": [30, 200]}, {"key": "parameters.q", "values": [0.1, 0.2]}],
}
TALL = kantel.Scenario(SMALL).set(
    "organisation", {"form": "directorate", "levels": [5, 20, 60]}
)  # not of thirty people


def test_runs_that_fail_are_warned_about_and_listed_alike_everywhere(tmp_path):
    for name in ("one", "two"):
        with pytest.warns(RuntimeWarning, match="12 of 24 runs failed.*12 of them: organisation.levels"):
            kantel.sweep(FAILING, tmp_path / f"{name}.db", scenario=TALL)
    assert hashes(tmp_path / "one.db", tmp_path / "a") == hashes(tmp_path / "two.db", tmp_path / "b")
    assert "/tmp" not in (tmp_path / "a/failures.csv").read_text()


def test_paths_of_an_organisation_stay_as_written(program, tmp_path, monkeypatch):
    """The command line's store is taken up by Python, whichever way the experiment is given."""
    monkeypatch.chdir(tmp_path)
    made = kantel.Organisation.generate("sector", 60, seed=2).export("org")
    scenario = kantel.Scenario(SMALL).set(
        "organisation", {"form": "imported", "chart": "org/chart.csv", "ties": "org/ties.csv"}
    )
    scenario.set("organisation.employees", 60)
    scenario.save("own.toml")
    (tmp_path / "grid.toml").write_text(tomli_w.dumps({**EXPERIMENT, "scenario": "own.toml"}))
    subprocess.run([program, "sweep", "grid.toml", "--store", "grid.db", "--quiet"], check=True)
    assert made == pathlib.Path("org")
    again = kantel.sweep(EXPERIMENT, "grid.db", scenario=scenario)
    assert again.about["done"] == 36 and kantel.sweep("grid.toml", "grid.db").about["done"] == 36


def test_an_organisation_in_memory_is_swept(tmp_path):
    made = kantel.Organisation.generate("sector", 80, seed=4)
    store = kantel.sweep(EXPERIMENT, tmp_path / "own.db", scenario=SMALL, organisation=made)
    point = store.points.iloc[1]
    ran = kantel.compare(
        SMALL, organisation=made, replicates=3, set={"parameters.q": point["q"], "arm.movement.policy": point["policy"]}
    )
    assert ran.metric("practising_60")["mean"]["movement"] == store.means("practising_60", "movement")["mean"][1]
    assert made.hash in store.attrs["scenario"]
    with pytest.raises(kantel.InputError, match="in memory"):
        kantel.Experiment(EXPERIMENT, SMALL, organisation=made).shipped()
    with pytest.raises(kantel.InputError):  # another organisation is another experiment
        kantel.sweep(
            EXPERIMENT, tmp_path / "own.db", scenario=SMALL, organisation=kantel.Organisation.generate("sector", 80)
        )


def test_another_experiment_is_refused(by_command, tmp_path):
    kantel.sweep(EXPERIMENT, tmp_path / "own.db", scenario=SMALL, replicates=1)
    with pytest.raises(kantel.InputError):
        kantel.sweep(EXPERIMENT, tmp_path / "own.db", scenario=SMALL, seed=8, replicates=1)


def test_shards_join_to_the_whole(by_command, tmp_path):
    experiment = kantel.Experiment(EXPERIMENT, SMALL)
    for number in (1, 2, 3):
        kantel._core.sweep(experiment.core, str(tmp_path / f"{number}.db"), number, 3, False, 1, None)
    joined = kantel.merge_stores([tmp_path / f"{number}.db" for number in (3, 1, 2)], tmp_path / "all.db")
    assert joined.about["done"] == 36
    assert hashes(tmp_path / "all.db", tmp_path / "a") == hashes(by_command / "grid.db", tmp_path / "b")
