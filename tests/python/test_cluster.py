"""Sweeps on a Dask cluster: the tables of one machine, whoever dies on the way."""

import os
import subprocess

import pytest
import tomli_w

import kantel
from conftest import EXPERIMENT, SMALL, hashes


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
