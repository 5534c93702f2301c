"""Sweeps past one machine, by Dask. The work is cut into shards; a worker runs a shard into a store of its own and sends
that; this process alone writes the store of the whole, shard by shard, so killing anything loses what is under way and
no more. A shard whose worker died runs again elsewhere, and gives the same numbers.
"""

from __future__ import annotations

import argparse
import pathlib
import sys
import tempfile

from . import _core
from .errors import InputError, optional
from .experiments import Experiment


class LostShards(RuntimeError):
    """Some shards could not be run anywhere. What the others made is in the store; the same call tries these again."""


def run_shard(shipped: dict, number: int, of: int, threads: int = 1) -> bytes:
    """Runs one shard, on a worker, and gives its store as bytes."""
    with tempfile.TemporaryDirectory(prefix="kantel-") as folder:
        store = pathlib.Path(folder) / "shard.db"
        _core.sweep(Experiment.arrived(shipped).core, str(store), number, of, False, threads, None)
        return store.read_bytes()


def gather(experiment, store, client, *, retry_failed=False, shards=None, progress=None) -> None:
    """Runs what is missing of an experiment on the client's workers, and joins it into the store. A shard that raises is
    tried twice more, one whose worker dies as often as the scheduler allows (its allowed-failures, 3 unless configured);
    then it is given up and the others go on. Raises LostShards at the end if there were any."""
    distributed = optional("distributed", "cluster")
    workers = client.scheduler_info(n_workers=-1)["workers"].values()
    threads = sum(worker["nthreads"] for worker in workers) or 1
    dealt = experiment.points * (1 if experiment.core.stops else experiment.replicates)
    # Parts small enough that every worker gets several and a lost one costs little.
    of = shards or max(1, min(dealt, max(8 * threads, dealt // 500)))
    shipped = experiment.shipped()
    whole = _core.Gathering(experiment.core, str(store), retry_failed)
    lost: dict[int, str] = {}
    try:
        missing = whole.missing_shards(of)
        futures = {
            client.submit(run_shard, shipped, n, of, retries=2, pure=False, key=f"kantel-{experiment.hash}-{n}-{of}"): n
            for n in missing
        }
        with tempfile.TemporaryDirectory(prefix="kantel-") as folder:
            part = pathlib.Path(folder) / "part.db"
            try:
                for count, future in enumerate(distributed.as_completed(futures), 1):
                    if future.status == "finished":
                        part.write_bytes(future.result())
                        whole.join(str(part))
                    elif future.status == "error":
                        error = future.exception()
                        lost[futures[future]] = f"{type(error).__name__}: {error}"
                    else:
                        raise ConnectionError("the cluster dropped the work: is its scheduler still there?")
                    future.release()
                    if progress:
                        progress(1 - (len(missing) - count) / of)
            except BaseException:
                client.cancel(list(futures))
                raise
    finally:
        whole.close()
    if lost:
        numbers = ", ".join(str(number) for number in sorted(lost))
        raise LostShards(
            f"{len(lost)} of {of} shards were lost ({numbers}); what the others made is kept, and the same call tries them "
            f"again. Shard {min(lost)}: {lost[min(lost)]}"
        )


def main(arguments: list[str] | None = None) -> int:
    """kantel-dask: a sweep on a cluster, local unless a scheduler is named."""
    parser = argparse.ArgumentParser(
        prog="kantel-dask",
        description=main.__doc__,
        epilog="Example: kantel-dask experiment.toml --store results.db --workers 8",
    )
    parser.add_argument("experiment", metavar="EXPERIMENT", help="experiment file (TOML)")
    parser.add_argument(
        "--store", required=True, metavar="FILE", help="the store; new, or begun by the same experiment"
    )
    parser.add_argument("--scheduler", metavar="ADDRESS", help="of a running Dask scheduler, such as tcp://host:8786")
    parser.add_argument("--scheduler-file", metavar="FILE", help="that a scheduler wrote")
    parser.add_argument("--workers", type=int, metavar="N", help="of the local cluster (default: one a core)")
    parser.add_argument("--shards", type=int, metavar="N", help="parts to cut the work into")
    parser.add_argument("--replicates", type=int, metavar="N", help="overrides the number of replicates")
    parser.add_argument("--seed", type=int, metavar="N", help="overrides the seed")
    parser.add_argument("--days", type=int, metavar="N", help="overrides the scenario's number of days")
    parser.add_argument(
        "--set", action="append", default=[], metavar="KEY=VALUE", help="sets a key at every point (repeatable)"
    )
    parser.add_argument("--retry-failed", action="store_true", help="try runs again that failed before")
    parser.add_argument("--quiet", action="store_true", help="errors only")
    parser.add_argument("--version", action="version", version=f"kantel {_core.version} ({_core.commit})")
    given = parser.parse_args(arguments)
    from .sweeps import sweep

    def told(share: float) -> None:
        if not given.quiet:
            print(f"\r{experiment.name}: {100 * share:.0f}%", end="", file=sys.stderr, flush=True)

    try:
        experiment = Experiment(
            given.experiment, days=given.days, replicates=given.replicates, seed=given.seed, set=given.set
        )
        with _client(given) as client:
            result = sweep(
                experiment,
                given.store,
                client=client,
                shards=given.shards,
                retry_failed=given.retry_failed,
                progress=told,
            )
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    except (OSError, LostShards) as error:  # OSError: no scheduler answers, or its file is not there
        print(f"\nkantel-dask: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nkantel-dask: interrupted; what was joined is kept, and the same command resumes", file=sys.stderr)
        return 130
    if not given.quiet:
        print(f"\n{given.store}: {result.about['done']} runs done, {result.about['failed']} failed")
    return 0


def _client(given):
    """Of the scheduler that is named, or of a local cluster."""
    distributed = optional("distributed", "cluster")
    if given.scheduler or given.scheduler_file:
        return distributed.Client(given.scheduler, scheduler_file=given.scheduler_file)
    return distributed.Client(n_workers=given.workers, threads_per_worker=1, dashboard_address=":0")


if __name__ == "__main__":
    sys.exit(main())
