"""Sweeps on a Dask cluster: the tables of one machine, whoever dies on the way."""

import os
import sqlite3
import struct
import subprocess

import pytest
import tomli_w

import kantel
from conftest import EXPERIMENT, SMALL, hashes


def shard(path, number=1, experiment=EXPERIMENT, scenario=SMALL, **changed):
    """A part as a worker makes it: one of four."""
    kantel._core.sweep(kantel.Experiment(experiment, scenario, **changed).core, str(path), number, 4, False, 1, None)
    return path


def edited(path, text):
    """As a part that was damaged on the way, or that somebody changed."""
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA ignore_check_constraints = ON")
        database.execute(text)
    database.close()


def seal_of(*items) -> int:
    """FNV-1a of numbers, and of texts with their lengths (studies/sweep/store/seal.hpp)."""
    seal = 0xCBF29CE484222325
    for item in items:
        if isinstance(item, str):
            data = len(item.encode()).to_bytes(8, "little") + item.encode()
        else:
            data = struct.pack("<d" if isinstance(item, float) else "<q", item)
        for byte in data:
            seal = (seal ^ byte) * 0x100000001B3 % 2**64
    return seal - 2**64 if seal >= 2**63 else seal


def of_another_version(path, version):
    """With the seal that it would have."""
    with sqlite3.connect(path) as database:
        database.execute("UPDATE experiment SET version = ?", [version])
        said = database.execute(
            'SELECT name, question, source, text, scenario, version, "commit", shard, shards FROM experiment'
        ).fetchone()
        for text in ("name FROM arm ORDER BY arm", "name, unit, sentence FROM definition ORDER BY metric",
                     "sentence FROM factor ORDER BY factor"):  # fmt: skip
            said += sum(database.execute(f"SELECT {text}").fetchall(), ())
        database.execute("UPDATE experiment SET seal = ?", [seal_of(*said)])
    database.close()


def of_another_build(path):
    """Whose numbers of one run are others, well sealed."""
    with sqlite3.connect(path) as database:
        key = database.execute("SELECT point, replicate, arm FROM run WHERE NOT failed LIMIT 1").fetchone()
        where = "WHERE point = ? AND replicate = ? AND arm = ?"
        database.execute(f"UPDATE metric SET durable_end = durable_end + 0.25 {where}", key)
        wall, host = database.execute(f"SELECT wall_us, name FROM run JOIN host USING (host) {where}", key).fetchone()
        values = database.execute(f"SELECT * FROM metric {where}", key).fetchone()[3:]
        seal = seal_of(*key, 0, 7, wall, host, "", *(float(value) for value in values))
        database.execute(f"UPDATE run SET seal = ? {where}", [seal, *key])
    database.close()


class TestParts:
    """What a worker sends is not trusted."""

    @pytest.fixture
    def whole(self, tmp_path):
        experiment = kantel.Experiment(EXPERIMENT, SMALL)
        whole = kantel._core.Gathering(experiment.core, str(tmp_path / "whole.db"), False)
        whole.join(str(shard(tmp_path / "first.db", 1)))
        yield whole
        whole.close()

    def refused(self, whole, tmp_path, part, message):
        """With words, and the store is as it was; a right part is joined after it."""
        before = whole.missing_shards(4)
        with pytest.raises(kantel.InputError, match=message) as raised:
            whole.join(str(part))
        assert str(part) in str(raised.value)
        assert whole.missing_shards(4) == before
        assert whole.join(str(shard(tmp_path / "second.db", 2))) > 0
        whole.close()
        kantel.sweep(EXPERIMENT, tmp_path / "whole.db", scenario=SMALL)
        kantel.sweep(EXPERIMENT, tmp_path / "alone.db", scenario=SMALL)
        assert hashes(tmp_path / "whole.db", tmp_path / "a") == hashes(tmp_path / "alone.db", tmp_path / "b")

    def test_a_part_of_another_seed_is_refused(self, whole, tmp_path):
        self.refused(whole, tmp_path, shard(tmp_path / "part.db", 3, seed=8), r"experiment has changed: [+-] seed = ")

    def test_a_part_of_another_experiment_is_refused(self, whole, tmp_path):
        other = {**EXPERIMENT, "factor": [{**EXPERIMENT["factor"][0], "high": 0.3}, EXPERIMENT["factor"][1]]}
        part = shard(tmp_path / "part.db", 3, other)
        self.refused(whole, tmp_path, part, r"experiment has changed: [+-] .*high = 0.[23](.|\n)*another experiment")

    def test_a_part_on_another_scenario_is_refused(self, whole, tmp_path):
        part = shard(tmp_path / "part.db", 3, scenario=SMALL.replace("employees = 200", "employees = 201"))
        self.refused(whole, tmp_path, part, r"scenario has changed: [+-] .*employees = 20[01]")

    def test_a_part_of_another_version_is_refused(self, whole, tmp_path):
        part = shard(tmp_path / "part.db", 3)
        of_another_version(part, "0.0.1")
        self.refused(whole, tmp_path, part, r"was begun by kantel 0.0.1, and this is ")

    @pytest.mark.parametrize(
        "text, message",
        [
            ("UPDATE metric SET durable_end = durable_end + 0.01", "run: point .* is not as it was written"),
            ("UPDATE run SET seed = 12", "run: point .* is not as it was written"),
            ("UPDATE run SET point = 77 WHERE point = (SELECT max(point) FROM run)", "run.point: is 77"),
            ("DELETE FROM metric", "is not as it was written|is damaged"),
            ("UPDATE series SET value = zeroblob(length(value))", "series: point .* is not as it was written"),
            ("UPDATE experiment SET version = '9'", "experiment: is damaged"),
            ("DROP TABLE run", "damaged"),
        ],
    )
    def test_a_part_that_was_changed_is_refused(self, whole, tmp_path, text, message):
        part = shard(tmp_path / "part.db", 3)
        edited(part, text)
        self.refused(whole, tmp_path, part, message)

    def test_a_part_that_arrived_in_half_is_refused(self, whole, tmp_path):
        part = shard(tmp_path / "part.db", 3)
        part.write_bytes(part.read_bytes()[: part.stat().st_size // 2])
        self.refused(whole, tmp_path, part, "damaged")

    def test_what_is_no_store_is_refused(self, whole, tmp_path):
        (tmp_path / "part.db").write_text("no store, and long enough to be told from one by its first bytes alone")
        self.refused(whole, tmp_path, tmp_path / "part.db", "no store|not a store|is no")

    def test_a_part_with_other_numbers_for_a_run_that_is_there_is_refused(self, whole, tmp_path):
        """As a worker of another build would give: its rows are sealed, and say something else."""
        part = shard(tmp_path / "part.db", 1)
        assert whole.join(str(part)) == 0  # the same is nothing new
        of_another_build(part)
        assert kantel.read_store(part).about["done"] > 0  # a store like any other
        self.refused(whole, tmp_path, part, "gives other numbers for point 0, replicate 0, arm rollout")


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
