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


def open_shipped(shipped: dict, folder: str) -> _core.Experiment:
    """The experiment on a worker: by its path where files are shared, else from its text."""
    if "texts" in shipped:
        for name, text in shipped["texts"].items():
            (pathlib.Path(folder) / name).write_text(text, encoding="utf-8")
        file = str(pathlib.Path(folder) / "experiment.toml")
    else:
        file = shipped["file"]
    opened = _core.Experiment(file, shipped["settings"], shipped["days"], shipped["replicates"], shipped["seed"])
    if opened.hash != shipped["hash"]:
        raise RuntimeError(f"the worker reads another experiment in {file}: are its files and its kantel the same?")
    return opened


def run_shard(shipped: dict, number: int, of: int, threads: int = 1) -> bytes:
    """Runs one shard, on a worker, and gives its store as bytes."""
    with tempfile.TemporaryDirectory(prefix="kantel-") as folder:
        store = pathlib.Path(folder) / "shard.db"
        _core.sweep(open_shipped(shipped, folder), str(store), number, of, False, threads, None)
        return store.read_bytes()


def gather(experiment, store, client, *, retry_failed=False, shards=None, progress=None, retries: int = 5) -> None:
    """Runs what is missing of an experiment on the client's workers, and joins it into the store."""
    distributed = optional("distributed", "cluster")
    workers = client.scheduler_info(n_workers=-1)["workers"].values()
    threads = sum(worker["nthreads"] for worker in workers) or 1
    dealt = experiment.points * (1 if experiment.core.stops else experiment.replicates)
    # Parts small enough that every worker gets several and a lost one costs little.
    of = shards or max(1, min(dealt, max(8 * threads, dealt // 500)))
    whole = _core.Gathering(experiment.core, str(store), retry_failed)
    try:
        missing = whole.missing_shards(of)
        shipped = experiment.shipped()
        futures = [
            client.submit(
                run_shard,
                shipped,
                number,
                of,
                retries=retries,
                pure=False,
                key=f"kantel-{experiment.hash}-{number}-{of}",
            )
            for number in missing
        ]
        with tempfile.TemporaryDirectory(prefix="kantel-") as folder:
            part = pathlib.Path(folder) / "part.db"
            try:
                for count, future in enumerate(distributed.as_completed(futures), 1):
                    part.write_bytes(future.result())
                    whole.join(str(part))
                    future.release()
                    if progress:
                        progress(1 - (len(missing) - count) / of)
            except BaseException:
                client.cancel(futures)
                raise
    finally:
        whole.close()


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
    parser.add_argument("--retry-failed", action="store_true", help="try runs again that failed before")
    parser.add_argument("--quiet", action="store_true", help="errors only")
    parser.add_argument("--version", action="version", version=f"kantel {_core.version} ({_core.commit})")
    given = parser.parse_args(arguments)
    from .sweeps import Experiment, sweep

    def told(share: float) -> None:
        if not given.quiet:
            print(f"\r{experiment.name}: {100 * share:.0f}%", end="", file=sys.stderr, flush=True)

    try:
        experiment = Experiment(given.experiment)
        distributed = optional("distributed", "cluster")
        if given.scheduler or given.scheduler_file:
            client = distributed.Client(given.scheduler, scheduler_file=given.scheduler_file)
        else:
            client = distributed.Client(n_workers=given.workers, threads_per_worker=1, dashboard_address=":0")
        with client:
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
    except KeyboardInterrupt:
        print("\nkantel-dask: interrupted; what was joined is kept, and the same command resumes", file=sys.stderr)
        return 130
    if not given.quiet:
        print(f"\n{given.store}: {result.about['done']} runs done, {result.about['failed']} failed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
