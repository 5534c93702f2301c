"""Sweeps from Python: the command line's stores, and the same tables from a cluster, killed workers included."""

import hashlib
import os
import pathlib
import subprocess

import numpy as np
import pandas as pd
import pytest
import tomli_w

import kantel
from conftest import SMALL

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


@pytest.fixture(scope="module")
def by_command(program, tmp_path_factory):
    """The same experiment, run by the command line from files."""
    folder = tmp_path_factory.mktemp("sweep")
    (folder / "small.toml").write_text(SMALL)
    (folder / "grid.toml").write_text(tomli_w.dumps({**EXPERIMENT, "scenario": "small.toml"}))
    subprocess.run([program, "sweep", folder / "grid.toml", "--store", folder / "grid.db", "--quiet"], check=True)
    return folder


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


THREE = {
    "replicates": 2,
    "design": {"kind": "grid"},
    "keep": {"metrics": ["practising_60"], "series": ["practising", "trust"], "every": 20},
    "factor": [
        {"key": "parameters.q", "low": 0.05, "high": 0.2, "levels": 3, "scale": "log"},
        {"key": "arm.movement.policy", "values": ["servant", "participative"]},
        {"key": "organisation.mean_degree", "values": [6, 10]},
    ],
}


@pytest.fixture(scope="module")
def three(tmp_path_factory):
    return kantel.sweep(THREE, tmp_path_factory.mktemp("three") / "three.db", scenario=SMALL)


@pytest.fixture(scope="module")
def sobol(tmp_path_factory):
    design = {
        "replicates": 1,
        "design": {"kind": "sobol", "samples": 8},
        "keep": {"metrics": ["practising_60"]},
        "factor": [
            {"key": "parameters.q", "low": 0.05, "high": 0.2},
            {"key": "parameters.rho0", "low": 0.01, "high": 0.05},
        ],
    }
    return kantel.sweep(design, tmp_path_factory.mktemp("sobol") / "s.db", scenario=SMALL)


def rows_of(chart, name):
    return next(rows for key, rows in chart.to_dict()["datasets"].items() if key.endswith(name))


def test_a_response_curve_averages_over_the_other_factors(three):
    points = [row for row in rows_of(three.plot("practising_60", "q"), "points") if row["series"] == "movement"]
    means = three.means("practising_60", "movement").groupby("q")["mean"].mean()
    assert [row["x"] for row in points] == pytest.approx(means.index.tolist(), rel=1e-4)
    assert [row["mean"] for row in points] == pytest.approx(means.tolist(), rel=1e-4)
    assert all(row["low"] < row["mean"] < row["high"] for row in points)
    curve = three.figure("practising_60", "q", arm="movement").axes[0].get_lines()[0]
    assert curve.get_ydata().tolist() == [row["mean"] for row in points]


def test_a_heat_map_averages_over_the_third_factor_and_keeps_the_order_of_levels(three):
    chart = three.plot("practising_60", "q", "policy", arm="movement")
    assert chart.to_dict()["encoding"]["y"]["sort"] == ["participative", "servant"]  # the first level at the bottom
    cells = {(row["x"], row["y"]): row["value"] for row in rows_of(chart, "cells")}
    means = three.means("practising_60", "movement").groupby(["q", "policy"])["mean"].mean()
    assert cells[("0.05", "servant")] == pytest.approx(means.iloc[1], rel=1e-4) and len(cells) == 6
    assert max(len(label) for label, _ in cells) <= 6  # 0.05, 0.1, 0.2 and no 0.10000000000000002
    image = three.figure("practising_60", "q", "policy", arm="movement").axes[0].get_images()[0].get_array()
    assert image.shape == (2, 3) and image[0, 0] == cells[("0.05", "servant")]


def test_indices_are_bars_with_their_intervals(sobol):
    bars = {(row["factor"], row["series"]): row for row in rows_of(sobol.plot("practising_60", arm="movement"), "bars")}
    table = sobol.indices.query("arm == 'movement' and metric == 'practising_60'")
    assert len(bars) == 4 and max(row["value"] for row in bars.values()) == pytest.approx(
        table["value"].max(), rel=1e-3
    )
    assert len(sobol.figure("practising_60", arm="movement").axes[0].patches) == 4


def test_arms_stand_in_a_legend_and_pairs_can_be_drawn(three):
    convert = pytest.importorskip("vl_convert")
    drawn = {
        "curves": three.plot("practising_60", "policy"),
        "map": three.plot("practising_60"),
        "pair": three.plot("practising_60", "q", "policy", arm="movement-rollout"),
        "difference": three.plot("practising_60", kind="difference"),
    }
    svg = {name: convert.vegalite_to_svg(chart.to_json()) for name, chart in drawn.items()}
    assert "role-legend" in svg["curves"] and "movement minus rollout" in svg["pair"] + svg["difference"]
    assert [len(chart.to_dict().get("vconcat", [0])) for chart in drawn.values()] == [1, 2, 1, 3]


def test_series_of_a_sweep_are_an_array_with_its_factors(three):
    assert three.series.dims == ("point", "arm", "replicate", "measure", "group", "day")
    assert three.series.day.values.tolist() == [0, 20, 40, 60] and set(three.series.measure.values) == {
        "practising",
        "trust",
    }
    last = three.series.sel(measure="practising", group="all", day=60, arm="movement")
    np.testing.assert_allclose(
        last.transpose("point", "replicate"), three.data.practising_60.sel(arm="movement"), atol=1e-6
    )
    assert three.series.policy.values.tolist() == three.points.policy.tolist()
    assert three.attrs["commit"] == kantel._core.commit


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


def test_indices_of_a_sobol_design_are_read(sobol):
    assert set(sobol.indices.factor) == {"q", "rho0"}
    assert sobol.problem()["bounds"] == [[0.05, 0.2], [0.01, 0.05]]


class TestCluster:
    distributed = pytest.importorskip("distributed")

    @pytest.fixture(scope="class")
    @classmethod
    def client(cls):
        with cls.distributed.Client(
            n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
        ) as client:
            yield client

    def test_a_cluster_gives_the_tables_of_one_machine(self, client, by_command, tmp_path):
        kantel.sweep(EXPERIMENT, tmp_path / "own.db", scenario=SMALL, client=client, shards=5)
        assert hashes(tmp_path / "own.db", tmp_path / "a") == hashes(by_command / "grid.db", tmp_path / "b")

    def test_what_is_there_is_not_run_again(self, client, by_command, tmp_path):
        experiment = kantel.Experiment(EXPERIMENT, SMALL)
        kantel._core.sweep(experiment.core, str(tmp_path / "part.db"), 2, 4, False, 1, None)
        whole = kantel._core.Gathering(experiment.core, str(tmp_path / "own.db"), False)
        whole.join(str(tmp_path / "part.db"))
        assert whole.missing_shards(4) == [1, 3, 4]
        whole.close()
        kantel.sweep(experiment, tmp_path / "own.db", client=client, shards=4)
        assert hashes(tmp_path / "own.db", tmp_path / "a") == hashes(by_command / "grid.db", tmp_path / "b")

    def test_a_killed_worker_changes_nothing(self, client, tmp_path):
        """Killed while it works; the nanny starts another, and the lost shards run again."""
        slow = {**EXPERIMENT, "replicates": 20}
        here = kantel.sweep(slow, tmp_path / "here.db", scenario=SMALL, set={"days": 2000})
        victims = list(client.run(os.getpid).values())
        killed = []

        def kill_one(share):
            if not killed:
                os.kill(victims[0], 9)
                killed.append(share)

        there = kantel.sweep(
            slow, tmp_path / "there.db", scenario=SMALL, client=client, shards=40, set={"days": 2000}, progress=kill_one
        )
        assert killed and killed[0] < 0.5
        assert there.about["done"] == here.about["done"] == 6 * 20 * 2
        assert hashes(tmp_path / "there.db", tmp_path / "a") == hashes(tmp_path / "here.db", tmp_path / "b")

    def test_a_shard_whose_workers_die_is_named_and_the_others_are_kept(self, tmp_path):
        """Here one death is too many. The command ends with 1; run again it makes the tables of one machine."""
        import dask

        from kantel import cluster

        slow = {**EXPERIMENT, "replicates": 10}
        (tmp_path / "small.toml").write_text(SMALL)
        (tmp_path / "slow.toml").write_text(tomli_w.dumps({**slow, "scenario": "small.toml"}))
        command = [
            str(tmp_path / "slow.toml"),
            "--store",
            str(tmp_path / "there.db"),
            "--shards",
            "12",
            "--days",
            "2000",
        ]
        here = kantel.sweep(slow, tmp_path / "here.db", scenario=SMALL, days=2000)
        killed = []

        def kill_one(share):
            if not killed:
                killed.append(min(own.run(os.getpid).values()))
                os.kill(killed[0], 9)

        with dask.config.set({"distributed.scheduler.allowed-failures": 0}):
            with self.distributed.Client(
                n_workers=2, threads_per_worker=1, dashboard_address=":0", silence_logs=50
            ) as own:
                experiment = kantel.Experiment(tmp_path / "slow.toml", days=2000)
                with pytest.raises(cluster.LostShards, match="of 12 shards were lost .*KilledWorker"):
                    kantel.sweep(experiment, tmp_path / "there.db", client=own, shards=12, progress=kill_one)
                kept = kantel.read_store(tmp_path / "there.db").about["done"]
                assert 6 * 10 <= kept < here.about["done"] == 6 * 10 * 2
                assert cluster.main([*command, "--scheduler", own.scheduler.address]) == 0
        assert hashes(tmp_path / "there.db", tmp_path / "a") == hashes(tmp_path / "here.db", tmp_path / "b")

    def test_a_scheduler_that_does_not_answer_is_said_in_a_line(self, by_command, tmp_path, capsys):
        import dask

        from kantel import cluster

        with dask.config.set({"distributed.comm.timeouts.connect": "1s"}):
            command = [
                str(by_command / "grid.toml"),
                "--store",
                str(tmp_path / "x.db"),
                "--scheduler",
                "tcp://127.0.0.1:9",
            ]
            assert cluster.main(command) == 1
        told = capsys.readouterr().err
        assert "tcp://127.0.0.1:9" in told and "Traceback" not in told

    def test_the_command_overrides_as_the_command_line_does(self, client, program, by_command, tmp_path):
        from kantel import cluster

        given = ["--set", "parameters.rho0=0.02", "--days", "80", "--seed", "5", "--replicates", "2"]
        experiment = str(by_command / "grid.toml")
        subprocess.run([program, "sweep", experiment, "--store", tmp_path / "a.db", "--quiet", *given], check=True)
        there = [experiment, "--store", str(tmp_path / "b.db"), "--quiet", "--scheduler", client.scheduler.address]
        assert cluster.main([*there, *given]) == 0
        assert hashes(tmp_path / "a.db", tmp_path / "a") == hashes(tmp_path / "b.db", tmp_path / "b")

    def test_an_early_stop_is_the_same_on_a_cluster(self, client, tmp_path):
        stopping = {**EXPERIMENT, "replicates": 12, "stop": {"metric": "practising_60", "width": 0.15, "batch": 3}}
        here = kantel.sweep(stopping, tmp_path / "here.db", scenario=SMALL)
        there = kantel.sweep(stopping, tmp_path / "there.db", scenario=SMALL, client=client, shards=4)
        assert here.about["done"] == there.about["done"] < 6 * 12 * 2
        assert hashes(tmp_path / "there.db", tmp_path / "a") == hashes(tmp_path / "here.db", tmp_path / "b")
        whole = kantel._core.Gathering(kantel.Experiment(stopping, SMALL).core, str(tmp_path / "there.db"), False)
        assert whole.missing_shards(4) == []
        whole.close()

    def test_the_command_resumes(self, by_command, tmp_path):
        from kantel import cluster

        for _ in range(2):
            assert (
                cluster.main(
                    [str(by_command / "grid.toml"), "--store", str(tmp_path / "own.db"), "--workers", "1", "--quiet"]
                )
                == 0
            )
        assert hashes(tmp_path / "own.db", tmp_path / "a") == hashes(by_command / "grid.db", tmp_path / "b")
        assert cluster.main([str(tmp_path / "absent.toml"), "--store", str(tmp_path / "x.db"), "--workers", "1"]) == 2
